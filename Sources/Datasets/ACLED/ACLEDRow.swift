import GeoFormats
import Incidents
import SimpleFeatures

/// One row of ACLED as an incident.
///
/// A row is left out only when it has no identifier, no readable position or no readable
/// `geo_precision`. Actors stand among the attributes: their order does not say who did it to whom.
struct ACLEDRow {
  private(set) var row: TableRow<ACLEDColumn>
  private let dates: TableRow<ACLEDColumn>.DateStyle

  /// The number that ACLED writes for "several, number unknown".
  static let severalDead = 10

  init(_ row: TableRow<ACLEDColumn>, dateOrder: DateText.Order?) {
    self.row = row
    dates = .init(order: dateOrder, year: row.integer(.year), firstYear: ACLEDTable.firstYear)
  }

  /// The incident; nil when the row had to be left out, which the findings then say.
  mutating func incident(sourceRow: Int) -> Incident? {
    let id = row.identifier
    guard !id.isEmpty else {
      row.reject("id-missing", .id, "", "a record needs an id")
      return nil
    }
    guard let precision = row.neededCode(.geoPrecision, in: 1...3, finding: "geo-precision-unknown")
    else { return nil }
    let position = row.position(latitude: .latitude, longitude: .longitude)
    if case .unreadable = position { return nil }
    let name = row.given(.location)
    let admin1 = row.given(.admin1)
    let coded = CodedPlace(
      point: position.coordinate, name: name ?? "",
      countries: row.given(.country).map { [$0] } ?? [],
      firstLevel: admin1.map { [$0] } ?? [])
    let kind = row.given(.subEventType) ?? row.given(.eventType)
    let toll = toll()
    return Incident(
      id: id, title: [kind, name].compactMap(\.self).joined(separator: ": "), date: date(),
      eventType: row.given(.eventType), summary: row.given(.notes),
      place: Self.place(precision: precision, coded),
      placePosition: row.position(of: .location), placeName: name,
      locationBasis: precision == 2 ? .assumed : .stated,
      locationNote: precision == 2
        ? "ACLED codes the town near which it happened; the radius is assumed." : nil,
      reportedToll: toll,
      sources: ListText.items(of: row.text(.source), separatedBy: "; "),
      countryReported: row.given(.country), admin1Reported: admin1,
      dataset: ACLEDTable.datasetName, sourceRow: sourceRow,
      attributes: attributes(toll))
  }

  /// `geo_precision` as a place.
  static func place(precision: Int, _ coded: CodedPlace) -> Place {
    switch precision {
    case 1: coded.exact ?? .unknown
    case 2: coded.disc(CodedPlace.nearMeters) ?? .unknown
    default:
      coded.firstLevel.isEmpty && coded.point == nil ? .area(coded.nation) : coded.wholeRegion
    }
  }

  // MARK: Date

  /// The date with what `time_precision` leaves open: a week around it, or its month.
  private mutating func date() -> UncertainDate? {
    guard let day = row.day(.date, dates) else { return dates.year.flatMap(UncertainDate.year) }
    switch timePrecision() {
    case 2:
      guard let first = Day(daysSince1970: day.daysSince1970 - 3),
        let last = Day(daysSince1970: day.daysSince1970 + 3)
      else { return nil }
      return try? UncertainDate(start: first, end: last, precision: .week)
    case 3:
      let (year, month, _) = day.civil
      guard let first = Day(year: year, month: month, day: 1),
        let last = Day(year: year, month: month, day: Day.length(ofMonth: month, year: year))
      else { return nil }
      return try? UncertainDate(start: first, end: last)
    default: return try? UncertainDate(start: day, end: day)
    }
  }

  private mutating func timePrecision() -> Int? {
    guard let given = row.given(.timePrecision) else { return nil }
    if let code = NumberParser.integer(given), (1...3).contains(code) { return code }
    row.lose(
      "time-precision-unknown", .timePrecision, given, "time_precision must be one of 1 to 3",
      action: "the date is kept as a day")
    return nil
  }

  // MARK: Toll and attributes

  private mutating func toll() -> ReportedToll? {
    guard let count = row.count(.fatalities) else { return nil }
    if count == Self.severalDead {
      row.doubt(
        "toll-several", .fatalities, row.text(.fatalities),
        "ACLED writes 10 where several died and the number is not known",
        action: "kept as 10, with killed_note")
    }
    return try? ReportedToll(low: count, best: count, high: count)
  }

  private func attributes(_ toll: ReportedToll?) -> Properties {
    var attributes = Properties()
    if toll?.best == Self.severalDead {
      attributes.append("killed_note", .string("10 may stand for several, number unknown"))
    }
    for column in [ACLEDColumn.disorderType, .subEventType] {
      attributes.append(column.rawValue, text: row.given(column))
    }
    attributes.append("actor1", text: row.given(.actor1))
    attributes.append("actor1_type", text: actorType(.actorType1))
    attributes.append("assoc_actor_1", text: row.given(.associatedActor1))
    attributes.append("actor2", text: row.given(.actor2))
    attributes.append("actor2_type", text: actorType(.actorType2))
    attributes.append("assoc_actor_2", text: row.given(.associatedActor2))
    for column in [ACLEDColumn.civilianTargeting, .tags, .sourceScale] {
      attributes.append(column.rawValue, text: row.given(column))
    }
    attributes.append("timestamp", row.integer(.timestamp).map(PropertyValue.integer))
    return attributes
  }

  /// `inter1` and `inter2` in words: newer files have the words, older ones a number.
  private func actorType(_ column: ACLEDColumn) -> String? {
    guard let given = row.given(column) else { return nil }
    guard let code = NumberParser.integer(given) else { return given }
    return Self.actorTypes[code] ?? (code == 0 ? nil : given)
  }

  private static let actorTypes = [
    1: "State forces", 2: "Rebel group", 3: "Political militia", 4: "Identity militia",
    5: "Rioters", 6: "Protesters", 7: "Civilians", 8: "External/Other forces",
  ]
}
