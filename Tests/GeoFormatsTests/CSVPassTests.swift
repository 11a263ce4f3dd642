import TestSupport
import Testing

@testable import GeoFormats

/// Records found and written by the index, against texts made from their values.
@Suite("CSV pass")
struct CSVPassTests {
  private static let forms: [CSVMembers.Form] = [.text, .integer, .number, .none]

  /// The members of each record of a text, in which the last column is of a form and the others are
  /// left out, and the last field; nil where a record has to be read otherwise.
  private static func read(_ text: String, _ form: CSVMembers.Form) throws -> [String]? {
    let bytes = Array(text.utf8)
    var reader = try CSVReader(ByteSource(bytes: bytes, name: "t.csv"))
    let unread = try #require(try reader.nextText())
    let name = form == .none ? "" : ",\"last\":\(form == .text ? "\"" : "")"
    var pass = CSVPass(unread, CSVMembers([(name: [], form: .none), (Array(name.utf8), form)]))
    var records: [String] = []
    while true {
      switch pass.findNext() {
      case .end: return records
      case .odd: return nil
      case .record: break
      }
      var outcome = CSVPass.Outcome.odd
      var features = EncodedFeatures()
      _ = features.append(reserving: 8192) { writer in
        outcome = pass.writeMembers(to: &writer)
        return outcome == .written
      }
      guard outcome == .written else { return nil }
      pass.advance()
      records.append(String(decoding: features.bytes.dropFirst(), as: UTF8.self))
    }
  }

  /// What a column is to be written as; nil for what is no number of few digits.
  private static func member(_ value: String, _ form: CSVMembers.Form) -> String? {
    if value.isEmpty || form == .none { return "" }
    guard form == .text else {
      return value.utf8.count <= 15 ? ",\"last\":\(value)" : nil
    }
    let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      .replacing("\n", with: "\\n")
    return ",\"last\":\"\(escaped)\""
  }

  @Test("a field of any length at the very end, wherever blocks end", arguments: 0...130)
  func lastField(length: Int) throws {
    let digits = String(repeating: "7", count: length)
    let letters = String(repeating: "x", count: length)
    var values: [(String, [CSVMembers.Form])] = [(digits, Self.forms), (letters, [.text, .none])]
    if length > 0 {
      for end in ["\\", "\"", "\n"] { values.append((letters.dropLast() + end, [.text, .none])) }
      values.append(("\"" + letters.dropLast(), [.text, .none]))
    }
    for shift in [0, 1, 31, 32, 56, 63] {
      for (value, forms) in values {
        for (form, lineEnd) in forms.flatMap({ form in ["", "\n", "\r\n"].map { (form, $0) } }) {
          for isQuoted in [false, true] {
            // Only quotes hold these together.
            if !isQuoted && (value.contains("\n") || value.first == "\"") { continue }
            let written =
              isQuoted ? "\"\(value.replacing("\"", with: "\"\""))\"" : value
            let first = String(repeating: "a", count: shift)
            let text = "first,last\na,7\n\(first),\(written)\(lineEnd)"
            let expected = Self.member(value, form).map {
              [form == .text ? ",\"last\":\"7\"" : form == .none ? "" : ",\"last\":7", $0]
            }
            #expect(try Self.read(text, form) == expected, "\(text.debugDescription) \(form)")
          }
        }
      }
    }
  }

  @Test("records of another number of fields, broken text and zero bytes are read otherwise")
  func odd() throws {
    for row in [
      "a", "a,b,c", "a,\0", "a,\"\0\"", "a,\(String(repeating: "é", count: 40))\0",
    ] {
      // A text with more zero bytes would not be taken for one.
      let rest = String(repeating: "a,b\n", count: 100)
      #expect(
        try Self.read("first,last\n\(row)\n\n\(rest)", .text) == nil, "\(row.debugDescription)")
    }
  }

  @Test("numbers in words say what arithmetic says", arguments: 0..<200)
  func numbers(seed: Int) {
    var generator = SplitMix64(seed: UInt64(seed))
    let count = Int.random(in: 1...8, using: &generator)
    let digits = (0..<count).map { _ in Int.random(in: 0...9, using: &generator) }
    let value = digits.reduce(0) { $0 * 10 + $1 }
    var text = digits.map { UInt8(0x30 + $0) }
    let padding = (0..<10).map { _ in UInt8.random(in: 0...255, using: &generator) }
    #expect(DigitWord.value(Self.word(text + padding), first: count) == value)
    let expected = String(repeating: "0", count: 8 - String(value).count) + String(value)
    #expect(
      Self.bytes(DigitWord.digits(UInt64(value))).map { $0 + 0x30 } == Array(expected.utf8))
    // A byte that is no digit, wherever it stands.
    let place = Int.random(in: 0..<count, using: &generator)
    let digit = text[place]
    for byte in UInt8.min...UInt8.max where byte &- 0x30 > 9 {
      text[place] = byte
      #expect(DigitWord.value(Self.word(text + padding), first: count) == nil)
    }
    text[place] = digit
    guard count > 1 else { return }
    // With a point, with and without a minus, and as near to the end of the bytes as may be.
    let point = Int.random(in: 1..<count, using: &generator)
    text.insert(0x2E, at: point)
    for sign in [[], [0x2D]] as [[UInt8]] {
      let number = sign + text
      let field = CSVField(start: 0, end: number.count)
      let bytes = number + padding.prefix(10 - min(10, number.count))
      let read = DecimalWord(field, of: bytes.span)
      #expect(read?.magnitude == value && read?.isNegative == !sign.isEmpty)
      #expect(read?.digitCount.whole == point && read?.digitCount.decimals == count - point)
      let shorter = Array(bytes.dropLast())
      let cut = DecimalWord(field, of: shorter.span)
      #expect(cut == nil)
    }
  }

  private static func word(_ bytes: [UInt8]) -> UInt64 {
    bytes.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func bytes(_ word: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) }
  }

  @Test("whole and decimal numbers are written as text has them")
  func writtenNumbers() {
    var generator = SplitMix64(seed: 7)
    var features = EncodedFeatures()
    var expected = ""
    for exponent in 0..<63 {
      for _ in 0..<20 {
        let value = Int.random(in: -(1 << exponent)...(1 << exponent), using: &generator)
        let decimals = Int.random(in: 0...8, using: &generator)
        _ = features.append(reserving: 100) { writer in
          writer.appendInteger(value)
          writer.append(" ")
          writer.appendDecimal(value, decimals: decimals)
          return true
        }
        let unit = (0..<decimals).reduce(1) { unit, _ in unit * 10 }
        let (whole, rest) = value.magnitude.quotientAndRemainder(dividingBy: UInt(unit))
        var fraction = String(String(UInt(unit) + rest).dropFirst())
        while fraction.last == "0" { fraction.removeLast() }
        let number = fraction.isEmpty ? "\(whole)" : "\(whole).\(fraction)"
        expected += "\(expected.isEmpty ? "" : ",")\n\(value) \(value < 0 ? "-" : "")\(number)"
      }
    }
    #expect(String(decoding: features.bytes, as: UTF8.self) == expected)
  }
}
