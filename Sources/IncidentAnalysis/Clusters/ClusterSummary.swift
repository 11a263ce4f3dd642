import IncidentMapping
public import Incidents
public import SimpleFeatures
import Topology

/// What a report says of one cluster.
public struct ClusterSummary: Sendable {
  /// The number, from 1.
  public let number: Int
  /// The positions of its members among the incidents.
  public let members: [Int]
  /// Its outline, centre and radius.
  public let hull: ClusterHull?
  /// What the uncertainty of places does to it; nil where that was not asked.
  public let stability: ClusterStability.Cluster?
  /// The sum of the least numbers of killed; nil where nobody states one.
  public let killedMinimum: Int?
  /// The sum of the greatest numbers of killed; nil where nobody states one, or one is open.
  public let killedMaximum: Int?
  /// Whether the greatest number of a member is open or not stated while others are.
  public let isOpen: Bool
  /// How many members have a toll.
  public let withToll: Int
  /// The first day on which a member could have happened.
  public let firstDay: Day?
  /// The last day on which a member could have happened.
  public let lastDay: Day?
  /// How many members have claims.
  public let claimed: Int
  /// How many members are contested.
  public let contested: Int
  /// Who is named as the source of most members, with how many: at most five, most first.
  public let publishers: [(name: String, events: Int)]
  /// How many members stand for an area or a line instead of a point.
  public let uncertain: Int

  /// Sums up members.
  init(
    number: Int, members: [Int], of incidents: [LocatedIncident], at points: [Coordinate?],
    stability: ClusterStability.Cluster?, in context: GEOSContext
  ) throws {
    self.number = number
    self.members = members
    self.stability = stability
    let incidents = members.map { incidents[$0] }
    hull = try ClusterHull(members.compactMap { points[$0] }, in: context)
    let tolls = incidents.compactMap(\.toll)
    withToll = tolls.count
    isOpen = tolls.contains { $0.isOpen || $0.maximum == nil }
    killedMinimum = tolls.isEmpty ? nil : Self.sum(tolls.map { $0.minimum ?? 0 })
    killedMaximum = tolls.isEmpty || isOpen ? nil : Self.sum(tolls.map { $0.maximum ?? 0 })
    firstDay = incidents.compactMap(\.firstDay).min()
    lastDay = incidents.compactMap(\.lastDay).max()
    claimed = incidents.count { $0.grade != .unstated }
    contested = incidents.count { $0.grade == .contested }
    uncertain = incidents.count { !$0.place.isExact }
    var counts: [String: Int] = [:]
    for incident in incidents {
      for name in Set(incident.publishers) where !name.isEmpty { counts[name, default: 0] += 1 }
    }
    publishers = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(5)
      .map { (name: $0.key, events: $0.value) }
  }

  /// A sum without an overflow: a data set may state any number.
  private static func sum(_ numbers: [Int]) -> Int {
    numbers.reduce(0) { sum, number in
      let (result, overflows) = sum.addingReportingOverflow(number)
      return overflows ? .max : result
    }
  }

  /// The flat properties of the outline, in a fixed order; what is not known is left out.
  public var properties: Properties {
    func rounded(_ value: Double, _ unit: Double = 1000) -> Double {
      (value * unit).rounded() / unit
    }
    var properties: Properties = [
      "cluster": .integer(number), "cluster_role": .string("hull"),
      "events": .integer(members.count),
    ]
    if let stability {
      properties.append("expected_events", .number(rounded(stability.expectedEvents)))
      properties.append("stability", .number(rounded(stability.stability)))
      properties.append("stable_core", .integer(stability.stableCore))
    }
    properties.append("uncertain_places", .integer(uncertain))
    properties.append("killed_min", killedMinimum.map(PropertyValue.integer))
    properties.append("killed_max", killedMaximum.map(PropertyValue.integer))
    if withToll > 0 { properties.append("killed_open", .bool(isOpen)) }
    if withToll > 0, withToll < members.count {
      properties.append("without_toll", .integer(members.count - withToll))
    }
    properties.append("date_start", text: firstDay?.description)
    properties.append("date_end", text: lastDay?.description)
    if let hull {
      properties.append("area_km2", .number(rounded(hull.areaSquareMeters / 1e6)))
      properties.append("center_longitude", .number(rounded(hull.center.longitude, 1e6)))
      properties.append("center_latitude", .number(rounded(hull.center.latitude, 1e6)))
      properties.append("radius_km", .number(rounded(hull.radiusMeters / 1000)))
    }
    if claimed > 0 {
      properties.append("contested_share", .number(rounded(Double(contested) / Double(claimed))))
    }
    properties.append(
      "main_sources",
      text: publishers.isEmpty
        ? nil : publishers.map { "\($0.name) (\($0.events))" }.joined(separator: "; "))
    return properties
  }
}
