/// An ellipsoid of revolution, flattened at the poles.
public struct Ellipsoid: Hashable, Sendable {
  /// The equatorial radius a in metres.
  public let equatorialRadiusMeters: Double
  /// The flattening f = (a - b) / a; 0 for a sphere.
  public let flattening: Double

  /// Makes an ellipsoid from a radius above 0 and a flattening in 0...0.02.
  ///
  /// The upper limit is where the geodesic series stop being accurate to nanometres
  /// (Karney 2013, "Algorithms for geodesics", section 6); the Earth's flattening is 0.0034.
  public init(equatorialRadiusMeters: Double, flattening: Double) throws(GeodesyError) {
    guard equatorialRadiusMeters > 0, equatorialRadiusMeters.isFinite else {
      throw GeodesyError(
        "The equatorial radius of an ellipsoid must be a positive number of metres, "
          + "not \(equatorialRadiusMeters).")
    }
    guard flattening >= 0, flattening <= 0.02 else {
      throw GeodesyError(
        "The flattening of an ellipsoid must lie between 0 and 0.02, not \(flattening).")
    }
    self.init(radius: equatorialRadiusMeters, flattening: flattening)
  }

  private init(radius: Double, flattening: Double) {
    self.equatorialRadiusMeters = radius
    self.flattening = flattening
  }

  /// The World Geodetic System 1984, the ellipsoid of satellite positions and of GeoJSON.
  public static let wgs84 = Ellipsoid(radius: 6_378_137, flattening: 1 / 298.257223563)

  /// The Geodetic Reference System 1980, the ellipsoid of ETRS89 and NAD83.
  public static let grs80 = Ellipsoid(radius: 6_378_137, flattening: 1 / 298.257222101)

  /// A sphere; its radius must be above 0.
  public static func sphere(radiusMeters: Double) throws(GeodesyError) -> Ellipsoid {
    try Ellipsoid(equatorialRadiusMeters: radiusMeters, flattening: 0)
  }

  /// The polar radius b = a (1 - f) in metres.
  public var polarRadiusMeters: Double { equatorialRadiusMeters * (1 - flattening) }

  /// The mean radius (2a + b) / 3 in metres.
  public var meanRadiusMeters: Double { (2 * equatorialRadiusMeters + polarRadiusMeters) / 3 }

  /// The square of the first eccentricity, e^2 = f (2 - f).
  public var eccentricitySquared: Double { flattening * (2 - flattening) }
}
