import Foundation
import Geodesy
import ReferenceGeography
public import SimpleFeatures
import SpatialIndexing
import Topology

extension Ground {
  /// The distance in metres from a place to the nearest border of a first-level region, where it is
  /// less than the place's own uncertainty plus the accuracy of the boundary set; nil otherwise.
  ///
  /// A point has no uncertainty of its own, a disc or ring its radius, a line its corridor. The
  /// distance is 0 for a line that crosses a border. An area is bounded by borders itself, so the
  /// question has no answer there; nor has it for mixtures. Border means any edge of a region,
  /// coasts included. O(vertices of the regions near by).
  func borderDistance(of place: ResolvedPlace) throws -> Double? {
    let accuracy = atlas.firstLevel.description.accuracyMeters
    switch (place.kind, place.shape) {
    case (_, .point(let point)):
      return borderDistance(from: point, within: accuracy)
    case (_, .disc), (_, .cutDisc), (.near, .surface), (.ring, .surface):
      guard let center = place.representativePoint, let radius = place.radiusMeters else {
        return nil
      }
      return borderDistance(from: center, within: radius + accuracy)
    case (_, .line(let line, _)):
      return try borderDistance(from: line, within: place.corridorMeters + accuracy)
    default: return nil
    }
  }

  /// The distance in metres from a point to the nearest border of a first-level region, coasts
  /// included; nil where there is none within 10,000 km, or the point is not on Earth.
  ///
  /// O(edges of the cells within the distance), some 1 us for 30 km.
  public func nearestBorderMeters(from point: Coordinate) -> Double? {
    let origin = Coordinate(longitude: wrappedLongitude(point.longitude), latitude: point.latitude)
    guard origin.isGeographic else { return nil }
    if let near = borderDistance(from: origin, within: 40_000) { return near }
    let scale = cos(origin.latitude * .pi / 180)
    let errorPerDegree = EdgeFoot.errorPerDegree(scale: scale)
    var limit = 160_000.0
    while limit <= 10_000_000 {
      // So far away the plane does not tell which edge is the nearest.
      var nearest = Double.infinity
      grid.forEachEdge(
        about: origin, window: RegionGrid.window(about: origin, withinMeters: limit), scale: scale,
        nearerThan: RegionGrid.bound(errorPerDegree: errorPerDegree, withinMeters: limit)
      ) { edge, foot, bound in
        guard !edge.isSeam, foot.leastMeters(errorPerDegree: errorPerDegree) < nearest else {
          return
        }
        let distance = Geodesic.wgs84.localDistance(from: origin, to: foot.point)
        guard distance < nearest else { return }
        nearest = distance
        bound = min(
          bound, RegionGrid.bound(errorPerDegree: errorPerDegree, withinMeters: distance))
      }
      if nearest < limit { return nearest }
      limit *= 4
    }
    return nil
  }

  private func borderDistance(from line: LineString, within limit: Double) throws -> Double? {
    for shift in longitudeShifts(of: Envelope(line.coordinates)) {
      let moved = Geometry.lineString(line).map { Coordinate(x: $0.x + shift, y: $0.y) }
      for position in atlas.firstLevel.index.search(moved.envelope) {
        let region = try firstLevel(position)
        let meets = try region.intersects(moved)
        if try meets && !region.contains(moved) { return 0 }
      }
    }
    // No border is crossed: the nearest one is found from points at most a tenth of the limit apart,
    // so the answer is at most that much too large.
    let points = Geodesic.wgs84.densify(line, maximumSegmentMeters: max(limit / 10, 100))
    return points.coordinates.compactMap { borderDistance(from: $0, within: limit) }.min()
  }

  /// The distance to the nearest edge of a region within a limit, in metres.
  ///
  /// Edges are compared in the plane that touches the ellipsoid at the point, whose error within
  /// 100 km is below 0.1 %; the nearest position found is then measured on the ellipsoid.
  func borderDistance(from point: Coordinate, within limit: Double) -> Double? {
    let origin = Coordinate(longitude: wrappedLongitude(point.longitude), latitude: point.latitude)
    guard origin.isGeographic else { return nil }
    let scale = cos(origin.latitude * .pi / 180)
    let errorPerDegree = EdgeFoot.errorPerDegree(scale: scale)
    var nearest = EdgeFoot.none
    grid.forEachEdge(
      about: origin, window: RegionGrid.window(about: origin, withinMeters: limit), scale: scale,
      nearerThan: RegionGrid.bound(errorPerDegree: errorPerDegree, withinMeters: limit)
    ) { edge, foot, bound in
      guard !edge.isSeam else { return }
      nearest = foot
      bound = foot.square
    }
    return borderDistance(
      from: origin, to: nearest, within: limit, errorPerDegree: errorPerDegree)
  }

  /// The distance on the ellipsoid to the foot on an edge, in metres; nil where it is not less than a
  /// limit.
  func borderDistance(
    from origin: Coordinate, to foot: EdgeFoot, within limit: Double, errorPerDegree: Double
  ) -> Double? {
    guard foot.leastMeters(errorPerDegree: errorPerDegree) < limit else { return nil }
    let distance = Geodesic.wgs84.localDistance(
      from: origin,
      to: Coordinate(longitude: wrappedLongitude(foot.point.x), latitude: foot.point.y))
    return distance < limit ? distance : nil
  }
}
