/// Which clusters of a condensed tree are the answer.
enum ClusterSelection {
  /// The numbers of the chosen clusters, ascending. The root is never chosen. O(clusters).
  static func clusters(
    of tree: CondensedTree, _ selection: HDBSCAN.Selection, epsilonMeters: Double
  ) -> [Int] {
    var isChosen: [Bool]
    switch selection {
    case .excessOfMass: isChosen = excessOfMass(tree)
    case .leaf: isChosen = tree.isLeaf
    }
    if !isChosen.isEmpty { isChosen[0] = false }
    let chosen = isChosen.indices.filter { isChosen[$0] }
    return epsilonMeters > 0 ? merged(chosen, tree, epsilonMeters) : chosen
  }

  /// The clusters that are together more stable than any others of which none holds another.
  private static func excessOfMass(_ tree: CondensedTree) -> [Bool] {
    let count = tree.clusters.count
    var stability = tree.clusters.map(\.stability)
    var below = [Double](repeating: 0, count: count)
    var isChosen = [Bool](repeating: false, count: count)
    // Parts stand after their parents.
    for cluster in stride(from: count - 1, to: 0, by: -1) {
      isChosen[cluster] = below[cluster] <= stability[cluster]
      stability[cluster] = max(stability[cluster], below[cluster])
      below[Int(tree.clusters[cluster].parent)] += stability[cluster]
    }
    // What stands below a chosen one is not chosen.
    var isBelow = [Bool](repeating: false, count: count)
    for cluster in 1..<max(1, count) {
      isBelow[cluster] = isBelow[Int(tree.clusters[cluster].parent)]
      if isBelow[cluster] { isChosen[cluster] = false }
      isBelow[cluster] = isBelow[cluster] || isChosen[cluster]
    }
    return isChosen
  }

  /// Replaces clusters born nearer than epsilon by the first cluster above them that is not.
  ///
  /// Source: Malzer and Baum (2020), "A hybrid approach to hierarchical density-based cluster
  /// selection", IEEE MFI 2020.
  private static func merged(_ chosen: [Int], _ tree: CondensedTree, _ epsilon: Double) -> [Int] {
    var kept = Set<Int>()
    for cluster in chosen {
      var cluster = cluster
      // The root's parts stand for themselves.
      while 1 / tree.clusters[cluster].birthLambda < epsilon, tree.clusters[cluster].parent > 0 {
        cluster = Int(tree.clusters[cluster].parent)
      }
      kept.insert(cluster)
    }
    // One may have come to stand above another.
    return kept.sorted().filter { cluster in
      var above = Int(tree.clusters[cluster].parent)
      while above > 0 {
        if kept.contains(above) { return false }
        above = Int(tree.clusters[above].parent)
      }
      return true
    }
  }
}
