import NameMatching
import SimpleFeatures
import Testing

@testable import ReferenceGeography

@Suite("Boundary sets: names")
struct BoundarySetTests {
  /// Regions that are told apart only by the way their names match.
  private static func set(_ regions: [Region]) -> BoundarySet {
    BoundarySet(
      description: .init(id: "test", name: "Test", date: "2020", accuracyMeters: 10, level: 1),
      regions: regions)
  }

  private static func region(
    _ id: String, _ name: String, also names: [String] = [], codes: [String] = [],
    country: String = "AAA"
  ) -> Region {
    Region(
      id: id, name: name, alternativeNames: names, codes: codes, level: 1, countryID: country,
      countryName: country,
      geometry: .polygon(
        Polygon(exterior: [
          Coordinate(x: 0, y: 0), Coordinate(x: 1, y: 0), Coordinate(x: 0, y: 1),
          Coordinate(x: 0, y: 0),
        ])))
  }

  private static let ladder = set([
    region("z.code", "Zulu", codes: ["Tana"]), region("y.exact", "Tana"),
    region("x.folded", "TÁNA"), region("w.alternative", "Whiskey", also: ["Tana"]),
    region("v.kind", "Tana State"),
  ])

  @Test("an identifier or code is taken before a name, an exact name before a folded one")
  func precedence() {
    func found(_ name: String, in set: BoundarySet) -> [String] {
      set.positions(named: name).map { set.regions[$0].id }
    }
    var regions = Self.ladder.regions
    #expect(found("tana", in: Self.ladder) == ["z.code"])
    regions.removeAll { $0.id == "z.code" }
    #expect(found("Tana", in: Self.set(regions)) == ["y.exact"])
    #expect(found("tana", in: Self.set(regions)) == ["x.folded", "y.exact"])
    regions.removeAll { $0.id == "y.exact" || $0.id == "x.folded" }
    #expect(found("tana", in: Self.set(regions)) == ["w.alternative"])
    regions.removeAll { $0.id == "w.alternative" }
    #expect(found("Tana province", in: Self.set(regions)) == ["v.kind"])
    #expect(found("V.KIND", in: Self.set(regions)) == ["v.kind"])
    #expect(found("", in: Self.set(regions)).isEmpty)
    #expect(found("Tanna", in: Self.set(regions)).isEmpty)
  }

  @Test("a name in a country is not found in another")
  func countries() {
    let set = Self.set([
      Self.region("a", "Centre", country: "AAA"), Self.region("b", "Centre", country: "BBB"),
    ])
    #expect(set.positions(named: "Centre") == [0, 1])
    #expect(set.positions(named: "centre", inCountry: "BBB") == [1])
    #expect(set.positions(named: "centre", inCountry: "CCC").isEmpty)
    #expect(set.positions(named: "a", inCountry: "BBB").isEmpty)
  }

  @Test("Kidal is one region, Mali a country and a prefecture of Guinea")
  func malianNames() throws {
    let atlas = try ShippedAtlas.atlas
    func ids(_ set: BoundarySet, _ name: String, _ country: String? = nil) -> [String] {
      set.positions(named: name, inCountry: country).map { set.regions[$0].id }
    }
    #expect(ids(atlas.firstLevel, "Kidal") == ["MLI.kidal"])
    #expect(ids(atlas.firstLevel, "KIDAL REGION") == ["MLI.kidal"])
    #expect(ids(atlas.countries, "Mali") == ["MLI"])
    #expect(ids(atlas.firstLevel, "Mali") == ["GIN.mali"])
    #expect(ids(atlas.firstLevel, "Mali", "MLI").isEmpty)
    #expect(ids(atlas.firstLevel, "Tombouctou", "MLI") == ["MLI.timbuktu"])
    #expect(ids(atlas.countries, "Kidal").isEmpty)
    #expect(atlas.firstLevel.suggestions(for: "Kidel").first == "Kidal")
  }

  @Test(
    "countries are found as UCDP, the UN and others write them",
    arguments: [
      "DR Congo (Zaire)": "COD", "Congo": "COG", "Congo, DRC": "COD",
      "Democratic Republic of the Congo": "COD", "Myanmar (Burma)": "MMR", "Burma": "MMR",
      "Yemen (North Yemen)": "YEM", "Russia (Soviet Union)": "RUS", "Russian Federation": "RUS",
      "Bosnia-Herzegovina": "BIH", "Serbia (Yugoslavia)": "SRB", "Cambodia (Kampuchea)": "KHM",
      "Zimbabwe (Rhodesia)": "ZWE", "Madagascar (Malagasy)": "MDG",
      "Kingdom of eSwatini (Swaziland)": "SWZ", "Macedonia, FYR": "MKD", "Ivory Coast": "CIV",
      "Côte d'Ivoire": "CIV", "Cote d\u{2019}Ivoire": "CIV", "Vietnam (North Vietnam)": "VNM",
      "United States of America": "USA", "United Kingdom": "GBR", "South Sudan": "SDS",
      "South Korea": "KOR", "North Korea": "PRK", "Central African Republic": "CAF",
      "Guinea-Bissau": "GNB", "Guinea": "GIN", "Equatorial Guinea": "GNQ", "East Timor": "TLS",
      "Timor-Leste": "TLS", "Niger": "NER", "Nigeria": "NGA", "Gambia": "GMB", "Kosovo": "KOS",
      "Iran": "IRN", "Syria": "SYR", "Syrian Arab Republic": "SYR", "Laos": "LAO",
      "Tanzania": "TZA", "United Arab Emirates": "ARE", "Papua New Guinea": "PNG",
      "Czech Republic": "CZE", "Kyrgyzstan": "KGZ", "Trinidad and Tobago": "TTO",
      "Solomon Islands": "SLB", "Israel": "ISR", "Palestine": "PSX", "Mali": "MLI", "Chad": "TCD",
    ].sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
  func countryNames(_ name: String, _ id: String) throws {
    let countries = try ShippedAtlas.atlas.countries
    #expect(countries.positions(named: name).map { countries.regions[$0].id } == [id])
  }

  @Test("every region is found by its identifier, and among its country's by its own name")
  func ownNames() throws {
    let atlas = try ShippedAtlas.atlas
    for set in [atlas.countries, atlas.firstLevel] {
      for (position, region) in set.regions.enumerated() {
        #expect(set.position(ofID: region.id) == position)
        let country = set.description.level == 0 ? nil : region.countryID
        guard !FoldedName.fold(region.name).isEmpty else { continue }
        let found = set.positions(named: region.name, inCountry: country)
        #expect(found.contains(position), "\(region.id) \(region.name)")
        if set.description.level == 0 { #expect(found == [position], "\(region.name)") }
      }
    }
  }

  @Test("every first-level region lies in a country of the set, and identifiers are in order")
  func wellFormed() throws {
    let atlas = try ShippedAtlas.atlas
    #expect(atlas.firstLevel.regions.count == 4556)
    #expect(atlas.countries.regions.count == 245)
    #expect(atlas.firstLevel.description.accuracyMeters == 5000)
    for region in atlas.firstLevel.regions {
      #expect(atlas.countries.region(id: region.countryID) != nil, "\(region.id)")
    }
    let ids = atlas.firstLevel.regions.map(\.id)
    #expect(zip(ids, ids.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test("GeoJSON without polygons or identifiers makes no region, damaged GeoJSON an error")
  func geoJSON() throws {
    let description = BoundarySet.Description(
      id: "given", name: "Given", date: "", accuracyMeters: 7, level: 1)
    let text = """
      {"type":"FeatureCollection","boundary_set":{"name":"Stated","accuracy_m":25},"features":[
      {"type":"Feature","properties":{"id":"b","name":"B","names":"Bee; Be ;;"},
       "geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,1],[0,0]]]}},
      {"type":"Feature","properties":{"name":"A"},
       "geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,1],[0,0]]]}},
      {"type":"Feature","properties":{"name":"Point"},
       "geometry":{"type":"Point","coordinates":[0,0]}},
      {"type":"Feature","properties":{"name":"None"},"geometry":null},
      {"type":"Feature","properties":{},
       "geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,1],[0,0]]]}}]}
      """
    let set = try BoundarySet(
      geoJSON: Array(text.utf8), fileName: "x.geojson", description: description)
    #expect(set.regions.map(\.id) == ["A", "b"])
    #expect(set.regions.last?.alternativeNames == ["Bee", "Be"])
    #expect(set.description.name == "Stated")
    #expect(set.description.id == "given")
    #expect(set.description.accuracyMeters == 25)
    #expect(set.description.label == "Stated")
    #expect(throws: (any Error).self) {
      try BoundarySet(geoJSON: Array("{".utf8), fileName: "x", description: description)
    }
  }
}
