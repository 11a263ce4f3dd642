/// The tree of clusters of at least a minimum size, as density grows from the root on.
///
/// Density is lambda, one over the height in metres at which positions come together. A cluster ends
/// where it falls into several that are large enough; what falls off below that size leaves it alone.
/// Source: Campello, Moulavi, Zimek and Sander (2015), "Hierarchical density estimates for data
/// clustering, visualization, and outlier detection", ACM TKDD 10(1), 5.
public struct CondensedTree: Hashable, Sendable {
  /// A cluster of the tree.
  public struct Cluster: Hashable, Sendable {
    /// The number of the cluster that it is a part of; -1 for the root, which is cluster 0.
    public let parent: Int32
    /// The lambda at which it comes off its parent, per metre; 0 for the root.
    public let birthLambda: Double
    /// How many positions it has at its birth.
    public let size: Int
    /// The sum over its positions of how long lambda grows while they are in it, per metre.
    public internal(set) var stability: Double = 0
    /// The largest lambda at which something leaves it.
    public internal(set) var deathLambda: Double = 0
  }

  /// The clusters; a parent stands before its parts, and those in the order of their size, the largest
  /// first, then of their first position.
  public internal(set) var clusters: [Cluster]
  /// The last cluster that each position was in; -1 for what is no position.
  public internal(set) var lastClusters: [Int32]
  /// The lambda at which each position left that cluster.
  public internal(set) var leavingLambdas: [Double]

  /// A line of the tree: something that comes off a cluster.
  public struct Row: Hashable, Sendable {
    /// The cluster.
    public let parent: Int
    /// The cluster or position that comes off it.
    public let child: Int
    /// At which lambda, per metre.
    public let lambda: Double
    /// How many positions that are.
    public let size: Int
  }

  /// The clusters but for the root as lines.
  public var clusterRows: [Row] {
    clusters.indices.dropFirst().map {
      Row(
        parent: Int(clusters[$0].parent), child: $0, lambda: clusters[$0].birthLambda,
        size: clusters[$0].size)
    }
  }

  /// Whether each cluster has no parts.
  var isLeaf: [Bool] {
    var isLeaf = [Bool](repeating: true, count: clusters.count)
    for cluster in clusters where cluster.parent >= 0 { isLeaf[Int(cluster.parent)] = false }
    return isLeaf
  }
}

extension CondensedTree {
  /// Condenses a tree of leaves.
  ///
  /// - Parameter lambda: the density of a square of a straight height.
  /// - Returns: the tree with a value for each leaf where it will have one for each position.
  static func condensed(
    _ linkage: LinkageTree, minimumSize: Int, lambda: (Double) -> Double
  ) -> CondensedTree {
    var tree = CondensedTree(
      clusters: [], lastClusters: [Int32](repeating: -1, count: linkage.leafCount),
      leavingLambdas: [Double](repeating: 0, count: linkage.leafCount))
    guard let root = linkage.root else { return tree }

    func leave(_ node: Int, _ cluster: Int, _ lambda: Double) {
      let grown = lambda - tree.clusters[cluster].birthLambda
      tree.clusters[cluster].stability += grown * Double(linkage.nodes[node].size)
      tree.clusters[cluster].deathLambda = max(tree.clusters[cluster].deathLambda, lambda)
    }
    func leaveAlone(_ node: Int, _ cluster: Int, _ lambda: Double) {
      leave(node, cluster, lambda)
      linkage.forEachLeaf(below: node) { leaf in
        tree.lastClusters[leaf] = Int32(truncatingIfNeeded: cluster)
        tree.leavingLambdas[leaf] = lambda
      }
    }

    tree.clusters.append(Cluster(parent: -1, birthLambda: 0, size: linkage.nodes[root].size))
    // Nodes and the clusters that they are; by breadth, so that parents stand before parts.
    var queue = [(node: root, cluster: 0)]
    var next = 0
    var large: [Int] = []
    while next < queue.count {
      var (node, cluster) = queue[next]
      next += 1
      while true {
        let square = linkage.nodes[node].square
        let here = lambda(square)
        if node < linkage.leafCount {
          // A heap of copies, which all part at once.
          leaveAlone(node, cluster, here)
          break
        }
        // Copies that come together no earlier than the node are single here.
        large.removeAll(keepingCapacity: true)
        linkage.forEachChild(of: node) { child in
          if linkage.nodes[child].size >= minimumSize,
            child >= linkage.leafCount || linkage.nodes[child].square < square
          {
            large.append(child)
          } else {
            leaveAlone(child, cluster, here)
          }
        }
        if large.count == 1 {
          node = large[0]
          continue
        }
        large.sort {
          let (a, b) = (linkage.nodes[$0], linkage.nodes[$1])
          return (b.size, a.first) < (a.size, b.first)
        }
        for child in large {
          leave(child, cluster, here)
          queue.append((child, tree.clusters.count))
          tree.clusters.append(
            Cluster(
              parent: Int32(truncatingIfNeeded: cluster), birthLambda: here,
              size: linkage.nodes[child].size))
        }
        break
      }
    }
    return tree
  }
}
