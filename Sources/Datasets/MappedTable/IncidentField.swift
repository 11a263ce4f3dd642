/// What a column of a table of incidents can hold.
enum IncidentField: String, MappedField {
  case id, title, summary, victims, date, year, month, day, latitude, longitude, coordinates
  case country, admin1, admin2, killed, injured, sources, dataset
  case eventType = "event_type"
  case dateStart = "date_start"
  case dateEnd = "date_end"
  case datePrecision = "date_precision"
  case dateBasis = "date_basis"
  case placeName = "place_name"
  case radiusKilometers = "radius_km"
  case radiusMeters = "radius_m"
  case locationKind = "location_kind"
  case locationBasis = "location_basis"
  case locationNote = "location_note"
  case routeID = "route_id"
  case routeFrom = "route_from"
  case routeTo = "route_to"
  case betweenFrom = "between_from"
  case betweenTo = "between_to"
  case killedMinimum = "killed_min"
  case killedBest = "killed_best"
  case killedMaximum = "killed_max"
  case killedOpen = "killed_open"
  case attributedTo = "attributed_to"
  case allegedBy = "alleged_by"
  case allegedByGroup = "alleged_by_group"
  case deniedBy = "denied_by"

  var otherNames: [String] {
    switch self {
    case .latitude: ["lat"]
    case .longitude: ["lon"]
    case .country: ["country_reported"]
    case .admin1: ["admin1_reported"]
    case .radiusMeters: ["location_radius_m"]
    case .routeFrom: ["route_from_km"]
    case .routeTo: ["route_to_km"]
    default: []
    }
  }

  var isList: Bool {
    switch self {
    case .sources, .attributedTo, .allegedBy, .allegedByGroup, .deniedBy: true
    default: false
    }
  }

  var companions: [IncidentField] {
    switch self {
    case .latitude: [.longitude]
    case .longitude: [.latitude]
    case .dateEnd: [.dateStart]
    case .month: [.year]
    case .day: [.year, .month]
    case .routeID: [.routeFrom, .routeTo]
    case .routeFrom, .routeTo: [.routeID]
    case .betweenFrom: [.betweenTo]
    case .betweenTo: [.betweenFrom]
    case .allegedByGroup: [.allegedBy]
    default: []
    }
  }

  /// The fields that say where.
  static let places: [IncidentField] = [
    .latitude, .coordinates, .placeName, .routeID, .betweenFrom, .admin2, .admin1, .country,
  ]

  /// The fields that say when.
  static let dates: [IncidentField] = [.date, .dateStart, .dateEnd]
}
