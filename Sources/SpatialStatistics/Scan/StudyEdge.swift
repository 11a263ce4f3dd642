import Geodesy
import SimpleFeatures

extension ScanLocations {
  /// Whether the circle round a centre that takes in some locations reaches or touches the convex hull
  /// of all locations.
  ///
  /// Told on the azimuthal equidistant map about the centre, where the circle is one. O(n log n).
  func isAtEdge(_ members: [Int], of center: Int) -> Bool {
    let origin = positions[center]
    let map = LocalProjection.azimuthalEquidistant(center: origin)
    let points =
      space == .plane
      ? positions.map { Coordinate(x: $0.x - origin.x, y: $0.y - origin.y) }
      : map.forward(positions)
    func squared(_ point: Coordinate) -> Double { point.x * point.x + point.y * point.y }
    let radius = members.map { squared(points[$0]) }.max() ?? 0
    let hull = ConvexHull.ring(points)
    var nearest = Double.infinity
    for (place, start) in hull.enumerated() {
      let end = hull[(place + 1) % hull.count]
      // The foot of the origin on the edge.
      let (x, y) = (end.x - start.x, end.y - start.y)
      let length = x * x + y * y
      let share = length > 0 ? min(1, max(0, -(start.x * x + start.y * y) / length)) : 0
      nearest = min(nearest, squared(Coordinate(x: start.x + share * x, y: start.y + share * y)))
    }
    return nearest <= radius * (1 + 1e-9) + 1e-12
  }
}

/// The convex hull of points on a plane (Andrew 1979).
enum ConvexHull {
  /// Its corners, counter-clockwise; one or two for points on a spot or a line. O(n log n).
  static func ring(_ points: [Coordinate]) -> [Coordinate] {
    let sorted = points.filter { $0.x.isFinite && $0.y.isFinite }
      .sorted { ($0.x, $0.y) < ($1.x, $1.y) }
    guard sorted.count > 2 else { return sorted }
    func chain(_ points: some Sequence<Coordinate>) -> [Coordinate] {
      var chain: [Coordinate] = []
      for point in points {
        while chain.count > 1 {
          let (a, b) = (chain[chain.count - 2], chain[chain.count - 1])
          guard (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x) <= 0 else { break }
          chain.removeLast()
        }
        chain.append(point)
      }
      return chain.dropLast()
    }
    return chain(sorted) + chain(sorted.reversed())
  }
}
