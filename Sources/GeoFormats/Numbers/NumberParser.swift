/// Numbers from text fields: exact, and free of any locale.
public enum NumberParser {
  /// The nearest double of decimal text, blanks at either end allowed; nil if it is anything else.
  ///
  /// Takes `12`, `-3.5`, `+.5`, `5.`, `1e-3`; refuses empty text, `inf`, `nan`, hexadecimal, decimal
  /// commas and values too large for a double.
  public static func double(_ text: ArraySlice<UInt8>) -> Double? { double(text.span) }

  /// The nearest double of decimal text; see the form over bytes.
  public static func double(_ text: String) -> Double? { double(text.utf8Span.span) }

  /// The whole number of decimal text, also written as `1.0` or `1e3`, blanks at either end
  /// allowed; nil if it is anything else or does not fit.
  public static func integer(_ text: ArraySlice<UInt8>) -> Int? { decimal(text.span)?.integer }

  /// The whole number of decimal text; see the form over bytes.
  public static func integer(_ text: String) -> Int? { decimal(text.utf8Span.span)?.integer }

  static func double(_ bytes: Span<UInt8>) -> Double? {
    guard let number = decimal(bytes) else { return nil }
    return number.exactDouble ?? number.dividedDouble
      ?? roundedDouble(bytes, from: 0, to: bytes.count)
  }

  /// The double nearest to the decimal text of a range; nil if it is too large.
  static func roundedDouble(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Double? {
    var text = ""
    for index in start..<end where bytes[index] != 0x20 {
      text.unicodeScalars.append(Unicode.Scalar(bytes[index]))
    }
    guard let value = Double(text), value.isFinite else { return nil }
    return value
  }

  private static func decimal(_ bytes: Span<UInt8>) -> DecimalNumber? {
    var start = 0
    while start < bytes.count && bytes[start] == 0x20 { start += 1 }
    guard let number = DecimalNumber(bytes, from: start) else { return nil }
    for index in number.end..<bytes.count where bytes[index] != 0x20 { return nil }
    return number
  }
}
