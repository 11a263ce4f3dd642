import Foundation
import SimpleFeatures

/// Lambert's azimuthal equal-area projection on WGS 84 about any centre.
///
/// Source: Snyder (1987), "Map projections: a working manual", equations 3-11 to 3-13 and
/// 24-13 to 24-30. Authalic latitudes are kept as sine and cosine, and the distance from the pole
/// as 1 - sin(latitude), so that nothing cancels near a pole; the way back solves 3-12 by Newton's
/// method instead of the series 3-18, whose error reaches millimetres.
struct LambertAzimuthalEqualArea: Hashable, Sendable {
  private static let radius = Ellipsoid.wgs84.equatorialRadiusMeters
  private static let e2 = Ellipsoid.wgs84.eccentricitySquared
  private static let e = e2.squareRoot()
  /// q at the pole.
  private static let polarQ = 1 + (1 - e2) * atanh(e) / e
  /// The radius of the sphere that has the area of the ellipsoid.
  private static let authalicRadius = radius * (polarQ / 2).squareRoot()

  private let longitude: Double
  private let sine: Double
  private let cosine: Double
  private let stretch: Double

  init(center: Coordinate) {
    longitude = center.longitude
    (sine, cosine) = Self.authalic(latitudeDegrees: center.latitude)
    let latitude = center.latitude * .pi / 180
    let parallel = cos(latitude) / (1 - Self.e2 * sin(latitude) * sin(latitude)).squareRoot()
    stretch = Self.radius * parallel / (Self.authalicRadius * cosine)
  }

  func forward(_ position: Coordinate) -> Coordinate {
    let (sine, cosine) = Self.authalic(latitudeDegrees: position.latitude)
    let turn = (position.longitude - longitude) * .pi / 180
    let across = cosine * sin(turn)
    let along = self.cosine * sine - self.sine * cosine * cos(turn)
    let facing = self.sine * sine + self.cosine * cosine * cos(turn)
    let scale = Self.authalicRadius * (2 / (1 + facing)).squareRoot()
    return Coordinate(x: scale * stretch * across, y: scale / stretch * along)
  }

  func inverse(_ position: Coordinate) -> Coordinate {
    let x = position.x / stretch
    let y = position.y * stretch
    let distance = (x * x + y * y).squareRoot()
    guard distance > 0 else {
      return Coordinate(
        longitude: longitude, latitude: Self.latitudeDegrees(sine: sine, cosine: cosine))
    }
    let arc = 2 * asin(distance / (2 * Self.authalicRadius))
    let east = x / distance * sin(arc)
    let north = cosine * cos(arc) - y / distance * sine * sin(arc)
    let up = sine * cos(arc) + y / distance * cosine * sin(arc)
    return Coordinate(
      longitude: longitude + atan2(east, north) * 180 / .pi,
      latitude: Self.latitudeDegrees(sine: up, cosine: (east * east + north * north).squareRoot()))
  }

  /// The sine and cosine of the authalic latitude.
  private static func authalic(latitudeDegrees: Double) -> (sine: Double, cosine: Double) {
    let latitude = abs(latitudeDegrees) * .pi / 180
    let fromPole = cos(latitude) * cos(latitude) / (1 + sin(latitude))
    let missing = missingQ(fromPole: fromPole).value / polarQ
    let sine = 1 - missing
    return (
      latitudeDegrees < 0 ? -sine : sine, (missing * (2 - missing)).squareRoot()
    )
  }

  /// The latitude of an authalic latitude.
  private static func latitudeDegrees(sine: Double, cosine: Double) -> Double {
    let missing = polarQ * cosine * cosine / (1 + abs(sine))
    var fromPole = missing * (1 - e2) / 2
    for _ in 0..<5 {
      let q = missingQ(fromPole: fromPole)
      fromPole -= (q.value - missing) / q.slope
    }
    let latitude = 90 - 2 * asin((fromPole / 2).squareRoot()) * 180 / .pi
    return sine < 0 ? -latitude : latitude
  }

  /// How much q lacks of its value at the pole, and its slope, from 1 - sin(latitude).
  private static func missingQ(fromPole: Double) -> (value: Double, slope: Double) {
    let sine = 1 - fromPole
    let w = 1 - e2 * sine * sine
    let value =
      fromPole * (1 + e2 * sine) / w + (1 - e2) / e * atanh(e * fromPole / (1 - e2 * sine))
    return (value, 2 * (1 - e2) / (w * w))
  }
}
