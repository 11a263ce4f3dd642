import NameMatching
import SimpleFeatures
import Testing

@testable import ReferenceGeography

@Suite("Gazetteer")
struct GazetteerTests {
  private static func gazetteer(_ tables: String...) throws -> Gazetteer {
    try Gazetteer(tables: tables.enumerated().map { (Array($1.utf8), "table\($0).tsv") })
  }

  private static let header =
    "geonameid\tname\tnames\tcountry\tadmin1\tlongitude\tlatitude\tpopulation\n"

  @Test("names come before other names, larger places before smaller ones")
  func order() throws {
    let gazetteer = try Self.gazetteer(
      Self.header + "1\tTana\t\tKE\t1\t40\t-1\t50\n" + "2\tBig\tTana; Tanà\tKE\t1\t41\t-1\t900\n"
        + "3\tTÂNA\t\tKE\t1\t42\t-1\t60\n" + "4\tTana\t\tNO\t1\t28\t70\t70\n",
      Self.header + "5\tTana\t\tKE\t1\t43\t-1\t60")
    #expect(gazetteer.places(named: "tana", inCountry: "KE").map(\.id) == ["3", "5", "1"])
    #expect(gazetteer.places(named: "tana").map(\.id) == ["4", "3", "5", "1", "2"])
    #expect(gazetteer.places(named: "BIG", inCountry: "KE").map(\.id) == ["2"])
    #expect(gazetteer.places(named: "tana", inCountry: "SE").isEmpty)
    #expect(gazetteer.places(named: "", inCountry: "KE").isEmpty)
    #expect(gazetteer.places(named: " - ").isEmpty)
  }

  @Test("another name counts where no place bears it, once a place")
  func alternatives() throws {
    let gazetteer = try Self.gazetteer(
      Self.header + "1\tBamako\tBamaco; BAMACO\tML\t1\t-8\t12.6\t5\n")
    #expect(gazetteer.places(named: "bamaco", inCountry: "ML").map(\.id) == ["1"])
  }

  @Test("a row without a usable position is passed over")
  func rows() throws {
    let gazetteer = try Self.gazetteer(
      Self.header + "1\tA\t\tML\t1\t-8\n" + "2\tA\t\tML\t1\tx\t12\t5\n"
        + "3\tA\t\tML\t1\t-8\t91\t5\n\n" + "4\tA\t\tML\t1\t-8\t12\tmany\n")
    #expect(gazetteer.places(named: "A", inCountry: "ML").map(\.id) == ["4"])
    #expect(gazetteer.places(named: "A", inCountry: "ML").first?.population == 0)
  }

  @Test(
    "a table without the columns needed is an error that names file and columns",
    arguments: ["", "name\tcountry", "geonameid\tname\tcountry\tlongitude\n1\tA\tML\t1\n"])
  func malformed(_ text: String) {
    let error = #expect(throws: Gazetteer.FormatError.self) { try Self.gazetteer(text) }
    #expect(error?.description.contains("table0.tsv") == true)
  }

  @Test(
    "near a point the place with most people is found, the nearest of equals, in some countries")
  func largest() throws {
    let gazetteer = try Self.gazetteer(
      Self.header + "1\tSuburb\t\tML\t1\t0.001\t16\t50\n" + "2\tTown\t\tML\t1\t0.01\t16\t900\n"
        + "3\tFar\t\tML\t1\t0.1\t16\t9000\n" + "4\tAbroad\t\tNE\t1\t0.002\t16\t9000\n",
      Self.header + "5\tEqual\t\tML\t1\t0.009\t16\t900\n")
    let points = [
      Coordinate(longitude: 0, latitude: 16), Coordinate(longitude: 0.1, latitude: 16.01),
      Coordinate(longitude: 5, latitude: 5),
    ]
    let found = gazetteer.largestPlaces(near: points, withinMeters: 2_000, inCountries: ["ML"])
    #expect(found.map { $0?.name } == ["Equal", "Far", nil])
    let both = gazetteer.largestPlaces(
      near: points, withinMeters: 2_000, inCountries: ["ML", "NE"])
    #expect(both.first??.name == "Abroad")
  }

  @Test("capitals are known by country, and by any of their names in a text")
  func capitals() throws {
    let capitals = try ShippedAtlas.atlas.capitals
    for (country, name) in [("ML", "Bamako"), ("NG", "Abuja"), ("BO", "Sucre"), ("UA", "Kyiv")] {
      #expect(capitals[country]?.name == name)
    }
    #expect(capitals.count > 240)
    let kyiv = try #require(capitals["UA"])
    #expect(kyiv.isNamed(in: "Kiev town") && kyiv.isNamed(in: "KYIV") && !kyiv.isNamed(in: "Lviv"))
  }

  @Test("the nearest place is found over the antimeridian and near a pole")
  func nearest() throws {
    let gazetteer = try Self.gazetteer(
      Self.header + "1\tWest\t\tFJ\t1\t179.9\t-17\t0\n" + "2\tEast\t\tFJ\t1\t-170\t-17\t0\n"
        + "3\tNorth\t\tSJ\t1\t15\t78\t0\n")
    func nearest(_ longitude: Double, _ latitude: Double) -> String? {
      gazetteer.nearestPlace(to: Coordinate(longitude: longitude, latitude: latitude))?.name
    }
    #expect(nearest(-179.8, -17) == "West")
    #expect(nearest(-174, -17) == "East")
    #expect(nearest(-100, 89) == "North")
    #expect(try Self.gazetteer(Self.header).nearestPlace(to: Coordinate(x: 0, y: 0)) == nil)
  }

  @Test("Gao is in Mali before Burkina Faso, the wells of the desert are there")
  func shipped() throws {
    let gazetteer = try ShippedAtlas.atlas.gazetteer
    #expect(gazetteer.places(named: "Gao").map(\.countryCode).prefix(2) == ["ML", "BF"])
    #expect(gazetteer.places(named: "gao", inCountry: "BF").map(\.id) == ["2360626"])
    #expect(gazetteer.places(named: "Gawo", inCountry: "ML").map(\.id) == ["2457163"])
    #expect(gazetteer.places(named: "Tessalit", inCountry: "ML").count == 1)
    #expect(gazetteer.places(named: "anefis", inCountry: "ML").map(\.id) == ["2461022"])
    #expect(gazetteer.places(named: "Bordj Mokhtar", inCountry: "DZ").count == 1)
    let homonyms = gazetteer.places(named: "San Antonio", inCountry: "PH").map(\.population)
    #expect(homonyms.count > 10 && homonyms.first == 38617)
    #expect(homonyms == homonyms.sorted(by: >))
    #expect(gazetteer.places(named: "Nowhere-on-Sea").isEmpty)
    #expect(gazetteer.suggestions(for: "Tesalit").contains("Tessalit, ML"))
    let nearGao = Coordinate(longitude: -0.05, latitude: 16.28)
    #expect(gazetteer.nearestPlace(to: nearGao)?.name == "Gao")
  }

  @Test("no row is passed over that bears a name once folded")
  func filter() throws {
    let gazetteer = try ShippedAtlas.atlas.gazetteer
    let table = try #require(gazetteer.tables.first)
    var row = 0
    var names = 0
    gazetteer.forEachRow(in: table.start..<table.bytes.count, of: table) { range, fields in
      row += 1
      guard row % 20 == 0, let place = Gazetteer.place(fields, table) else { return }
      for name in [place.name] + place.alternativeNames {
        let key = Array(FoldedName.fold(name).utf8)
        guard !key.isEmpty else { continue }
        names += 1
        #expect(Gazetteer.mayBear(key, table.bytes[range], table.columns), "\(name)")
      }
    }
    #expect(names > 15_000)
  }
}
