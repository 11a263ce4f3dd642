/// What hierarchical clustering says of each position, and the tree that it comes from.
public struct HierarchicalClusters: Hashable, Sendable {
  /// The cluster of each position, from 1 on; -1 for noise.
  ///
  /// Cluster 1 has the most members; of clusters as large, the one with the smallest position in it
  /// (longitude, then latitude) comes first.
  public internal(set) var clusters: [Int32]
  /// How surely each position is in its cluster, 0...1: its lambda relative to the largest at which
  /// anything leaves the cluster; 0 for noise.
  public let probabilities: [Double]
  /// How far each position is an outlier, 0...1: how much sooner it left the last cluster that it was
  /// in than the densest part of that cluster ends (GLOSH; Campello and others 2015).
  public let outlierScores: [Double]
  /// How long each cluster lasts, 0...1: its stability for each member relative to the largest
  /// lambda of the tree; cluster 1 first.
  public internal(set) var persistences: [Double]
  /// The number in `tree` of each cluster; cluster 1 first.
  public internal(set) var treeClusters: [Int]
  /// All clusters that could have been taken.
  public let tree: CondensedTree

  /// How many clusters there are.
  public var clusterCount: Int { treeClusters.count }

  /// Labels positions by the chosen clusters of a tree of leaves.
  init(
    _ tree: CondensedTree, chosen: [Int], _ places: WeightedPoints,
    _ leafOfPlace: SharedArray<Int32>
  ) {
    // The chosen cluster that each cluster of the tree is, or is in.
    var above = [Int](repeating: -1, count: tree.clusters.count)
    for (number, cluster) in chosen.enumerated() { above[cluster] = number }
    var densest = tree.clusters.map(\.deathLambda)
    for cluster in tree.clusters.indices.dropFirst() where above[cluster] < 0 {
      above[cluster] = above[Int(tree.clusters[cluster].parent)]
    }
    for cluster in tree.clusters.indices.dropFirst().reversed() {
      let parent = Int(tree.clusters[cluster].parent)
      densest[parent] = max(densest[parent], densest[cluster])
    }

    let leaves = tree.lastClusters.indices
    var counts = [Int](repeating: 0, count: chosen.count)
    var first = [Int](repeating: .max, count: chosen.count)
    var probabilities = [Double](repeating: 0, count: leaves.count)
    var scores = [Double](repeating: 0, count: leaves.count)
    for place in 0..<places.count {
      let leaf = Int(leafOfPlace[place])
      let last = Int(tree.lastClusters[leaf])
      let lambda = tree.leavingLambdas[leaf]
      if densest[last] > 0 { scores[leaf] = (densest[last] - lambda) / densest[last] }
      let number = above[last]
      guard number >= 0 else { continue }
      let death = tree.clusters[chosen[number]].deathLambda
      probabilities[leaf] = death > 0 ? min(lambda, death) / death : 1
      counts[number] += Int(places.weights[place])
      first[number] = min(first[number], place)
    }
    let order = DensityLabels.order(counts, precedes: <) { _ in first }
    var numbers = [Int32](repeating: DensityLabels.noCluster, count: chosen.count)
    for (place, number) in order.enumerated() { numbers[number] = Int32(place + 1) }

    var spread = tree
    let count = places.placeOfItem.count
    clusters = [Int32](repeating: DensityLabels.noCluster, count: count)
    spread.lastClusters = [Int32](repeating: -1, count: count)
    spread.leavingLambdas = [Double](repeating: 0, count: count)
    var itemProbabilities = [Double](repeating: 0, count: count)
    var itemScores = itemProbabilities
    for item in 0..<count where places.placeOfItem[item] >= 0 {
      let leaf = Int(leafOfPlace[Int(places.placeOfItem[item])])
      let last = tree.lastClusters[leaf]
      spread.lastClusters[item] = last
      spread.leavingLambdas[item] = tree.leavingLambdas[leaf]
      itemProbabilities[item] = probabilities[leaf]
      itemScores[item] = scores[leaf]
      let number = above[Int(last)]
      if number >= 0 { clusters[item] = numbers[number] }
    }
    (self.probabilities, outlierScores, self.tree) = (itemProbabilities, itemScores, spread)
    treeClusters = order.map { chosen[$0] }
    let greatest = tree.clusters.map(\.deathLambda).max() ?? 0
    persistences = order.map { number in
      let whole = greatest * Double(counts[number])
      return whole > 0 ? tree.clusters[chosen[number]].stability / whole : 1
    }
  }

  /// The same clusters, those of the same size in the order of their first members.
  ///
  /// - Parameter precedes: whether the item of one index comes before that of another; a strict total
  ///   order, by identifiers for example.
  public func renumbered(byFirst precedes: (Int, Int) -> Bool) -> HierarchicalClusters {
    let order = DensityLabels.order(of: clusters, count: clusterCount, byFirst: precedes)
    var result = self
    result.clusters = DensityLabels.renumbered(clusters, order)
    result.persistences = order.map { persistences[$0] }
    result.treeClusters = order.map { treeClusters[$0] }
    return result
  }
}
