import Foundation
import GeoFormats
import Geodesy
public import SimpleFeatures
public import Topology

/// The outline of a cluster's points: the smallest convex polygon that holds them.
public struct ClusterHull: Sendable {
  /// How wide the disc or strip is that is drawn where all points lie on one spot or line.
  public static let leastRadiusMeters = 500.0

  /// The outline, edges geodesic to 100 m, longitudes continuous; nil where none can be drawn: on a
  /// pole or round half the Earth.
  public let geometry: Geometry?
  /// The area in square metres within geodesic edges; 0 where all points lie on one spot or line.
  public let areaSquareMeters: Double
  /// The mean of the points as directions from the middle of the Earth.
  public let center: Coordinate
  /// The distance of the furthest point from the centre, in metres.
  public let radiusMeters: Double

  /// Outlines points; nil for none. The hull is taken on an azimuthal equidistant projection about
  /// the centre. O(n log n).
  public init?(_ points: [Coordinate], in context: GEOSContext) throws {
    guard let center = Self.mean(points) else { return nil }
    self.center = center
    let distinct = Array(Set(points))
    radiusMeters = distinct.reduce(0) { max($0, Geodesic.wgs84.distance(from: center, to: $1)) }
    guard radiusMeters < 5_000_000 else {
      (geometry, areaSquareMeters) = (nil, 0)
      return
    }
    let projection = LocalProjection.azimuthalEquidistant(center: center)
    let hull = try context.convexHull(.multiPoint(distinct.map(projection.forward)))
    let ring = hull.polygons.first.map { $0.exterior.map(projection.inverse) } ?? []
    let area = Geodesic.wgs84.area(ofGeodesicPolygon: Polygon(exterior: ring))
    // Less than a metre wide: points on a line, but for rounding.
    guard area > 2 * radiusMeters else {
      areaSquareMeters = 0
      let ends = distinct.map { $0.unwrapped(near: center.longitude) }
        .sorted { ($0.x, $0.y) < ($1.x, $1.y) }
      let spine: Geometry =
        ends.count == 1
        ? .point(ends[0]) : .lineString(LineString([ends[0], ends[ends.count - 1]]))
      geometry = try? context.bufferMeters(of: spine, radiusMeters: Self.leastRadiusMeters)
      return
    }
    areaSquareMeters = area
    let dense = Geodesic.wgs84.densify(LineString(ring), maximumDeviationMeters: 100)
    // Round a pole the ring does not close in longitude.
    geometry =
      dense.coordinates.first == dense.coordinates.last
      ? .polygon(Polygon(exterior: dense.coordinates)) : nil
  }

  private static func mean(_ points: [Coordinate]) -> Coordinate? {
    guard let first = points.first else { return nil }
    var (x, y, z) = (0.0, 0.0, 0.0)
    // In a fixed order, so that no digit depends on that of the input.
    for point in points.sorted(by: { ($0.x, $0.y) < ($1.x, $1.y) }) {
      let (longitude, latitude) = (point.longitude * .pi / 180, point.latitude * .pi / 180)
      x += cos(latitude) * cos(longitude)
      y += cos(latitude) * sin(longitude)
      z += sin(latitude)
    }
    if points.allSatisfy({ $0 == first }) { return first }
    guard x != 0 || y != 0 || z != 0 else { return first }
    return Coordinate(
      longitude: atan2(y, x) * 180 / .pi, latitude: atan2(z, hypot(x, y)) * 180 / .pi)
  }
}
