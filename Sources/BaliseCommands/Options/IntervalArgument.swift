import Balise

/// The length of intervals with its unit: `1year`, `6months`, `30d`, `2w`.
struct IntervalArgument: Equatable {
  /// Why a text is no length of intervals.
  struct Problem: Error, CustomStringConvertible {
    let description: String
  }

  var unit: StudyIntervals.Unit
  var length: Int
  /// As it was written.
  var text: String

  /// Reads 1 to 36,525 days, or as many months or years.
  init(_ argument: String) throws {
    let text = CoordinateText.trimmed(argument).lowercased()
    let digits = text.prefix { $0.isNumber }
    let units: [(names: [String], unit: StudyIntervals.Unit, length: Int)] = [
      (["d", "day", "days"], .day, 1), (["w", "week", "weeks"], .day, 7),
      (["m", "month", "months"], .month, 1), (["y", "year", "years"], .year, 1),
    ]
    let name = CoordinateText.trimmed(text.dropFirst(digits.count))
    guard let count = Int(digits), 1...36_525 ~= count,
      let unit = units.first(where: { $0.names.contains(name) })
    else {
      throw Problem(
        description: "an interval is a whole number with its unit, as in 1year, 6months, 2w, 30d")
    }
    self.unit = unit.unit
    length = count * unit.length
    self.text = text
  }

  /// Cuts the days from one to another; whole calendar months or years where that is the unit. Nil
  /// where they are shorter than one interval.
  func intervals(from first: Day, through last: Day) -> StudyIntervals? {
    var (start, end) = (first, last)
    if unit != .day {
      let (from, to) = (first.civil, last.civil)
      let (firstMonth, lastMonth) = unit == .year ? (1, 12) : (from.month, to.month)
      start = Day(year: from.year, month: firstMonth, day: 1) ?? first
      end =
        Day(
          year: to.year, month: lastMonth, day: Day.length(ofMonth: lastMonth, year: to.year))
        ?? last
    }
    return StudyIntervals(from: start, through: end, unit: unit, length: length)
  }

  /// The shortest of a week, a month and a year of which a study has at most 120.
  static func usual(from start: Day, through end: Day) -> IntervalArgument {
    let days = end.daysSince1970 - start.daysSince1970 + 1
    return days <= 120 * 7
      ? IntervalArgument(7, .day, "7d")
      : days <= 3652
        ? IntervalArgument(1, .month, "1month") : IntervalArgument(1, .year, "1year")
  }

  private init(_ length: Int, _ unit: StudyIntervals.Unit, _ text: String) {
    (self.length, self.unit, self.text) = (length, unit, text)
  }
}
