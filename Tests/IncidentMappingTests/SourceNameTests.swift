import Incidents
import Testing

@testable import IncidentMapping

@Suite("Names of sources")
struct SourceNameTests {
  @Test(
    "A source line names its sources, whatever follows the name",
    arguments: [
      ("Reuters,2026-04-11,Headline", ["reuters"]),
      ("REUTERS", ["reuters"]),
      ("Reuters News,2026-04-09,UPDATE 1-One; two, \"three\"", ["reuters"]),
      ("Wafa,2026-04-11, Three dead; more wounded.", ["wafa"]),
      ("Agence France Presse", ["agence france presse"]),
      ("AFP 27/1-12, \"Gunmen shoot\"", ["agence france presse"]),
      ("Nigeria Watch 10504, \"JTF, BH cross fire\"", ["nigeria watch"]),
      (
        "Agence France Presse 7 June 2011 \"Five; six\"; Xinhua News Agency 7 June 2011 \"Seven\"",
        ["agence france presse", "xinhua"]
      ),
      ("France 24", ["france 24"]), ("Channel 4 News", ["channel 4 news"]),
      ("Le Monde; Studio Tamani", ["le monde", "studio tamani"]),
      ("https://www.Example.org/a?b=1,2", ["example org"]),
      ("", []), (";;", []), (",2026-04-11,x", []), ("2026-04-11", []), ("\"", []),
    ])
  func names(line: String, keys: [String]) {
    #expect(SourceName.names(in: line).map(\.key) == keys)
  }

  @Test("The name is kept as written")
  func spelling() {
    #expect(SourceName.names(in: "REUTERS 7 June 2011").map(\.name) == ["REUTERS"])
  }
}

@Suite("Who says that an incident happened")
struct AttestationTests {
  static func claim(
    _ source: String, _ stance: Stance = .alleges, group: String? = nil, kind: SourceKind? = nil,
    of party: String? = nil, speaksFor: String? = nil
  ) -> Claim {
    Claim(
      source: source, sourceGroup: group, sourceKind: kind, speaksFor: speaksFor, stance: stance,
      attributedTo: party.map { [Attribution(party: $0)] } ?? [])
  }

  @Test("Claims count by group, once each; a withdrawn one does not")
  func claims() {
    let attestation = Attestation(
      Incident(
        id: "1",
        claims: [
          Self.claim("Paper", group: "House", kind: .media, of: "Army"),
          Self.claim("Station", group: "HOUSE", kind: .media, of: "Army"),
          Self.claim("Witness", kind: .witness), Self.claim("Other"),
          Self.claim("Other", .withdraws),
        ]))
    #expect(attestation.sources.map(\.name.name) == ["House", "Witness"])
    #expect(attestation.sources.map(\.kind) == [.media, .witness])
    #expect(attestation.parties == ["Army"])
    #expect(!attestation.isDenied)
  }

  @Test("Only a denial of the whole by a party accused counts")
  func denials() {
    func isDenied(_ denial: Claim) -> Bool {
      Attestation(Incident(id: "1", claims: [Self.claim("Paper", of: "Army"), denial])).isDenied
    }
    #expect(isDenied(Self.claim("Spokesman", .denies, speaksFor: "Army")))
    #expect(isDenied(Self.claim("Army", .denies)))
    #expect(!isDenied(Self.claim("Spokesman", .partlyDenies, speaksFor: "Army")))
    #expect(!isDenied(Self.claim("Ally", .denies, speaksFor: "Other")))
  }

  @Test("Without claims the stated lists count, else the source lines")
  func withoutClaims() {
    let lines = Attestation(
      Incident(id: "1", sources: ["Wafa,2026-04-11,A", "WAFA,2026-04-12,B", "Reuters"]))
    #expect(lines.sources.map(\.name.key) == ["wafa", "reuters"])
    let stated = Attestation(
      Incident(
        id: "1", sources: ["Reuters"],
        statedAssessment: Assessment(
          rule: .balise1, grade: .singleSource, allegedBy: ["A group"], deniedBy: ["The army"],
          attributedTo: ["Army (possible)"])))
    #expect(stated.sources.map(\.name.name) == ["A group"])
    #expect(stated.isDenied)
    #expect(stated.parties == ["Army"])
  }
}
