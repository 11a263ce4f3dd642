import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import GeoFormats

/// All that a stream gives.
private struct Streamed {
  var features: [NumberedFeature] = []
  var diagnostics: [Diagnostic] = []
  var members: Properties = [:]
}

private func stream(_ bytes: [UInt8], longest: Int = 64 << 20) throws -> Streamed {
  var stream = try GeoJSONStream(ByteSource(bytes: bytes, name: "f"), longestFeature: longest)
  var result = Streamed()
  while let batch = try stream.nextBatch() {
    let (features, diagnostics) = batch.read(0..<batch.count)
    result.features += features
    result.diagnostics += batch.diagnostics + diagnostics
  }
  result.members = stream.members
  return result
}

private func stream(_ text: String) throws -> Streamed { try stream(Array(text.utf8)) }

private func point(_ id: Int, _ more: String = "") -> String {
  "{\"type\":\"Feature\",\"id\":\(id),\"geometry\":{\"type\":\"Point\",\"coordinates\":[\(id),2]},"
    + "\"properties\":{\"SYNTHETIC\":\(id)\(more)}}"
}

private func collection(_ features: [String], joint: String = ",\n") -> String {
  "{\"type\":\"FeatureCollection\",\"features\":[" + features.joined(separator: joint) + "]}"
}

@Suite("GeoJSON stream")
struct GeoJSONStreamTests {
  @Test(
    "a stream gives the features that the reader of whole texts gives",
    arguments: GeoJSONReaderTests.geometries)
  func sameAsReader(text: String, geometry: Geometry?) throws {
    let feature = "{\"geometry\":\(text),\"properties\":null,\"x\":[{}],\"type\":\"Feature\"}"
    for form in [
      text, feature, " {\"features\":[\(feature),\(feature)],\"type\":\"FeatureCollection\"}\n",
      "\u{1E}\(feature)\n\u{1E}\(feature)\n", "\u{FEFF}\(feature)\r\n\(text)",
    ] {
      let whole = try GeoJSONReader.read(Array(form.utf8), file: "f")
      let streamed = try stream(form)
      #expect(streamed.features.map(\.feature) == whole.features)
      #expect(streamed.diagnostics.isEmpty)
    }
  }

  /// Texts of strings, brackets and backslashes in all mixtures; the oracle is the reader that
  /// parses a token at a time.
  @Test func `brackets in strings, escapes and blanks never cut a feature in two`() throws {
    for seed in 0..<300 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      func text() -> String {
        let pieces = ["{", "}", "[", "]", "\\\"", "\\\\", "a", ",", ":", "é", "\\u00e9", "  ", "𝄞"]
        return (0..<Int.random(in: 0..<90, using: &random))
          .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined()
      }
      let features = (0..<Int.random(in: 1..<9, using: &random)).map { number in
        point(number, ",\"a\":\"\(text())\",\"b\":[{\"c\":\"\(text())\"}],\"\(text())x\":null")
      }
      let joint = [",", ",\n", " ,\r\n\t"][Int.random(in: 0..<3, using: &random)]
      let form = collection(features, joint: joint)
      let whole = try GeoJSONReader.read(Array(form.utf8), file: "f")
      #expect(try stream(form).features.map(\.feature) == whole.features, "seed \(seed): \(form)")
    }
  }

  @Test func `features longer than a megabyte are read whole, and so is what follows`() throws {
    let long = point(2, ",\"t\":\"\(String(repeating: "x{", count: 2_000_000))\"")
    let result = try stream(collection([point(1), long, point(3)]))
    #expect(result.features.map(\.number) == [1, 2, 3])
    #expect(result.features[1].feature.properties["t"]?.string?.utf8.count == 4_000_000)
  }

  @Test func `a feature beyond the limit is left out, said, and passed over in pieces`() throws {
    let long = point(2, ",\"t\":\"\(String(repeating: "x}\\\"", count: 1_000_000))\"")
    let result = try stream(
      Array(collection([point(1), long, point(3)]).utf8), longest: 1 << 20)
    #expect(result.features.map(\.feature.id) == ["1", "3"])
    #expect(result.features.map(\.number) == [1, 3])
    #expect(result.diagnostics.map(\.code) == ["geojson-damaged"])
    #expect(result.diagnostics.map(\.rejectsRow) == [true])
    #expect(result.diagnostics.first?.line == 2)
  }

  @Test func `lines and numbers are those of the file`() throws {
    let broken = point(3).replacing("\"Point\"", with: "\"Pt\"")
    let result = try stream("\n" + collection([point(1), point(2), broken, "\n" + point(4)]))
    #expect(result.features.map(\.line) == [2, 3, 6])
    #expect(result.features.map(\.number) == [1, 2, 4])
    let finding = try #require(result.diagnostics.first)
    #expect(finding.line == 4)
    #expect(
      finding.column
        == String(
          (broken.range(of: "\"Pt\"")?.lowerBound).map {
            broken.distance(from: broken.startIndex, to: $0) + 1
          } ?? 0))
    #expect(finding.record == "feature 3" && finding.rejectsRow)
  }

  @Test func `columns are right where all stands on one line`() throws {
    let bad = "{\"type\":\"Feature\",\"geometry\":5}"
    let text = collection([point(1), point(2), bad], joint: ",")
    let result = try stream(text)
    let offset = try #require(text.range(of: ":5}")).lowerBound
    #expect(
      result.diagnostics.first?.column
        == String(text.distance(from: text.startIndex, to: offset) + 2))
  }

  @Test func `a file that is cut off keeps what was whole and says where it ends`() throws {
    let text = Array(collection([point(1), point(2), point(3)]).utf8)
    for end in stride(from: 60, to: text.count, by: 1) {
      let result = try stream(Array(text[..<end]))
      let whole = [point(1), point(2), point(3)].filter {
        String(decoding: text[..<end], as: UTF8.self).contains($0)
      }
      #expect(result.features.count == whole.count, "cut at \(end)")
      #expect(result.diagnostics.map(\.code) == ["geojson-damaged"], "cut at \(end)")
      #expect(result.diagnostics[0].reason.contains("is the file whole?"))
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `a quote that is never closed costs the features up to the next line, not the rest`()
    throws
  {
    let open = "{\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"a\":\"SYNTHETIC}}"
    let features = (1...20).map { $0 == 5 ? open : point($0) }
    let result = try stream(collection(features))
    #expect(
      result.features.map(\.feature.id) == features.indices.filter { $0 != 4 }.map { "\($0 + 1)" })
    #expect(result.diagnostics.allSatisfy { $0.line == 5 && $0.code.hasPrefix("geojson-") })
    // However many there are, reading begins anew a limited number of times.
    let many = collection((1...3000).map { _ in open })
    #expect(try stream(many).features.isEmpty)
  }

  @Test func `a bracket that is missing costs its feature, not those on the lines behind it`()
    throws
  {
    let damaged = point(5).dropLast()
    let features = (1...20).map { $0 == 5 ? String(damaged) : point($0) }
    let result = try stream(collection(features))
    #expect(
      result.features.map(\.feature.id) == (1...20).filter { $0 != 5 }.map { "\($0)" })
    #expect(result.features.map(\.line) == (1...20).filter { $0 != 5 })
    #expect(result.diagnostics.contains { $0.line == 6 && $0.rejectsRow })
  }

  @Test func `whatever bytes are damaged, no feature is lost in silence`() throws {
    let text = Array(collection((1...12).map { point($0, ",\"a\":[{\"b\":\"c\"}]") }).utf8)
    for seed in 0..<2000 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      var bytes = text
      for _ in 0...Int.random(in: 0..<4, using: &random) {
        let place = Int.random(in: 0..<bytes.count / 2, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        default:
          let signs = Array("\"{}[],:\\\u{1E}".utf8)
          bytes.insert(signs[Int.random(in: 0..<signs.count, using: &random)], at: place)
        }
      }
      guard let result = try? stream(bytes) else { continue }
      #expect(
        result.features.count >= 12 || !result.diagnostics.isEmpty,
        "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test func `members before and behind the features are found`() throws {
    let text =
      "{\"balise\":{\"version\":\"1\"},\"features\":[\(point(1))],\"x\":[1,{}],\"type\":"
      + "\"FeatureCollection\",\"bbox\":[1,2,1,2]}"
    let result = try stream(text)
    #expect(
      result.members == [
        "balise": .object(["version": .string("1")]),
        "x": .array([
          .integer(1), .object([:]),
        ]),
      ])
    #expect(result.features.count == 1 && result.diagnostics.isEmpty)
  }

  /// What is damaged, and how many features are left of three.
  static let damaged: [(String, Int)] = [
    ("null", 2), ("5", 2), ("\"text\"", 2), ("[]", 2), ("{}", 2), ("{\"type\":\"Feature\"}", 2),
    ("{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,91]}}", 2),
    ("{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,1e999]}}", 2),
    ("{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[01,1]}}", 2),
    ("{\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"a\":tru}}", 2),
    ("{\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"a\":\"\u{0}\"}}", 2),
    ("{\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"a\":\"\n\"}}", 2),
  ]

  @Test("what is damaged is left out and the rest is kept", arguments: damaged)
  func damage(text: String, kept: Int) throws {
    let result = try stream(collection([point(1), text, point(3)]))
    #expect(result.features.count == kept)
    #expect(result.diagnostics.count == 1 && result.diagnostics[0].rejectsRow)
    #expect(result.diagnostics[0].line == 2)
  }

  @Test func `nesting of 100,000 is refused at the feature that has it`() throws {
    let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
    let result = try stream(collection([point(1), point(2, ",\"d\":\(deep)"), point(3)]))
    #expect(result.features.map(\.feature.id) == ["1", "3"])
    #expect(result.diagnostics.first?.reason.contains("nested deeper") == true)
    let open = try stream(String(repeating: "{\"a\":", count: 100_000))
    #expect(open.features.isEmpty && open.diagnostics.count == 1)
  }

  @Test func `a number of a million digits is read, and one that is too large refused`() throws {
    let digits = "0." + String(repeating: "3", count: 1_000_000)
    let result = try stream(
      collection([
        point(1, ",\"n\":\(digits)"), point(2, ",\"n\":\(digits.dropFirst(2))"),
      ]))
    #expect(result.features.count == 1)
    #expect(result.features[0].feature.properties["n"]?.number == 1.0 / 3)
    #expect(result.diagnostics.first?.reason == "the number is too large")
  }

  @Test func `broken bytes are replaced and said once for a feature`() throws {
    var bytes = Array(
      collection([point(1), point(2, ",\"t\":\"caf#\",\"u\":\"#\""), point(3)]).utf8)
    for index in bytes.indices where bytes[index] == UInt8(ascii: "#") { bytes[index] = 0xE9 }
    // As many well-formed sequences, so that the text is not taken for Windows-1252.
    bytes += Array("\n\(point(4, ",\"t\":\"éééééé\""))".utf8)
    let result = try stream(bytes)
    #expect(result.features.count == 4)
    #expect(result.features[1].feature.properties["t"] == .string("caf\u{FFFD}"))
    #expect(result.diagnostics.map(\.code) == ["geojson-not-utf8"])
    #expect(result.diagnostics.map(\.line) == [2])
  }

  @Test func `a name that stands twice is said, also where it is written with escapes`() throws {
    let result = try stream(
      collection([
        point(1, ",\"ab\":1,\"a\\u0062\":2"), point(2, ",\"ab\":1,\"x\":{\"ab\":3}"),
      ]))
    #expect(result.features[0].feature.properties["ab"] == .integer(2))
    #expect(result.diagnostics.map(\.code) == ["json-duplicate-name"])
  }

  @Test(
    "another coordinate system is refused",
    arguments: ["{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:3857\"}}"])
  func coordinateSystem(crs: String) throws {
    for text in [
      "{\"type\":\"FeatureCollection\",\"crs\":\(crs),\"features\":[\(point(1))]}",
      "{\"features\":[\(point(1))],\"type\":\"FeatureCollection\",\"crs\":\(crs)}",
    ] {
      #expect(throws: JSONError.self) { try stream(text) }
    }
    let good = crs.replacing("EPSG:3857", with: "urn:ogc:def:crs:OGC:1.3:CRS84")
    #expect(
      try stream("{\"type\":\"FeatureCollection\",\"crs\":\(good),\"features\":[\(point(1))]}")
        .features.count == 1)
  }

  /// Texts, and whether they are GeoJSON.
  static let heads: [(String, Bool)] = [
    ("{\"type\":\"FeatureCollection\",\"features\":[", true),
    ("\u{FEFF}\n {\"type\" : \"Feature\"", true),
    ("\u{1E}{\"type\":\"Point\",\"coordinates\":[1,2]}", true),
    ("{\"features\":[{\"a\":", true),
    ("{\"balise\":{\"version\":\"1\"},\"type\":\"FeatureCollection\"", true),
    ("{\"balise\":1,\"incidents\":[{\"type\":\"Feature\"}]}", false),
    ("{\"type\":\"Topology\",\"objects\":{}}", false),
    ("[{\"type\":\"Feature\"}]", false),
    ("id,latitude\n", false),
    ("{\"a\":\"FeatureCollection\"}", false),
  ]

  @Test("GeoJSON is told from other JSON by its first members", arguments: heads)
  func recognition(text: String, isGeoJSON: Bool) {
    #expect(GeoJSONStream.recognises(Array(text.utf8)[...]) == isGeoJSON)
  }
}
