public import Geodesy
public import SimpleFeatures

/// What a distance between two positions is taken on.
public enum DistanceMetric: Hashable, Sendable {
  /// Geodesics on WGS 84; positions are longitude and latitude in degrees.
  case ellipsoid
  /// Great circles on a sphere, for comparison with methods that use them; positions are longitude and
  /// latitude in degrees, the radius 1,000 km to 10,000 km.
  case sphere(radiusMeters: Double = 6_371_008.8)
  /// Straight lines on a plane; positions are projected coordinates in metres.
  case plane
}

extension DistanceMetric: MetricSpace {
  /// The distance in metres between two positions.
  public func distance(from start: Coordinate, to end: Coordinate) -> Double {
    switch self {
    case .ellipsoid: Geodesic.wgs84.distance(from: start, to: end)
    case .sphere(let radius): Haversine(radiusMeters: radius).distance(from: start, to: end)
    case .plane: Euclidean().distance(from: start, to: end)
    }
  }
}

extension DistanceMetric {
  /// The ellipsoid measured on; nil for the plane.
  var ellipsoid: Ellipsoid? {
    switch self {
    case .ellipsoid: .wgs84
    case .sphere(let radius): try? .sphere(radiusMeters: radius)
    case .plane: nil
    }
  }

  /// The limit of both coordinates on the plane in metres.
  static let planeLimitMeters = 1e8

  /// One spelling for each place: longitude in -180..<180, that of a pole 0, no negative zero.
  ///
  /// Nil for what is no position: a value that is not finite, a latitude beyond 90 degrees, on the
  /// plane a coordinate beyond 100,000 km.
  func canonical(_ position: Coordinate) -> Coordinate? {
    var (x, y) = (position.x, position.y)
    if case .plane = self {
      guard abs(x) <= Self.planeLimitMeters, abs(y) <= Self.planeLimitMeters else { return nil }
    } else {
      guard x.isFinite, abs(y) <= 90 else { return nil }
      // Whole turns come off exactly.
      if x < -180 || x >= 180 { x = x.remainder(dividingBy: 360) }
      if x == 180 { x = -180 }
      if abs(y) == 90 { x = 0 }
    }
    return Coordinate(x: x + 0, y: y + 0)  // -0 + 0 is 0
  }

  /// Says what is wrong with the metric itself.
  func validate() throws(StatisticsError) {
    if case .sphere(let radius) = self, !(1e6...1e7 ~= radius) {
      throw StatisticsError(
        "The radius of a sphere must be 1,000 km to 10,000 km, not \(radius) m.")
    }
  }
}
