import Foundation

/// The area between the equator and a latitude, as a short sine series.
///
/// On an ellipsoid the area of a strip of unit longitude (one radian) from the equator to
/// latitude phi is a^2/2 q(phi), with
/// q = (1 - e^2) (s / (1 - e^2 s^2) + artanh(e s) / e), s = sin phi
/// (Snyder 1987, "Map projections: a working manual", equation 3-12). Its power series
/// (1 - e^2) sum over k of e^2k (2k + 2) / (2k + 1) s^(2k + 1) turns into a Fourier series
/// sum over j of c_j sin((2j + 1) phi) whose terms fall by e^2/4 each: six reach double precision
/// on the Earth.
///
/// A Fourier series can be averaged over any interval of latitude in closed form, so the integral
/// along an edge that is straight in longitude and latitude needs no quadrature and no subdivision.
struct AuthalicSeries: Sendable {
  /// a^2/2 c_j in square metres per radian.
  private let coefficients: [Double]

  init(_ ellipsoid: Ellipsoid) {
    let eccentricitySquared = ellipsoid.eccentricitySquared
    let radius = ellipsoid.equatorialRadiusMeters
    let scale = radius * radius / 2 * (1 - eccentricitySquared)
    // Powers up to 17 leave 0.04^17 at the largest flattening allowed.
    var sums = [Double](repeating: 0, count: 18)
    var power = 1.0
    for k in sums.indices {
      let term = power * Double(2 * k + 2) / Double(2 * k + 1)
      // s^(2k+1) = 4^-k sum over j of (-1)^j C(2k+1, k-j) sin((2j+1) phi); the binomial
      // coefficient is built up from C(2k+1, 0) at j = k.
      var binomial = 1.0
      for j in stride(from: k, through: 0, by: -1) {
        sums[j] += (j.isMultiple(of: 2) ? 1 : -1) * term * binomial
        let chosen = Double(k - j)
        binomial *= (Double(2 * k + 1) - chosen) / (chosen + 1)
      }
      power *= eccentricitySquared / 4
    }
    let first = abs(sums[0])
    coefficients = sums.prefix { abs($0) > 1e-18 * first }.map { $0 * scale }
  }

  /// The mean of the area function over an interval of latitude, in square metres per radian.
  ///
  /// The mean of sin(m phi) over a half-width h about a centre c is sin(m c) sin(m h) / (m h);
  /// sin(m c) and sin(m h) follow by recurrence for m = 1, 3, 5, ...
  func mean(fromLatitudeDegrees first: Double, toLatitudeDegrees second: Double) -> Double {
    let centre = (first + second) * (.pi / 360)
    let half = (second - first) * (.pi / 360)
    let sineCentre = sin(centre)
    let doubleCosineCentre = 2 - 4 * sineCentre * sineCentre
    var current = sineCentre
    var previous = -sineCentre
    var sum = 0.0
    guard abs(half) > 1e-9 else {
      for coefficient in coefficients {
        sum += coefficient * current
        (previous, current) = (current, doubleCosineCentre * current - previous)
      }
      return sum
    }
    let sineHalf = sin(half)
    let doubleCosineHalf = 2 - 4 * sineHalf * sineHalf
    var currentHalf = sineHalf
    var previousHalf = -sineHalf
    var order = 1.0
    for coefficient in coefficients {
      sum += coefficient * current * (currentHalf / order)
      (previous, current) = (current, doubleCosineCentre * current - previous)
      (previousHalf, currentHalf) = (currentHalf, doubleCosineHalf * currentHalf - previousHalf)
      order += 2
    }
    return sum / half
  }
}
