import IncidentMapping
import Incidents
import LinearReferencing
import SimpleFeatures
import SpatialStatistics

extension ClusterAnalysis {
  /// One clustering of points.
  struct Run {
    var labels: ClusterLabels
    var exclusions: [ClusterExclusion?]
    var hierarchy: HierarchicalClusters?
    var positions: [Int?]
  }

  /// Clusters the points that stand for incidents, or were drawn for them.
  func run(
    _ points: [Coordinate?], _ incidents: [LocatedIncident], order: RecordOrder, threads: Int
  ) throws -> Run {
    var exclusions: [ClusterExclusion?] = points.map { $0 == nil ? .unknownPlace : nil }
    if method.needsDays {
      for (index, incident) in incidents.enumerated()
      where exclusions[index] == nil && incident.days == nil {
        exclusions[index] = .openDate
      }
    }
    var positions: [NetworkPosition?] = []
    if case .network(_, let network, let limit) = method {
      positions = points.map {
        $0.flatMap { network.nearest(to: $0, withinMeters: limit)?.position }
      }
      for index in points.indices where exclusions[index] == nil && positions[index] == nil {
        exclusions[index] = .offNetwork
      }
    }
    let members = points.indices.filter { exclusions[$0] == nil }
    let taken = members.compactMap { points[$0] }
    var hierarchy: HierarchicalClusters?
    let found: (clusters: [Int32], roles: [ClusterLabels.Role])
    switch method {
    case .dbscan(let dbscan): found = dbscan.labels(taken, threads: threads).plain
    case .spaceTime(let stdbscan):
      found =
        stdbscan.labels(taken, days: members.map { incidents[$0].days }, threads: threads).plain
    case .hdbscan(let hdbscan):
      let result = hdbscan.clusters(taken, threads: threads)
      hierarchy = result
      found = (result.clusters, result.clusters.map { $0 > 0 ? .core : .noise })
    case .network(let dbscan, let network, _):
      found = try dbscan.labels(members.compactMap { positions[$0] }, on: network).plain
    }
    var clusters = [Int32](repeating: -1, count: points.count)
    var roles = [ClusterLabels.Role](repeating: .leftOut, count: points.count)
    var place = [Int?](repeating: nil, count: points.count)
    for (position, index) in members.enumerated() {
      clusters[index] = found.clusters[position]
      roles[index] = found.roles[position]
      place[index] = position
    }
    return Run(
      labels: ClusterLabels(clusters, roles: roles, order: order), exclusions: exclusions,
      hierarchy: hierarchy, positions: place)
  }
}

extension DensityLabels {
  fileprivate var plain: (clusters: [Int32], roles: [ClusterLabels.Role]) {
    let roles = roles.map { role -> ClusterLabels.Role in
      switch role {
      case .core: .core
      case .border: .border
      case .noise: .noise
      }
    }
    return (clusters, roles)
  }
}
