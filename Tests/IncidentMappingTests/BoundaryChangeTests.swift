import Foundation
import Incidents
import ReferenceGeography
import SimpleFeatures
import TestSupport
import Testing

@testable import IncidentMapping

/// Incidents whose region is another one on a second boundary set. The incidents are SYNTHETIC.
@Suite("Changes between boundary sets")
struct BoundaryChangeTests {
  /// Stops of the route gao-adrar and a place on the border; both lie within 2.3 km of it.
  private static let inKhalil = at(1.04303, 21.19006)
  private static let tinZaouatene = at(2.96732, 19.95427)
  private static let gao = at(-0.04472, 16.27167)
  private static let menaka = at(2.4022, 15.9182)

  private static func region(
    _ id: String, _ name: String, level: Int, west: Double, south: Double, east: Double,
    north: Double, country: (String, String) = ("MLI", "Mali"), in ancestor: String? = nil
  ) -> Region {
    Region(
      id: id, name: name, level: level, countryID: country.0, countryName: country.1,
      ancestors: ancestor.map { [.init(level: 1, id: "", name: $0)] } ?? [],
      geometry: .polygon(
        Polygon(exterior: [
          at(west, south), at(east, south), at(east, north), at(west, north), at(west, south),
        ])))
  }

  private static func atlas(_ level: Int, _ regions: [Region]) throws -> Atlas {
    try Shipped.atlas.choosing(
      BoundarySet(
        description: .init(
          id: "synthetic", name: "SYNTHETIC set", date: "", accuracyMeters: 0, level: level),
        regions: regions))
  }

  /// Each change as `point: region (country) -> region (country)`.
  private static func changes(_ places: [(String, Place)], to second: Atlas) throws -> [String] {
    let ground = try Shipped.ground()
    var sums = IncidentSums()
    sums.measures = try places.map { id, place in
      let resolved = try ground.resolve(place)
      return (
        id,
        IncidentMeasure(
          days: DayInterval(nil), toll: nil, place: resolved,
          membership: try ground.membership(of: resolved), admission: .certain)
      )
    }
    func words(_ region: Region?) -> String {
      region.map { "\($0.name) (\($0.countryName))" } ?? "outside"
    }
    return try sums.changes(from: try Shipped.atlas, to: second).map {
      "\($0.id): \(words($0.first)) -> \(words($0.second))"
    }
  }

  private static let points: [(String, Place)] = [
    ("in-khalil", .exact(inKhalil)), ("tin-zaouatene", .exact(tinZaouatene)),
    ("gao", .exact(gao)), ("menaka", .exact(menaka)),
    ("abuja", .exact(at(7.4951, 9.0579))), ("atlantic", .exact(at(-30, 0))), ("none", .unknown),
  ]

  @Test("a country that the second set lacks is compared where that set has the place elsewhere")
  func madeUp() throws {
    let set = try Self.atlas(
      1,
      [
        Self.region("K", "Kidal", level: 1, west: 0, south: 18, east: 3, north: 22),
        // Named alike, in another country than the shipped Gao.
        Self.region(
          "G", "Gao", level: 1, west: -1, south: 16, east: 1, north: 17, country: ("NER", "Niger")),
      ])
    #expect(
      try Self.changes(Self.points, to: set) == [
        "in-khalil: Adrar (Algeria) -> Kidal (Mali)",
        "tin-zaouatene: Adrar (Algeria) -> Kidal (Mali)",
        "gao: Gao (Mali) -> Gao (Niger)",
        "menaka: Gao (Mali) -> outside",
      ])
  }

  @Test("regions of different levels are the same where one lies in the other")
  func levels() throws {
    let country = try Self.atlas(
      0, [Self.region("ML", "Mali (le)", level: 0, west: -1, south: 15, east: 3, north: 22)])
    #expect(
      try Self.changes(Self.points, to: country) == [
        "in-khalil: Adrar (Algeria) -> Mali (le) (Mali)",
        "tin-zaouatene: Adrar (Algeria) -> Mali (le) (Mali)",
      ])
    let districts = try Self.atlas(
      2,
      [
        Self.region(
          "1", "Ansongo", level: 2, west: -1, south: 16, east: 1, north: 17, in: "Gao region"),
        Self.region(
          "2", "Gao", level: 2, west: 2, south: 15, east: 3, north: 16.5, in: "Ménaka"),
      ])
    #expect(
      try Self.changes(Self.points, to: districts) == ["menaka: Gao (Mali) -> Gao (Mali)"])
  }

  @Test(
    "In Khalil and Ti-n-Zaouatène lie in Algeria on the shipped set, in Mali on COD-AB",
    .enabled(if: fieldData("data/boundaries/mali_cod_ab/adm1.geojson") != nil),
    arguments: [
      (0, ["Mali (le)", "Mali (le)"], false), (1, ["Kidal", "Kidal"], true),
      (2, ["Tessalit", "Abeibara"], true),
    ])
  func published(_ level: Int, _ names: [String], _ hasMenaka: Bool) throws {
    let shipped = try Shipped.atlas
    let path = "data/boundaries/mali_cod_ab/mli_admbnda_adm\(level)_1m_gov_20211220.shp"
    let set = try BoundaryFile(
      path: try #require(fieldData(path)).path, countries: shipped.countries
    ).set
    let near = try Self.changes(
      [
        (
          "near",
          .near(center: .coordinate(Self.inKhalil, name: nil), radiusMeters: 200, clippedTo: [])
        )
      ],
      to: shipped.choosing(set))
    #expect(near.count == 1)
    // shapely 2.2: In Khalil is 691 m inside Mali on COD-AB and 1,879 m outside on the shipped set,
    // Ti-n-Zaouatène 1,218 m and 2,255 m.
    let menaka = level == 1 ? "Menaka" : "Ménaka"
    #expect(
      try Self.changes(Self.points, to: shipped.choosing(set)) == [
        "in-khalil: Adrar (Algeria) -> \(names[0]) (Mali)",
        "tin-zaouatene: Adrar (Algeria) -> \(names[1]) (Mali)",
      ] + (hasMenaka ? ["menaka: Gao (Mali) -> \(menaka) (Mali)"] : []))
  }
}
