import Datasets
import GeoFormats
import IncidentMapping
import SimpleFeatures
import Testing

@Suite("Differences between two releases")
struct ReleaseDifferenceTests {
  private static let header =
    "id,latitude,longitude,where_prec,where_coordinates,country,date_start,best\n"

  private static func row(_ id: Int, place: String = "SYNTHETIC", best: String = "1") -> String {
    "\(id),16.27,-0.04,1,\(place),Mali,2024-01-01,\(best)\n"
  }

  private func compare(_ old: String, _ new: String) throws -> (
    difference: ReleaseDifference, changes: [ReleaseDifference.Change], findings: [String]
  ) {
    func source(_ text: String, _ name: String) throws -> IncidentSource {
      try IncidentSource(
        bytes: Array(text.utf8), name: name, options: IncidentSource.Options(columns: .text))
    }
    var changes: [ReleaseDifference.Change] = []
    var findings: [String] = []
    let difference = try ReleaseDifference(
      from: try source(old, "old"), to: try source(new, "new"), on: try Shipped.ground(),
      report: { findings.append($0.code) }, emit: { changes.append($0) })
    return (difference, changes, findings)
  }

  @Test("records are matched by their id and compared field by field, in the new order")
  func tables() throws {
    let old = Self.header + Self.row(1) + Self.row(2) + Self.row(3)
    let new =
      Self.header + Self.row(4) + Self.row(3, place: "SYNTHETIC two", best: "")
      + Self.row(1)
    let (difference, changes, findings) = try compare(old, new)
    let told = changes.map { "\($0.kind.rawValue) \($0.id) \($0.field ?? "-")" }
    #expect(
      told == ["added 4 -", "changed 3 where_coordinates", "changed 3 best", "removed 2 -"])
    #expect(changes[1].old == .string("SYNTHETIC") && changes[1].new == .string("SYNTHETIC two"))
    #expect(changes[2].old == .string("1") && changes[2].new == nil)
    #expect(difference.added == 1 && difference.removed == 1)
    #expect(difference.changed == 1 && difference.same == 1 && difference.errors == 0)
    #expect(findings.isEmpty)
  }

  @Test("a release compared with itself shows nothing; rows that cannot be read are said")
  func same() throws {
    let text = Self.header + Self.row(1) + "2,91,0,1,SYNTHETIC,Mali,2024-01-01,1\n"
    let (difference, changes, findings) = try compare(text, text)
    #expect(changes.isEmpty && difference.same == 1 && difference.errors == 2)
    #expect(findings == ["latitude-out-of-range", "latitude-out-of-range"])
  }

  @Test("documents are compared by the properties a map would show")
  func documents() throws {
    func document(_ toll: String) -> String {
      "balise: 1\nincident: {id: SYNTHETIC-1, place: {area: Kidal}, claims: "
        + "[{source: SYNTHETIC, stance: alleges, toll: \"\(toll)\"}]}\n"
    }
    let (_, changes, _) = try compare(document(">=24"), document("24-30"))
    #expect(changes.map(\.field) == ["killed_max", "killed_open", "claims"])
    #expect(Set(changes.map(\.id)) == ["SYNTHETIC-1"])
  }
}
