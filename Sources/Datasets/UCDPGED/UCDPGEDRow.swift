import GeoFormats
import Incidents
import SimpleFeatures

/// One row of UCDP GED as an incident.
///
/// A row is left out only when it has no identifier, no readable position or no readable
/// `where_prec`; every other value that cannot be read is reported and the rest of the row is kept.
/// Source: UCDP Georeferenced Event Dataset Codebook (Sundberg and Melander 2013; Högbladh 2023).
struct UCDPGEDRow {
  let record: CSVRecord
  let columns: UCDPGEDColumns
  let table: UCDPGEDTable
  private(set) var diagnostics: [Diagnostic] = []

  init(_ record: CSVRecord, in table: UCDPGEDTable) {
    self.record = record
    self.columns = table.columns
    self.table = table
  }

  /// The incident; nil when the row had to be left out, which `diagnostics` then says.
  mutating func incident(sourceRow: Int) -> Incident? {
    let id = identifier
    guard !id.isEmpty else {
      reject("id-missing", .id, "", "a record needs an id")
      return nil
    }
    guard let precision = precisionCode() else { return nil }
    var point: Coordinate?
    if precision != 6 && precision != 7 {
      switch position() {
      case .known(let coordinate): point = coordinate
      case .nullIsland: point = nil
      case .unreadable: return nil
      }
    }
    let name = text(.whereCoordinates)
    let country = text(.country)
    // The place of a row without a point (0/0) can still be an area that has a name.
    let place =
      UCDPGEDPlace.place(
        precision: precision, at: point, name: name, firstLevel: text(.firstLevel),
        secondLevel: text(.secondLevel), country: country) ?? .unknown
    var attributes = Properties()
    attributes.append("dyad", text: text(.dyadName))
    attributes.append("conflict", text: text(.conflictName))
    attributes.append("source_original", text: text(.sourceOriginal))
    let title = [text(.dyadName), name].filter { !$0.isEmpty }.joined(separator: ": ")
    return Incident(
      id: id, title: title.isEmpty ? nil : title, date: date(), eventType: eventType(),
      place: place, placeName: name.isEmpty ? nil : name,
      locationBasis: UCDPGEDPlace.basis(of: place), reportedToll: toll(),
      sources: sources, attributedTo: typeOfViolence == 3 ? [text(.sideA)] : [],
      countryReported: country.isEmpty ? nil : country,
      admin1Reported: text(.firstLevel).isEmpty ? nil : text(.firstLevel),
      dataset: UCDPGEDTable.datasetName, sourceRow: sourceRow, extra: ownColumns,
      attributes: attributes)
  }

  // MARK: Values

  private func text(_ column: UCDPGEDColumns.Column) -> String {
    columns[column].map { record[$0] } ?? ""
  }

  /// The identifier without the `.0` that spreadsheets and data frames add.
  private var identifier: String {
    let given = text(.id)
    return given.hasSuffix(".0") ? String(given.dropLast(2)) : given
  }

  private var typeOfViolence: Int? { columns[.typeOfViolence].flatMap { record.integer($0) } }

  private mutating func eventType() -> String? {
    switch typeOfViolence {
    case 1: return "state-based conflict"
    case 2: return "non-state conflict"
    case 3: return "one-sided violence"
    default:
      let given = text(.typeOfViolence)
      if !given.isEmpty {
        lose("type-of-violence-unknown", .typeOfViolence, given, "not one of 1, 2 and 3")
      }
      return nil
    }
  }

  private mutating func precisionCode() -> Int? {
    let given = text(.wherePrecision)
    guard let code = NumberParser.integer(given), (1...7).contains(code) else {
      reject("where-prec-unknown", .wherePrecision, given, "where_prec must be one of 1 to 7")
      return nil
    }
    return code
  }

  private enum Position {
    case known(Coordinate)
    case nullIsland
    case unreadable
  }

  private mutating func position() -> Position {
    let latitudeText = text(.latitude)
    let longitudeText = text(.longitude)
    guard let latitude = NumberParser.double(latitudeText), latitude.isFinite else {
      reject("latitude-unreadable", .latitude, latitudeText, "not a number of degrees")
      return .unreadable
    }
    guard let longitude = NumberParser.double(longitudeText), longitude.isFinite else {
      reject("longitude-unreadable", .longitude, longitudeText, "not a number of degrees")
      return .unreadable
    }
    guard abs(latitude) <= 90 else {
      let hint =
        abs(longitude) <= 90 && abs(latitude) <= 180
        ? "; latitude and longitude may be swapped" : ""
      reject(
        "latitude-out-of-range", .latitude, latitudeText, "a latitude lies within -90 and 90\(hint)"
      )
      return .unreadable
    }
    guard abs(longitude) <= 180 else {
      reject(
        "longitude-out-of-range", .longitude, longitudeText, "a longitude lies within -180 and 180")
      return .unreadable
    }
    if latitude == 0 && longitude == 0 {
      lose(
        "null-island", .latitude, "0,0",
        "0/0 lies in the Gulf of Guinea and stands for a missing position",
        action: "kept without a position")
      return .nullIsland
    }
    return .known(Coordinate(longitude: longitude, latitude: latitude))
  }

  private mutating func toll() -> ReportedToll? {
    let low = count(.low)
    let best = count(.best)
    let high = count(.high)
    guard low != nil || best != nil || high != nil else { return nil }
    let ordered = [low, best, high].compactMap(\.self)
    if zip(ordered, ordered.dropFirst()).contains(where: { $0 > $1 }) {
      func shown(_ value: Int?) -> String { value.map(String.init) ?? "-" }
      doubt(
        "toll-out-of-order", .best, "\(shown(low)), \(shown(best)), \(shown(high))",
        "low, best and high are not in ascending order",
        action: "killed_min and killed_max are the least and the greatest of them")
    }
    return try? ReportedToll(low: low, best: best, high: high)
  }

  private mutating func count(_ column: UCDPGEDColumns.Column) -> Int? {
    let given = text(column)
    guard !given.isEmpty else { return nil }
    guard let number = NumberParser.integer(given) else {
      lose("toll-unreadable", column, given, "not a whole number")
      return nil
    }
    guard number >= 0 else {
      lose("toll-negative", column, given, "a number of dead cannot be negative")
      return nil
    }
    return number
  }

  private mutating func date() -> UncertainDate? {
    let start = day(.dateStart)
    let end = columns[.dateEnd] == nil ? start : day(.dateEnd)
    let stated = columns[.datePrecision].flatMap { record.integer($0) }
      .flatMap(UCDPGEDTable.datePrecision)
    guard let start, let end else {
      // One good day beside a damaged one would claim more than is known.
      let isDamaged = diagnostics.contains { $0.code == "date-damaged" }
      return year(else: isDamaged ? nil : start ?? end)
    }
    if start > end {
      doubt(
        "dates-swapped", .dateEnd, "\(start), \(end)", "date_end lies before date_start",
        action: "taken as \(end) to \(start)")
    }
    // Several days are never one, whatever date_prec says.
    let precision = stated == .day && start != end ? nil : stated
    return try? UncertainDate(start: min(start, end), end: max(start, end), precision: precision)
  }

  /// The year of the row, where its days cannot be read; a single readable day says more.
  private mutating func year(else day: Day?) -> UncertainDate? {
    if let day { return try? UncertainDate(start: day, end: day) }
    guard let year = columns[.year].flatMap({ record.integer($0) }),
      let first = Day(year: year, month: 1, day: 1), let last = Day(year: year, month: 12, day: 31)
    else { return nil }
    return try? UncertainDate(start: first, end: last)
  }

  private mutating func day(_ column: UCDPGEDColumns.Column) -> Day? {
    let given = text(column)
    if given.isEmpty { return nil }
    // "2009-06-09 00:00:00.000" and "2009-06-09T00:00:00": the time is never meant.
    let head = given.prefix { $0 != " " && $0 != "T" }
    if let day = Day(head) { return day }
    let year = columns[.year].flatMap { record.integer($0) }
    lose(
      "date-damaged", column, given, "not a date of the form YYYY-MM-DD",
      action: year.map { "kept as the year \($0)" } ?? "kept without a date")
    return nil
  }

  /// Source lines: the quoted entries of `source_article`, or the whole text where it has none.
  private var sources: [String] {
    let given = text(.sourceArticle)
    guard !given.isEmpty else { return [] }
    guard given.hasPrefix("\""), given.hasSuffix("\""), given.count > 1 else { return [given] }
    var lines: [String] = []
    var line = ""
    var rest = given.dropFirst().dropLast()
    while let character = rest.first {
      if rest.hasPrefix("\";\"") {
        lines.append(line)
        line = ""
        rest = rest.dropFirst(3)
      } else {
        line.append(character)
        rest = rest.dropFirst()
      }
    }
    lines.append(line)
    return lines.filter { !$0.isEmpty }
  }

  private var ownColumns: Properties {
    guard table.keepsColumns else { return [:] }
    var properties = Properties()
    for (position, name) in table.header.enumerated() where !name.isEmpty {
      let value = record[position]
      if !value.isEmpty { properties.append(name, .string(value)) }
    }
    return properties
  }

  // MARK: Findings

  private mutating func reject(
    _ code: String, _ column: UCDPGEDColumns.Column, _ value: String, _ reason: String
  ) {
    note(.error, code, column, value, reason, action: "row left out", rejects: true)
  }

  private mutating func lose(
    _ code: String, _ column: UCDPGEDColumns.Column, _ value: String, _ reason: String,
    action: String = "value left out"
  ) {
    note(.error, code, column, value, reason, action: action, rejects: false)
  }

  private mutating func doubt(
    _ code: String, _ column: UCDPGEDColumns.Column, _ value: String, _ reason: String,
    action: String
  ) {
    note(.warning, code, column, value, reason, action: action, rejects: false)
  }

  private mutating func note(
    _ severity: Diagnostic.Severity, _ code: String, _ column: UCDPGEDColumns.Column,
    _ value: String, _ reason: String, action: String, rejects: Bool
  ) {
    diagnostics.append(
      Diagnostic(
        severity, code: code, file: table.fileName, line: record.line, column: column.rawValue,
        record: identifier.isEmpty ? nil : identifier, value: value, reason: reason,
        action: action, rejectsRow: rejects))
  }
}
