import Incidents

/// What totals need to know of an incident.
struct IncidentMeasure: Sendable {
  /// The days on which it could have happened.
  var days: DayInterval
  /// How many were killed; nil where nobody says.
  var toll: Toll?
  /// Where it is.
  var place: ResolvedPlace
  /// In which regions of the ground that is.
  var membership: Membership
  /// How surely it is what the selection asks for.
  var admission: Admission
}
