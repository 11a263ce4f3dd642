/// A span of whole days with its unit: `14d`, `2w`.
struct DurationArgument: Equatable {
  /// Why a text is no duration.
  struct Problem: Error, CustomStringConvertible {
    let description: String
  }

  var days: Int
  /// As it was written.
  var text: String

  /// Reads 0 to 36,525 days, which are a hundred years.
  init(_ argument: String) throws {
    let text = CoordinateText.trimmed(argument).lowercased()
    let units: [(suffix: String, days: Int)] = [("d", 1), ("w", 7)]
    guard let unit = units.first(where: { text.hasSuffix($0.suffix) }),
      let value = Int(CoordinateText.trimmed(text.dropLast(unit.suffix.count)))
    else {
      throw Problem(
        description: "a duration is a whole number with its unit, d (days) or w (weeks), as in 14d")
    }
    guard value >= 0, value <= 36_525 / unit.days else {
      throw Problem(description: "a duration lies within 0 and 36525d")
    }
    days = value * unit.days
    self.text = text
  }
}
