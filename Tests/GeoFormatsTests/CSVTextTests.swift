import GeoFormats
import TestSupport
import Testing

@Suite("CSV text cut off")
struct CSVTextTests {
  /// Lines, fields and findings, read with `nextText` where it has something, or without.
  private static func read(_ bytes: [UInt8], asText: Bool) throws -> ([[String]], [String], Int) {
    var reader = try CSVReader(ByteSource(bytes: bytes, name: "t.csv"))
    var rows: [[String]] = []
    var findings = reader.diagnostics.map { "\($0)" }
    var texts = 0
    while true {
      let text = asText ? try reader.nextText() : nil
      guard let batch = try text?.batch() ?? reader.nextBatch() else { break }
      if let text {
        texts += 1
        #expect(text.lineCount >= batch.count)
      }
      findings += batch.diagnostics.map { "\($0)" }
      rows += batch.map { ["\($0.line)"] + $0.fields }
    }
    return (rows, findings, texts)
  }

  @Test("the same records, lines and findings, for seeded random text", arguments: 0..<60)
  func hostile(seed: Int) throws {
    var generator = SplitMix64(seed: UInt64(seed))
    let pieces = [
      "a", "\"", "\"\"", ",", "\n", "\r\n", "\r", ",\"", "\",", "\"\n", "\n\"", "é", "\0", "\n\n",
      "12345678", "\"a,b\"", "\"a\nb\"", "\"a\"\"b\"",
    ]
    // Damage is rare in some texts, so that not all of them go to `nextBatch`.
    let bad = seed % 3 == 0 ? pieces.count : 1
    let records = (0..<400).map { _ in
      if Int.random(in: 0..<200, using: &generator) < bad {
        return (0..<6).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      }
      return ["x", "\"y,\"\"z\"\"\n\"", "\"\"", "1", "w\"w"].randomElement(using: &generator)
        .map { "\($0),\($0)\n" } ?? ""
    }
    let bytes = Array(("a,b\n" + records.joined()).utf8)
    let (rows, findings, _) = try Self.read(bytes, asText: true)
    let expected = try Self.read(bytes, asText: false)
    #expect(rows == expected.0 && findings == expected.1, "seed \(seed)")
  }

  @Test("texts follow one another where a file is longer than one", arguments: [0, 1, 7, 8, 9])
  func pieces(shift: Int) throws {
    let start = "a,b\n" + String(repeating: "x", count: shift) + ",\"y\ny\"\n"
    let record = "\"SYNTHETIC, \"\"quoted\"\" \n text\",SYNTHETIC \"quotes\"\n"
    let bytes = Array((start + String(repeating: record, count: 50_000)).utf8)
    let (rows, findings, texts) = try Self.read(bytes, asText: true)
    let expected = try Self.read(bytes, asText: false)
    #expect(rows == expected.0 && findings == expected.1)
    #expect(texts == 3 && rows.count == 50_001)
  }
}
