import GeoFormats
import Incidents
import SimpleFeatures

/// Values of plain fields; nil for all that is not in the plainest form, which others read.
extension Span<UInt8> {
  /// A whole number of at most nine digits, also with `.0` behind it.
  @inline(__always)
  func plainCount(_ field: CSVField) -> Int? {
    var end = field.end
    if end - field.start > 2, self[end - 1] == 0x30, self[end - 2] == UInt8(ascii: ".") { end -= 2 }
    guard (1...9).contains(end - field.start) else { return nil }
    var value = 0
    for index in field.start..<end {
      let digit = self[index] &- 0x30
      guard digit <= 9 else { return nil }
      value = value &* 10 &+ Int(digit)
    }
    return value
  }

  /// A number of degrees with at most fifteen digits: the double nearest to it, because both parts
  /// of the division are exact (Clinger 1990).
  @inline(__always)
  func plainDegrees(_ field: CSVField) -> Double? {
    var index = field.start
    guard index < field.end else { return nil }
    let isNegative = self[index] == UInt8(ascii: "-")
    if isNegative { index += 1 }
    var mantissa = 0
    var digits = 0
    var decimals: Int?
    while index < field.end {
      let byte = self[index]
      index += 1
      if byte == UInt8(ascii: "."), decimals == nil {
        decimals = digits
        continue
      }
      let digit = byte &- 0x30
      guard digit <= 9, digits < 15 else { return nil }
      mantissa = mantissa &* 10 &+ Int(digit)
      digits += 1
    }
    guard digits > 0, decimals != 0, decimals != digits else { return nil }
    let value = Double(mantissa) / powersOfTen[decimals.map { digits - $0 } ?? 0]
    return isNegative ? -value : value
  }

  /// A day of the form `2020-07-31`, with or without a time behind it.
  @inline(__always)
  func plainDay(_ field: CSVField) -> Day? {
    let start = field.start
    guard field.count >= 10, self[start + 4] == UInt8(ascii: "-"),
      self[start + 7] == UInt8(ascii: "-"),
      field.count == 10 || self[start + 10] == 0x20 || self[start + 10] == UInt8(ascii: "T")
    else { return nil }
    var isPlain = true
    func digit(_ offset: Int) -> Int {
      let digit = self[start + offset] &- 0x30
      if digit > 9 { isPlain = false }
      return Int(digit)
    }
    let year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3)
    let month = digit(5) * 10 + digit(6)
    let day = digit(8) * 10 + digit(9)
    return isPlain ? Day(year: year, month: month, day: day) : nil
  }

  /// Whether two fields are as long and begin alike, as far as `plainDay` looks.
  @inline(__always)
  func isSameDay(_ first: CSVField, _ second: CSVField) -> Bool {
    guard first.count == second.count, first.count >= 10 else { return false }
    for index in 0..<Swift.min(11, first.count)
    where self[first.start + index] != self[second.start + index] {
      return false
    }
    return true
  }

  /// The field without `.0` at its end, where digits stand before it.
  func withoutFraction(_ field: CSVField) -> CSVField {
    guard field.count > 2, self[field.end - 1] == 0x30, self[field.end - 2] == UInt8(ascii: "."),
      (field.start..<field.end - 2).allSatisfy({ self[$0] &- 0x30 <= 9 })
    else { return field }
    return CSVField(start: field.start, end: field.end - 2)
  }
}

private let powersOfTen: [16 of Double] = [
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
]
