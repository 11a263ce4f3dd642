import GeoFormats
import TestSupport
import Testing

@Suite("Text encodings")
struct EncodingTests {
  private let text = "id;nom\n1;Ménaka\n2;Gao – été\n3;Tessalit\n"

  private func utf16(_ text: String, isBigEndian: Bool, hasMark: Bool) -> [UInt8] {
    ((hasMark ? [0xFEFF] : []) + Array(text.utf16)).flatMap { unit in
      let bytes = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
      return isBigEndian ? bytes : bytes.reversed()
    }
  }

  @Test("UTF-16 is read in either byte order, with and without a mark")
  func utf16() throws {
    for isBigEndian in [true, false] {
      for hasMark in [true, false] {
        let table = try readTable(
          utf16(text, isBigEndian: isBigEndian, hasMark: hasMark), CSVOptions(separator: .detect))
        #expect(table.header == ["id", "nom"])
        #expect(table.records == [["1", "Ménaka"], ["2", "Gao – été"], ["3", "Tessalit"]])
        #expect(table.diagnostics.isEmpty)
      }
    }
  }

  @Test("half a pair and half a unit of UTF-16 are reported where they stand")
  func brokenUTF16() throws {
    var bytes = utf16("a,b\n1,x", isBigEndian: false, hasMark: true)
    bytes +=
      [0x3D, 0xD8] + utf16("y\n2,\u{1F30D}\n3,", isBigEndian: false, hasMark: false) + [0x41]
    let table = try readTable(bytes)
    #expect(table.records == [["1", "x\u{FFFD}y"], ["2", "\u{1F30D}"], ["3", "\u{FFFD}"]])
    #expect(table.diagnostics.map(\.code) == ["csv-not-utf8", "csv-not-utf8"])
    #expect(table.diagnostics.map(\.line) == [2, 4])
  }

  @Test("pairs of UTF-16 that lie across the pieces of a stream are whole")
  func utf16Pieces() throws {
    for shift in 0..<3 {
      let note =
        String(repeating: "x", count: shift) + String(repeating: "\u{1F30D}é", count: 90_000)
      let table = try readTable(utf16("a,b\n1,\(note)\n", isBigEndian: true, hasMark: true))
      #expect(table.records == [["1", note]])
    }
  }

  /// All the bytes that Windows-1252 has above ASCII, as Python 3.11's codec `cp1252` reads them.
  static let upperHalf =
    "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\u{A0}¡¢£¤¥¦§¨©ª«¬\u{AD}®¯°±²³´µ¶·¸¹º»¼½¾¿"
    + "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ"

  @Test("every character of Windows-1252 is read, and said once")
  func windows1252() throws {
    let open: [UInt8] = [0x81, 0x8D, 0x8F, 0x90, 0x9D]
    var bytes = Array("a,b\n".utf8)
    for byte in UInt8(0x80)...0xFF where !open.contains(byte) {
      bytes += Array("1,".utf8) + [byte, 0x0A]
    }
    let table = try readTable(bytes)
    #expect(table.records.map { $0[1] }.joined() == Self.upperHalf)
    #expect(table.diagnostics.map(\.code) == ["encoding-windows-1252"])
    #expect(table.diagnostics.first?.severity == .warning)
  }

  /// The bytes of a note, and whether it is Windows-1252.
  static let judged: [([UInt8], Bool, String)] = [
    (Array("Ménaka, été".utf8), false, "UTF-8"),
    ([0x4D, 0xE9, 0x6E, 0x61, 0x6B, 0x61], true, "one accent"),
    (Array("é".utf8) + [0x20, 0xE9], false, "as many well-formed as broken"),
    (Array("é à".utf8) + [0x20, 0xE9], false, "UTF-8 with a broken byte"),
    (Array("é".utf8) + [0x20, 0xE9, 0x20, 0xE8], true, "more broken than well-formed"),
    ([0x64, 0x92, 0xE9, 0x74, 0xE9], true, "an apostrophe and accents"),
    ([0x41, 0x8D, 0xE9], false, "an open byte"),
    ([0x82, 0x74, 0x82, 0x20, 0x8A, 0x6C, 0x82], false, "code page 850"),
    ([0xCC, 0xEE, 0xF1, 0xEA, 0xE2, 0xE0, 0x20, 0xCA, 0xE8, 0xE5, 0xE2], false, "Cyrillic"),
    ([0xC7, 0xE1, 0xDF, 0xE6, 0xED, 0xCA], false, "Arabic"),
  ]

  @Test("broken UTF-8 is Windows-1252 only if it is frequent and looks like it", arguments: judged)
  func judgement(note: [UInt8], isWindows: Bool, what: String) throws {
    let table = try readTable(Array("a,b\n1,\"".utf8) + note + Array("\"\n".utf8))
    #expect(
      table.diagnostics.contains { $0.code == "encoding-windows-1252" } == isWindows, "\(what)")
    #expect(table.records.count == 1)
  }

  @Test("text that is ASCII for more than a megabyte is judged where it stops to be")
  func late() throws {
    for length in [1_048_560, 1_048_576, 1_500_000, 2_097_150] {
      let padding = String(repeating: "x", count: length)
      let start = Array("a,b\n\(padding),1\n".utf8)
      let windows = try readTable(start + [0x4D, 0xE9, 0x6E] + Array(",2\nend,3\n".utf8))
      #expect(windows.records == [[padding, "1"], ["Mén", "2"], ["end", "3"]], "\(length)")
      #expect(windows.diagnostics.map(\.code) == ["encoding-windows-1252"], "\(length)")
      let unicode = try readTable(start + Array("Mén,中\nend,3\n".utf8))
      #expect(unicode.records == [[padding, "1"], ["Mén", "中"], ["end", "3"]], "\(length)")
      #expect(unicode.diagnostics.isEmpty, "\(length)")
      let broken = try readTable(start + Array("été,".utf8) + [0xE9] + Array("\nend,3\n".utf8))
      #expect(broken.records.last == ["end", "3"], "\(length)")
      #expect(broken.diagnostics.map(\.code) == ["csv-not-utf8"], "\(length)")
    }
  }

  @Test("a character that a late megabyte cuts is whole")
  func lateCut() throws {
    for shift in 0..<5 {
      let padding = String(repeating: "x", count: 2 * ByteSource.chunkSize - 6 - shift)
      let table = try readTable("a,b\n\(padding)中,\u{1F30D}\n")
      #expect(table.records == [["\(padding)中", "\u{1F30D}"]])
      #expect(table.diagnostics.isEmpty)
    }
  }

  @Test("a sequence that the first megabyte cuts is not taken for Windows-1252")
  func cutHead() throws {
    for shift in 0..<4 {
      let padding = String(repeating: "x", count: ByteSource.chunkSize - 10 - shift)
      let table = try readTable("a,b\n\(padding),中é\u{1F30D}中é\n")
      #expect(table.records == [[padding, "中é\u{1F30D}中é"]])
      #expect(table.diagnostics.isEmpty)
    }
  }

  @Test("lines that end in CR alone are told in every encoding")
  func carriageReturns() throws {
    let bytes = utf16("a,b\r1,é\r2,x\r", isBigEndian: false, hasMark: true)
    #expect(try readTable(bytes).records == [["1", "é"], ["2", "x"]])
  }

  @Test("between semicolons a decimal comma is a point, elsewhere it is not")
  func decimalCommas() throws {
    for (text, double, integer) in [
      ("x;y\n16,27;2,0\n", 16.27, 2), ("x;y\n16.27;2\n", 16.27, 2), ("x;y\n1,2,3;1,5\n", nil, nil),
      ("x;y\n1.234,5;1.000,0\n", nil, nil), ("x\ty\n16,27\t2,0\n", nil, nil),
      ("x,y\n\"16,27\",\"2,0\"\n", nil, nil), ("x;y\n-0,5;-3\n", -0.5, -3),
      ("x;y\n,5;,\n", 0.5, nil),
    ] as [(String, Double?, Int?)] {
      var reader = try CSVReader(
        ByteSource(bytes: Array(text.utf8), name: "t"), CSVOptions(separator: .detect))
      let record = try #require(try reader.next())
      #expect(record.double(0) == double, "\(text)")
      #expect(record.integer(1) == integer, "\(text)")
    }
  }
}
