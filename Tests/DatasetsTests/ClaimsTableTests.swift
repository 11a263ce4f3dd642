import GeoFormats
import Incidents
import Testing

@testable import Datasets

@Suite("Claims in a table of their own, synthetic rows")
struct ClaimsTableTests {
  private static let incidents = "id,title,country\n1,SYNTHETIC,Mali\n2,SYNTHETIC,Mali\n"

  private func read(_ claims: String, _ incidents: String = incidents) throws -> ReadResult {
    try ReadResult(
      incidents,
      options: .init(claims: try ClaimsTable(bytes: Array(claims.utf8), name: "claims.csv")))
  }

  @Test("claims stand with their incident in the order of the table")
  func order() throws {
    let result = try read(
      """
      incident_id,source,source_group,source_kind,speaks_for,stance,date,attributed_to,killed,note
      2,SYNTHETIC B,G,media,,Alleges,2024-03-01,Army; Guests?,10-15,n
      1,SYNTHETIC A,,,,alleges,,,24+,
      2,SYNTHETIC C,,party,Army,denies,,,,

      """)
    #expect(result.codes.isEmpty)
    #expect(result.incidents[0].claims.map(\.source) == ["SYNTHETIC A"])
    #expect(result.incidents[0].claims[0].toll == (try TollInterval(minimum: 24, maximum: nil)))
    #expect(
      result.incidents[1].claims == [
        Claim(
          source: "SYNTHETIC B", sourceGroup: "G", sourceKind: .media, stance: .alleges,
          date: try UncertainDate(edtf: "2024-03-01"),
          attributedTo: [
            Attribution(party: "Army"), Attribution(party: "Guests", certainty: .possible),
          ], toll: try TollInterval(minimum: 10, maximum: 15), note: "n"),
        Claim(source: "SYNTHETIC C", sourceKind: .party, speaksFor: "Army", stance: .denies),
      ])
    #expect(result.incidents[1].derived.grade == .contested)
  }

  @Test(
    "what is wrong with a claim is said, and the rest kept",
    arguments: [
      ("9,A,alleges,,", "claim-without-incident", 0), ("1,,alleges,,", "claim-incomplete", 0),
      (",A,alleges,,", "claim-incomplete", 0), ("1,A,deny,,", "stance-unknown", 0),
      ("1,A,,,", "stance-unknown", 0), ("1,A,alleges,x,\n1,A,alleges,x,", "claim-repeated", 1),
      ("1,A,alleges,x,\n1,B,alleges,x,", "claim-id-repeated", 2),
      ("1,A,alleges,x,y", "claim-unknown", 1),
    ])
  func faults(rows: String, code: String, kept: Int) throws {
    let result = try read("incident_id,source,stance,claim_id,shows_wrong\n\(rows)\n")
    #expect(result.codes == [code])
    #expect(result.incidents.map(\.claims.count) == [kept, 0])
    #expect(result.diagnostics.allSatisfy { $0.file == "claims.csv" && !$0.rejectsRow })
    let shouldBeKept = code == "claim-repeated"
    #expect(result.diagnostics.allSatisfy { $0.isKept == shouldBeKept })
  }

  @Test("a table without the needed columns is refused")
  func refused() throws {
    let error = try #require(throws: InputError.self) { try read("source,stance\nA,alleges\n") }
    #expect(error.description.contains("it has no incident_id"))
  }

  @Test("claims beside anything but a table of one's own are refused")
  func otherForms() throws {
    let claims = try ClaimsTable(
      bytes: Array("incident_id,source,stance\n1,A,alleges\n".utf8), name: "claims.csv")
    let document = "balise: 1\nincident: { id: SYNTHETIC }\n"
    #expect(throws: InputError.self) { try ReadResult(document, options: .init(claims: claims)) }
  }

  @Test("a mapping names the columns of both tables")
  func mapping() throws {
    let result = try mapped(
      "n;t\nSYN;SYNTHETIC\n",
      """
      id: n
      title: t
      claims:
        incident_id: Réf
        source: Qui
        stance: { column: Position, values: { affirme: alleges, dément: denies } }
        killed: Morts
      """,
      claims: "Réf;Qui;Position;Morts\nSYN;A;Affirme;24+\nSYN;B;Dément;\n")
    #expect(result.codes.isEmpty)
    #expect(result.incidents.first?.claims.map(\.stance) == [.alleges, .denies])
  }
}
