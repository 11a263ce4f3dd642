import GeoFormats
import Incidents
import SimpleFeatures

/// One row of GDELT as an incident: coded by machine from one article, without a toll.
///
/// A row is left out only when it has no identifier or a position that cannot be read.
struct GDELTRow {
  private(set) var row: TableRow<GDELTColumn>
  private let eventCode: String

  init(_ row: TableRow<GDELTColumn>, eventCode: String) {
    self.row = row
    self.eventCode = eventCode
  }

  /// The incident; nil when the row had to be left out, which the findings then say.
  mutating func incident(sourceRow: Int) -> Incident? {
    let id = row.identifier
    guard !id.isEmpty else {
      row.reject("id-missing", .id, "", "a record needs an id")
      return nil
    }
    let type = placeType()
    let position = row.position(latitude: .latitude, longitude: .longitude, mayBeEmpty: true)
    if case .unreadable = position { return nil }
    let name = row.given(.placeName)
    let parts = ListText.items(of: name ?? "", separatedBy: ", ")
    let region = Self.regionName(in: parts, type: type)
    let coded = CodedPlace(
      point: position.coordinate, name: name ?? "",
      countries: names(code: row.text(.country), name: parts.last),
      firstLevel: names(code: row.text(.firstLevel), name: region))
    let place = Self.place(type: type, coded)
    let kind = CAMEO.meaning(of: eventCode)
    return Incident(
      id: id,
      title: [kind, name].compactMap(\.self).joined(separator: ": "),
      date: date(), eventType: kind, place: place,
      placePosition: row.position(of: .placeName), placeName: name,
      locationBasis: Self.basis(of: place),
      locationNote: place == .unknown ? nil : "Found by machine in the words of an article.",
      sources: row.given(.url).map { [$0] } ?? [], countryReported: parts.last,
      admin1Reported: region,
      dataset: GDELTTable.datasetName, sourceRow: sourceRow,
      attributes: attributes)
  }

  // MARK: Place

  /// `ActionGeo_Type` as a place: 1 country, 2 and 5 first-level region, 3 and 4 town.
  static func place(type: Int?, _ coded: CodedPlace) -> Place {
    let country: Place? = coded.countries.isEmpty ? nil : .area(coded.nation)
    let region: Place? = coded.firstLevel.isEmpty ? nil : .area(coded.region)
    return switch (type, coded.point) {
    case (2, .some), (5, .some): coded.wholeRegion
    case (3, .some), (4, .some): coded.disc(CodedPlace.nearMeters) ?? .unknown
    case (2, nil), (3, nil), (4, nil), (5, nil): CodedPlace.first([region, country])
    default: country ?? .unknown
    }
  }

  /// The region in "Texas, United States" or "Leith, Edinburgh, City of, United Kingdom": what
  /// stands between the place and the country.
  private static func regionName(in parts: [String], type: Int?) -> String? {
    let inner = type == 2 ? parts.dropLast() : parts.dropFirst().dropLast()
    return inner.isEmpty ? nil : inner.joined(separator: ", ")
  }

  /// The radius of a town is this program's.
  private static func basis(of place: Place) -> LocationBasis {
    if case .near = place { .assumed } else { .stated }
  }

  /// A FIPS 10-4 code and a name, as far as they are given.
  private func names(code: String, name: String?) -> [String] {
    (code.isEmpty ? [] : ["FIPS:" + code]) + (name.map { [$0] } ?? [])
  }

  private mutating func placeType() -> Int? {
    guard let given = row.given(.placeType) else { return nil }
    if let code = NumberParser.integer(given), (0...5).contains(code) { return code }
    row.lose("place-type-unknown", .placeType, given, "ActionGeo_Type must be one of 0 to 5")
    return nil
  }

  // MARK: Date and attributes

  private mutating func date() -> UncertainDate? {
    let year = row.integer(.year)
    if let day = row.day(.day, .init(order: nil, year: year, firstYear: 1979)) {
      return try? UncertainDate(start: day, end: day)
    }
    return year.flatMap(UncertainDate.year)
  }

  private var attributes: Properties {
    var attributes = Properties()
    attributes.append("cameo_code", .string(eventCode))
    attributes.append("actor1", text: row.given(.actor1) ?? row.given(.actorCode1))
    attributes.append("actor2", text: row.given(.actor2) ?? row.given(.actorCode2))
    attributes.append("is_root_event", row.integer(.isRootEvent).map { .bool($0 == 1) })
    for (name, column) in [
      ("num_mentions", GDELTColumn.mentions), ("num_sources", .sources),
      ("num_articles", .articles),
    ] {
      attributes.append(name, row.integer(column).map(PropertyValue.integer))
    }
    for (name, column) in [("goldstein_scale", GDELTColumn.goldsteinScale), ("avg_tone", .tone)] {
      attributes.append(
        name, row.table[column].flatMap { row.record.double($0) }.map(PropertyValue.number))
    }
    return attributes
  }
}
