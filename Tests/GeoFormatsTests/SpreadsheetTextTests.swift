import GeoFormats
import TestSupport
import Testing

@Suite("Text for spreadsheets")
struct SpreadsheetTextTests {
  @Test(
    "text that a spreadsheet would run gets an apostrophe",
    arguments: [
      "=1+1", "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1,1)", "\t=1+1", "\r=1+1", "\n=1+1",
      "=HYPERLINK(\"http://x.example\",\"a\")", "-", "+", "=", "-2+3+cmd|' /C calc'!A0", "+33 1 23",
      "\u{FF1D}1+1", "\u{FF20}SUM(1,1)",
    ])
  func formulas(text: String) { #expect(SpreadsheetText.guarded(text) == "'" + text) }

  @Test(
    "text that a spreadsheet would turn into another number or a day gets an apostrophe",
    arguments: [
      "123456789012", "1234567890123456", "007", "00", "1E5", "12e10", "3-4", "3/4", "1-2-2024",
      "05/03/2024", "1,234", "10:30", "50%", "-007", "1.2.3", ".5", "20190121220000",
    ])
  func changes(text: String) { #expect(SpreadsheetText.guarded(text) == "'" + text) }

  @Test(
    "numbers, days and other text stay as they are",
    arguments: [
      "", "0", "-5", "12", "-0.0447166666666667", "16.2700", "244657", "12345678901", "2024-03-05",
      "Gao", "24 killed", ">=24", "a=b", "MLI-2012-1-1", "1st day", "'quoted", "é", " =1",
      "2024 Gao", "https://x.example/?a=1",
    ])
  func kept(text: String) { #expect(SpreadsheetText.guarded(text) == text) }

  @Test("whole numbers keep their digits")
  func integers() {
    #expect(SpreadsheetText.guarded(99_999_999_999) == "99999999999")
    #expect(SpreadsheetText.guarded(-99_999_999_999) == "-99999999999")
    #expect(SpreadsheetText.guarded(100_000_000_000) == "'100000000000")
    #expect(SpreadsheetText.guarded(Int.min) == "'\(Int.min)")
  }

  @Test("text longer than a cell is cut, and says so", arguments: ["a", "é", "𝄞", "👩‍👩‍👧‍👦"])
  func long(unit: String) {
    let text = String(repeating: unit, count: 40_000)
    let cut = SpreadsheetText.guarded(text)
    #expect(cut.utf16.count <= 32_767 && cut.utf16.count > 32_000)
    #expect(cut.hasSuffix(" [cut: a cell holds no more]"))
    let whole = String(repeating: "a", count: 32_767)
    #expect(SpreadsheetText.guarded(whole) == whole)
  }

  @Test("CSVReader reads back what CSVEncoder writes with CR LF, for seeded random tables")
  func roundTrip() throws {
    for seed in UInt64(0)..<20 {
      var generator = SplitMix64(seed: seed)
      let alphabet = ["a", "\"", ",", "\n", " ", "é", "=", "'", "0", "-"]
      let rows = (0..<20).map { _ in
        (0..<4).map { _ in
          (0..<Int.random(in: 1...6, using: &generator)).map { _ in
            alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
          }.joined()
        }
      }
      var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]
      let encoder = CSVEncoder(endsLinesWithCRLF: true)
      encoder.append(["w", "x", "y", "z"], to: &bytes)
      for row in rows { encoder.append(row, to: &bytes) }
      var reader = try CSVReader(ByteSource(bytes: bytes, name: "table"))
      var read: [[String]] = []
      while let record = try reader.next() { read.append(record.fields) }
      #expect(read == rows, "seed \(seed)")
    }
  }
}
