import GeoFormats
import Incidents
import SimpleFeatures

/// One row of UCDP GED as an incident.
///
/// A row is left out only when it has no identifier, no readable position or no readable
/// `where_prec`; every other value that cannot be read is reported and the rest of the row is kept.
struct UCDPGEDRow {
  private(set) var row: TableRow<UCDPGEDColumn>
  private let dates: TableRow<UCDPGEDColumn>.DateStyle

  init(_ row: TableRow<UCDPGEDColumn>, dateOrder: DateText.Order?) {
    self.row = row
    dates = .init(
      order: dateOrder, year: row.integer(.year), firstYear: UCDPGEDTable.firstYear)
  }

  /// The incident; nil when the row had to be left out, which the findings then say.
  mutating func incident(sourceRow: Int) -> Incident? {
    let id = row.identifier
    guard !id.isEmpty else {
      row.reject("id-missing", .id, "", "a record needs an id")
      return nil
    }
    guard let (place, basis) = place() else { return nil }
    let name = row.text(.whereCoordinates)
    var attributes = Properties()
    attributes.append("dyad", text: row.text(.dyadName))
    attributes.append("conflict", text: row.text(.conflictName))
    attributes.append("source_original", text: row.text(.sourceOriginal))
    let title = [row.text(.dyadName), name].filter { !$0.isEmpty }.joined(separator: ": ")
    return Incident(
      id: id, title: title.isEmpty ? nil : title, date: date(), eventType: eventType(),
      place: place, placePosition: row.position(of: .whereCoordinates),
      placeName: name.isEmpty ? nil : name, locationBasis: basis, reportedToll: toll(),
      sources: sources, attributedTo: typeOfViolence == 3 ? [row.text(.sideA)] : [],
      countryReported: row.given(.country), admin1Reported: row.given(.firstLevel),
      dataset: UCDPGEDTable.datasetName, sourceRow: sourceRow,
      attributes: attributes)
  }

  /// The place; nil when the row had to be left out, which the findings then say.
  mutating func place() -> (place: Place, basis: LocationBasis)? {
    guard let precision = row.neededCode(.wherePrecision, in: 1...7, finding: "where-prec-unknown")
    else { return nil }
    let point: Coordinate?
    if precision == 6 || precision == 7 {
      point = row.positionIfReadable(latitude: .latitude, longitude: .longitude)
    } else {
      let position = row.position(latitude: .latitude, longitude: .longitude)
      if case .unreadable = position { return nil }
      point = position.coordinate
    }
    if let point { checkCell(of: point) }
    let coded = CodedPlace(
      point: point, name: row.text(.whereCoordinates), countries: [row.text(.country)],
      firstLevel: row.given(.firstLevel).map { [$0] } ?? [])
    // The place of a row without a point (0/0) can still be an area that has a name.
    let place =
      UCDPGEDPlace.place(precision: precision, coded, secondLevel: row.text(.secondLevel))
      ?? .unknown
    return (place, UCDPGEDPlace.basis(of: place))
  }

  /// Says when the cell of PRIO-GRID and the coordinates do not fit together.
  private mutating func checkCell(of point: Coordinate) {
    guard let gid = row.integer(.priogridCell), !PRIOGRIDCell.cell(gid, holds: point) else {
      return
    }
    row.doubt(
      "priogrid-mismatch", .priogridCell, "\(gid)",
      "the coordinates \(point.longitude),\(point.latitude) lie in cell "
        + "\(PRIOGRIDCell.number(of: point))",
      action: "kept as given; the coordinates count")
  }

  private var typeOfViolence: Int? { row.integer(.typeOfViolence) }

  private mutating func eventType() -> String? {
    switch typeOfViolence {
    case 1: return "state-based conflict"
    case 2: return "non-state conflict"
    case 3: return "one-sided violence"
    default:
      if let given = row.given(.typeOfViolence) {
        row.lose("type-of-violence-unknown", .typeOfViolence, given, "not one of 1, 2 and 3")
      }
      return nil
    }
  }

  mutating func toll() -> ReportedToll? {
    let low = row.count(.low)
    let best = row.count(.best)
    let high = row.count(.high)
    guard low != nil || best != nil || high != nil else { return nil }
    let ordered = [low, best, high].compactMap(\.self)
    if zip(ordered, ordered.dropFirst()).contains(where: { $0 > $1 }) {
      func shown(_ value: Int?) -> String { value.map(String.init) ?? "-" }
      row.doubt(
        "toll-out-of-order", .best, "\(shown(low)), \(shown(best)), \(shown(high))",
        "low, best and high are not in ascending order",
        action: "killed_min and killed_max are the least and the greatest of them")
    }
    return try? ReportedToll(low: low, best: best, high: high)
  }

  private mutating func date() -> UncertainDate? {
    let start = row.day(.dateStart, dates)
    let end = row.table[.dateEnd] == nil ? start : row.day(.dateEnd, dates)
    let stated = row.integer(.datePrecision).flatMap(UCDPGEDTable.datePrecision)
    guard let start, let end else {
      // One good day beside a damaged one would claim more than is known.
      let isDamaged = row.findings.contains { $0.code.hasPrefix("date-") && !$0.isKept }
      if !isDamaged, let day = start ?? end { return try? UncertainDate(start: day, end: day) }
      return dates.year.flatMap(UncertainDate.year)
    }
    if start > end {
      row.doubt(
        "dates-swapped", .dateEnd, "\(start), \(end)", "date_end lies before date_start",
        action: "taken as \(end) to \(start)")
    }
    // Several days are never one, whatever date_prec says.
    let precision = stated == .day && start != end ? nil : stated
    return try? UncertainDate(start: min(start, end), end: max(start, end), precision: precision)
  }

  private var sources: [String] { UCDPGEDSources.lines(of: row.text(.sourceArticle)) }
}
