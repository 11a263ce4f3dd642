public import IncidentMapping
public import ReferenceGeography
public import SimpleFeatures
public import SpatialStatistics
import Topology

/// Why an incident takes no part in clustering.
public enum ClusterExclusion: String, Sendable, CaseIterable {
  /// Nothing is known of its place.
  case unknownPlace = "no known place"
  /// A first or a last day is missing, and the method needs both.
  case openDate = "no first and last day"
  /// It lies further from the network than asked for.
  case offNetwork = "off the network"
}

/// Clusters of incidents, and what they rest on.
public struct IncidentClusters: Sendable {
  /// The incidents.
  public let incidents: [LocatedIncident]
  /// The point that stands for each.
  let points: [Coordinate?]
  /// Which cluster each is in, by those points.
  public let labels: ClusterLabels
  /// Why each of those left out is.
  public let exclusions: [ClusterExclusion?]
  /// Probabilities and outlier scores, where the method gives them.
  public let hierarchy: HierarchicalClusters?
  /// For each incident its position in `hierarchy`; nil for those left out.
  let hierarchyPosition: [Int?]
  /// What the uncertainty of places does to the clusters; nil where points were asked for.
  public let stability: ClusterStability?

  /// How many incidents that take part stand for an area or a line instead of a point.
  public var uncertain: Int {
    incidents.indices.count { exclusions[$0] == nil && !incidents[$0].place.isExact }
  }

  /// Whether several incidents take part and all of their points are one.
  public var areOnOneSpot: Bool {
    let taken = incidents.indices.lazy.filter { exclusions[$0] == nil }.compactMap { points[$0] }
    guard let first = taken.first else { return false }
    return taken.dropFirst().first != nil && taken.allSatisfy { $0 == first }
  }

  /// How many incidents are left out for a reason.
  public func count(of exclusion: ClusterExclusion) -> Int {
    exclusions.count { $0 == exclusion }
  }

  /// One summary for each cluster, from number 1.
  public func summaries() throws -> [ClusterSummary] {
    let context = try GEOSContext()
    return try labels.members.enumerated().map { index, members in
      try ClusterSummary(
        number: index + 1, members: members, of: incidents, at: points,
        stability: stability?.clusters[index], in: context)
    }
  }

  /// The further properties of an incident's feature.
  public func properties(of index: Int) -> Properties {
    var properties = Properties()
    let number = labels.numbers[index]
    if number > 0 { properties.append("cluster", .integer(Int(number))) }
    if let exclusion = exclusions[index] {
      properties.append("cluster_left_out", .string(exclusion.rawValue))
      return properties
    }
    properties.append("cluster_role", .string(labels.roles[index].rawValue))
    if let share = stability?.incidents[index] {
      properties.append("cluster_stability", .number((share * 1000).rounded() / 1000))
    }
    if let hierarchy, let position = hierarchyPosition[index] {
      func millionths(_ value: Double) -> PropertyValue {
        .number((value * 1_000_000).rounded() / 1_000_000)
      }
      properties.append("cluster_probability", millionths(hierarchy.probabilities[position]))
      properties.append("outlier_score", millionths(hierarchy.outlierScores[position]))
    }
    return properties
  }
}

/// Which points stand for incidents.
public enum ClusterLocation: String, Sendable, CaseIterable {
  /// Representative points, and beside them what it does to clusters that places are uncertain.
  case place
  /// Representative points, taken for granted.
  case point
  /// The coordinates as the data set gives them, taken for granted: as tools have it that know
  /// nothing of precision.
  case coded
}

/// Clusters incidents by one method.
public struct ClusterAnalysis: Sendable {
  /// The method with its parameters.
  public var method: ClusterMethod
  /// Which points stand for incidents.
  public var location: ClusterLocation
  /// How many times all places are drawn anew for `ClusterLocation.place`.
  public var replicates: Int
  /// From where the draws start.
  public var seed: UInt64
  /// How many threads work; the result does not depend on it.
  public var threads: Int

  /// Makes an analysis.
  public init(
    _ method: ClusterMethod, location: ClusterLocation = .place, replicates: Int = 200,
    seed: UInt64 = 1, threads: Int = 1
  ) {
    self.method = method
    self.location = location
    self.replicates = replicates
    self.seed = seed
    self.threads = threads
  }

  /// Clusters incidents.
  /// - Parameter progress: called with the number of replicates done.
  public func clusters(
    of incidents: [LocatedIncident], on atlas: Atlas, progress: (Int) -> Void = { _ in }
  ) throws -> IncidentClusters {
    let order = RecordOrder(incidents.map(\.id))
    let points = incidents.map { location == .coded ? $0.codedPoint : $0.place.representativePoint }
    let plain = try run(points, incidents, order: order, threads: threads)
    var stability: ClusterStability?
    if location == .place {
      stability = try ClusterReplicates(
        incidents: incidents, plain: plain.labels, order: order, atlas: atlas, count: replicates,
        seed: seed, threads: threads
      ).stability(
        { try run($0, incidents, order: order, threads: 1).labels }, progress: progress)
    }
    return IncidentClusters(
      incidents: incidents, points: points, labels: plain.labels, exclusions: plain.exclusions,
      hierarchy: plain.hierarchy, hierarchyPosition: plain.positions, stability: stability)
  }
}
