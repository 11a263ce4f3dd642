public import SimpleFeatures

/// How far the k-th neighbour of each position is: the curve by which an epsilon for `DBSCAN` is chosen.
///
/// Source: Ester, Kriegel, Sander and Xu (1996), section 4.2.
public struct KDistance: Hashable, Sendable {
  /// The k: how many neighbours, the position itself counted as in `DBSCAN`.
  public let minimumPoints: Int
  /// What distances are taken on.
  public let metric: DistanceMetric

  /// Makes the question; `minimumPoints` must be 1 or more.
  public init(minimumPoints: Int, metric: DistanceMetric = .ellipsoid) throws(StatisticsError) {
    guard minimumPoints >= 1 else {
      throw StatisticsError("The minimum of points must be at least 1, not \(minimumPoints).")
    }
    try metric.validate()
    (self.minimumPoints, self.metric) = (minimumPoints, metric)
  }

  /// The distances in metres of all positions to the neighbour that makes them a core point, ascending;
  /// infinite where there are too few positions. What is no position is left out.
  ///
  /// They come from straight lines, as the heights of `HDBSCAN` do. Expected O(n log n).
  public func curve(_ coordinates: [Coordinate], threads: Int = 1) -> [Double] {
    let threads = max(1, threads)
    let space = SurfaceSpace(metric)
    let places = WeightedPoints(coordinates, space, threads: threads)
    let tree = PointTree(places.points, threads: threads)
    let squares = NeighborDistances.squares(
      tree, weights: places.weights, count: minimumPoints, threads: threads)
    let order = (0..<squares.count).sorted { squares[$0] < squares[$1] }
    var curve: [Double] = []
    curve.reserveCapacity(places.total)
    for place in order {
      let square = squares[place]
      let meters = square.isFinite ? space.meters(chord: square.squareRoot()) : .infinity
      let count = Int(places.weights[Int(tree.points[place].item)])
      curve.append(contentsOf: repeatElement(meters, count: count))
    }
    return curve
  }

  /// The distance at the knee of an ascending curve, where it turns from flat to steep: the point
  /// furthest below the line from its first to its last.
  ///
  /// This is the global knee of Kneedle (Satopaa, Albrecht, Irwin and Raghavan 2011, "Finding a 'kneedle'
  /// in a haystack", ICDCSW 2011) without smoothing. Nil for a curve without one: straight, bent the
  /// other way, or of fewer than three finite values. O(n).
  public static func knee(of curve: [Double]) -> Double? {
    let values = curve.prefix { $0.isFinite }
    guard values.count >= 3, let first = values.first, let last = values.last, last > first else {
      return nil
    }
    var (deepest, knee) = (1e-9, Double?.none)
    for (place, value) in values.enumerated() {
      let along = Double(place) / Double(values.count - 1)
      let depth = along - (value - first) / (last - first)
      if depth > deepest { (deepest, knee) = (depth, value) }
    }
    return knee
  }
}
