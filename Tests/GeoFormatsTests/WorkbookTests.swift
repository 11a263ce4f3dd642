import Foundation
import GeoFormats
import TestSupport
import Testing

@Suite("Excel workbooks")
struct WorkbookTests {
  private func read(
    _ bytes: [UInt8], _ sheet: String = ""
  ) throws -> (header: [String], records: [[String]], diagnostics: [Diagnostic]) {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    try write(bytes, folder.appending(path: "b.xlsx").path)
    return try readFile(folder.appending(path: "b.xlsx").path + sheet)
  }

  /// A row of inline texts.
  private func row(_ number: Int, _ texts: [String]) -> String {
    "<row r=\"\(number)\">"
      + texts.map { "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>" }.joined() + "</row>"
  }

  @Test("texts are read with runs, references, escapes and line breaks")
  func texts() throws {
    let table = try read(
      workbook(
        [
          (
            "S",
            row(1, ["a", "b"]) + "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c></row>"
              + "<row><c t=\"s\"><v>2</v></c><c t=\"str\"><f>A1</f><v>f_x0041_</v></c></row>"
          )
        ],
        texts: "<si><t xml:space=\"preserve\"> a &amp;&#x41;&#66;<!-- > -->\r\n\"b\", </t></si>"
          + "<si><r><t>Mé</t></r><r><rPr/><t>naka</t></r><rPh sb=\"0\"><t>no</t></rPh></si>"
          + "<si><t><![CDATA[<&amp;>]]>_x0009__x000D__x001F_&#x1E;&nope;_x00</t></si>"))
    #expect(
      table.records == [
        [" a &AB\n\"b\", ", "Ménaka"], ["<&amp;>\t\r\u{FFFD}\u{FFFD}&nope;_x00", "fA"],
      ])
    #expect(table.diagnostics.isEmpty)
  }

  /// Style 1 is built in; the others are written out.
  private static let formats =
    "<numFmts><numFmt numFmtId=\"164\" formatCode=\"[h]:mm\"/>"
    + "<numFmt numFmtId=\"165\" formatCode=\"[$-40C]d mmm yyyy\\ h&quot;d&quot;;@\"/>"
    + "<numFmt numFmtId=\"166\" formatCode=\"0.0&quot; days&quot;;[Red]-0_y\"/></numFmts>"
    + "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>"
    + [14, 22, 20, 164, 165, 166].map { "<xf numFmtId=\"\($0)\"/>" }.joined() + "</cellXfs>"

  /// Values by style, and what they are in the system of 1900 and of 1904, worked out by
  /// hand from the rules of ECMA-376 part 1, 18.17.4.
  static let values: [(String, Int, String, String)] = [
    ("45352", 1, "2024-03-01", "2028-03-02"), ("45352", 0, "45352", "45352"),
    ("45352.521010995369", 2, "2024-03-01 12:30:15.350", "2028-03-02 12:30:15.350"),
    ("45352.99999999999", 5, "2024-03-02", "2028-03-03"), ("0.5", 3, "12:00:00", "12:00:00"),
    ("1.25", 4, "30:00:00", "30:00:00"), ("15", 1, "1900-01-15", "1904-01-16"),
    ("59", 1, "1900-02-28", "1904-02-29"), ("60", 1, "60", "1904-03-01"),
    ("61", 1, "1900-03-01", "1904-03-02"), ("-3", 1, "-3", "-3"),
    ("3000000", 1, "3000000", "3000000"),
    ("2958465", 1, "9999-12-31", "2958465"), ("45352", 6, "45352", "45352"),
    ("1.1000000000000001", 0, "1.1", "1.1"),
    ("123456789012345678", 0, "123456789012345678", "123456789012345678"),
    ("1E-3", 0, "1E-3", "1E-3"), ("16.269999999999999", 99, "16.27", "16.27"), ("x", 1, "x", "x"),
  ]

  @Test("numbers, dates and times are read by the format of their cell", arguments: values)
  func numbers(value: String, style: Int, from1900: String, from1904: String) throws {
    let rows = row(1, ["a"]) + "<row><c s=\"\(style)\"><v>\(value)</v></c></row>"
    for (properties, text) in [("", from1900), ("<workbookPr date1904=\"1\"/>", from1904)] {
      let table = try read(
        workbook([("S", rows)], formats: Self.formats, properties: properties))
      #expect(table.records == [[text]])
    }
  }

  @Test("rows and cells that are left out are empty, and lines are rows")
  func gaps() throws {
    let bytes = workbook([
      (
        "S",
        "<x:row r=\"3\"><x:c r=\"A3\"><x:v>1</x:v></x:c><x:c r=\"C3\" t='b'><x:v>1</x:v></x:c>"
          + "</x:row><row r=\"5\"/><row r=\"7\"><c r=\"B7\" t=\"e\"><v>#N/A</v></c><c r=\"D7\" s=\"1\"/>"
          + "</row><row><c r=\"A8\" t=\"d\"><v>2024-03-01</v></c><c r=\"E8\"><v>9</v></c></row>"
      )
    ])
    let table = try read(bytes)
    #expect(table.header == ["1", "", "TRUE"])
    #expect(table.records == [["", "#N/A", ""], ["2024-03-01", "", ""]])
    #expect(table.diagnostics.map(\.code) == ["sheet-cell-outside"])
    #expect(table.diagnostics.first?.line == 8 && table.diagnostics.first?.column == "E")
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    try write(bytes, folder.appending(path: "b").path)
    var reader = try CSVReader(ByteSource.open(folder.appending(path: "b").path))
    #expect(reader.firstLine == 4)
    #expect(try reader.next()?.line == 7)
    #expect(try reader.next()?.line == 8)
  }

  @Test("the first sheet that can be seen is read, or the one that is named")
  func sheets() throws {
    let bytes = workbook([
      ("hidden", row(1, ["h"])), ("A &amp; B", row(1, ["a"]) + row(2, ["1"])),
      ("C", row(1, ["c"]) + row(2, ["2"])),
    ])
    let first = try read(bytes)
    #expect(first.header == ["a"])
    #expect(first.diagnostics.map(\.code) == ["sheet-others-not-read"])
    #expect(try read(bytes, ":A & B").diagnostics.isEmpty)
    #expect(try read(bytes, ":C").records == [["2"]])
    #expect(try read(bytes, ":hidden").header == ["h"])
    let error = #expect(throws: InputError.self) { try read(bytes, ":D") }
    #expect(error?.reason == "the workbook has no sheet \"D\"")
    #expect(error?.action == "it has \"hidden\", \"A & B\", \"C\"")
  }

  @Test("a formula that has never been calculated is said")
  func formulas() throws {
    let table = try read(
      workbook([("S", row(1, ["a"]) + "<row><c><f>1+1</f></c></row><row><c><v>1</v></c></row>")]))
    #expect(table.records == [["1"]])
    #expect(table.diagnostics.map(\.code) == ["sheet-formula-without-value"])
    #expect(table.diagnostics.first?.column == "A2")
  }

  static let damages: [(String, String)] = [
    (
      "<row r=\"7\"><c r=\"C7\" t=\"s\"><v>5</v></c></row>",
      "S!C7: part \"xl/sheets/0.xml\" is "
        + "damaged: it refers to a text that is not there (of 0)"
    ),
    (
      "<row r=\"7\"><c r=\"C7\"/><c r=\"C7\"/></row>",
      "S!C7: part \"xl/sheets/0.xml\" is damaged: "
        + "the cells of a row are not in order"
    ),
    ("<row r=\"7\"/><row r=\"6\"/>", "row 6 follows row 7"),
    ("<row r=\"1048577\"/>", "row 1048577"),
    ("<row><c r=\"XFE1\"/></row>", "not in order"),
    ("<row><c r=A1></c></row>", "no value in quotes"),
    ("<row><c r=\"A1></c></row>", "ends in a tag"),
    ("<row></row></row></x></x></x>", "has not begun"),
    ("<row><c><v>1", "ends in the middle"), ("<!DOCTYPE a [<!ENTITY b \"c\">]>", "document type"),
  ]

  @Test("damage is an error that names sheet and cell", arguments: damages)
  func damage(rows: String, reason: String) throws {
    let parts = ["xl/sheets/0.xml": "<worksheet><sheetData><row><c><v>1</v></c></row>\(rows)"]
    let error = #expect(throws: InputError.self) {
      try read(workbook([("S", "")], changed: parts))
    }
    #expect(error?.reason.contains(reason) == true, "\(error?.description ?? "")")
  }

  @Test("entities are refused in every part")
  func entities() throws {
    for part in ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "_rels/.rels"] {
      let error = #expect(throws: InputError.self) {
        try read(
          workbook([("S", "")], changed: [part: "<!DOCTYPE a [<!ENTITY b \"b\">]><a>&b;</a>"]))
      }
      #expect(error?.reason.contains("document type") == true)
    }
  }

  @Test("workbooks with seeded random damage are read or refused, never more", arguments: 0..<40)
  func fuzz(seed: Int) throws {
    var generator = SplitMix64(seed: UInt64(seed))
    var rows = Array(
      (row(1, ["a", "b"])
        + "<row r=\"2\"><c r=\"A2\" s=\"1\"><v>45352.5</v></c><c r=\"B2\" t=\"s\">"
        + "<v>0</v></c></row>" + row(3, ["x &amp; y", "_x0041_"])).utf8)
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let index = Int.random(in: 0..<rows.count, using: &generator)
      switch Int.random(in: 0...2, using: &generator) {
      case 0: rows.remove(at: index)
      case 1: rows[index] = UInt8.random(in: 0...255, using: &generator)
      default: rows.insert(contentsOf: rows[index...].prefix(9), at: index)
      }
    }
    let bytes = workbook(
      [("S", String(decoding: rows, as: UTF8.self))], texts: "<si><t>t</t></si>",
      formats: Self.formats)
    do {
      _ = try read(bytes)
    } catch is InputError {
      // A clear refusal.
    }
  }
}
