import Foundation
import TestSupport
import Testing

@Suite struct OwnTableTests {
  /// The properties of the only feature, without the row it came from, and its geometry.
  private func only(_ arguments: [String], folder: URL = testFolder) throws -> NSDictionary {
    let run = try balise(arguments, folder: folder)
    #expect(run.status == 0, "\(run.messages)")
    let object = try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any]
    let features = try #require(object?["features"] as? [[String: Any]])
    var feature = try #require(features.first)
    var properties = try #require(feature["properties"] as? [String: Any])
    properties["source_row"] = nil
    feature["properties"] = properties
    return feature as NSDictionary
  }

  private static let founding = [
    "map", "../../Geodata/incidents/gao-algeria-2025.yaml",
  ]

  @Test func `two small tables say of the founding incident what its document says`() throws {
    let tables = try only([
      "map", "Inputs/founding-incidents.csv", "--claims", "Inputs/founding-claims.csv",
    ])
    #expect(tables == (try only(Self.founding)))
  }

  @Test func `so do two sheets of one workbook`() throws {
    func rows(_ name: String) throws -> String {
      csvRows(try inputText(name)).enumerated().map { number, cells in
        "<row r=\"\(number + 1)\">"
          + cells.map { "<c t=\"inlineStr\"><is><t>\(Self.escaped($0))</t></is></c>" }.joined()
          + "</row>"
      }.joined()
    }
    let bytes = workbook([
      ("Incidents", try rows("founding-incidents.csv")),
      ("Claims", try rows("founding-claims.csv")),
    ])
    try inTemporaryFolder { folder in
      let file = folder.appending(path: "tables.xlsx")
      try Data(bytes).write(to: file)
      let sheets = try only([
        "map", "\(file.path):Incidents", "--claims", "\(file.path):Claims",
      ])
      #expect(sheets == (try only(Self.founding)))
    }
  }

  @Test func `a suggested mapping is taken as it is written`() throws {
    try inTemporaryFolder { folder in
      let mapping = folder.appending(path: "mapping.yaml").path
      let table = "Inputs/own-synthetic.csv"
      let suggested = try balise(["check", table, "--suggest-mapping", "-o", mapping])
      #expect(suggested.status == 0, "\(suggested.messages)")
      let mapped = try balise(["map", table, "--mapping", mapping])
      #expect(mapped.text.contains("\"id\":\"SYN-6\""), "\(mapped.messages)")
      #expect(mapped.messages.contains("6 records in; 6 features out"))
    }
  }

  @Test func `a mapping or a table of claims is not written over`() throws {
    try inTemporaryFolder { folder in
      try write("id,country\n1,Mali\n", to: "t.csv", in: folder)
      try write("incident_id,source,stance\n1,A,alleges\n", to: "c.csv", in: folder)
      let run = try balise(["map", "t.csv", "--claims", "c.csv", "-o", "c.csv"], folder: folder)
      #expect(run.status == 1)
      #expect(run.messages.contains("it is an input too and would be lost"))
    }
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }

  /// The cells of a table with commas and doubled quotes.
  private func csvRows(_ text: String) -> [[String]] {
    var rows: [[String]] = [[]]
    var cell = ""
    var isQuoted = false
    for character in text {
      switch character {
      case "\"":
        // The second of two quotes inside a cell is one of its own.
        if !isQuoted, cell.last == "\u{0}" { cell = cell.dropLast() + "\"" }
        isQuoted.toggle()
        if !isQuoted { cell.append("\u{0}") }
      case "," where !isQuoted, "\n" where !isQuoted:
        rows[rows.count - 1].append(cell.replacing("\u{0}", with: ""))
        cell = ""
        if character == "\n" { rows.append([]) }
      default: cell.append(character)
      }
    }
    return rows.dropLast()
  }
}
