import GeoFormats
import Incidents

extension TableRow {
  /// How the dates of a table are read.
  struct DateStyle {
    /// The order of day and month in dates of three numbers, if it is known.
    var order: DateText.Order?
    /// The year of the row, if the table has one.
    var year: Int?
    /// The first year that the data set covers.
    var firstYear: Int
  }

  /// The day in a column; nil if it is empty or cannot be read, which is then reported.
  mutating func day(_ column: Column, _ style: DateStyle) -> Day? {
    guard let given = given(column) else { return nil }
    let kept = style.year.map { "kept as the year \($0)" } ?? "kept without a date"
    switch DateText.read(
      given, order: style.order, year: style.year, firstYear: style.firstYear)
    {
    case .day(let day): return day
    case .ambiguous:
      lose(
        "date-ambiguous", column, given, "day and month cannot be told apart in this column",
        action: kept)
      return nil
    case .unreadable: break
    }
    if let day = spreadsheetDay(given, year: style.year) {
      doubt(
        "date-serial", column, given, "the day count of a spreadsheet, not a date",
        action: "taken as \(day), which is in the year of the row")
      return day
    }
    lose("date-damaged", column, given, "not a date of the form YYYY-MM-DD", action: kept)
    return nil
  }

  /// A spreadsheet's count of days since 1899-12-30, where it falls into the year of the row.
  private func spreadsheetDay(_ text: String, year: Int?) -> Day? {
    guard let year, let count = NumberParser.integer(text), (1...99_999).contains(count),
      let day = Day(daysSince1970: count - 25_569), day.civil.year == year
    else { return nil }
    return day
  }
}

extension UncertainDate {
  /// A whole year; nil if there is no such year.
  static func year(_ year: Int) -> UncertainDate? {
    guard let first = Day(year: year, month: 1, day: 1),
      let last = Day(year: year, month: 12, day: 31)
    else { return nil }
    return try? UncertainDate(start: first, end: last)
  }
}
