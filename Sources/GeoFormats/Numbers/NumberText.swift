extension [UInt8] {
  /// Appends a whole number.
  mutating func appendInteger(_ value: Int) {
    append(addingCapacity: 20) { output in output.appendInteger(value) }
  }

  /// Appends a finite double in the shortest form that reads back the same; whole values without
  /// a fraction, never `-0`.
  mutating func appendDouble(_ value: Double) {
    if let integer = Int(exactly: value), integer.magnitude < 1 << 53 {
      appendInteger(integer)
    } else {
      append(contentsOf: value.description.utf8)
    }
  }
}

extension OutputSpan<UInt8> {
  /// The most bytes that `appendMillionths` adds.
  static var millionthsCapacity: Int { 21 }

  /// Appends a whole number; needs up to 20 bytes.
  mutating func appendInteger(_ value: Int) {
    if value < 0 { append(UInt8(ascii: "-")) }
    appendMagnitude(value.magnitude)
  }

  /// Appends a number of millionths as a decimal without trailing zeros: 1500000 as `1.5`.
  mutating func appendMillionths(_ value: Int) {
    if value < 0 { append(UInt8(ascii: "-")) }
    let (whole, fraction) = value.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
    appendMagnitude(whole)
    if fraction == 0 { return }
    append(UInt8(ascii: "."))
    var rest = fraction
    var unit: UInt = 100_000
    while rest != 0 {
      let digit = rest / unit
      append(0x30 &+ UInt8(truncatingIfNeeded: digit))
      rest -= digit * unit
      unit /= 10
    }
  }

  private mutating func appendMagnitude(_ value: UInt) {
    var unit: UInt = 1
    while value / unit >= 10 { unit *= 10 }
    var rest = value
    while unit > 0 {
      let digit = rest / unit
      append(0x30 &+ UInt8(truncatingIfNeeded: digit))
      rest -= digit * unit
      unit /= 10
    }
  }
}
