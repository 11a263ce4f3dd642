/// What a column of a table of claims can hold.
enum ClaimField: String, MappedField {
  case source, stance, date, killed, summary, quote, note, url
  case incidentID = "incident_id"
  case claimID = "claim_id"
  case sourceGroup = "source_group"
  case sourceKind = "source_kind"
  case speaksFor = "speaks_for"
  case attributedTo = "attributed_to"
  case showsWrong = "shows_wrong"
  case killedMinimum = "killed_min"
  case killedBest = "killed_best"
  case killedMaximum = "killed_max"
  case killedOpen = "killed_open"

  var otherNames: [String] {
    switch self {
    case .incidentID: ["incident"]
    case .killed: ["toll"]
    default: []
    }
  }

  var isList: Bool { self == .attributedTo || self == .showsWrong }

  var companions: [ClaimField] { [] }

  /// Without these a row is no claim.
  static let needed: [ClaimField] = [.incidentID, .source, .stance]
}
