import Foundation
import GeoFormats
import SimpleFeatures
import TestSupport
import Testing

@Suite("JSON")
struct JSONTests {
  static let accepted: [(String, PropertyValue)] = [
    ("null", .null), (" true ", .bool(true)), ("false", .bool(false)), ("12", .integer(12)),
    ("-0", .integer(0)), ("1.0", .number(1)), ("1e2", .number(100)), ("\"\"", .string("")),
    ("9223372036854775808", .number(9_223_372_036_854_775_808)),
    ("-9.223372036854775808E18", .number(-9_223_372_036_854_775_808)),
    ("\"\\u00e9\\ud83c\\udf0d\\n\\/\\\"\"", .string("é\u{1F30D}\n/\"")),
    ("[]", .array([])), ("{}", .object([:])),
    ("[1,[2,{}]]", .array([.integer(1), .array([.integer(2), .object([:])])])),
    ("{\"b\":1,\"a\":null}", .object(["b": .integer(1), "a": .null])),
    ("\u{FEFF}[1]", .array([.integer(1)])), ("\"\u{2028}\u{7F}\"", .string("\u{2028}\u{7F}")),
  ]

  @Test("strict JSON is read", arguments: accepted)
  func accepts(text: String, value: PropertyValue) throws {
    #expect(try JSONParser.parse(text) == value)
    _ = try value.json()
  }

  static let refused: [(String, Int, Int, String)] = [
    ("", 1, 1, "the text ends"), ("{", 1, 2, "a name in quotes"), ("[1,]", 1, 4, "a value"),
    ("{\"a\":1,}", 1, 8, "a name in quotes"), ("{'a':1}", 1, 2, "a name in quotes"),
    ("[01]", 1, 2, "a number"), ("[.5]", 1, 2, "a value"), ("[5.]", 1, 2, "a number"),
    ("[+1]", 1, 2, "a value"), ("[1e]", 1, 2, "a number"), ("[NaN]", 1, 2, "a value"),
    ("[1e999]", 1, 2, "too large"), ("[1] 2", 1, 5, "the end of the text"),
    ("[\n \"é\",\n \"ab\u{1}\"]", 3, 5, "control character"), ("\"abc", 1, 1, "not closed"),
    ("\"\\x\"", 1, 2, "no such escape"), ("\"\\u12g4\"", 1, 2, "four hexadecimal"),
    ("[\"é\" 1]", 1, 6, "a comma or ]"), ("tru", 1, 1, "a value"),
    ("[1 /* no */]", 1, 4, "a comma"),
    (String(repeating: "[", count: 200), 1, 129, "nested deeper"),
    (String(repeating: "{\"a\":", count: 200), 1, 641, "nested deeper"),
  ]

  @Test("anything else is refused at its line and column", arguments: refused)
  func refuses(text: String, line: Int, column: Int, reason: String) {
    let error = #expect(throws: JSONError.self) { try JSONParser.parse(text, file: "f") }
    #expect(error?.line == line && error?.column == column, "\(error?.description ?? "")")
    #expect(error?.reason.contains(reason) == true, "\(error?.description ?? "")")
  }

  @Test("bytes that are not UTF-8 are refused at their place")
  func notUTF8() {
    let bytes = Array("{\n\"a\": \"".utf8) + [0xE9] + Array("\"}".utf8)
    let error = #expect(throws: JSONError.self) { _ = try JSONParser(bytes, file: "f") }
    #expect(error?.description.hasPrefix("f:2:7: the text is not UTF-8") == true)
  }

  @Test("half a surrogate pair and a doubled name are kept as well as can be, and noted")
  func notes() throws {
    var parser = try JSONParser(
      Array("{\"a\":\"x\\ud800y\",\n\"b\":1,\"a\":2,\"c\":\"\\udc00\"}".utf8), file: "f")
    let value = try parser.parse()
    #expect(value == .object(["a": .integer(2), "b": .integer(1), "c": .string("\u{FFFD}")]))
    #expect(
      parser.diagnostics.map { "\($0.line ?? 0) \($0.code)" } == [
        "1 json-lone-surrogate", "2 json-lone-surrogate", "2 json-duplicate-name",
      ])
  }

  @Test(
    "a doubled name is noticed however it is written",
    arguments: [#"{"é":1,"\u00e9":2}"#, #"{"\u00e9":1,"é":2}"#, #"{"\ufffd":1,"\ud800":2}"#])
  func doubledEscapes(text: String) throws {
    var parser = try JSONParser(Array(text.utf8), file: "f")
    guard case .object(let object) = try parser.parse() else { return }
    #expect(object.members.map(\.value) == [.integer(2)])
    #expect(parser.diagnostics.map(\.code).contains("json-duplicate-name"))
  }

  @Test("doubled names are found among many members")
  func manyMembers() throws {
    let members = (0..<60).map { "\"m\($0 % 50)\":\($0)" }.joined(separator: ",")
    var parser = try JSONParser(Array("{\(members)}".utf8), file: "f")
    guard case .object(let object) = try parser.parse() else { return }
    #expect(object.members.count == 50 && object["m3"] == .integer(53))
    #expect(parser.diagnostics.count == 10)
  }

  /// A random value of limited depth.
  static func random(_ generator: inout SplitMix64, depth: Int) -> PropertyValue {
    let texts = ["", "a\"b\\c", "\u{0}\u{1F}\n\r\t\u{7F}", "é\u{1F30D}\u{2028}", "</script>"]
    switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &generator) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &generator))
    case 2: return .integer(Int(truncatingIfNeeded: generator.next()))
    case 3: return .number(Double.random(in: -1e6...1e6, using: &generator) + 0.5e-3)
    case 4, 5: return .string(texts.randomElement(using: &generator) ?? "")
    case 6:
      return .array(
        (0..<Int.random(in: 0...4, using: &generator)).map { _ in
          random(&generator, depth: depth - 1)
        })
    default:
      let members = (0..<Int.random(in: 0...4, using: &generator)).map {
        Properties.Member("k\"\($0)", random(&generator, depth: depth - 1))
      }
      return .object(Properties(members))
    }
  }

  @Test("what is written reads back the same, plain and indented", arguments: 0..<50)
  func roundTrip(seed: Int) throws {
    var generator = SplitMix64(seed: UInt64(seed))
    let value = Self.random(&generator, depth: 4)
    #expect(try JSONParser.parse(value.json()) == value, "seed \(seed)")
    #expect(try JSONParser.parse(value.json(isPretty: true)) == value, "seed \(seed)")
    _ = try JSONSerialization.jsonObject(
      with: Data(value.json(isPretty: true).utf8), options: [.fragmentsAllowed])
  }

  @Test("numbers are written in the shortest form, and never infinite")
  func numbers() throws {
    for (value, text) in [
      (12.0, "12"), (-0.0, "0"), (0.1, "0.1"), (1e21, "1e+21"), (1.0 / 3, "0.3333333333333333"),
    ] { #expect(try PropertyValue.number(value).json() == text) }
    let error = #expect(throws: NotFiniteError.self) {
      try PropertyValue.object(["km": .array([.number(.nan)])]).json()
    }
    #expect(error?.description == "\"km\" is not a finite number, which JSON cannot hold")
  }

  @Test("random changes to a text never crash the parser", arguments: 0..<40)
  func hostile(seed: Int) {
    var generator = SplitMix64(seed: UInt64(seed))
    let text =
      "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
      + "[[[0,0],[1.5,-2e1],[1,1],[0,0]]]},\"properties\":{\"a\":\"\\ud83c\\udf0d\",\"b\":[null,true]}}"
    for _ in 0..<200 {
      var bytes = Array(text.utf8)
      for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes.remove(at: index)
        case 1: bytes[index] = bytes.randomElement(using: &generator) ?? 0
        default: bytes = Array(bytes[..<max(1, index)])
        }
      }
      _ = try? GeoJSONReader.read(bytes, file: "f")
      if var parser = try? JSONParser(bytes, file: "f") { _ = try? parser.parse() }
    }
  }
}
