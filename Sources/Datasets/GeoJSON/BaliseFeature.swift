import GeoFormats
import Incidents
import SimpleFeatures

/// A feature that `map` wrote, as the incident it was.
///
/// What a source said is taken from the properties, the place from `place` or, where that is
/// missing, from the kind, the geometry and the properties that belong to it; grade, toll and
/// parties from `claims` or, where that is missing, as they stand. The rest is worked out anew.
struct BaliseFeature {
  var row: FeatureRow
  let places: PlaceMemory
  /// Which member of the feature stands at the position of a property or an attribute; -1 for none.
  private var members: [Int32]
  private var others = Properties()

  /// Takes a feature that was written by `map`; nil for any other.
  init?(
    _ row: FeatureRow, keepsColumns: Bool, places: PlaceMemory,
    positions: inout PropertyPositions
  ) {
    self.row = row
    self.places = places
    members = Array(repeating: -1, count: BaliseProperty.count)
    for (index, member) in row.feature.properties.members.enumerated() {
      if let position = positions.position(of: member.name) {
        members[position] = Int32(truncatingIfNeeded: index)
      } else if keepsColumns {
        others.append(member.name, member.value)
      }
    }
    if self[.locationKind]?.string == nil || self[.grade] == nil { return nil }
  }

  /// The incident; nil never: what cannot be read is said and left out.
  mutating func incident() -> Incident {
    let id = text(.id) ?? row.feature.id ?? String(row.number)
    row.id = id
    let claims = claims()
    var incident = Incident(
      id: id, title: text(.title), date: date(), dateBasis: text(.dateBasis),
      eventType: text(.eventType), summary: text(.summary), victims: text(.victims),
      place: place(), placeName: text(.placeName),
      locationBasis: text(.locationBasis)?.hasPrefix("assumed") == true ? .assumed : .stated,
      locationNote: text(.locationNote), claims: claims, sources: list(.sources),
      countryReported: text(.countryReported), admin1Reported: text(.admin1Reported),
      dataset: text(.dataset), sourceRow: self[.sourceRow]?.writtenInteger,
      extra: ownColumns(), attributes: ownAttributes())
    assess(&incident)
    return incident
  }

  subscript(property: BaliseProperty) -> PropertyValue? { value(property.rawValue) }

  private func value(_ position: Int) -> PropertyValue? {
    let index = Int(members[position])
    return index < 0 ? nil : row.feature.properties.members[index].value
  }

  func text(_ property: BaliseProperty) -> String? { self[property]?.writtenText }

  /// Texts joined with "; ".
  func list(_ property: BaliseProperty) -> [String] {
    text(property).map { ListText.parts(of: $0, separatedBy: "; ") } ?? []
  }

  // MARK: Date

  private mutating func date() -> UncertainDate? {
    if let edtf = text(.dateEDTF) {
      if let date = try? UncertainDate(edtf: edtf) { return date }
      row.lose("date-damaged", "date_edtf", edtf, "not a date in EDTF", action: "left out")
    }
    let precision = text(.datePrecision).flatMap(DatePrecision.init(rawValue:))
    switch (day(.dateStart), day(.dateEnd)) {
    case (let first?, let last?):
      if first > last {
        row.doubt(
          "dates-swapped", "date_end", "\(first), \(last)", "date_end lies before date_start",
          action: "taken as \(last) to \(first)")
      }
      return try? UncertainDate(
        start: min(first, last), end: max(first, last), precision: precision)
    case (let first?, nil): return try? UncertainDate(edtf: "\(first)/..")
    case (nil, let last?): return try? UncertainDate(edtf: "../\(last)")
    case (nil, nil): return nil
    }
  }

  private mutating func day(_ property: BaliseProperty) -> Day? {
    guard let text = text(property) else { return nil }
    if case .day(let day) = DateText.read(text) { return day }
    row.lose("date-damaged", property.name, text, "not a date of the form YYYY-MM-DD")
    return nil
  }

  // MARK: The rest

  private func ownAttributes() -> Properties {
    var properties = Properties()
    for (name, position) in zip(BaliseProperty.attributes, BaliseProperty.attributePositions) {
      if let value = value(position), value.isGiven { properties.append(name, value) }
    }
    return properties
  }

  /// The input's own columns, under the names that they had before `src_` was put before them, and
  /// what others added.
  private mutating func ownColumns() -> Properties {
    var columns = Properties()
    var met: Set<String> = []
    for member in others.members where member.value.isGiven {
      let name = member.name.hasPrefix("src_") ? String(member.name.dropFirst(4)) : member.name
      if met.insert(name).inserted {
        columns.append(name, member.value)
      } else {
        row.lose(
          "geojson-name-taken", member.name, member.value.writtenText,
          "two properties would be kept under one name")
      }
    }
    return columns
  }
}
