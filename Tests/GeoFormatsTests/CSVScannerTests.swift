import SimpleFeatures
import TestSupport
import Testing

@testable import GeoFormats

@Suite("CSV scanner")
struct CSVScannerTests {
  /// What a scan finds, as text.
  private static func scan(
    _ bytes: [UInt8], _ scanner: CSVScanner, isLast: Bool, atMost limit: Int
  ) -> [String] {
    var scanner = scanner
    scanner.scan(bytes.span, isLast: isLast, atMost: limit)
    var found = CSVFindings(file: "t.csv", header: ["a", "b"])
    var text = ["\(scanner.position) \(scanner.line) \(scanner.faults)"]
    var copy = bytes
    let batch = CSVBatch(
      storage: scanner.takeBatch(of: &copy, columnCount: 2, hasDecimalCommas: false, &found),
      diagnostics: found.diagnostics)
    for record in batch {
      text.append("\(record.line) \(record.fields) \(record.isQuoted(0)) \(record.isQuoted(1))")
    }
    return text + batch.diagnostics.map { "\($0)" }
  }

  @Test(
    "blocks are read as records one by one are, for seeded random text", arguments: 0..<400)
  func blocks(seed: Int) throws {
    var generator = SplitMix64(seed: UInt64(seed))
    let separator = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09].randomElement(using: &generator)
    let lineBreak: UInt8 = seed % 5 == 4 ? 0x0D : 0x0A
    let mark = String(decoding: [separator ?? 0x2C], as: UTF8.self)
    let end = lineBreak == 0x0D ? "\r" : seed % 2 == 0 ? "\r\n" : "\n"
    let plain = [
      "x\(mark)y\(end)", "\(mark)\(end)", "\"\"\(mark)\"\"\(end)",
      "\"a\(mark)\(end)b\"\(mark)1\(end)",
      "\"a \"\"b\"\"\"\(mark)\"\"\"c\"\"\"\(end)", "é\(mark)\"ü\"\(end)",
      "long text that goes on over more than one block of sixty-four bytes, as it may\(mark)z\(end)",
    ]
    let odd = [
      end, "w\"w\(mark)2\(end)", "\"", "\"x\"y\(mark)\(end)", "\0\(mark)3\(end)", "\"v\"\r",
      "4\(end)",
      "\"u\"\r\(mark)5\(end)", "\" \"\"", "\n", "\r",
    ]
    let oddness = seed % 3
    let text = (0..<Int.random(in: 1..<120, using: &generator))
      .map { _ in
        let isOdd = oddness > 0 && Int.random(in: 0..<60, using: &generator) < oddness * oddness
        return (isOdd ? odd : plain).randomElement(using: &generator) ?? ""
      }.joined()
    let bytes = Array(text.utf8)
    var scanner = CSVScanner(
      separator: separator ?? 0x2C, lineBreak: lineBreak, hasQuotes: seed % 7 != 6)
    for (isLast, limit) in [(true, Int.max), (false, .max), (true, 3), (false, 1)] {
      scanner.readsBlocks = true
      let found = Self.scan(bytes, scanner, isLast: isLast, atMost: limit)
      scanner.readsBlocks = false
      let expected = Self.scan(bytes, scanner, isLast: isLast, atMost: limit)
      #expect(found == expected, "seed \(seed)")
    }
  }

  @Test("the first byte that is no UTF-8, wherever it lies among many", arguments: 0..<200)
  func broken(seed: Int) {
    var generator = SplitMix64(seed: UInt64(seed))
    var bytes: [UInt8] = []
    while bytes.count < 300 {
      bytes += Int.random(in: 0..<40, using: &generator) == 0 ? Array("é".utf8) : [0x61]
    }
    #expect(UTF8Check.firstInvalid(in: bytes.span) == nil)
    let place = Int.random(in: 0..<bytes.count, using: &generator)
    bytes[place] = [0, 0xFF, 0xC3, 0x80].randomElement(using: &generator) ?? 0
    let expected = bytes.indices.first { first in
      bytes[first] == 0
        || (bytes[first] >= 0x80
          && !(bytes[first] == 0xC3 && first + 1 < bytes.count && bytes[first + 1] & 0xC0 == 0x80)
          && !(first > 0 && bytes[first - 1] == 0xC3 && bytes[first] & 0xC0 == 0x80))
    }
    #expect(UTF8Check.firstInvalid(in: bytes.span) == expected)
  }

  @Test("text in JSON has its escapes, wherever they lie", arguments: 0..<200)
  func escapes(seed: Int) throws {
    var generator = SplitMix64(seed: UInt64(seed))
    let text = String(
      String.UnicodeScalarView(
        (0..<Int.random(in: 0..<80, using: &generator)).map { _ in
          Int.random(in: 0..<12, using: &generator) == 0
            ? ["\"", "\\", "\n", "\t", "\u{1}", "\u{1f}", "\u{7f}", "é"]
              .randomElement(using: &generator) ?? "x" : "x"
        }))
    let bytes = Array(text.utf8)
    var features = EncodedFeatures()
    let isWritten = features.append(reserving: 1024) { writer in
      writer.append(UInt8(ascii: "\""))
      writer.appendEscaped(CSVField(start: 0, end: bytes.count), of: bytes.span)
      writer.append(UInt8(ascii: "\""))
      return true
    }
    #expect(isWritten)
    let written = String(decoding: features.bytes.dropFirst(), as: UTF8.self)
    #expect(written == (try PropertyValue.string(text).json()))
  }
}
