public import SimpleFeatures

/// Hierarchical density-based clusters of positions, of whatever density.
///
/// Positions come together at the height of their mutual reachability: the greatest of their distance
/// and their core distances, the distances to the k-th neighbour. Of the tree of clusters that are
/// large enough those are taken that last the longest, or its leaves.
///
/// Definitions are those of McInnes, Healy and Astels (2017), "hdbscan: Hierarchical density based
/// clustering", JOSS 2(11), 205, but for equal heights, which are one step with any number of parts.
/// So the answer does not depend on the order of the input. Positions that share coordinates come
/// together at height 0 if there are more than `minimumSamples` of them; lambda, one over the height,
/// is there that of the smallest height above 0. The root is never a cluster: positions all in one place,
/// or without a gap, are noise.
///
/// The order of straight lines through the Earth stands for that of geodesics. Heights are halfway
/// between the bounds of `ChordBounds`, so right to 0.02 mm at 10 km, 2 cm at 100 km and 21 m at
/// 1,000 km. Expected O(n log^2 n) time, O(n) memory. What is no position is noise.
public struct HDBSCAN: Hashable, Sendable {
  /// How clusters are taken from the tree.
  public enum Selection: String, Hashable, Sendable, CaseIterable {
    /// Those that are together the most stable.
    case excessOfMass
    /// Those that have no parts.
    case leaf
  }

  /// How many positions make a cluster.
  public let minimumClusterSize: Int
  /// The k of core distances: how many neighbours, the position itself not counted. (The `minimumPoints`
  /// of `DBSCAN` counts it.)
  public let minimumSamples: Int
  /// How clusters are taken from the tree.
  public let selection: Selection
  /// Clusters that come off nearer than this are not divided further, in metres.
  public let epsilonMeters: Double
  /// What distances are taken on.
  public let metric: DistanceMetric

  /// Makes the method.
  /// - Parameters:
  ///   - minimumClusterSize: 2 or more.
  ///   - minimumSamples: 1 or more; the minimum size of a cluster unless told.
  ///   - epsilonMeters: 0 or more.
  public init(
    minimumClusterSize: Int, minimumSamples: Int? = nil, selection: Selection = .excessOfMass,
    epsilonMeters: Double = 0, metric: DistanceMetric = .ellipsoid
  ) throws(StatisticsError) {
    let samples = minimumSamples ?? minimumClusterSize
    guard minimumClusterSize >= 2 else {
      throw StatisticsError(
        "The minimum size of a cluster must be at least 2, not \(minimumClusterSize).")
    }
    guard samples >= 1, samples < Int(Int32.max) else {
      throw StatisticsError("The minimum of samples must be at least 1, not \(samples).")
    }
    guard epsilonMeters >= 0, epsilonMeters.isFinite else {
      throw StatisticsError("Epsilon must be at least 0 m, not \(epsilonMeters) m.")
    }
    try metric.validate()
    self.minimumClusterSize = minimumClusterSize
    self.minimumSamples = samples
    self.selection = selection
    self.epsilonMeters = epsilonMeters
    self.metric = metric
  }

  /// The clusters of positions and the tree that they come from.
  public func clusters(_ coordinates: [Coordinate], threads: Int = 1) -> HierarchicalClusters {
    let threads = max(1, threads)
    let space = SurfaceSpace(metric)
    let places = WeightedPoints(coordinates, space, threads: threads)
    let tree = PointTree(places.points, threads: threads)
    let cores = NeighborDistances.squares(
      tree, weights: places.weights, count: minimumSamples + 1, threads: threads)
    for place in 0..<cores.count where !cores[place].isFinite {
      // Fewer positions than samples: all are as far as the furthest can be.
      cores[place] = tree.boxes[0].greatestSquared(to: tree.boxes[0])
    }
    let spanning = SpanningTree(tree, cores: cores, threads: threads)
    let linkage = LinkageTree(spanning.edges, leafCount: tree.points.count) {
      let place = Int(tree.points[$0].item)
      return (Int(places.weights[place]), cores[$0], place)
    }
    var smallest = Double.infinity
    for node in linkage.nodes where node.square > 0 { smallest = min(smallest, node.square) }
    let floor = smallest
    let condensed = CondensedTree.condensed(linkage, minimumSize: minimumClusterSize) { square in
      let height = space.meters(chord: max(square, floor).squareRoot())
      return height.isFinite ? 1 / height : 1
    }
    let leafOfPlace = SharedArray<Int32>(count: tree.points.count)
    for leaf in 0..<tree.points.count {
      leafOfPlace[Int(tree.points[leaf].item)] = Int32(truncatingIfNeeded: leaf)
    }
    return HierarchicalClusters(
      condensed,
      chosen: ClusterSelection.clusters(of: condensed, selection, epsilonMeters: epsilonMeters),
      places, leafOfPlace)
  }
}
