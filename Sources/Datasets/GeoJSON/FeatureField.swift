import SimpleFeatures

/// What features of other makers say of an incident, and the names it usually goes by.
enum FeatureField: String, CaseIterable {
  case id
  case title
  case date
  case dateStart = "date_start"
  case dateEnd = "date_end"
  case year
  case eventType = "event_type"
  case summary
  case placeName = "place_name"
  case country
  case admin1
  case killedMinimum = "killed_min"
  case killedBest = "killed_best"
  case killedMaximum = "killed_max"
  case attributedTo = "attributed_to"
  case sources
  case dataset

  /// The names it is known by, tried in order, in lower case with underscores.
  var names: [String] {
    switch self {
    case .id: ["id", "event_id", "incident_id", "event_id_cnty", "data_id", "uuid", "globalid"]
    case .title: ["title", "name", "event_name", "headline", "incident"]
    case .date: ["date", "event_date", "incident_date", "date_event", "day"]
    case .dateStart: ["date_start", "start_date", "startdate", "date_from", "start", "begin"]
    case .dateEnd: ["date_end", "end_date", "enddate", "date_to", "end"]
    case .year: ["year", "event_year"]
    case .eventType: ["event_type", "incident_type", "type", "category", "kind"]
    case .summary: ["summary", "description", "notes", "details", "desc"]
    case .placeName: ["place_name", "place", "location", "settlement", "city", "town", "village"]
    case .country: ["country", "country_name", "adm0_name", "adm0_en", "admin0", "adm_0"]
    case .admin1:
      ["admin1", "adm1_name", "adm1_en", "adm1", "adm_1", "province", "region", "state"]
    case .killedMinimum: ["killed_min", "fatalities_min", "deaths_min", "low", "low_est"]
    case .killedBest:
      ["killed_best", "killed", "fatalities", "deaths", "dead", "death_toll", "best", "best_est"]
    case .killedMaximum: ["killed_max", "fatalities_max", "deaths_max", "high", "high_est"]
    case .attributedTo: ["attributed_to", "perpetrator", "perpetrators"]
    case .sources: ["sources", "source", "source_url", "url", "link"]
    case .dataset: ["dataset", "data_set"]
    }
  }
}

/// Which properties of a file of features are taken for what.
struct FeatureNames: Sendable {
  /// The property for each field that is there, and the names of all.
  private var taken: [FeatureField: String] = [:]
  private var dates = DateText.Evidence()

  /// Knows no name.
  init() {}

  /// Learns the names from some features: those of one file are mostly alike.
  init(of features: [Feature]) {
    var names: [String: String] = [:]
    for feature in features {
      for member in feature.properties.members where names[Self.plain(member.name)] == nil {
        names[Self.plain(member.name)] = member.name
      }
    }
    var used: Set<String> = []
    for field in FeatureField.allCases {
      guard
        let name = field.names.lazy.compactMap({ names[$0] }).first(where: { !used.contains($0) })
      else { continue }
      taken[field] = name
      used.insert(name)
    }
    for field in [FeatureField.date, .dateStart, .dateEnd] {
      for feature in features {
        if let text = self[field, feature]?.string { dates.add(Array(text.utf8)[...]) }
      }
    }
  }

  /// The order of day and month, where the dates show it.
  var dateOrder: DateText.Order? { dates.order }

  /// The value of a field in a feature; nil where it is not given.
  subscript(field: FeatureField, feature: Feature) -> PropertyValue? {
    guard let name = taken[field], let value = feature.properties[name], value.isGiven else {
      return nil
    }
    return value
  }

  /// The name of the property that is taken for a field.
  func name(of field: FeatureField) -> String { taken[field] ?? field.rawValue }

  /// What was taken for what, in words.
  var remarks: [String] {
    let pairs = FeatureField.allCases.compactMap { field in
      taken[field].map { $0 == field.rawValue ? $0 : "\(field.rawValue) from \($0)" }
    }
    var remarks = [
      pairs.isEmpty
        ? "no property is recognised" : "properties taken: \(pairs.joined(separator: ", "))"
    ]
    if let order = dates.order { remarks.append("dates read as \(order.words)") }
    return remarks
  }

  /// A name in lower case with underscores.
  private static func plain(_ name: String) -> String {
    String(name.lowercased().map { $0 == " " || $0 == "-" || $0 == "." ? "_" : $0 })
  }
}
