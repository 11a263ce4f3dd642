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

  @Test("a document above 32 MB is refused")
  func longDocument() {
    let text = "balise: 1\n#" + String(repeating: "x", count: 33 << 20)
    let error = #expect(throws: InputError.self) {
      try IncidentSource(bytes: Array(text.utf8), name: "x.yaml")
    }
    #expect(error?.reason == "it is larger than 32 MB")
  }
}
