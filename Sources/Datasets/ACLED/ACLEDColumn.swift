/// The columns of ACLED that are read; the same in the layouts before and since 2023.
enum ACLEDColumn: String, TableColumn {
  case id = "event_id_cnty"
  case date = "event_date"
  case year, country, admin1, location, latitude, longitude, source, notes, fatalities, tags
  case timestamp
  case timePrecision = "time_precision"
  case geoPrecision = "geo_precision"
  case disorderType = "disorder_type"
  case eventType = "event_type"
  case subEventType = "sub_event_type"
  case actor1, actor2
  case associatedActor1 = "assoc_actor_1"
  case associatedActor2 = "assoc_actor_2"
  case actorType1 = "inter1"
  case actorType2 = "inter2"
  case civilianTargeting = "civilian_targeting"
  case sourceScale = "source_scale"

  /// The columns whose values are numbers in every layout; nil for those that are codes in one and
  /// words in another.
  static func type(_ name: String) -> ColumnType? {
    switch name {
    case "latitude", "longitude": .number
    case "data_id", "iso", "event_id_no_cnty", "year", "time_precision", "geo_precision",
      "fatalities", "timestamp":
      .integer
    case "inter1", "inter2", "interaction": nil
    default: .text
    }
  }

  static let identifier = Self.id

  static let needed: [Self] = [
    .id, .date, .eventType, .country, .latitude, .longitude, .geoPrecision,
  ]
}
