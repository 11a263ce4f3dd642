import Foundation
import Geodesy
import SimpleFeatures

/// Lambert's azimuthal equal-area projection on WGS 84 near its centre, by series.
///
/// The projection of `LocalProjection.equalArea(center:)`, a tenth of its price: within 3 degrees of
/// latitude and 0.3 radians of longitude of the centre the two differ by less than 1e-7 of the
/// distance. Centres lie within 84 degrees of the equator.
/// Source: Snyder (1987), "Map projections: a working manual", equations 24-2 to 24-4 and 24-18;
/// authalic latitudes by Adams (1921), "Latitude developments connected with geodesy and
/// cartography", page 60.
struct LocalEqualArea {
  private static let a = Ellipsoid.wgs84.equatorialRadiusMeters
  private static let e2 = Ellipsoid.wgs84.eccentricitySquared
  /// Coefficients of the sines of 2, 4 and 6 latitudes in authalic minus geodetic latitude.
  private static let c2 = -(e2 / 3 + 31 * e2 * e2 / 180 + 59 * e2 * e2 * e2 / 560)
  private static let c4 = 17 * e2 * e2 / 360 + 61 * e2 * e2 * e2 / 1260
  private static let c6 = -383 * e2 * e2 * e2 / 45_360
  /// The radius of the sphere that has the area of the ellipsoid.
  private static let authalicRadius: Double = {
    let e = e2.squareRoot()
    return a * ((1 + (1 - e2) * atanh(e) / e) / 2).squareRoot()
  }()

  private let center: Coordinate
  /// Sine and cosine of the centre's authalic latitude, and its derivatives by the geodetic one.
  private let sine: Double
  private let cosine: Double
  private let derivatives: (Double, Double, Double)
  private let scaleX: Double
  private let scaleY: Double
  /// The curvature of the ellipsoid at the centre, per square metre (Gauss).
  private let curvature: Double

  init(center: Coordinate) {
    self.center = center
    let latitude = center.latitude * .pi / 180
    let (s, c) = (sin(latitude), cos(latitude))
    let (s2, c2) = (2 * s * c, 1 - 2 * s * s)
    let (s4, c4) = (2 * s2 * c2, 1 - 2 * s2 * s2)
    let s6 = s4 * c2 + c4 * s2
    let authalic = latitude + Self.c2 * s2 + Self.c4 * s4 + Self.c6 * s6
    (sine, cosine) = (sin(authalic), cos(authalic))
    derivatives = (
      1 + 2 * Self.c2 * c2 + 4 * Self.c4 * c4,
      -(4 * Self.c2 * s2 + 16 * Self.c4 * s4) / 2,
      -(8 * Self.c2 * c2 + 64 * Self.c4 * c4) / 6
    )
    let w2 = 1 - Self.e2 * s * s
    let radius = Self.authalicRadius
    let stretch = Self.a * c / (w2.squareRoot() * radius * cosine)
    (scaleX, scaleY) = (radius * stretch, radius / stretch)
    curvature = w2 * w2 / (Self.a * Self.a * (1 - Self.e2))
  }

  /// The position on the plane, in metres east and north of the centre.
  @inline(__always)
  func forward(_ position: Coordinate) -> Coordinate {
    let h = (position.y - center.y) * (.pi / 180)
    let turn = (position.x - center.x) * (.pi / 180)
    let climb = h * (derivatives.0 + h * (derivatives.1 + h * derivatives.2))
    let climb2 = climb * climb
    let sineClimb = climb * (1 - climb2 * (1 / 6) * (1 - climb2 * (1 / 20)))
    let versineClimb = climb2 * 0.5 * (1 - climb2 * (1 / 12) * (1 - climb2 * (1 / 30)))
    let turn2 = turn * turn
    let sineTurn = turn * (1 - turn2 * (1 / 6) * (1 - turn2 * (1 / 20) * (1 - turn2 * (1 / 42))))
    let versineTurn =
      turn2 * 0.5 * (1 - turn2 * (1 / 12) * (1 - turn2 * (1 / 30) * (1 - turn2 * (1 / 56))))
    let parallel = cosine * (1 - versineClimb) - sine * sineClimb
    // The square of the sine of half the angle at the centre of the sphere.
    let u = (versineClimb + cosine * parallel * versineTurn) * 0.5
    let scale = 1 + u * (0.5 + 0.375 * u)
    return Coordinate(
      x: scaleX * scale * parallel * sineTurn,
      y: scaleY * scale * (sineClimb + sine * parallel * versineTurn))
  }

  /// How far the middle of a short edge, straight in longitude and latitude, lies beside the middle of
  /// its chord on the plane, in metres: an eighth of the second derivative along it.
  ///
  /// Right to the square of the distance from the centre in radii of the Earth, times the length.
  @inline(__always)
  func bend(from a: Coordinate, to b: Coordinate) -> Coordinate {
    let radians = Double.pi / 180
    let (turn, h) = ((b.x - a.x) * radians, (b.y - a.y) * radians)
    let climb = h * derivatives.0
    let middleTurn = ((a.x + b.x) * 0.5 - center.x) * radians
    let middleClimb = ((a.y + b.y) * 0.5 - center.y) * radians * derivatives.0
    // The sine and cosine of the middle's latitude.
    let (s, c) = (sine + cosine * middleClimb, cosine - sine * middleClimb)
    return Coordinate(
      x: scaleX * turn * (s * climb * 0.25 + c * middleTurn * turn * 0.125),
      y: scaleY
        * (s * sine * middleTurn * turn * climb * 0.25
          - (sine * c * turn * turn + 2 * derivatives.1 * h * h) * 0.125))
  }

  /// The square of the radius on the plane of a geodesic circle about the centre, in square metres.
  ///
  /// On the plane the circle is round to 2e-5 of its radius for 150 km, 3e-6 for 25 km.
  func squaredRadius(ofCircle radiusMeters: Double) -> Double {
    let square = radiusMeters * radiusMeters
    return square * (1 - curvature * square / 12)
  }
}
