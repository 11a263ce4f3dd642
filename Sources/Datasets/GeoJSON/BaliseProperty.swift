/// The properties that `map` writes and that are read back; what follows from the place on the
/// ground (`regions`, `country_share` ...) is worked out anew.
enum BaliseProperty: Int, CaseIterable {
  case id
  case title
  case dateStart
  case dateEnd
  case datePrecision
  case dateEDTF
  case dateBasis
  case eventType
  case summary
  case victims
  case placeName
  case locationKind
  case locationRadius
  case locationBasis
  case locationNote
  case areaID
  case routeID
  case routeFrom
  case routeTo
  case place
  case boundarySet
  case countryReported
  case admin1Reported
  case killedMinimum
  case killedBest
  case killedMaximum
  case killedOpen
  case grade
  case gradeRule
  case allegedBy
  case deniedBy
  case attributedTo
  case claims
  case sources
  case dataset
  case sourceRow
  // Worked out anew.
  case locationPrior
  case mixture
  case country
  case countryShare
  case admin1
  case admin1Share
  case regions
  case nearBorder
  case borderTie
  case selectionCertain
  case selectionShare

  /// Its name in a feature.
  var name: String {
    switch self {
    case .id: "id"
    case .title: "title"
    case .dateStart: "date_start"
    case .dateEnd: "date_end"
    case .datePrecision: "date_precision"
    case .dateEDTF: "date_edtf"
    case .dateBasis: "date_basis"
    case .eventType: "event_type"
    case .summary: "summary"
    case .victims: "victims"
    case .placeName: "place_name"
    case .locationKind: "location_kind"
    case .locationRadius: "location_radius_m"
    case .locationBasis: "location_basis"
    case .locationNote: "location_note"
    case .areaID: "area_id"
    case .routeID: "route_id"
    case .routeFrom: "route_from_km"
    case .routeTo: "route_to_km"
    case .place: "place"
    case .boundarySet: "boundary_set"
    case .countryReported: "country_reported"
    case .admin1Reported: "admin1_reported"
    case .killedMinimum: "killed_min"
    case .killedBest: "killed_best"
    case .killedMaximum: "killed_max"
    case .killedOpen: "killed_open"
    case .grade: "grade"
    case .gradeRule: "grade_rule"
    case .allegedBy: "alleged_by"
    case .deniedBy: "denied_by"
    case .attributedTo: "attributed_to"
    case .claims: "claims"
    case .sources: "sources"
    case .dataset: "dataset"
    case .sourceRow: "source_row"
    case .locationPrior: "location_prior"
    case .mixture: "mixture"
    case .country: "country"
    case .countryShare: "country_share"
    case .admin1: "admin1"
    case .admin1Share: "admin1_share"
    case .regions: "regions"
    case .nearBorder: "near_border_km"
    case .borderTie: "border_tie"
    case .selectionCertain: "selection_certain"
    case .selectionShare: "selection_share"
    }
  }

  /// The values of data sets that have names of their own, in the order in which `map` writes them.
  static let attributes = [
    "dyad", "conflict", "source_original", "cameo_code", "killed_note", "disorder_type",
    "sub_event_type", "actor1", "actor1_type", "assoc_actor_1", "actor2", "actor2_type",
    "assoc_actor_2", "civilian_targeting", "tags", "source_scale", "timestamp", "is_root_event",
    "num_mentions", "num_sources", "num_articles", "goldstein_scale", "avg_tone",
  ]

  /// How many properties and attributes there are.
  static let count = allCases.count + attributes.count

  /// The positions of properties, and behind them those of attributes, by name.
  static let positions = Dictionary(
    uniqueKeysWithValues: (allCases.map(\.name) + attributes).enumerated().map { ($1, $0) })

  /// The positions of attributes.
  static let attributePositions = allCases.count..<count
}
