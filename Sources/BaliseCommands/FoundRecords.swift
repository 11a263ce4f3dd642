import Balise

extension MappingCounts {
  /// What was found of incidents, for a message that says why there are too few.
  func found(_ incidents: [LocatedIncident]) -> String {
    let placed = incidents.count { $0.place.representativePoint != nil }
    let dated = incidents.count { $0.days != nil }
    return "\(counted(records, "record")) read"
      + (rejected > 0 ? ", \(grouped(rejected)) rejected" : "")
      + ", \(grouped(incidents.count)) selected, \(grouped(placed)) with a known place, "
      + "\(grouped(dated)) with a first and last day"
  }
}
