internal import CPROJ
public import SimpleFeatures

/// Shortest paths on an ellipsoid; distances in metres, azimuths in degrees clockwise from north.
///
/// Positions are longitude and latitude in degrees. Longitudes may be any finite number;
/// a latitude outside -90...90 gives NaN. Accurate to about 15 nanometres. Each call is O(1).
/// Source: Karney (2013), "Algorithms for geodesics", Journal of Geodesy 87, 43-55,
/// in the implementation that PROJ carries (`geodesic.h`).
public struct Geodesic: MetricSpace {
  /// The surface measured on.
  public let ellipsoid: Ellipsoid
  let constants: geod_geodesic
  let authalic: AuthalicSeries

  /// Makes the space on an ellipsoid.
  public init(_ ellipsoid: Ellipsoid) {
    self.ellipsoid = ellipsoid
    var constants = geod_geodesic()
    unsafe geod_init(&constants, ellipsoid.equatorialRadiusMeters, ellipsoid.flattening)
    self.constants = constants
    authalic = AuthalicSeries(ellipsoid)
  }

  /// Geodesics on WGS 84.
  public static let wgs84 = Geodesic(.wgs84)

  /// The length in metres of the geodesic between two positions.
  public func distance(from start: Coordinate, to end: Coordinate) -> Double {
    var distance = 0.0
    unsafe withUnsafePointer(to: constants) { constants in
      unsafe geod_inverse(
        constants, start.latitude, start.longitude, end.latitude, end.longitude,
        &distance, nil, nil)
    }
    return distance
  }

  /// What joins two positions: the answer to the inverse problem.
  public struct Inverse: Hashable, Sendable {
    /// The length of the geodesic in metres.
    public let distanceMeters: Double
    /// The azimuth at the start in degrees, -180...180, forward along the geodesic.
    public let initialAzimuthDegrees: Double
    /// The azimuth at the end in degrees, -180...180, forward along the geodesic.
    public let finalAzimuthDegrees: Double
  }

  /// The distance and the azimuths of the geodesic from one position to another.
  ///
  /// For coincident positions the distance is 0 and the azimuths mean nothing; for antipodal ones
  /// several geodesics are shortest and one of them is taken.
  public func inverse(from start: Coordinate, to end: Coordinate) -> Inverse {
    var distance = 0.0
    var initial = 0.0
    var final = 0.0
    unsafe withUnsafePointer(to: constants) { constants in
      unsafe geod_inverse(
        constants, start.latitude, start.longitude, end.latitude, end.longitude,
        &distance, &initial, &final)
    }
    return Inverse(
      distanceMeters: distance, initialAzimuthDegrees: initial, finalAzimuthDegrees: final)
  }

  /// Where a geodesic leads: the answer to the direct problem.
  public struct Direct: Hashable, Sendable {
    /// The position reached, longitude in -180...180.
    public let destination: Coordinate
    /// The azimuth there in degrees, -180...180, forward along the geodesic.
    public let finalAzimuthDegrees: Double
  }

  /// The position reached from a start along an azimuth after a distance, which may be negative.
  public func direct(
    from start: Coordinate, azimuthDegrees: Double, distanceMeters: Double
  ) -> Direct {
    var latitude = 0.0
    var longitude = 0.0
    var azimuth = 0.0
    unsafe withUnsafePointer(to: constants) { constants in
      unsafe geod_direct(
        constants, start.latitude, start.longitude, azimuthDegrees, distanceMeters,
        &latitude, &longitude, &azimuth)
    }
    return Direct(
      destination: Coordinate(longitude: longitude, latitude: latitude),
      finalAzimuthDegrees: azimuth)
  }

  /// The position at a fraction of the way along the geodesic, longitude in -180...180.
  ///
  /// Fractions below 0 and above 1 lie on the geodesic continued.
  public func interpolate(from start: Coordinate, to end: Coordinate, fraction: Double)
    -> Coordinate
  {
    let inverse = inverse(from: start, to: end)
    return direct(
      from: start, azimuthDegrees: inverse.initialAzimuthDegrees,
      distanceMeters: fraction * inverse.distanceMeters
    ).destination
  }
}

extension Geodesic: Hashable {
  /// Whether two spaces measure on the same ellipsoid.
  public static func == (left: Geodesic, right: Geodesic) -> Bool {
    left.ellipsoid == right.ellipsoid
  }

  /// Feeds the ellipsoid, which decides everything else.
  public func hash(into hasher: inout Hasher) { hasher.combine(ellipsoid) }
}
