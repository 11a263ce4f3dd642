internal import Foundation
internal import Geodesy
internal import SimpleFeatures

/// A direction from the centre of the WGS 84 ellipsoid, of length one.
struct Direction {
  var x: Double
  var y: Double
  var z: Double

  /// The direction of a position on the ellipsoid; nil where the latitude is not one or a value is
  /// not finite.
  init?(_ position: Coordinate) {
    guard position.longitude.isFinite, abs(position.latitude) <= 90 else { return nil }
    let longitude = position.longitude * (.pi / 180)
    let latitude = position.latitude * (.pi / 180)
    // Geodetic latitude leans on the normal; the direction is geocentric.
    let up = (1 - Ellipsoid.wgs84.eccentricitySquared) * sin(latitude)
    let out = cos(latitude)
    let length = (up * up + out * out).squareRoot()
    x = out * cos(longitude) / length
    y = out * sin(longitude) / length
    z = up / length
  }

  /// The square of the straight distance between the tips of two directions.
  func chordSquared(to other: Direction) -> Double {
    let (dx, dy, dz) = (x - other.x, y - other.y, z - other.z)
    return dx * dx + dy * dy + dz * dz
  }

  subscript(axis: UInt8) -> Double { axis == 0 ? x : axis == 1 ? y : z }
}

/// Bounds between the angle at the Earth's centre and the geodesic on WGS 84.
///
/// For two positions whose directions are an angle t apart, the geodesic s lies in b t <= s <= a t,
/// with a and b the equatorial and polar radius:
/// - the geodesic runs outside the ball of radius b, and pulling it in to that ball along the
///   directions, where it still spans the angle t, makes it no longer;
/// - it is no longer than the arc of the ellipse that the plane through both positions and the
///   centre cuts. Let that ellipse have half-axes a and c, b <= c <= a. With k = (a / c)^2 and
///   u = sin^2 of the angle from the long axis, (ds/dt / a)^2 = (1 + u (k^2 - 1)) / (1 + u (k - 1))^3.
///   The denominator is at least 1 + 3 u (k - 1), which is at least the numerator while k <= 2.
enum CentralAngle {
  private static let equatorialRadiusMeters = Ellipsoid.wgs84.equatorialRadiusMeters
  private static let polarRadiusMeters = Ellipsoid.wgs84.polarRadiusMeters

  /// More than the rounding of a chord of two directions, and some 6 micrometres on the ground.
  private static let rounding = 1e-12

  /// Positions whose chord is no longer are within the distance for certain; negative for none.
  static func certainChord(meters: Double) -> Double {
    chord(angle: meters / equatorialRadiusMeters) - rounding
  }

  /// Positions whose chord is longer are beyond the distance for certain.
  static func possibleChord(meters: Double) -> Double {
    chord(angle: meters / polarRadiusMeters) + rounding
  }

  /// The greatest geodesic between positions with a chord.
  static func greatestMeters(chord: Double) -> Double {
    equatorialRadiusMeters * 2 * asin(min(1, (chord + rounding) / 2))
  }

  private static func chord(angle: Double) -> Double { 2 * sin(min(angle, .pi) / 2) }
}
