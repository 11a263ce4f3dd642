public import SimpleFeatures

/// A position by geocentric Cartesian coordinates in metres: x towards longitude 0 and y towards
/// 90 degrees east on the equator, z towards the north pole (EPSG method 9602).
public struct GeocentricPosition: Hashable, Sendable {
  /// Metres from the centre towards latitude 0, longitude 0.
  public var x: Double
  /// Metres from the centre towards latitude 0, longitude 90 degrees east.
  public var y: Double
  /// Metres from the centre towards the north pole.
  public var z: Double

  /// Makes a position.
  @inlinable
  public init(x: Double, y: Double, z: Double) {
    self.x = x
    self.y = y
    self.z = z
  }
}

extension Ellipsoid {
  /// The geocentric position of one on the surface, right to a few nanometres on the Earth.
  ///
  /// Longitude must lie in -360...360 and latitude in -90...90; the same on every platform.
  public func geocentric(_ position: Coordinate) -> GeocentricPosition {
    let (sineLatitude, cosineLatitude) = sineAndCosine(degrees: position.latitude)
    let (sineLongitude, cosineLongitude) = sineAndCosine(degrees: position.longitude)
    // The radius of curvature in the prime vertical: from the surface down to the axis.
    let normal =
      equatorialRadiusMeters
      / (1 - eccentricitySquared * sineLatitude * sineLatitude).squareRoot()
    let out = normal * cosineLatitude
    return GeocentricPosition(
      x: out * cosineLongitude, y: out * sineLongitude,
      z: (1 - eccentricitySquared) * normal * sineLatitude)
  }

  /// The radius in metres of the parallel at a latitude in degrees.
  public func parallelRadiusMeters(latitude: Double) -> Double {
    let position = geocentric(Coordinate(longitude: 0, latitude: latitude))
    return max(0, position.x)
  }
}

/// Sine and cosine of an angle of -360...360 degrees, right to about two units in the last place.
///
/// Whole quarter turns are taken off in degrees, where that is exact, so sine and cosine of 0, 90 and
/// 180 degrees are exact. Within 45 degrees the Taylor series as far as x^15 and x^16 leave
/// less than 1e-16. Three times as fast as the C library's, and the same on every platform.
func sineAndCosine(degrees: Double) -> (sine: Double, cosine: Double) {
  // Adding 1.5 * 2^52 rounds to a whole number, which then stands in the lowest bits.
  let rounder = 6_755_399_441_055_744.0
  let shifted = degrees * (1 / 90.0) + rounder
  let quarters = shifted.bitPattern
  let x = (degrees - 90 * (shifted - rounder)) * (.pi / 180)
  let square = x * x
  var sine = -1 / 1_307_674_368_000.0
  sine = sine * square + 1 / 6_227_020_800.0
  sine = sine * square - 1 / 39_916_800.0
  sine = sine * square + 1 / 362_880.0
  sine = sine * square - 1 / 5040.0
  sine = sine * square + 1 / 120.0
  sine = sine * square - 1 / 6.0
  sine = x + x * (square * sine)
  var cosine = 1 / 20_922_789_888_000.0
  cosine = cosine * square - 1 / 87_178_291_200.0
  cosine = cosine * square + 1 / 479_001_600.0
  cosine = cosine * square - 1 / 3_628_800.0
  cosine = cosine * square + 1 / 40320.0
  cosine = cosine * square - 1 / 720.0
  cosine = cosine * square + 1 / 24.0
  cosine = 1 - (square * 0.5 - square * square * cosine)
  let isSwapped = quarters & 1 == 1
  // Sine changes its sign in the third and fourth quarter, cosine in the second and third.
  let sineSign = (quarters & 2) << 62
  let cosineSign = ((quarters &+ 1) & 2) << 62
  return (
    Double(bitPattern: (isSwapped ? cosine : sine).bitPattern ^ sineSign),
    Double(bitPattern: (isSwapped ? sine : cosine).bitPattern ^ cosineSign)
  )
}
