import GeoFormats
import Incidents
import TestSupport
import Testing

@testable import Datasets

/// Rows made to exhaust whoever reads them. They are SYNTHETIC: nothing in them happened.
@Suite("Hostile rows")
struct HostileRowTests {
  @Test("a road of half a million ends is no road; a long one is")
  func roads() {
    #expect(RoadName.ends(in: String(repeating: "Gao-", count: 500_000) + "Gao road").isEmpty)
    #expect(RoadName.ends(in: String(repeating: "Gao-", count: 100) + "Gao road").count == 100)
  }

  @Test("an id of 10 MB is kept, and does not fill the screen")
  func longIdentifier() throws {
    let id = String(repeating: "S", count: 10 << 20)
    let result = try SyntheticGED.read(
      SyntheticGED.header + SyntheticGED.row(["id": id, "best": "x"]))
    #expect(result.incidents.map(\.id.utf8.count) == [10 << 20])
    #expect(result.diagnostics.allSatisfy { $0.description.utf8.count < 500 })
    #expect(result.codes == ["toll-unreadable"])
  }

  @Test("an incident takes 1,000 claims; more are refused, in a document and in a table")
  func claims() throws {
    func claim(_ number: Int) -> String {
      "{\"source\":\"SYNTHETIC \(number)\",\"stance\":\"alleges\"}"
    }
    func document(_ count: Int) throws -> [Incident] {
      let claims = (0..<count).map(claim).joined(separator: ",")
      return try IncidentDocument.read(
        "{\"balise\":1,\"incident\":{\"id\":\"S1\",\"place\":\"unknown\",\"claims\":[\(claims)]}}",
        fileName: "x.json")
    }
    #expect(try document(1000).first?.claims.count == 1000)
    let error = #expect(throws: IncidentDocumentError.self) { try document(1001) }
    #expect(
      error?.problems.map(\.reason) == ["has 1001 claims; an incident takes at most 1000"])
    let rows = (0..<20_000).map { "S1,SYNTHETIC \($0),alleges\n" }.joined()
    let table = try ClaimsTable(
      bytes: Array("incident_id,source,stance\n\(rows)".utf8), name: "claims.csv")
    #expect(table["S1"]?.count == 1000)
    #expect(table.diagnostics.count(where: { $0.code == "claims-too-many" }) == 19_000)
  }

  @Test("a column of precision without a value is suggested as a comment")
  func emptyPrecision() throws {
    let table = "ref;lieu;precision\nSYN-1;Gao;\nSYN-2;Kidal;\n"
    let suggestion = try MappingSuggestion(bytes: Array(table.utf8), name: "x.csv")
    let mapping = try TableMapping(Array(suggestion.text.utf8), fileName: "m.yaml")
    #expect(mapping.incidents.entries[.locationKind] == nil)
    #expect(suggestion.text.contains("# location_kind: precision"))
  }

  @Test("a document above 32 MB is refused")
  func longDocument() {
    let text = "balise: 1\n#" + String(repeating: "x", count: 33 << 20)
    let error = #expect(throws: InputError.self) {
      try IncidentSource(bytes: Array(text.utf8), name: "x.yaml")
    }
    #expect(error?.reason == "it is larger than 32 MB")
  }
}
