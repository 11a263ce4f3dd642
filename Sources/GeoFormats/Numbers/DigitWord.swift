/// Up to eight decimal digits in one word, the first in the lowest byte (Khuong 2017; Lemire 2022).
package enum DigitWord {
  /// `0` eight times.
  @inlinable package static var zeros: UInt64 { 0x3030_3030_3030_3030 }

  /// The number that the first bytes of a word write, one to eight of them; nil where one of them
  /// is no digit.
  @inlinable @inline(__always)
  package static func value(_ text: UInt64, first count: Int) -> Int? {
    // What does not count is shifted out, and zeros come in before the first digit.
    let digits = (text ^ zeros) &<< UInt64(truncatingIfNeeded: 64 &- 8 &* count)
    // A byte above nine shows, whatever a carry from it does to those behind it.
    guard ((digits &+ 0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080 == 0 else {
      return nil
    }
    // Two digits in each pair of bytes, then eight in all.
    let pairs = digits &* 10 &+ digits &>> 8
    let low = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
    let high = (pairs &>> 16 & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
    return Int(truncatingIfNeeded: (low &+ high) &>> 32)
  }

  /// The eight digits of a number below 100,000,000 as bytes from 0 to 9.
  static func digits(_ value: UInt64) -> UInt64 {
    let (high, low) = value.quotientAndRemainder(dividingBy: 10_000)
    // Each half divided by 100, then each quarter by 10, by a product that is exact for them.
    let halves = high | low &<< 32
    let hundreds = (halves &* 10_486) &>> 20 & 0x0000_007F_0000_007F
    let quarters = hundreds | (halves &- 100 &* hundreds) &<< 16
    let tens = (quarters &* 103) &>> 10 & 0x000F_000F_000F_000F
    return tens | (quarters &- 10 &* tens) &<< 8
  }
}

/// A number of at most eight digits with a point between two of them, as `-12.345678`.
package struct DecimalWord {
  /// The digits without the point, as a whole number.
  package let magnitude: Int
  /// Whether it begins with a minus.
  package let isNegative: Bool
  /// How many digits stand before the point and behind it; at least one each.
  package let digitCount: (whole: Int, decimals: Int)

  /// Reads a field; nil for a number of another form, and where less than ten bytes of the text lie
  /// behind the field's first.
  @inlinable @inline(__always)
  package init?(_ field: CSVField, of bytes: Span<UInt8>) {
    guard (3...10).contains(field.count), field.start &+ 10 <= bytes.count else { return nil }
    let raw = unsafe bytes.bytes
    let isNegative = bytes[field.start] == UInt8(ascii: "-")
    let start = isNegative ? field.start &+ 1 : field.start
    let length = field.end &- start
    // The words end nine bytes behind the start, within the ten.
    let word = UInt64(
      littleEndian: unsafe raw.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self))
    let next = UInt64(
      littleEndian: unsafe raw.unsafeLoadUnaligned(fromByteOffset: start &+ 1, as: UInt64.self))
    let others = word ^ 0x2E2E_2E2E_2E2E_2E2E
    let point =
      ((others &- 0x0101_0101_0101_0101) & ~others & 0x8080_8080_8080_8080)
      .trailingZeroBitCount &>> 3
    guard point > 0, point &+ 1 < length, length <= 9 else { return nil }
    // Behind the point the word that begins one byte later holds the digits.
    let before: UInt64 = 1 &<< UInt64(truncatingIfNeeded: 8 &* point) &- 1
    guard
      let magnitude = DigitWord.value((word & before) | (next & ~before), first: length &- 1)
    else { return nil }
    self.magnitude = magnitude
    self.isNegative = isNegative
    digitCount = (point, length &- 1 &- point)
  }
}
