import TestSupport
import Testing

@testable import GeoFormats

@Suite("CSV index")
struct CSVIndexTests {
  /// What a byte-by-byte reading says: the ends of fields, the last line feed among them, and whether
  /// a quote is open; nil for a quote that closes before the end of its field.
  private static func read(
    _ bytes: [UInt8], separator: UInt8
  ) -> (ends: [Int], lastEnd: Int?, isInside: Bool)? {
    let quote = UInt8(ascii: "\"")
    var ends: [Int] = []
    var lastEnd: Int?
    var isInside = false
    var offset = 0
    func byte(_ offset: Int) -> UInt8? { offset < bytes.count ? bytes[offset] : nil }
    while let current = byte(offset) {
      if isInside {
        if current == quote {
          switch byte(offset + 1) {
          case quote: offset += 1
          case nil, separator, 0x0A: isInside = false
          case 0x0D where byte(offset + 2) == nil || byte(offset + 2) == 0x0A: isInside = false
          default: return nil
          }
        }
      } else if current == separator || current == 0x0A {
        ends.append(offset)
        if current == 0x0A { lastEnd = offset }
      } else if current == quote {
        let before = offset > 0 ? bytes[offset - 1] : 0x0A
        if before == separator || before == 0x0A { isInside = true }
      }
      offset += 1
    }
    return (ends, lastEnd, isInside)
  }

  @Test(
    "ends and marks of seeded random text are those of a reading byte by byte", arguments: 0..<200)
  func random(seed: Int) throws {
    var generator = SplitMix64(seed: UInt64(seed))
    let separator = seed % 4 == 0 ? UInt8(ascii: "\t") : UInt8(ascii: ",")
    let mark = String(decoding: [separator], as: UTF8.self)
    let plain = [
      "a", mark, "\n", "\"x\(mark)\n\"\(mark)", "\"a\"\"b\"\n", "w\"w", "é", "\\",
      "long text that goes on over more than one block of sixty-four bytes, as it may",
      "\"\"\(mark)",
      "\"\"\"q\"\"\"\n", "\"e\"\r\n", "\0", "\r",
    ]
    let hostile = plain + ["\"", "\"\"", "\"\r", "x\"\"y"]
    let pieces = seed % 2 == 0 ? plain : hostile
    let text = (0..<Int.random(in: 1..<60, using: &generator))
      .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
    let bytes = Array(text.utf8)
    let scanner = CSVScanner(separator: separator, lineBreak: 0x0A, hasQuotes: true)
    let padded = bytes + [UInt8](repeating: 0, count: CSVText.padding)
    let found = scanner.cut(padded.span, count: bytes.count, isLast: false)
    let expected = Self.read(bytes, separator: separator)
    #expect((found != nil) == (expected?.lastEnd != nil), "seed \(seed)")
    guard let found, let expected else { return }
    #expect(found.end - 1 == expected.lastEnd)
    #expect(found.lineCount == bytes[..<found.end].count { $0 == 0x0A })
    let ends = bytes.indices.filter { Self.bit($0, found.index.ends) }
    #expect(ends == expected.ends)
    let marks = bytes.indices.filter { Self.bit($0, found.index.marks) }
    #expect(marks == bytes.indices.filter { [0x22, 0x5C].contains(bytes[$0]) || bytes[$0] < 0x20 })
    for start in bytes.indices {
      let window = CSVIndex.window(found.index.ends.span, from: start)
      let next = expected.ends.first { $0 >= start }.map { $0 - start } ?? Int.max
      #expect(min(window.trailingZeroBitCount, 57) == min(next, 57))
    }
  }

  private static func bit(_ offset: Int, _ words: [UInt64]) -> Bool {
    UInt64(littleEndian: words[offset >> 6]) >> UInt64(offset & 63) & 1 == 1
  }

  @Test(
    "broken UTF-8 is noticed wherever it lies",
    arguments: [0, 1, 62, 63, 64, 127, 3700, 4095, 5000])
  func brokenText(offset: Int) throws {
    let scanner = CSVScanner(separator: UInt8(ascii: ","), lineBreak: 0x0A, hasQuotes: true)
    for (broken, isText) in [
      ([0xC3, 0xA9], true), ([0xF0, 0x9F, 0x99, 0x82], true), ([0xC3], false), ([0xA9], false),
      ([0xE2, 0x82], false),
    ] as [([UInt8], Bool)] {
      var bytes = [UInt8](repeating: UInt8(ascii: "a"), count: offset) + broken
      bytes += [UInt8](repeating: UInt8(ascii: "b"), count: 200) + [0x0A]
      let count = bytes.count
      bytes += [UInt8](repeating: 0, count: CSVText.padding)
      let cut = scanner.cut(bytes.span, count: count, isLast: true)
      let index = try #require(cut?.index)
      let found = index.isUTF8(bytes.span, from: 0, to: count)
      #expect(found == isText)
      let foundBehind = index.isUTF8(bytes.span, from: offset + broken.count, to: count)
      #expect(foundBehind)
    }
  }

  @Test("a text all above 0x7F is looked through whole")
  func longHighs() throws {
    let scanner = CSVScanner(separator: UInt8(ascii: ","), lineBreak: 0x0A, hasQuotes: true)
    let text = String(repeating: "日本語", count: 2000)
    for (bytes, isText) in [(Array(text.utf8), true), (Array(text.utf8.dropLast()), false)] {
      let padded = bytes + [0x0A] + [UInt8](repeating: 0, count: CSVText.padding)
      let cut = scanner.cut(padded.span, count: bytes.count + 1, isLast: true)
      let index = try #require(cut?.index)
      let found = index.isUTF8(padded.span, from: 0, to: bytes.count + 1)
      #expect(found == isText)
    }
  }
}
