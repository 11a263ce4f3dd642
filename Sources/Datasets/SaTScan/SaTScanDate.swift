import Incidents

/// Dates as SaTScan writes them, and how precise they are.
enum SaTScanDate {
  /// A day that stands for a date: the day itself, the 15th of a month, 1 July of a year.
  ///
  /// `YYYY/M/D`, `YYYY-M-D`, `M/D/YYYY`, `YYYY/M`, `YYYY`; a year of two digits is the one nearest to
  /// a year given. With `isGeneric` a whole number is a day by itself.
  static func day(_ text: String, near year: Int, isGeneric: Bool = false) -> Day? {
    var parts: [Int] = []
    for part in text.split(
      whereSeparator: { $0 == "/" || $0 == "-" || $0 == "." })
    {
      guard let number = Int(part), number >= 0 else { return nil }
      parts.append(number)
    }
    if isGeneric { return parts.count == 1 ? Day(daysSince1970: parts[0]) : nil }
    if parts.count == 3, parts[2] > 31 { parts = [parts[2], parts[0], parts[1]] }
    guard (1...3).contains(parts.count) else { return nil }
    var full = parts[0]
    if full < 100 {
      full = [1900 + full, 2000 + full].min { abs($0 - year) < abs($1 - year) } ?? full
    }
    return switch parts.count {
    case 1: Day(year: full, month: 7, day: 1)
    case 2: Day(year: full, month: parts[1], day: 15)
    default: Day(year: full, month: parts[1], day: parts[2])
    }
  }
}
