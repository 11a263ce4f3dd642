/// A number as it stands in text: digits, a power of ten and a sign.
struct DecimalNumber {
  /// The first nineteen significant digits.
  var mantissa: UInt64 = 0
  /// The power of ten they are multiplied by.
  var exponent = 0
  /// Whether it begins with a minus.
  var isNegative = false
  /// Whether it has neither a point nor an exponent.
  var isWhole = true
  /// Whether it follows the grammar of JSON (RFC 8259, section 6): no plus, no leading zeros, digits
  /// on both sides of a point.
  var isJSON = true
  /// Whether the mantissa holds all its digits.
  var isComplete = true
  /// The offset after its last character.
  var end = 0

  /// Reads the number that starts at an offset: sign, digits, point, digits, exponent; nil if there
  /// is not one digit before the exponent. Leading zeros and a bare point on either side are taken.
  @inline(__always)
  init?(_ bytes: Span<UInt8>, from start: Int) {
    let count = bytes.count
    var index = start
    if index < count && (bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+")) {
      isNegative = bytes[index] == UInt8(ascii: "-")
      isJSON = isNegative
      index += 1
    }
    let firstDigit = index
    var mantissa: UInt64 = 0
    var exponent = 0
    var digitCount = 0
    while index < count {
      let digit = bytes[index] &- 0x30
      if digit > 9 { break }
      index += 1
      if mantissa > 999_999_999_999_999_999 {
        exponent += 1
        isComplete = false
      } else {
        mantissa = mantissa &* 10 &+ UInt64(digit)
      }
    }
    digitCount = index - firstDigit
    if digitCount == 0 || (digitCount > 1 && bytes[firstDigit] == 0x30) { isJSON = false }
    if index < count && bytes[index] == UInt8(ascii: ".") {
      isWhole = false
      index += 1
      let firstFraction = index
      while index < count {
        let digit = bytes[index] &- 0x30
        if digit > 9 { break }
        index += 1
        if mantissa > 999_999_999_999_999_999 {
          isComplete = false
        } else {
          mantissa = mantissa &* 10 &+ UInt64(digit)
          exponent -= 1
        }
      }
      digitCount += index - firstFraction
      if index == firstFraction { isJSON = false }
    }
    if digitCount == 0 { return nil }
    if index < count && bytes[index] | 0x20 == UInt8(ascii: "e") {
      var cursor = index + 1
      var isNegativeExponent = false
      if cursor < count
        && (bytes[cursor] == UInt8(ascii: "-") || bytes[cursor] == UInt8(ascii: "+"))
      {
        isNegativeExponent = bytes[cursor] == UInt8(ascii: "-")
        cursor += 1
      }
      let firstExponentDigit = cursor
      var power = 0
      while cursor < count {
        let digit = bytes[cursor] &- 0x30
        if digit > 9 { break }
        power = min(power * 10 + Int(digit), 100_000)
        cursor += 1
      }
      if cursor == firstExponentDigit { return nil }
      exponent += isNegativeExponent ? -power : power
      isWhole = false
      index = cursor
    }
    self.mantissa = mantissa
    self.exponent = exponent
    end = index
  }

  /// The nearest double where one division or product of exact doubles gives it (Clinger 1990);
  /// nil where that is not certain.
  @inline(__always)
  var exactDouble: Double? {
    guard isComplete && mantissa <= 1 << 53 else { return nil }
    let magnitude: Double
    if exponent == 0 {
      magnitude = Double(mantissa)
    } else if exponent < 0 && exponent >= -22 {
      magnitude = Double(mantissa) / powersOfTen[-exponent]
    } else if exponent > 0 && exponent <= 22 {
      magnitude = Double(mantissa) * powersOfTen[exponent]
    } else if mantissa == 0 {
      magnitude = 0
    } else {
      return nil
    }
    return isNegative ? -magnitude : magnitude
  }

  /// The nearest double of up to nineteen digits with up to nineteen decimals, by one division of
  /// whole numbers that keeps its remainder; nil for others.
  var dividedDouble: Double? {
    guard isComplete, mantissa != 0, exponent < 0, exponent >= -19 else { return nil }
    let divisor = wholePowersOfTen[-exponent]
    // Both are shifted up until their first bit is set; the mantissa then back by one, so that the
    // quotient fits in 64 bits and has 63 or 64.
    let (up, down) = (mantissa.leadingZeroBitCount, divisor.leadingZeroBitCount)
    let (quotient, remainder) = (divisor << down).dividingFullWidth(
      ((mantissa << up) >> 1, up == 0 ? mantissa << 63 : 0))
    // A bit for what is left over, so that rounding to 53 bits sees which side of a tie it is on.
    let magnitude = Double(quotient | (remainder == 0 ? 0 : 1))
    let scaled = Double(sign: .plus, exponent: down - up + 1 - 64, significand: magnitude)
    return isNegative ? -scaled : scaled
  }

  /// The value as a whole number, trailing zeros of a fraction dropped (`12.0` is 12); nil if it is
  /// not whole or does not fit.
  var integer: Int? {
    guard isComplete else { return nil }
    var magnitude = mantissa
    if magnitude == 0 { return 0 }
    var exponent = exponent
    while exponent < 0 {
      let (quotient, remainder) = magnitude.quotientAndRemainder(dividingBy: 10)
      if remainder != 0 { return nil }
      magnitude = quotient
      exponent += 1
    }
    while exponent > 0 {
      let (product, overflow) = magnitude.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      magnitude = product
      exponent -= 1
    }
    if isNegative {
      return magnitude <= UInt64(Int.max) + 1 ? Int(truncatingIfNeeded: 0 &- magnitude) : nil
    }
    return Int(exactly: magnitude)
  }
}

/// The powers of ten that a double holds exactly.
private let powersOfTen: [Double] = [
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
  1e18, 1e19, 1e20, 1e21, 1e22,
]

/// The powers of ten that fit in 64 bits.
private let wholePowersOfTen: [UInt64] = [
  1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
  10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000,
  1_000_000_000_000_000, 10_000_000_000_000_000, 100_000_000_000_000_000,
  1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
]
