import SimpleFeatures
import TestSupport
import Testing

@testable import ReferenceGeography

@Suite("What a name means as a place to be in")
struct NamedRegionsTests {
  @Test(
    "a country wins over a group, that over a region",
    arguments: [
      ("Mali", "Mali (MLI)"), ("MLI", "Mali (MLI)"), ("ml", "Mali (MLI)"),
      ("FIPS:AG", "Algeria (DZA)"), ("Kidal", "Kidal (MLI.kidal)"),
      ("MLI.kidal", "Kidal (MLI.kidal)"), ("KIDAL REGION", "Kidal (MLI.kidal)"),
      ("Tombouctou", "Timbuktu (MLI.timbuktu)"), ("segou", "Ségou (MLI.segou)"),
      ("GIN.mali", "Mali (GIN.mali)"), ("Gaza Strip", "Gaza Strip (PSX.gaza-strip)"),
      ("GZA", "Gaza Strip (PSX.gaza-strip)"), ("West Bank", "West Bank (PSX.west-bank)"),
      ("FIPS:GZ", "Palestine (PSX)"),
      ("ECOWAS", "the group Economic Community of West African States (ecowas)"),
    ])
  func precedence(name: String, label: String) throws {
    #expect(try ShippedAtlas.atlas.regions(named: name).label == label)
  }

  @Test("what else bears the name is told; an unknown name has the nearest, an ambiguous one all")
  func others() throws {
    let atlas = try ShippedAtlas.atlas
    #expect(try atlas.regions(named: "Mali").others == ["Mali (GIN.mali)"])
    #expect(try atlas.regions(named: "ML").others.isEmpty)
    let unknown = #expect(throws: Atlas.UnknownName.self) { try atlas.regions(named: "Kidall") }
    #expect(unknown?.suggestions.contains("Kidal") == true)
    let ambiguous = #expect(throws: Atlas.AmbiguousName.self) {
      try atlas.regions(named: "San Juan")
    }
    #expect((ambiguous?.candidates.count ?? 0) > 1)
  }

  @Test("on a set of districts a region above them is its districts, a country its land on both")
  func chosen() throws {
    func row(_ district: String, _ region: String, _ code: String) -> [(String, String)] {
      [
        ("ADM2_FR", "\"\(district)\""), ("ADM2_PCODE", "\"ML\(code)\""),
        ("ADM1_FR", "\"\(region)\""), ("ADM0_PCODE", "\"ML\""),
      ]
    }
    let file = try BoundaryFileTests.read(
      BoundaryFileTests.collection([
        row("SYNTHETIC a", "Tombouctou", "0101"), row("Tombouctou", "Tombouctou", "0102"),
        row("SYNTHETIC c", "Kidal", "0201"),
      ]))
    let atlas = try ShippedAtlas.atlas.choosing(file.set)
    let region = try atlas.regions(named: "Timbuktu")
    #expect(region.regions.map(\.id) == ["ML0101", "ML0102"])
    let same = try atlas.regions(named: "tombouctou")
    #expect(same.regions.count == 2 && same.others == ["Tombouctou (ML0102)"])
    #expect(try atlas.regions(named: "ML0102").regions.map(\.name) == ["Tombouctou"])
    let country = try atlas.regions(named: "Mali")
    #expect(country.regions.map(\.id) == ["MLI", "ML0101", "ML0102", "ML0201"])
    #expect(try atlas.regions(named: "ECOWAS").group?.id == "ecowas")
  }
}
