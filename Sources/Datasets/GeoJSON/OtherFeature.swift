import GeoFormats
import Incidents
import SimpleFeatures

/// A feature of another maker as an incident.
///
/// Nothing rejects it: a value that cannot be read is reported and the rest is kept.
struct OtherFeature {
  private(set) var row: FeatureRow
  private let names: FeatureNames

  init(_ row: FeatureRow, _ names: FeatureNames) {
    self.row = row
    self.names = names
  }

  mutating func incident(keepsColumns: Bool) -> Incident {
    let id = text(.id) ?? row.feature.id ?? String(row.number)
    row.id = id
    return Incident(
      id: id, title: text(.title), date: date(), eventType: text(.eventType),
      summary: text(.summary), place: row.drawnPlace(), placeName: text(.placeName),
      reportedToll: toll(), sources: list(.sources), attributedTo: list(.attributedTo),
      countryReported: text(.country), admin1Reported: text(.admin1), dataset: text(.dataset),
      sourceRow: row.number,
      extra: keepsColumns
        ? Properties(row.feature.properties.members.filter(\.value.isGiven)) : [:])
  }

  private subscript(field: FeatureField) -> PropertyValue? { names[field, row.feature] }

  private func text(_ field: FeatureField) -> String? { self[field]?.writtenText }

  /// A list, or texts joined with "; ".
  private func list(_ field: FeatureField) -> [String] {
    if case .array(let values)? = self[field] { return values.compactMap(\.writtenText) }
    return text(field).map { ListText.items(of: $0, separatedBy: "; ") } ?? []
  }

  private mutating func toll() -> ReportedToll? {
    let low = row.count(names.name(of: .killedMinimum), self[.killedMinimum])
    let best = row.count(names.name(of: .killedBest), self[.killedBest])
    let high = row.count(names.name(of: .killedMaximum), self[.killedMaximum])
    return try? ReportedToll(low: low, best: best, high: high)
  }

  // MARK: Date

  private mutating func date() -> UncertainDate? {
    let start = date(.dateStart) ?? date(.date)
    guard let start else { return date(.dateEnd) ?? year() }
    guard let end = date(.dateEnd) else { return start }
    guard let first = start.earliest, let last = end.latest else { return start }
    if first > last {
      row.doubt(
        "dates-swapped", names.name(of: .dateEnd), "\(first), \(last)",
        "the end lies before the start", action: "taken as \(last) to \(first)")
    }
    return try? UncertainDate(start: min(first, last), end: max(first, last))
  }

  /// A date in EDTF or as tables write them, a year, or milliseconds since 1970.
  private mutating func date(_ field: FeatureField) -> UncertainDate? {
    guard let value = self[field] else { return nil }
    if let number = value.writtenInteger {
      if (1000...9999).contains(number) { return UncertainDate.year(number) }
      if case .string = value {
      } else if abs(number) > 100_000_000 {
        let (days, rest) = number.quotientAndRemainder(dividingBy: 86_400_000)
        if let day = Day(daysSince1970: rest < 0 ? days - 1 : days),
          (0...9999).contains(day.civil.year)
        {
          return try? UncertainDate(start: day, end: day)
        }
      }
    }
    guard let text = value.writtenText else { return nil }
    if let date = try? UncertainDate(edtf: text) { return date }
    let kept = year().map { "kept as the year \($0.edtf)" } ?? "kept without a date"
    switch DateText.read(text, order: names.dateOrder) {
    case .day(let day): return try? UncertainDate(start: day, end: day)
    case .ambiguous:
      row.lose(
        "date-ambiguous", names.name(of: field), text, "day and month cannot be told apart",
        action: kept)
    case .unreadable:
      row.lose("date-damaged", names.name(of: field), text, "not a date", action: kept)
    }
    return nil
  }

  private func year() -> UncertainDate? {
    self[.year]?.writtenInteger.flatMap(UncertainDate.year)
  }
}
