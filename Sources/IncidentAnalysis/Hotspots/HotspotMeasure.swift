import IncidentMapping

/// What of incidents is counted.
public enum HotspotMeasure: String, Sendable, CaseIterable {
  /// The incidents themselves.
  case incidents
  /// Those killed, by `LocatedIncident.killed`; incidents of which nobody says count for none.
  case killed

  /// What an incident counts for, in expectation.
  func weight(of incident: LocatedIncident) -> Double {
    switch self {
    case .incidents: 1
    case .killed: incident.expectedKilled ?? 0
    }
  }

  /// Whether draws of an incident differ in where it lies or in what it counts for.
  func isUncertain(_ incident: LocatedIncident) -> Bool {
    if incident.place.kind == .unknown { return false }
    return !incident.place.isExact || (self == .killed && (incident.killed?.count ?? 1) > 1)
  }
}
