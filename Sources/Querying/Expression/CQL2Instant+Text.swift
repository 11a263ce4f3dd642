import Incidents

extension CQL2Instant {
  static let microsecondsPerDay = 86_400_000_000

  /// Reads `2024-01-31` or `2024-01-31T10:15:00Z`, with up to six decimals of a second; nil for
  /// anything else.
  init?(_ text: String) {
    if let day = Day(text) {
      self = .date(day)
      return
    }
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, bytes.count <= 27, let day = Day(text.prefix(10)) else { return nil }
    func number(_ start: Int, upTo limit: Int) -> Int? {
      let (tens, units) = (Int(bytes[start]) - 0x30, Int(bytes[start + 1]) - 0x30)
      guard (0...9).contains(tens), (0...9).contains(units) else { return nil }
      let value = tens * 10 + units
      return value <= limit ? value : nil
    }
    guard bytes[10] | 0x20 == UInt8(ascii: "t"), let hour = number(11, upTo: 23),
      bytes[13] == UInt8(ascii: ":"), let minute = number(14, upTo: 59),
      bytes[16] == UInt8(ascii: ":"), let second = number(17, upTo: 59),
      bytes[bytes.count - 1] | 0x20 == UInt8(ascii: "z")
    else { return nil }
    var fraction = 0
    if bytes.count > 20 {
      guard bytes.count > 21, bytes[19] == UInt8(ascii: ".") else { return nil }
      for index in 20..<26 {
        let isGiven = index < bytes.count - 1
        let digit = isGiven ? Int(bytes[index]) - 0x30 : 0
        guard (0...9).contains(digit) else { return nil }
        fraction = fraction * 10 + digit
      }
    }
    let seconds = (hour * 60 + minute) * 60 + second
    self = .timestamp(
      microseconds: day.daysSince1970 * Self.microsecondsPerDay + seconds * 1_000_000 + fraction)
  }

  /// The text within the quotes of a literal.
  var text: String {
    switch self {
    case .date(let day): return day.description
    case .timestamp(let microseconds):
      let perDay = Self.microsecondsPerDay
      let days = (microseconds - (microseconds < 0 ? perDay - 1 : 0)) / perDay
      let rest = microseconds - days * perDay
      func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
      let seconds = rest / 1_000_000
      var text = (Day(daysSince1970: days)?.description ?? "") + "T" + two(seconds / 3600)
      text += ":" + two(seconds / 60 % 60) + ":" + two(seconds % 60)
      var fraction = rest % 1_000_000
      if fraction > 0 {
        var digits = 6
        while fraction % 10 == 0 { (fraction, digits) = (fraction / 10, digits - 1) }
        let written = String(fraction)
        text += "." + String(repeating: "0", count: digits - written.count) + written
      }
      return text + "Z"
    }
  }
}

extension CQL2Instant {
  var isDate: Bool { if case .date = self { true } else { false } }
}

extension CQL2Instant {
  /// The first microsecond of a day, or the moment.
  var firstMicrosecond: Int {
    switch self {
    case .date(let day): day.daysSince1970 * Self.microsecondsPerDay
    case .timestamp(let microseconds): microseconds
    }
  }

  /// The last microsecond of a day, or the moment.
  var lastMicrosecond: Int {
    isDate ? firstMicrosecond + Self.microsecondsPerDay - 1 : firstMicrosecond
  }
}
