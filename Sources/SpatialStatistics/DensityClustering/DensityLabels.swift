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
  public var memberCounts: [Int] {
    var counts = [Int](repeating: 0, count: clusterCount)
    for cluster in clusters where cluster > 0 { counts[Int(cluster) - 1] += 1 }
    return counts
  }

  /// The same clusters, those of the same size in the order of their first members.
  ///
  /// - Parameter precedes: whether the item of one index comes before that of another; a strict total
  ///   order, by identifiers for example.
  public func renumbered(byFirst precedes: (Int, Int) -> Bool) -> DensityLabels {
    let order = Self.order(memberCounts, precedes: precedes) { tied in
      var first: [Int: Int] = [:]
      for (item, cluster) in clusters.enumerated()
      where cluster > 0 && tied.contains(Int(cluster) - 1) {
        let known = first[Int(cluster) - 1]
        if known.map({ precedes(item, $0) }) ?? true { first[Int(cluster) - 1] = item }
      }
      return first
    }
    var numbers = [Int32](repeating: Self.noCluster, count: clusterCount)
    for (place, cluster) in order.enumerated() { numbers[cluster] = Int32(place + 1) }
    var labels = self
    labels.clusters = clusters.map { $0 > 0 ? numbers[Int($0) - 1] : $0 }
    return labels
  }

  /// Clusters by size, the largest first; those as large as another by their first members.
  /// - Parameter firstMembers: the first member of each of some clusters.
  static func order<Member>(
    _ counts: [Int], precedes: (Member, Member) -> Bool,
    firstMembers: (Set<Int>) -> [Int: Member]
  ) -> [Int] {
    var frequency: [Int: Int] = [:]
    for count in counts { frequency[count, default: 0] += 1 }
    let first = firstMembers(
      Set(counts.indices.filter { frequency[counts[$0], default: 0] > 1 }))
    return counts.indices.sorted {
      if counts[$0] != counts[$1] { return counts[$0] > counts[$1] }
      guard let left = first[$0], let right = first[$1] else { return false }
      return precedes(left, right)
    }
  }
}
