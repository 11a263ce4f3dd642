import Balise

/// A span of time with its unit: `7d`, `2w`, `1month`, `1year`.
struct IntervalArgument: Equatable {
  /// Why a text is no interval.
  struct Problem: Error, CustomStringConvertible {
    let description: String
  }

  var length: Int
  var unit: StudyIntervals.Unit
  /// As it was written.
  var text: String

  /// Reads 1 to 36,525 units.
  init(_ argument: String) throws {
    let text = CoordinateText.trimmed(argument).lowercased()
    let units: [(suffix: String, unit: StudyIntervals.Unit, factor: Int)] = [
      ("months", .month, 1), ("month", .month, 1), ("years", .year, 1), ("year", .year, 1),
      ("d", .day, 1), ("w", .day, 7),
    ]
    guard let unit = units.first(where: { text.hasSuffix($0.suffix) }),
      let value = Int(CoordinateText.trimmed(text.dropLast(unit.suffix.count)))
    else {
      throw Problem(
        description: "an interval is a whole number with its unit, as in 7d, 2w, 1month or 1year")
    }
    guard 1...36_525 ~= value else {
      throw Problem(description: "an interval has a length of 1 to 36525")
    }
    length = value * unit.factor
    self.unit = unit.unit
    self.text = text
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
