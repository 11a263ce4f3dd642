/// What density-based clustering says of each position: its cluster and its role.
public struct DensityLabels: Hashable, Sendable {
  /// What a position is to the clusters.
  public enum Role: UInt8, Hashable, Sendable, CaseIterable, BitwiseCopyable {
    /// In no cluster.
    case noise
    /// In a cluster, without enough neighbours of its own.
    case border
    /// In a cluster, with enough neighbours.
    case core
  }

  /// The cluster number of what is in no cluster.
  public static let noCluster: Int32 = -1

  /// The cluster of each position, from 1 on; -1 for noise.
  ///
  /// Cluster 1 has the most members; of clusters as large, the one with the smallest position in it
  /// (longitude, then latitude) comes first.
  public internal(set) var clusters: [Int32]
  /// The role of each position.
  public let roles: [Role]
  /// How many clusters there are.
  public let clusterCount: Int

  /// The number of members of each cluster, that of cluster 1 first.
  public var memberCounts: [Int] { Self.memberCounts(clusters, count: clusterCount) }

  /// The same clusters, those of the same size in the order of their first members.
  ///
  /// - Parameter precedes: whether the item of one index comes before that of another; a strict total
  ///   order, by identifiers for example.
  public func renumbered(byFirst precedes: (Int, Int) -> Bool) -> DensityLabels {
    let order = Self.order(of: clusters, count: clusterCount, byFirst: precedes)
    var labels = self
    labels.clusters = Self.renumbered(clusters, order)
    return labels
  }

  private static func memberCounts(_ clusters: [Int32], count: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: count)
    for cluster in clusters where cluster > 0 { counts[Int(cluster) - 1] += 1 }
    return counts
  }

  /// The numbers, from 0 on, of numbered clusters in the order of their size, then of first members.
  static func order(of clusters: [Int32], count: Int, byFirst precedes: (Int, Int) -> Bool)
    -> [Int]
  {
    order(memberCounts(clusters, count: count), precedes: precedes) { tied in
      var first = [Int](repeating: -1, count: count)
      for (item, number) in clusters.enumerated() where number > 0 && tied[Int(number) - 1] {
        let cluster = Int(number) - 1
        if first[cluster] < 0 || precedes(item, first[cluster]) { first[cluster] = item }
      }
      return first
    }
  }

  /// Clusters with the numbers that an order gives them.
  static func renumbered(_ clusters: [Int32], _ order: [Int]) -> [Int32] {
    var numbers = [Int32](repeating: noCluster, count: order.count)
    for (place, cluster) in order.enumerated() { numbers[cluster] = Int32(place + 1) }
    return clusters.map { $0 > 0 ? numbers[Int($0) - 1] : $0 }
  }

  /// Clusters by size, the largest first; those as large as another by their first members.
  /// - Parameter firstMembers: the first member of each cluster marked; any for the others.
  static func order<Member>(
    _ counts: [Int], precedes: (Member, Member) -> Bool, firstMembers: ([Bool]) -> [Member]
  ) -> [Int] {
    var frequency: [Int: Int] = [:]
    for count in counts { frequency[count, default: 0] += 1 }
    let first = firstMembers(counts.map { frequency[$0, default: 0] > 1 })
    return counts.indices.sorted {
      counts[$0] == counts[$1] ? precedes(first[$0], first[$1]) : counts[$0] > counts[$1]
    }
  }
}
