import Foundation
import Incidents
import SimpleFeatures
import TestSupport
import Testing

@Suite struct FoundingIncidentTests {
  private func read() throws -> Incident {
    let url = packageFolder.appending(path: "Geodata/incidents/gao-algeria-2025.yaml")
    let incidents = try IncidentDocument.read(Array(Data(contentsOf: url)), fileName: "gao.yaml")
    return try #require(incidents.first)
  }

  @Test func `the founding incident is contested, with at least 24 killed and no upper bound`()
    throws
  {
    let derived = try read().derived
    #expect(derived.rule.rawValue == "balise-1")
    #expect(derived.grade == .contested)
    #expect(derived.toll == Toll(minimum: 24, best: nil, maximum: nil, isOpen: true))
    #expect(derived.allegedBy == ["Azawad Liberation Front (FLA)"])
    #expect(derived.deniedBy == ["Military government of Mali"])
    #expect(derived.attributedTo == ["Malian armed forces", "Wagner Group (possible)"])
  }

  @Test func `the founding incident lies on an assumed route from Gao to the border of Algeria`()
    throws
  {
    let incident = try read()
    #expect(
      incident.place
        == .routeSection(route: "gao-adrar", from: .stop("Gao"), to: .border(of: "Algeria")))
    #expect(incident.locationBasis == .assumed)
    #expect(incident.title?.contains("main track assumed") == true)
    #expect(incident.date?.edtf == "2025-02?")
    #expect(incident.date?.precision == .month)
    #expect(incident.date?.qualification == .uncertain)
  }

  @Test func `general findings about a party are context and not claims`() throws {
    let incident = try read()
    #expect(incident.claims.map(\.stance) == [.alleges, .denies])
    #expect(incident.context.count == 1)
    #expect(incident.claims.allSatisfy { $0.sourceKind == .party })
  }
}
