import GeoFormats
import TestSupport
import Testing

/// Reads a whole table held in memory.
func readTable(
  _ text: String, _ options: CSVOptions = CSVOptions()
) throws -> (header: [String], records: [[String]], diagnostics: [Diagnostic]) {
  try readTable(Array(text.utf8), options)
}

func readTable(
  _ bytes: [UInt8], _ options: CSVOptions = CSVOptions()
) throws -> (header: [String], records: [[String]], diagnostics: [Diagnostic]) {
  var reader = try CSVReader(ByteSource(bytes: bytes, name: "table.csv"), options)
  var records: [[String]] = []
  while let record = try reader.next() { records.append(record.fields) }
  return (reader.header, records, reader.diagnostics)
}

@Suite("CSV reading")
struct CSVReaderTests {
  /// Expected records from Python 3.11's csv module (strict off, newline='').
  static let pythonCases: [(String, [[String]])] = [
    ("a,b\n1,2\n", [["1", "2"]]),
    ("a,b\r\n1,2\r\n3,4", [["1", "2"], ["3", "4"]]),
    ("a,b\r1,2\r3,4\r", [["1", "2"], ["3", "4"]]),
    ("a,b\n\"x,y\",2\n", [["x,y", "2"]]),
    ("a,b\n\"x\ny\",2\n", [["x\ny", "2"]]),
    ("a,b\n\"x\r\ny\",2\r\n", [["x\r\ny", "2"]]),
    ("a,b\n\"he said \"\"no\"\"\",2\n", [["he said \"no\"", "2"]]),
    ("a,b\n\"\",\"\"\"\"\n", [["", "\""]]),
    ("a,b\nSD\"F,2\n", [["SD\"F", "2"]]),
    ("a,b\n5\" pipe,6\"\n", [["5\" pipe", "6\""]]),
    ("a,b\n \"x\",2\n", [[" \"x\"", "2"]]),
    ("a,b\n\"x\"y,2\n", [["xy", "2"]]),
    ("a,b\n\"x\"y\"z\",2\n", [["xy\"z\"", "2"]]),
    ("a,b\n\"a\"\"\"\"b\",\"\"\"q\"\"\"\n", [["a\"\"b", "\"q\""]]),
    ("a,b\n,\n", [["", ""]]),
    ("a,b\n1,\"2\"", [["1", "2"]]),
    ("a,b\n1,\"2\"\r\n\"3\",4", [["1", "2"], ["3", "4"]]),
    ("a,b\n\n1,2\n\n\n3,4\n\n", [["1", "2"], ["3", "4"]]),
    ("a,b\nÉ,\u{1F30D}\n", [["É", "\u{1F30D}"]]),
    ("a,b\n\"\n\",\"\n\n\"\n", [["\n", "\n\n"]]),
    ("a,b\n'x,y'\n", [["'x", "y'"]]),
    ("a,b\nx\ty,\\\"\n", [["x\ty", "\\\""]]),
  ]

  @Test("reads what Python's csv module reads", arguments: pythonCases)
  func python(text: String, records: [[String]]) throws {
    let table = try readTable(text)
    #expect(table.header == ["a", "b"])
    #expect(table.records == records)
    #expect(table.diagnostics.allSatisfy { $0.code == "csv-text-after-quote" })
  }

  @Test("a byte order mark is no part of the first name")
  func byteOrderMark() throws {
    let table = try readTable([0xEF, 0xBB, 0xBF] + Array("id,n\n1,2\n".utf8))
    #expect(table.header == ["id", "n"])
    #expect(table.records == [["1", "2"]])
  }

  @Test("records know the line they start on")
  func lines() throws {
    let text = "a,b\n\"x\ny\nz\",1\n\n2,3\n\"p\",\"\nq\"\n4,5\n"
    var reader = try CSVReader(ByteSource(bytes: Array(text.utf8), name: "t"))
    var lines: [Int] = []
    while let record = try reader.next() { lines.append(record.line) }
    #expect(lines == [2, 6, 7, 9])
    #expect(reader.firstLine == 2)
  }

  @Test("a separator is detected outside quotes of the first line")
  func separators() throws {
    for (text, fields) in [
      ("\"a,b,c\";d\n1;2\n", ["1", "2"]), ("a\tb\n1,5\t2\n", ["1,5", "2"]),
      ("a,b;c\n1,2;3\n", ["1", "2;3"]), ("a\n1\n", ["1"]),
    ] {
      let table = try readTable(text, CSVOptions(separator: .detect))
      #expect(table.records == [fields])
    }
  }

  @Test("a table without header or quotes gives its bytes as they are")
  func plain() throws {
    let table = try readTable(
      "1\t\"x\n2\ty\"\n", CSVOptions(separator: .tab, hasHeader: false, hasQuotes: false))
    #expect(table.header.isEmpty)
    #expect(table.records == [["1", "\"x"], ["2", "y\""]])
  }

  @Test("quoted and empty fields are told apart, columns out of range are empty")
  func fieldForms() throws {
    var reader = try CSVReader(
      ByteSource(bytes: Array("a,b,c\n,\"\",\" 1.0 \"\n".utf8), name: "t"))
    let record = try #require(try reader.next())
    #expect(record.isEmpty(0) && !record.isQuoted(0))
    #expect(record.isEmpty(1) && record.isQuoted(1))
    #expect(record.integer(2) == 1 && record.double(2) == 1)
    #expect(record[3] == "" && record[-1] == "" && record.bytes(9).isEmpty)
    #expect(reader.column("c") == 2 && reader.column("d") == nil)
  }

  @Test("an unclosed quote costs its own line and no other")
  func unclosedAtEnd() throws {
    let table = try readTable("a,b\n1,2\n3,\"oops\n5,6\n7,8\n")
    #expect(table.records == [["1", "2"], ["5", "6"], ["7", "8"]])
    #expect(table.diagnostics.map(\.code) == ["csv-unclosed-quote"])
    #expect(table.diagnostics.first?.line == 3)
    #expect(table.diagnostics.first?.rejectsRow == true)
  }

  @Test("an unclosed quote before quoted fields is found where it opens")
  func unclosedBeforeQuotes() throws {
    let table = try readTable("a,b\n1,\"oops\n5,\"x, y\"\n7,\"\"\n\"8\",9\n")
    #expect(table.records == [["5", "x, y"], ["7", ""], ["8", "9"]])
    #expect(table.diagnostics.map(\.line) == [2])
  }

  @Test("rows of a wrong length are left out and reported, empty fields too many are not")
  func fieldCounts() throws {
    let table = try readTable("a,b\n1\n1,2,3\n1,2,,\n1,2\n3,4,\"\"\n5")
    #expect(table.records == [["1", "2"], ["1", "2"], ["3", "4"]])
    #expect(
      table.diagnostics.map { "\($0.line ?? 0) \($0.code)" } == [
        "2 csv-too-few-fields", "3 csv-too-many-fields", "7 csv-too-few-fields",
      ])
  }

  @Test("broken UTF-8 and zero bytes are replaced and reported by column")
  func brokenText() throws {
    let table = try readTable(
      Array("name,b\nCaf".utf8) + [0xE9] + Array(",x\ny\0,z\né,ok\n".utf8)
        + Array(repeating: UInt8(ascii: "\n"), count: 200))
    #expect(table.records == [["Caf\u{FFFD}", "x"], ["y\u{FFFD}", "z"], ["é", "ok"]])
    #expect(table.diagnostics.map(\.code) == ["csv-not-utf8", "csv-zero-byte"])
    #expect(
      table.diagnostics.first?.description
        == "table.csv:2: column name: \"Caf\u{FFFD}\": the text has bytes that are not UTF-8; "
        + "replaced by \u{FFFD}; save the file as UTF-8")
  }

  @Test("a header alone, doubled names and an empty table are said")
  func headers() throws {
    #expect(try readTable("a,b\n").diagnostics.map(\.code) == ["csv-no-records"])
    #expect(try readTable("a,b").diagnostics.map(\.code) == ["csv-no-records"])
    let padding = String(repeating: "\n", count: 200)
    #expect(try readTable("a\u{0},b\n1,2\n" + padding).header == ["a\u{FFFD}", "b"])
    #expect(try readTable("a,b,a\n1,2,3\n").diagnostics.map(\.code) == ["csv-duplicate-column"])
    #expect(try readTable("a,b\n1\n").diagnostics.map(\.code) == ["csv-too-few-fields"])
  }

  static let refused: [([UInt8], String)] = [
    ([], "empty"),
    (Array("\n\n\n".utf8), "no header"),
    (Array("a,\"b\n1,2\n".utf8), "header is not closed"),
    ([0x50, 0x4B, 3, 4, 0, 0], "packed"),
    ([0x1F, 0x8B, 8, 0], "packed"),
    ((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 167) }, "not a CSV text file"),
  ]

  @Test("what is no CSV text is refused with a reason", arguments: refused)
  func refusals(bytes: [UInt8], reason: String) {
    let error = #expect(throws: InputError.self) { try readTable(bytes) }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
  }

  @Test("a record over 16 MB is left out and the next ones are read")
  func longRecord() throws {
    let long = [UInt8](repeating: UInt8(ascii: "x"), count: 17 << 20)
    for quote in ["", "\""] {
      let bytes = Array("a,b\n1,2\n3,\(quote)".utf8) + long + Array("\n5,6\n".utf8)
      let table = try readTable(bytes)
      #expect(table.records == [["1", "2"], ["5", "6"]])
      #expect(table.diagnostics.count == 1)
      #expect(table.diagnostics.first?.line == 3)
    }
  }

  @Test("records that lie across the pieces a file is read in are whole")
  func pieces() throws {
    var generator = SplitMix64(seed: 20_250_211)
    var rows: [[String]] = []
    var text = "a,b\n"
    while text.utf8.count < 5 << 19 {
      let size = Int.random(in: 0...40_000, using: &generator)
      let row = [String(repeating: "ab\n", count: size / 3) + "\"", "\(rows.count)"]
      rows.append(row)
      text += "\"" + row[0].replacing("\"", with: "\"\"") + "\",\(row[1])\r\n"
    }
    let table = try readTable(text)
    #expect(table.records == rows)
    #expect(table.diagnostics.isEmpty)
  }

  @Test(
    "a quote, its double or the line break behind it may begin the next piece", arguments: -4..<1)
  func pieceBorders(shift: Int) throws {
    for (written, read) in [("\"y\"", "y"), ("\"y\"\"\"", "y\"")] {
      let padding = String(repeating: "x", count: ByteSource.chunkSize - 4 + shift)
      let table = try readTable("a,b\n\(padding),\(written)\r\n1,2\r\n\"\",\r\n")
      #expect(table.records == [[padding, read], ["1", "2"], ["", ""]])
      #expect(table.diagnostics.isEmpty)
    }
  }

  @Test("what CSVWriter writes CSVReader reads, for seeded random tables", arguments: 0..<40)
  func roundTrip(seed: Int) throws {
    var generator = SplitMix64(seed: UInt64(seed))
    let pieces = [
      "\"", ",", "\n", "\r\n", "a", "é", "\u{1F30D}", " ", ";", "\t", "\"\"", "12.5", "\u{2028}",
    ]
    let width = Int.random(in: 1...5, using: &generator)
    let rows = (0..<20).map { _ in
      (0..<width).map { _ in
        (0..<Int.random(in: 0...6, using: &generator)).map { _ in
          pieces.randomElement(using: &generator) ?? ""
        }.joined()
      }
    }
    let sink = MemorySink()
    var writer = try CSVWriter(to: sink, header: (0..<width).map { "c\($0)" })
    for row in rows { try writer.write(row) }
    try writer.finish()
    let table = try readTable(sink.bytes)
    #expect(table.records == rows, "seed \(seed)")
    #expect(table.diagnostics.isEmpty, "seed \(seed)")
  }

  @Test("of random quotes, breaks and separators every line is kept or reported", arguments: 0..<60)
  func hostile(seed: Int) throws {
    var generator = SplitMix64(seed: UInt64(seed))
    let alphabet = ["\"", "\"", ",", "\n", "\n", "a", "é", "\"\"", "\",\"", "\r\n"]
    let body = (0..<300).map { _ in alphabet.randomElement(using: &generator) ?? "" }.joined()
    var reader = try CSVReader(ByteSource(bytes: Array("a,b\n\(body)".utf8), name: "t"))
    // Where something that is kept or reported begins; the lines up to the next belong to it.
    var begins: Set<Int> = []
    var kept = 0
    while let record = try reader.next() {
      #expect(begins.insert(record.line).inserted, "seed \(seed)")
      kept += record.fields.joined().utf8.count { $0 == UInt8(ascii: "a") }
    }
    let rejected = reader.diagnostics.filter(\.rejectsRow)
    for diagnostic in rejected { begins.insert(diagnostic.line ?? 0) }
    let lines = body.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    let first = lines.firstIndex { !$0.isEmpty && !$0.elementsEqual([0x0D]) }
    #expect(begins.min() == first.map { $0 + 2 } || !rejected.isEmpty, "seed \(seed)")
    if rejected.isEmpty {
      #expect(kept == body.utf8.count { $0 == UInt8(ascii: "a") }, "seed \(seed)")
    }
  }
}
