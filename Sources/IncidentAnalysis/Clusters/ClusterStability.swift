/// What the uncertainty of places does to clusters: the clusters of the plain run, looked for again
/// in many replicates in which every place is drawn anew.
///
/// In each replicate a cluster is matched with at most one cluster of the replicate, and that with
/// it alone: of all pairs the one that shares most incidents first, then the next among the rest;
/// of equal ones that with the lower number of the plain run, then of the replicate. A cluster
/// without a match shares nothing.
public struct ClusterStability: Sendable {
  /// An incident that is noise in the plain run, and in a cluster's match in many replicates.
  public struct Joiner: Sendable, Hashable {
    /// The position of the incident.
    public let incident: Int
    /// The number of the cluster.
    public let cluster: Int
    /// The share of replicates in which it lies in the cluster's match, 0.5 to 1.
    public let share: Double
  }

  /// One cluster of the plain run.
  public struct Cluster: Sendable, Hashable {
    /// The mean overlap (Jaccard 1901: common incidents over all incidents of both) of the cluster
    /// with its match, 0 to 1.
    public var stability: Double
    /// The mean number of incidents in the match.
    public var expectedEvents: Double
    /// How many members lie in the match in at least eight of ten replicates.
    public var stableCore: Int
  }

  /// From which share of replicates on a member belongs to the stable core.
  public static let stableShare = 0.8
  /// From which share of replicates on noise is listed as joining a cluster.
  public static let joiningShare = 0.5

  /// How many replicates were run; 0 where every place is one point.
  public let replicates: Int
  /// For each incident the share of replicates in which it lies in the match of its cluster; nil
  /// for those that are in none.
  public let incidents: [Double?]
  /// The clusters, from number 1.
  public let clusters: [Cluster]
  /// Noise of the plain run that is in a cluster's match in at least half of the replicates.
  public let joiners: [Joiner]

  /// Adds up matches. O(incidents) memory.
  struct Tally {
    private let plain: ClusterLabels
    private var added = 0
    private var kept: [Int32]
    private var overlap: [Double]
    private var events: [Int]
    private var joined: [UInt64: Int] = [:]

    init(_ plain: ClusterLabels) {
      self.plain = plain
      kept = Array(repeating: 0, count: plain.numbers.count)
      overlap = Array(repeating: 0, count: plain.count)
      events = Array(repeating: 0, count: plain.count)
    }

    mutating func add(_ match: ClusterMatch) {
      added += 1
      for (index, number) in plain.numbers.enumerated() {
        let matched = match.numbers[index]
        if number > 0 {
          if matched == number { kept[index] += 1 }
        } else if matched > 0 {
          joined[UInt64(index) << 32 | UInt64(matched), default: 0] += 1
        }
      }
      for cluster in overlap.indices {
        overlap[cluster] += match.overlaps[cluster]
        events[cluster] += match.sizes[cluster]
      }
    }

    func stability(replicates: Int) -> ClusterStability {
      let count = Double(max(added, 1))
      let shares = zip(plain.numbers, kept).map { $0 > 0 ? Double($1) / count : nil }
      var clusters = zip(overlap, events).map {
        Cluster(stability: $0 / count, expectedEvents: Double($1) / count, stableCore: 0)
      }
      for (number, share) in zip(plain.numbers, shares) where (share ?? 0) >= stableShare {
        clusters[Int(number) - 1].stableCore += 1
      }
      let joiners = joined.filter { Double($0.value) >= joiningShare * count }
        .sorted { $0.key < $1.key }
        .map {
          Joiner(
            incident: Int($0.key >> 32), cluster: Int($0.key & 0xFFFF_FFFF),
            share: Double($0.value) / count)
        }
      return ClusterStability(
        replicates: replicates, incidents: shares, clusters: clusters, joiners: joiners)
    }
  }
}

/// The clusters of a replicate under the numbers of the plain run.
struct ClusterMatch: Sendable {
  /// For each incident the cluster of the plain run in whose match it lies; 0 for none.
  let numbers: [Int32]
  /// For each cluster of the plain run its overlap with its match; 0 without one.
  let overlaps: [Double]
  /// For each cluster of the plain run how many incidents its match has.
  let sizes: [Int]

  /// Matches clusters one to one. O(n + pairs log pairs).
  init(_ replicate: ClusterLabels, with plain: ClusterLabels) {
    struct Pair {
      var plain, replicate: Int
      var shared: Int
    }
    var counts: [UInt64: Int] = [:]
    var plainSizes = [Int](repeating: 0, count: plain.count + 1)
    var sizes = [Int](repeating: 0, count: replicate.count + 1)
    for (a, b) in zip(plain.numbers, replicate.numbers) {
      plainSizes[Int(a)] += 1
      sizes[Int(b)] += 1
      if a > 0, b > 0 { counts[UInt64(a) << 32 | UInt64(b), default: 0] += 1 }
    }
    let pairs = counts.map {
      Pair(plain: Int($0.key >> 32), replicate: Int($0.key & 0xFFFF_FFFF), shared: $0.value)
    }
    .sorted { ($1.shared, $0.plain, $0.replicate) < ($0.shared, $1.plain, $1.replicate) }
    var match = [Int](repeating: 0, count: plain.count + 1)
    var taken = [Int32](repeating: 0, count: replicate.count + 1)
    var overlaps = [Double](repeating: 0, count: plain.count)
    for pair in pairs where match[pair.plain] == 0 && taken[pair.replicate] == 0 {
      match[pair.plain] = pair.replicate
      taken[pair.replicate] = Int32(pair.plain)
      let union = plainSizes[pair.plain] + sizes[pair.replicate] - pair.shared
      overlaps[pair.plain - 1] = Double(pair.shared) / Double(union)
    }
    numbers = replicate.numbers.map { $0 > 0 ? taken[Int($0)] : 0 }
    self.overlaps = overlaps
    self.sizes = match.dropFirst().map { $0 > 0 ? sizes[$0] : 0 }
  }
}
