/// A parser of EDTF levels 0 and 1 by descent over bytes.
struct EDTFParser {
  private let text: String
  private let bytes: [UInt8]
  private var index = 0

  private init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
  }

  static func parse(_ text: String) throws(EDTFError) -> UncertainDate {
    var parser = EDTFParser(text)
    return try parser.document()
  }

  /// What one end of an interval, or a whole date, allows.
  private struct Bounds {
    var earliest: Day?
    var latest: Day?
    var qualification: DateQualification?
  }

  private mutating func document() throws(EDTFError) -> UncertainDate {
    let first = try end(isLast: false)
    guard take("/") else {
      guard let first else { throw fault("\"/\" and the last date") }
      try finish()
      return date(from: first, to: first)
    }
    let second = try end(isLast: true)
    try finish()
    guard first != nil || second != nil else {
      throw fault(at: 0, "a date: an interval without either end says nothing")
    }
    if let earliest = first?.earliest, let latest = second?.latest, latest < earliest {
      throw fault(at: separator + 1, "a date not before \(earliest)")
    }
    return date(from: first, to: second)
  }

  private func date(from first: Bounds?, to second: Bounds?) -> UncertainDate {
    UncertainDate(
      edtf: text, earliest: first?.earliest, latest: second?.latest,
      qualification: .joined(first?.qualification, second?.qualification))
  }

  /// A date, or nil for an end that is open (`..`) or unknown (nothing).
  private mutating func end(isLast: Bool) throws(EDTFError) -> Bounds? {
    if index == bytes.count || peek("/") {
      if !isLast && index == bytes.count { throw fault("a year of four digits such as 2024") }
      return nil
    }
    if take(".") {
      guard take(".") else { throw fault("\"..\" for an open end") }
      return nil
    }
    return try qualifiedDate()
  }

  private mutating func qualifiedDate() throws(EDTFError) -> Bounds {
    var bounds = try plainDate()
    if take("?") {
      bounds.qualification = .uncertain
    } else if take("~") {
      bounds.qualification = .approximate
    } else if take("%") {
      bounds.qualification = .both
    }
    return bounds
  }

  private mutating func plainDate() throws(EDTFError) -> Bounds {
    let yearStart = index
    let years = try year()
    guard years.lowerBound == years.upperBound else {
      if peek("-") { throw fault("the end: a year with X has no month") }
      return span(from: (years.lowerBound, 1), to: (years.upperBound, 12))
    }
    let year = years.lowerBound
    guard take("-") else { return span(from: (year, 1), to: (year, 12)) }

    let monthStart = index
    guard let month = try pair("a month 01 to 12, a season 21 to 24, or XX") else {
      if take("-"), try pair("XX: a day needs a known month") != nil {
        throw fault(at: index - 2, "XX: a day needs a known month")
      }
      return span(from: (year, 1), to: (year, 12))
    }
    if (21...24).contains(month) {
      let first = (month - 20) * 3
      if month == 24 {
        guard year < 9999 else { throw fault(at: yearStart, "a year before 9999") }
        return span(from: (year, 12), to: (year + 1, 2))
      }
      return span(from: (year, first), to: (year, first + 2))
    }
    guard (1...12).contains(month) else {
      throw fault(at: monthStart, "a month 01 to 12, a season 21 to 24, or XX")
    }
    guard take("-") else { return span(from: (year, month), to: (year, month)) }

    let dayStart = index
    let length = Day.length(ofMonth: month, year: year)
    guard let number = try pair("a day 01 to \(length), or XX") else {
      return span(from: (year, month), to: (year, month))
    }
    guard let day = Day(year: year, month: month, day: number) else {
      throw fault(at: dayStart, "a day 01 to \(length), or XX")
    }
    if take("T") { try timeOfDay() }
    return Bounds(earliest: day, latest: day)
  }

  /// Four digits of which the last may be X.
  private mutating func year() throws(EDTFError) -> ClosedRange<Int> {
    let expected =
      switch current {
      case UInt8(ascii: "Y"), UInt8(ascii: "-"):
        "a year 0000 to 9999: longer and negative years are not taken"
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        "a year of four digits: sets of dates (EDTF level 2) are not taken"
      default: "a year of four digits such as 2024; the last may be X"
      }
    var (low, high) = (0, 0)
    for place in 0..<4 {
      if let digit, low == high {
        (low, high) = (low * 10 + digit, high * 10 + digit)
      } else if place > 0, peek("X") {
        (low, high) = (low * 10, high * 10 + 9)
      } else {
        throw fault(expected)
      }
      index += 1
    }
    return low...high
  }

  /// Two digits, or nil for XX.
  private mutating func pair(_ expected: @autoclosure () -> String) throws(EDTFError) -> Int? {
    let start = index
    if take("X") {
      guard take("X") else { throw fault(at: start, expected()) }
      return nil
    }
    guard let tens = digit else { throw fault(expected()) }
    index += 1
    guard let units = digit else { throw fault(at: start, expected()) }
    index += 1
    return tens * 10 + units
  }

  /// `hh:mm:ss` and nothing, `Z` or an offset; checked, not kept.
  private mutating func timeOfDay() throws(EDTFError) {
    try number(upTo: 23, "an hour 00 to 23")
    guard take(":") else { throw fault("\":\" and minutes") }
    try number(upTo: 59, "minutes 00 to 59")
    guard take(":") else { throw fault("\":\" and seconds") }
    try number(upTo: 59, "seconds 00 to 59")
    if take("Z") { return }
    guard take("+") || take("-") else { return }
    try number(upTo: 14, "an offset of 00 to 14 hours")
    if take(":") { try number(upTo: 59, "minutes 00 to 59") }
  }

  private mutating func number(upTo limit: Int, _ expected: String) throws(EDTFError) {
    let start = index
    guard let value = try pair(expected), value <= limit else {
      throw fault(at: start, expected)
    }
  }

  private func span(from first: (year: Int, month: Int), to last: (year: Int, month: Int))
    -> Bounds
  {
    Bounds(
      earliest: Day(year: first.year, month: first.month, day: 1),
      latest: Day(
        year: last.year, month: last.month,
        day: Day.length(ofMonth: last.month, year: last.year)))
  }

  // MARK: Bytes

  private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  private var digit: Int? {
    guard let current, current >= 0x30, current <= 0x39 else { return nil }
    return Int(current) - 0x30
  }

  private var separator: Int { bytes.firstIndex(of: UInt8(ascii: "/")) ?? 0 }

  private func peek(_ character: Unicode.Scalar) -> Bool { current == UInt8(ascii: character) }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard peek(character) else { return false }
    index += 1
    return true
  }

  private func finish() throws(EDTFError) {
    if index < bytes.count { throw fault("the end of the date") }
  }

  private func fault(at position: Int? = nil, _ expected: String) -> EDTFError {
    // Bytes before a fault are ASCII, so bytes count characters.
    EDTFError(text: text, position: (position ?? index) + 1, expected: expected)
  }
}
