import Foundation
public import SimpleFeatures

/// Great-circle distances on a sphere, in metres.
///
/// On the default radius they are within 0.56 % of the geodesic on WGS 84, at a twentieth of the
/// time; use them as a first filter or where a published method asks for them.
/// Source: Sinnott (1984), "Virtues of the haversine", Sky and Telescope 68(2), 159.
public struct Haversine: MetricSpace, Hashable {
  /// The radius of the sphere in metres.
  public let radiusMeters: Double

  /// Makes the space on a sphere; the default is the mean radius (2a + b) / 3 of GRS 80.
  public init(radiusMeters: Double = 6_371_008.8) { self.radiusMeters = radiusMeters }

  /// The great-circle distance in metres; NaN where a coordinate is not finite.
  public func distance(from start: Coordinate, to end: Coordinate) -> Double {
    let radians = Double.pi / 180
    let sineLatitude = sin((end.latitude - start.latitude) * radians / 2)
    let sineLongitude = sin((end.longitude - start.longitude) * radians / 2)
    let haversine =
      sineLatitude * sineLatitude
      + cos(start.latitude * radians) * cos(end.latitude * radians) * sineLongitude * sineLongitude
    return 2 * radiusMeters * asin(min(1, haversine.squareRoot()))
  }
}
