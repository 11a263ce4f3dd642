import ReferenceGeography
import Testing

@Suite("Groups of countries")
struct RegionGroupTests {
  private func members(_ id: String, _ day: String) throws -> Set<String> {
    let atlas = try ShippedAtlas.atlas
    let group = try #require(atlas.groups.first { $0.id == id })
    return Set(group.members(onDay: day))
  }

  @Test("Mali, Niger and Burkina Faso left ECOWAS on 2025-01-29")
  func ecowas() throws {
    let before = try members("ecowas", "2025-01-28")
    let after = try members("ecowas", "2025-01-29")
    #expect(before.count == 15)
    #expect(after.count == 12)
    #expect(before.subtracting(after) == ["BFA", "MLI", "NER"])
    #expect(try members("ecowas", "1999-06-01").contains("MRT"))
    #expect(try members("ecowas", "1975-05-27").isEmpty)
  }

  @Test("the Alliance of Sahel States begins on 2023-09-16, G5 Sahel loses members from 2022 on")
  func sahel() throws {
    #expect(try members("aes", "2023-09-15").isEmpty)
    #expect(try members("aes", "2023-09-16") == ["BFA", "MLI", "NER"])
    #expect(try members("g5-sahel", "2022-05-14") == ["BFA", "MLI", "MRT", "NER", "TCD"])
    #expect(try members("g5-sahel", "2022-05-15") == ["BFA", "MRT", "NER", "TCD"])
    #expect(try members("g5-sahel", "2023-11-29") == ["MRT", "TCD"])
  }

  @Test("every member is a country of the set, every date a day, every exit after its entry")
  func wellFormed() throws {
    let atlas = try ShippedAtlas.atlas
    #expect(atlas.groups.count == 14)
    for group in atlas.groups {
      #expect(!group.source.isEmpty)
      for member in group.memberships {
        #expect(atlas.countries.region(id: member.countryID) != nil, "\(group.id) \(member)")
        for day in [member.from, member.until].compactMap(\.self) {
          #expect(day.utf8.count == 10, "\(group.id) \(day)")
        }
        #expect((member.from ?? "") < (member.until ?? "9999"), "\(group.id) \(member)")
      }
    }
  }
}
