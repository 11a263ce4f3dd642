import Foundation
import Geodesy
import ReferenceGeography
import SimpleFeatures
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
    case (.near, .surface), (.ring, .surface):
      guard let center = place.representativePoint, let radius = place.radiusMeters else {
        return nil
      }
      return borderDistance(from: center, within: radius + accuracy)
    case (_, .line(let line, _)):
      return try borderDistance(from: line, within: place.corridorMeters + accuracy)
    default: return nil
    }
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
    let degreesNorth = limit / 110_000
    let cosine = max(cos(min(89.9, abs(origin.latitude) + degreesNorth) * .pi / 180), 1e-3)
    let degreesEast = min(180, degreesNorth / cosine)
    let window = Envelope(
      minX: origin.x - degreesEast, minY: origin.y - degreesNorth,
      maxX: origin.x + degreesEast, maxY: origin.y + degreesNorth)
    var nearest: (square: Double, point: Coordinate)?
    let scale = cos(origin.latitude * .pi / 180)
    for shift in longitudeShifts(of: window) {
      let moved = window.translated(x: shift)
      let center = Coordinate(x: origin.x + shift, y: origin.y)
      for position in atlas.firstLevel.index.search(moved) {
        for ring in atlas.firstLevel.regions[position].geometry.polygons.flatMap(\.rings) {
          for (a, b) in zip(ring, ring.dropFirst()) {
            let edge = Envelope(
              minX: min(a.x, b.x), minY: min(a.y, b.y), maxX: max(a.x, b.x), maxY: max(a.y, b.y))
            guard edge.intersects(moved), !isSeam(a, b) else { continue }
            let foot = nearestPoint(to: center, from: a, to: b, scale: scale)
            let dx = (foot.x - center.x) * scale
            let dy = foot.y - center.y
            let square = dx * dx + dy * dy
            if let known = nearest, square >= known.square { continue }
            nearest = (square, foot)
          }
        }
      }
    }
    guard let nearest else { return nil }
    let distance = Geodesic.wgs84.distance(
      from: origin,
      to: Coordinate(longitude: wrappedLongitude(nearest.point.x), latitude: nearest.point.y))
    return distance < limit ? distance : nil
  }

  /// Whether an edge runs along the antimeridian or a pole: the end of the map, not a border.
  private func isSeam(_ a: Coordinate, _ b: Coordinate) -> Bool {
    (abs(a.x) == 180 && a.x == b.x) || (abs(a.y) == 90 && a.y == b.y)
  }

  func nearestPoint(
    to point: Coordinate, from a: Coordinate, to b: Coordinate, scale: Double
  ) -> Coordinate {
    let dx = (b.x - a.x) * scale
    let dy = b.y - a.y
    let square = dx * dx + dy * dy
    guard square > 0 else { return a }
    let along = ((point.x - a.x) * scale * dx + (point.y - a.y) * dy) / square
    let fraction = min(1, max(0, along))
    return Coordinate(x: a.x + (b.x - a.x) * fraction, y: a.y + (b.y - a.y) * fraction)
  }
}
