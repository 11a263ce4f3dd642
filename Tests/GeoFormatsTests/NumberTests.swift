import GeoFormats
import SimpleFeatures
import TestSupport
import Testing

@Suite("Numbers")
struct NumberTests {
  static let doubles: [(String, Double?)] = [
    ("0", 0), ("12", 12), ("-3.5", -3.5), ("+.5", 0.5), ("5.", 5), ("1e-3", 0.001),
    ("1E+22", 1e22), (" 7 ", 7), ("9007199254740993", 9_007_199_254_740_992),
    ("0.1", 0.1), ("123456789012345678901234567890", 1.2345678901234568e29),
    ("179.99999999999999999", 180),
    ("2.2250738585072011e-308", Double(bitPattern: 0x000F_FFFF_FFFF_FFFF)),
    ("4503599627370496.5", 4_503_599_627_370_496), ("4503599627370497.5", 4_503_599_627_370_498),
    ("4503599627370496.501", 4_503_599_627_370_497), ("-0.12345678901234567", -0.12345678901234567),
    ("4.9e-324", .leastNonzeroMagnitude), ("1e400", nil), ("", nil), (" ", nil), (".", nil),
    ("-", nil),
    ("1e", nil), ("1,5", nil), ("0x10", nil), ("inf", nil), ("nan", nil), ("1 2", nil),
    ("12a", nil), ("--1", nil), ("1.2.3", nil),
  ]

  @Test("decimal text gives the nearest double", arguments: doubles)
  func double(text: String, value: Double?) {
    #expect(NumberParser.double(text) == value)
    #expect(NumberParser.double(ArraySlice(text.utf8)) == value)
  }

  static let integers: [(String, Int?)] = [
    ("1", 1), ("1.0", 1), ("-7.000", -7), ("1e3", 1000), (" 42 ", 42), ("007", 7), ("0.0", 0),
    ("9223372036854775807", .max), ("-9223372036854775808", .min), ("9223372036854775808", nil),
    ("-9223372036854775809", nil), ("1.5", nil), ("", nil), ("x", nil), ("1e40", nil),
    ("99999999999999999999", nil), ("0e99999", 0),
  ]

  @Test("whole numbers may be written with a fraction of zeros", arguments: integers)
  func integer(text: String, value: Int?) { #expect(NumberParser.integer(text) == value) }

  @Test("any double written in full reads back the same, as Swift's own reader takes it")
  func random() throws {
    var generator = SplitMix64(seed: 7)
    for _ in 0..<5000 {
      let value = Double(bitPattern: generator.next())
      if !value.isFinite { continue }
      #expect(NumberParser.double(value.description) == value)
      #expect(try JSONParser.parse(PropertyValue.number(value).json()).number == value)
    }
    for _ in 0..<5000 {
      let digits = Int.random(in: 1...21, using: &generator)
      var text = String(
        (0..<digits).map { _ in "0123456789".randomElement(using: &generator) ?? "0" })
      text.insert(
        ".",
        at: text.index(text.startIndex, offsetBy: Int.random(in: 0...digits, using: &generator)))
      if text.count > 1 { #expect(NumberParser.double(text) == Double(text), "\(text)") }
    }
  }

  @Test("coordinates are written as the nearest millionth without trailing zeros")
  func coordinates() throws {
    for (value, text) in [
      (0.0, "0"), (-0.0, "0"), (-0.0000004, "0"), (0.0000005, "0.000001"), (1.5, "1.5"),
      (-179.999999, "-179.999999"), (179.9999996, "180"), (12.3456785, "12.345679"),
      (-0.000001, "-0.000001"), (100.000100, "100.0001"), (90, "90"),
    ] {
      let bytes = try GeoJSONWriter.bytes(of: [
        Feature(geometry: .point(Coordinate(x: value, y: 0)))
      ])
      #expect(String(decoding: bytes, as: UTF8.self).contains("\"coordinates\":[\(text),0]"))
    }
  }
}
