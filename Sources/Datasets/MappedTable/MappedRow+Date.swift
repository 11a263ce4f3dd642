import GeoFormats
import Incidents

extension MappedRow {
  /// The date in a field: EDTF, or any form that `DateText` reads; nil if there is none or, reported,
  /// none that can be read.
  mutating func date(_ field: Field) -> UncertainDate? {
    guard let given = text(field) else { return nil }
    if let date = try? UncertainDate(edtf: given) { return date }
    switch DateText.read(given, order: columns.settings.dateOrder) {
    case .day(let day): return try? UncertainDate(start: day, end: day)
    case .ambiguous:
      let year = DateText.lastYear(of: given)
      lose(
        "date-ambiguous", field, given, "day and month cannot be told apart in this column",
        action: (year.map { "kept as the year \($0)" } ?? "kept without a date")
          + "; say date_order: day-first or month-first in the mapping")
      return year.flatMap(UncertainDate.year)
    case .unreadable: break
    }
    if let (year, month) = DateText.month(given) { return .month(month, of: year) }
    lose(
      "date-damaged", field, given, "not a date such as 2024-01-31, 31/1/2024 or EDTF",
      action: "kept without a date")
    return nil
  }
}

extension MappedRow<IncidentField> {
  /// How much a date leaves open, in the words of `date_precision`, and how sure it is.
  private enum Precision: String, CaseIterable {
    case day, range, week, month, year, unknown, approximate, uncertain
  }

  /// When it happened: `date`, else `date_start` to `date_end`, else `year`, `month` and `day`,
  /// with what `date_precision` leaves open.
  mutating func date() -> UncertainDate? {
    let given = date(.date) ?? span() ?? civilDate()
    guard let given,
      let word = choice(
        .datePrecision, of: Precision.self,
        code: "date-precision-unknown")
    else { return given }
    switch word {
    case .day, .range: return given
    case .unknown: return nil
    case .approximate: return (try? UncertainDate(edtf: given.edtf + "~")) ?? given
    case .uncertain: return (try? UncertainDate(edtf: given.edtf + "?")) ?? given
    case .week, .month, .year: break
    }
    // Only a single day can stand for more than itself.
    guard let day = given.earliest, day == given.latest else { return given }
    let civil = day.civil
    switch word {
    case .month: return .month(civil.month, of: civil.year)
    case .year: return .year(civil.year)
    default:
      guard let first = Day(daysSince1970: day.daysSince1970 - 3),
        let last = Day(daysSince1970: day.daysSince1970 + 3)
      else { return given }
      return try? UncertainDate(start: first, end: last, precision: .week)
    }
  }

  private mutating func span() -> UncertainDate? {
    let (start, end) = (date(.dateStart), date(.dateEnd))
    guard let start, let end else { return start ?? end }
    guard let first = start.earliest, let last = end.latest else { return start }
    guard first > last else { return try? UncertainDate(start: first, end: last) }
    doubt(
      "dates-swapped", .dateEnd, "\(first), \(last)", "the end lies before the start",
      action: "taken as \(last) to \(first)")
    return try? UncertainDate(start: last, end: first)
  }

  /// The date in columns of its own for year, month and day, as far as they are filled.
  private mutating func civilDate() -> UncertainDate? {
    guard let yearText = text(.year) else { return nil }
    guard let year = NumberParser.integer(yearText), let whole = UncertainDate.year(year) else {
      lose("date-damaged", .year, yearText, "not a year", action: "kept without a date")
      return nil
    }
    guard let monthText = text(.month) else { return whole }
    guard let month = DateText.monthNumber(monthText) else {
      lose("date-damaged", .month, monthText, "not a month", action: "kept as the year \(year)")
      return whole
    }
    guard let dayText = text(.day) else { return .month(month, of: year) }
    guard let number = NumberParser.integer(dayText),
      let day = Day(year: year, month: month, day: number)
    else {
      lose("date-damaged", .day, dayText, "not a day of that month", action: "kept as the month")
      return .month(month, of: year)
    }
    return try? UncertainDate(start: day, end: day)
  }
}

extension UncertainDate {
  /// A whole month (1 to 12); nil if there is no such month.
  static func month(_ month: Int, of year: Int) -> UncertainDate? {
    guard let first = Day(year: year, month: month, day: 1),
      let last = Day(year: year, month: month, day: Day.length(ofMonth: month, year: year))
    else { return nil }
    return try? UncertainDate(start: first, end: last)
  }
}
