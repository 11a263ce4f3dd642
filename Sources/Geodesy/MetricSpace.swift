public import SimpleFeatures

/// A way of measuring how far two positions lie apart.
///
/// The metric is a value: `Geodesic.wgs84.distance(from: a, to: b)`.
public protocol MetricSpace: Sendable {
  /// The distance between two positions; never negative, 0 for equal positions, symmetric.
  func distance(from start: Coordinate, to end: Coordinate) -> Double
}

extension MetricSpace {
  /// The length of a line: the sum of the distances between neighbouring vertices.
  ///
  /// 0 for a line of fewer than two vertices. O(n).
  @inlinable
  public func length(of line: LineString) -> Double {
    var length = 0.0
    for (start, end) in zip(line.coordinates, line.coordinates.dropFirst()) {
      length += distance(from: start, to: end)
    }
    return length
  }
}
