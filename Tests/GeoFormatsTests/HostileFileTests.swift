import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import GeoFormats

/// Files made to exhaust whoever reads them end soon, in bounded memory, with a clear message.
@Suite("Hostile files")
struct HostileFileTests {
  private func table(_ text: String) throws -> (records: [CSVRecord], codes: [String]) {
    var reader = try CSVReader(ByteSource(bytes: Array(text.utf8), name: "x.csv"))
    var records: [CSVRecord] = []
    while let record = try reader.next() { records.append(record) }
    return (records, reader.diagnostics.map(\.code))
  }

  @Test("a row of 10 MB is read, one of 20 MB is left out and said")
  func longRows() throws {
    let long = String(repeating: "x", count: 10 << 20)
    let taken = try table("a,b\n1,\(long)\n2,y\n")
    #expect(taken.records.map { $0.bytes(1).count } == [10 << 20, 1] && taken.codes.isEmpty)
    let left = try table("a,b\n1,\(long)\(long)\n2,y\n")
    #expect(left.records.map(\.line) == [3] && left.codes == ["csv-record-too-long"])
  }

  @Test("a million columns are read")
  func manyColumns() throws {
    let names = (0..<1_000_000).map { "c\($0)" }.joined(separator: ",")
    let result = try table("\(names)\n\(String(repeating: "1,", count: 999_999))9\n")
    #expect(result.records.first?.integer(999_999) == 9 && result.codes.isEmpty)
  }

  @Test("a number of five million digits is too large, or is read, at once")
  func longNumbers() throws {
    let digits = String(repeating: "1", count: 5_000_000)
    let record = try #require(try table("a,b\n\(digits),0.\(digits)\n").records.first)
    #expect(record.double(0) == nil && record.integer(0) == nil)
    #expect(record.double(1) == 0.1111111111111111)
    #expect(throws: JSONError.self) { try JSONParser.parse("[\(digits)]") }
  }

  @Test("damaged rows come in batches of bounded size, and all are said")
  func manyFindings() throws {
    // Each is a row of one field where two are expected; then quotes that are never closed.
    for (row, code) in [("x\n", "csv-too-few-fields"), ("\"x\n\"y\n", "csv-unclosed-quote")] {
      let text = "a,b\n" + String(repeating: row, count: 200_000)
      var reader = try CSVReader(ByteSource(bytes: Array(text.utf8), name: "x.csv"))
      var lines: [Int?] = []
      while let batch = try reader.nextBatch() {
        #expect(batch.diagnostics.count <= CSVReader.mostRows + 1)
        lines += batch.diagnostics.filter { $0.code == code }.map(\.line)
      }
      #expect(lines.count >= 199_999 && lines.first == 2)
      #expect(zip(lines, lines.dropFirst()).allSatisfy { ($0 ?? 0) < ($1 ?? 0) })
    }
  }

  @Test("a doubled quote before CRLF counts as one line, wherever the text is cut")
  func lines() throws {
    // The last bytes of a text are read another way than those before.
    for count in 0..<12 {
      let rest = String(repeating: "x", count: count)
      let result = try table("a,b\r\n1,\"q \"\"q\"\"\"\r\n2,\(rest)\r\n3,y\r\n")
      #expect(result.records.map(\.line) == [2, 3, 4], "\(count)")
    }
  }

  @Test("100,000 names that stand twice, in one object or nested, are read and said at once")
  func repeatedNames() throws {
    let members = (0..<50_000).map { "\"k\($0)\":1" }.joined(separator: ",")
    var parser = try JSONParser(Array("{\(members),\(members)}".utf8), file: "x.json")
    let value = try parser.parse()
    guard case .object(let object) = value else { return }
    #expect(object.members.count == 50_000 && parser.diagnostics.count == 50_000)
    let nested = "{\"a\":1,\"a\":2,\n\"b\":{\"c\":1,\"c\":2}}\n"
    let list = Array(repeating: nested, count: 50_000).joined(separator: ",")
    var second = try JSONParser(Array("[\(list)]".utf8), file: "x.json")
    _ = try second.parse()
    #expect(second.diagnostics.count == 100_000)
    #expect(second.diagnostics.suffix(2).map(\.line) == [100_000, 99_999])
  }

  @Test("GeoJSON nested 100,000 deep is refused with its place")
  func deepGeoJSON() {
    let collection = "{\"type\":\"GeometryCollection\",\"geometries\":["
    for text in [
      String(repeating: collection, count: 100_000),
      "{\"type\":\"Feature\",\"properties\":" + String(repeating: "[", count: 100_000),
      "{\"type\":\"Polygon\",\"coordinates\":" + String(repeating: "[", count: 100_000),
    ] {
      let error = #expect(throws: JSONError.self) {
        try GeoJSONReader.read(Array(text.utf8), file: "deep.geojson")
      }
      #expect(error?.line == 1, "\(error?.reason ?? "")")
    }
  }

  @Test("what unpacks to 200 times its size is refused above 512 MB, not before")
  func expansion() throws {
    var sound = Expansion()
    for _ in 0..<100 { try sound.add(100 << 20, from: 1 << 30, file: "x.gz") }
    var bomb = Expansion()
    try bomb.add(512 << 20, from: 1, file: "x.gz")
    let error = #expect(throws: InputError.self) { try bomb.add(1, from: 1 << 20, file: "x.gz") }
    #expect(error?.reason == "it unpacks to more than 200 times its size, which no table does")
  }

  @Test(
    "600 MB of zeros in gzip members and in a zip entry are refused",
    .enabled("python3 is not installed") { python != nil })
  func bombs() throws {
    let python = try #require(python)
    try withTemporaryFolder { folder in
      let made = try run(
        python,
        [
          "-c",
          """
          import gzip, sys, zipfile
          block = bytes(1 << 22)
          with open(sys.argv[1] + '/bomb.gz', 'wb') as out:
              out.write(gzip.compress(block) * 150)
          with zipfile.ZipFile(sys.argv[1] + '/bomb.zip', 'w', zipfile.ZIP_DEFLATED) as out:
              with out.open('a.csv', 'w') as entry:
                  for _ in range(150): entry.write(block)
          """, folder,
        ])
      #expect(made.status == 0)
      for name in ["bomb.gz", "bomb.zip"] {
        let source = try ByteSource.open("\(folder)/\(name)")
        let error = #expect(throws: InputError.self) {
          var bytes: [UInt8] = []
          while try source.read(appendingTo: &bytes) > 0 { bytes.removeAll(keepingCapacity: true) }
        }
        #expect(error?.reason.contains("200 times its size") == true, "\(name)")
      }
    }
  }

  static let damaged: [(rows: String, texts: String, reason: String)] = [
    (
      "<row r=\"1000000000\"><c t=\"inlineStr\"><is><t>x</t></is></c></row>", "",
      "row 1000000000 follows row 0"
    ),
    ("<row><c r=\"ZZZZ1\"><v>1</v></c></row>", "", "the cells of a row are not in order"),
    (
      "<row><c t=\"s\"><v>0</v></c></row>",
      "<si><t>" + String(repeating: "x", count: 17 << 20) + "</t></si>",
      "a piece of it is longer than 16 MB"
    ),
    (
      "<row><c t=\"s\"><v>0</v></c></row>",
      "<!DOCTYPE a [<!ENTITY a \"xxxxxxxxxx\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>"
        + "<si><t>&b;</t></si>",
      "a document type declaration"
    ),
  ]

  @Test(
    "a workbook with a billion rows, endless texts or entities is refused", arguments: damaged)
  func workbooks(rows: String, texts: String, reason: String) throws {
    try withTemporaryFolder { folder in
      try write(workbook([("S", rows)], texts: texts), "\(folder)/x.xlsx")
      let error = #expect(throws: InputError.self) { try readFile("\(folder)/x.xlsx") }
      #expect(error?.reason.contains(reason) == true, "\(error?.description ?? "")")
    }
  }

  @Test("a message is one line of bounded length, whatever the record is called")
  func messages() {
    let name = "\u{1B}[2J\n" + String(repeating: "x\u{301}", count: 100_000)
    let finding = Diagnostic(
      .error, code: "x", file: "x.csv", line: 1, column: name, record: name, value: name,
      reason: name, action: name)
    let error = InputError(file: name, reason: name, action: name)
    let json = JSONError(file: "x", line: 1, column: 1, reason: name)
    for text in ["\(finding)", "\(error)", "\(json)"] {
      #expect(text.utf8.count < 20_000)
      #expect(!text.unicodeScalars.contains { $0.value < 0x20 })
    }
    #expect("\(finding)".hasPrefix("x.csv:1: record \\u{1b}[2J\\n"))
  }
}
