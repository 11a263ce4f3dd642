public import SimpleFeatures

/// Distances on a plane, in the unit of the coordinates.
///
/// For projected positions only: a degree is never a distance.
public struct Euclidean: MetricSpace, Hashable {
  /// Makes the space.
  public init() {}

  /// The straight-line distance.
  @inlinable
  public func distance(from start: Coordinate, to end: Coordinate) -> Double {
    let x = end.x - start.x
    let y = end.y - start.y
    return (x * x + y * y).squareRoot()
  }
}
