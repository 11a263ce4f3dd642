import GeoFormats
import Incidents
import SimpleFeatures

/// Values of plain fields; nil for all that is not in the plainest form, which others read.
extension Span<UInt8> {
  /// A whole number of at most nine digits, also with `.0` behind it.
  @inline(__always)
  func plainCount(_ field: CSVField) -> Int? {
    guard (1...8).contains(field.count), field.start &+ 8 <= count else {
      return longCount(field)
    }
    let word = word(at: field.start)
    let behind = word &>> UInt64(truncatingIfNeeded: 8 &* (field.count &- 2))
    let fraction = behind & 0xFFFF == 0x302E ? 2 : 0
    return DigitWord.value(word, first: field.count &- (field.count > 2 ? fraction : 0))
  }

  private func longCount(_ field: CSVField) -> Int? {
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
    guard let short = DecimalWord(field, of: self) else { return longDegrees(field) }
    let value = Double(short.magnitude) / powersOfTen[short.digitCount.decimals]
    return short.isNegative ? -value : value
  }

  private func longDegrees(_ field: CSVField) -> Double? {
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
    guard field.count >= 10,
      field.count == 10 || self[start + 10] == 0x20 || self[start + 10] == UInt8(ascii: "T")
    else { return nil }
    // The bytes of the word are `2020-07-`; then each byte holds a number of two digits.
    let digits = word(at: start) ^ 0x2D30_302D_3030_3030
    let tens = digits &* 10 &+ digits &>> 8
    let days = (self[start + 8] &- 0x30, self[start + 9] &- 0x30)
    guard digits & 0xFF00_00FF_0000_0000 == 0,
      ((digits &+ 0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080 == 0,
      days.0 <= 9, days.1 <= 9
    else { return nil }
    return Day(
      year: Int(tens & 0xFF) * 100 + Int(tens >> 16 & 0xFF), month: Int(tens >> 40 & 0xFF),
      day: Int(days.0) * 10 + Int(days.1))
  }

  /// Whether two fields are as long and begin alike, as far as `plainDay` looks.
  @inline(__always)
  func isSameDay(_ first: CSVField, _ second: CSVField) -> Bool {
    guard first.count == second.count, first.count >= 10 else { return false }
    let last = Swift.min(11, first.count) &- 8
    return word(at: first.start) == word(at: second.start)
      && word(at: first.start &+ last) == word(at: second.start &+ last)
  }

  /// Eight bytes, the first the lowest.
  @inline(__always)
  private func word(at offset: Int) -> UInt64 {
    let raw = unsafe bytes
    return UInt64(
      littleEndian: unsafe raw.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
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
