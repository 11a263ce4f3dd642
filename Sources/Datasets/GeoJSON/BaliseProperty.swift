/// The properties that `map` writes and that are read back; what follows from the place on the
/// ground (`regions`, `country_share` ...) is worked out anew.
enum BaliseProperty: String, CaseIterable {
  case id
  case title
  case dateStart = "date_start"
  case dateEnd = "date_end"
  case datePrecision = "date_precision"
  case dateEDTF = "date_edtf"
  case dateBasis = "date_basis"
  case eventType = "event_type"
  case summary
  case victims
  case placeName = "place_name"
  case locationKind = "location_kind"
  case locationRadius = "location_radius_m"
  case locationBasis = "location_basis"
  case locationNote = "location_note"
  case areaID = "area_id"
  case routeID = "route_id"
  case routeFrom = "route_from_km"
  case routeTo = "route_to_km"
  case place
  case boundarySet = "boundary_set"
  case countryReported = "country_reported"
  case admin1Reported = "admin1_reported"
  case killedMinimum = "killed_min"
  case killedBest = "killed_best"
  case killedMaximum = "killed_max"
  case killedOpen = "killed_open"
  case grade
  case gradeRule = "grade_rule"
  case allegedBy = "alleged_by"
  case deniedBy = "denied_by"
  case attributedTo = "attributed_to"
  case claims
  case sources
  case dataset
  case sourceRow = "source_row"
  // Worked out anew.
  case locationPrior = "location_prior"
  case mixture
  case country
  case countryShare = "country_share"
  case admin1
  case admin1Share = "admin1_share"
  case regions
  case nearBorder = "near_border_km"
  case borderTie = "border_tie"
  case selectionCertain = "selection_certain"
  case selectionShare = "selection_share"

  /// The values of data sets that have names of their own, in the order in which `map` writes them.
  static let attributes = [
    "dyad", "conflict", "source_original", "cameo_code", "killed_note", "disorder_type",
    "sub_event_type", "actor1", "actor1_type", "assoc_actor_1", "actor2", "actor2_type",
    "assoc_actor_2", "civilian_targeting", "tags", "source_scale", "timestamp", "is_root_event",
    "num_mentions", "num_sources", "num_articles", "goldstein_scale", "avg_tone",
  ]

  /// What a name stands for.
  enum Role {
    case property(BaliseProperty, position: Int)
    /// A value of a data set, at its place in the order of them.
    case attribute(Int)
  }

  static let roles: [String: Role] = {
    var roles: [String: Role] = [:]
    for (position, property) in allCases.enumerated() {
      roles[property.rawValue] = .property(property, position: position)
    }
    for (position, name) in attributes.enumerated() { roles[name] = .attribute(position) }
    return roles
  }()

  static let positions = Dictionary(
    uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })
}
