/// Which cluster each incident is in.
///
/// Clusters are numbered from 1: the one with most members first, of equal ones that which holds
/// the smallest record (see `RecordOrder`). Nothing depends on the order of the input.
public struct ClusterLabels: Sendable, Hashable {
  /// What an incident is to its cluster.
  public enum Role: String, Sendable {
    /// It has enough neighbours to make a cluster.
    case core
    /// It lies near a core incident without being one.
    case border
    /// It is in no cluster.
    case noise
    /// It takes no part: no known place, no date where one is needed, or off the network.
    case leftOut
  }

  /// The cluster of each incident; 0 for none.
  public private(set) var numbers: [Int32]
  /// The role of each incident.
  public let roles: [Role]
  /// How many clusters there are.
  public let count: Int

  /// Numbers clusters anew.
  /// - Parameters:
  ///   - clusters: the cluster of each incident under any number from 0; below 0 for none.
  ///   - order: the rank of each incident's record.
  init(_ clusters: [Int32], roles: [Role], order: RecordOrder) {
    let most = Int(clusters.max() ?? -1)
    var sizes = [Int](repeating: 0, count: most + 1)
    var first = [Int32](repeating: .max, count: most + 1)
    for (index, cluster) in clusters.enumerated() where cluster >= 0 {
      sizes[Int(cluster)] += 1
      first[Int(cluster)] = min(first[Int(cluster)], order.ranks[index])
    }
    let ordered = sizes.indices.filter { sizes[$0] > 0 }
      .sorted { (sizes[$1], first[$0]) < (sizes[$0], first[$1]) }
    var number = [Int32](repeating: 0, count: most + 1)
    for (position, cluster) in ordered.enumerated() { number[cluster] = Int32(position + 1) }
    numbers = clusters.map { $0 >= 0 ? number[Int($0)] : 0 }
    self.roles = roles
    count = ordered.count
  }

  /// The members of each cluster, in the order of the input.
  public var members: [[Int]] {
    var members = [[Int]](repeating: [], count: count)
    for (index, number) in numbers.enumerated() where number > 0 {
      members[Int(number) - 1].append(index)
    }
    return members
  }

  /// How many incidents have a role.
  public func count(of role: Role) -> Int { roles.count { $0 == role } }
}

/// The order of records by identifier: numbers by value before all other texts, those by their
/// bytes; records with the same identifier in the order of the input. O(n log n).
public struct RecordOrder: Sendable {
  /// The rank of each record, from 0.
  let ranks: [Int32]

  /// Orders identifiers.
  public init(_ identifiers: [String]) {
    let keys = identifiers.map { Int($0) ?? .max }
    let ordered = identifiers.indices.sorted { a, b in
      if keys[a] != keys[b] { return keys[a] < keys[b] }
      if keys[a] == .max {
        let (first, second) = (identifiers[a].utf8, identifiers[b].utf8)
        if first.lexicographicallyPrecedes(second) { return true }
        if second.lexicographicallyPrecedes(first) { return false }
      }
      return a < b
    }
    var ranks = [Int32](repeating: 0, count: identifiers.count)
    for (rank, index) in ordered.enumerated() { ranks[index] = Int32(rank) }
    self.ranks = ranks
  }
}
