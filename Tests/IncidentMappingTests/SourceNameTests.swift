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
      (
        "AFP 17/4-12, \"Troops kill one, arrest 13\", Nigeria Watch 9400, \"Killed in Borno",
        ["agence france presse", "nigeria watch"]
      ),
      (
        "Media Report, 16 - 29 September 2012, citing This Day website on 19 September, "
          + "The Economist 29 September 2012, \"A crisis. A threat\", AFP 24/9-12, \"11 dead\" (for date)",
        ["media report", "this day", "the economist", "agence france presse"]
      ),
      (
        "Reuters News, \"Three killed.\" 2 November 2003\n\nAFP, \"One dead\" 3 May 2003",
        ["reuters", "agence france presse"]
      ),
      (
        "AFP 24/8, Xinhua 24/8, HRW Feb 2005, \"Rivers and Blood: Guns, Oil\", 13",
        ["agence france presse", "xinhua", "human rights watch"]
      ),
      (
        "NigeriaWatch database; HRW 16 May 2011 \"Violence Killed 800",
        ["nigeria watch", "human rights watch"]
      ),
      (
        "AFP 27 June 2011 \"Urges end to \"senseless\" killings\" ; Reuters23 May 1990 \"Dead",
        ["agence france presse", "reuters"]
      ),
      (
        "HRW May 1999, “A, B 2001”, 5; (1) SATP Datasheet",
        ["human rights watch", "satp datasheet"]
      ),
      ("Nigeria Watch IBD002119,2014-05-05,A, b", ["nigeria watch"]),
      ("Watch, The,2015-04-30,Report, part 2", ["watch the"]),
      // What is not in quotes is a headline, a place, a language or a date.
      ("Reuters, 4/13/1998 Thirty rebels, four soldiers die in Algeria", ["reuters"]),
      ("AFP 23/9, 24/9", ["agence france presse"]),
      ("Voice of Iran, Tehran, in Pashto 1230 gmt 14 Apr 97 \"Fighting", ["voice of iran"]),
      ("Security in Pakistan, April 27", ["security in pakistan"]),
      ("BBC Monitoring Africa, 1999-11-12, \"Army kills 20", ["bbc monitoring africa"]),
      ("Al-Sharqiyah TV on 7 March", ["al sharqiyah tv"]),
      ("PTI (25 Mar 2000):  \"2 dead", ["pti"]),
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
