/// A civil day of the proleptic Gregorian calendar, without time zone.
///
/// Held as the count of days since 1970-01-01. Conversions after Howard Hinnant (2013),
/// "chrono-Compatible Low-Level Date Algorithms", `days_from_civil` and `civil_from_days`. O(1).
public struct Day: Hashable, Comparable, Sendable {
  private let count: Int32

  /// Days since 1970-01-01; negative before it.
  public var daysSince1970: Int { Int(count) }

  /// Makes a day from the count of days since 1970-01-01; nil beyond 32 bits.
  public init?(daysSince1970: Int) {
    guard let count = Int32(exactly: daysSince1970) else { return nil }
    self.count = count
  }

  /// Makes a day from year 0 to 9999, month 1 to 12 and day 1 to 31; nil if there is no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (0...9999).contains(year), (1...12).contains(month),
      (1...Day.length(ofMonth: month, year: year)).contains(day)
    else { return nil }
    self.init(checkedYear: year, month: month, day: day)
  }

  /// Makes a day from `YYYY-MM-DD`; nil for any other text and for days that do not exist.
  public init?(_ text: String) {
    let bytes = text.utf8Span.span
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = bytes.number(0..<4), let month = bytes.number(5..<7),
      let day = bytes.number(8..<10)
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Makes a day from part of a text that reads `YYYY-MM-DD`.
  public init?(_ text: Substring) { self.init(String(text)) }

  private init(checkedYear year: Int, month: Int, day: Int) {
    // Years begin on 1 March, so that the leap day is the last of its year.
    let marchYear = month <= 2 ? year - 1 : year
    let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
    let yearOfEra = marchYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    count = Int32(era * 146_097 + dayOfEra - 719_468)
  }

  /// Year, month (1 to 12) and day of the month (1 to 31).
  public var civil: (year: Int, month: Int, day: Int) {
    let shifted = Int(count) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    return (
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * marchMonth + 2) / 5 + 1
    )
  }

  /// The number of days of a month (1 to 12) in a year; 0 for any other month.
  public static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    case 1...12: 31
    default: 0
    }
  }

  /// Whether the left day is before the right one.
  public static func < (left: Day, right: Day) -> Bool { left.count < right.count }
}

extension Span<UInt8> {
  /// The number that decimal digits in a range give; nil if another byte stands there.
  fileprivate func number(_ range: Range<Int>) -> Int? {
    var number = 0
    for offset in range {
      let digit = self[offset] &- UInt8(ascii: "0")
      guard digit <= 9 else { return nil }
      number = number * 10 + Int(digit)
    }
    return number
  }
}

extension Day: CustomStringConvertible {
  /// The day as `YYYY-MM-DD`; years outside 0 to 9999 as they are.
  public var description: String {
    let (year, month, day) = civil
    func digit(_ number: Int) -> UInt8 { UInt8(ascii: "0") + UInt8(number % 10) }
    guard (0...9999).contains(year) else {
      let rest = Day(year: 2000, month: month, day: day)?.description.dropFirst(4) ?? ""
      return String(year) + rest
    }
    let dash = UInt8(ascii: "-")
    let bytes = [
      digit(year / 1000), digit(year / 100), digit(year / 10), digit(year), dash,
      digit(month / 10), digit(month), dash, digit(day / 10), digit(day),
    ]
    return String(decoding: bytes, as: UTF8.self)
  }
}
