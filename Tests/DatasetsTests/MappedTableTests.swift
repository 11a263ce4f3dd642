import GeoFormats
import Incidents
import SimpleFeatures
import Testing

@testable import Datasets

/// Reads a made-up table by a mapping.
func mapped(_ table: String, _ mapping: String, claims: String? = nil) throws -> ReadResult {
  let form = try TableMapping(Array("balise_mapping: 1\n\(mapping)".utf8), fileName: "m.yaml")
  let claims = try claims.map {
    try ClaimsTable(bytes: Array($0.utf8), name: "claims.csv", mapping: form)
  }
  return try ReadResult(table, options: .init(mapping: form, claims: claims))
}

@Suite("Tables of one's own, synthetic rows")
struct MappedTableTests {
  private static let point = Coordinate(longitude: -0.04, latitude: 16.27)

  /// The one incident of a table whose columns bear Balise's own names.
  private func own(_ cells: [(String, String)]) throws -> (incident: Incident, codes: [String]) {
    let cells = [("id", "SYNTHETIC-1")] + cells
    let table =
      cells.map(\.0).joined(separator: ",") + "\n"
      + cells.map { csvField($0.1) }.joined(separator: ",") + "\n"
    let result = try ReadResult(table)
    #expect(result.format == .table)
    return (try #require(result.incidents.first, "\(result.diagnostics)"), result.codes)
  }

  @Test("a table whose columns bear Balise's own names needs no mapping")
  func ownNames() throws {
    let (incident, codes) = try own([
      ("Title", "SYNTHETIC"), ("date", "2025-02?"), ("lat", "16.27"), ("lon", "-0.04"),
      ("killed_min", "3"), ("killed_max", "5"), ("sources", "A; B"), ("dataset", "SYNTHETIC"),
    ])
    #expect(codes.isEmpty)
    #expect(incident.id == "SYNTHETIC-1")
    #expect(incident.title == "SYNTHETIC")
    #expect(incident.date?.edtf == "2025-02?")
    #expect(incident.place == .exact(Self.point))
    #expect(incident.reportedToll == (try ReportedToll(low: 3, best: nil, high: 5)))
    #expect(incident.sources == ["A", "B"])
    #expect(incident.dataset == "SYNTHETIC")
    #expect(incident.sourceRow == 1)
  }

  @Test("columns that are not read are named, and rows without an id column are numbered")
  func remarks() throws {
    let named = try ReadResult("id,latitude,longitude,latitud\n1,16,0,2\n")
    #expect(named.remarks == ["columns not read: latitud"])
    let numbered = try mapped("a,b\nSYNTHETIC,1\nSYNTHETIC,2\n", "title: a\n")
    #expect(numbered.incidents.map(\.id) == ["row-1", "row-2"])
    #expect(
      numbered.remarks == ["ids are row numbers (row-1 ...), which change when rows are put in"])
  }

  @Test("an empty id leaves the row out; the .0 of data frames goes")
  func ids() throws {
    let result = try mapped("n,t\n1.0,SYNTHETIC\n,SYNTHETIC\n", "id: n\ntitle: t\n")
    #expect(result.incidents.map(\.id) == ["1"])
    #expect(result.codes == ["id-missing"])
  }

  @Test("dates stand in one column, in two or in three, and their precision beside them")
  func dates() throws {
    let table: [([(String, String)], String?, [String])] = [
      ([("date", "31/1/2024")], "2024-01-31", []),
      ([("date", "1er février 2024")], "2024-02-01", []),
      ([("date", "juil. 2024")], "2024-07", []),
      ([("date", "7/2024")], "2024-07", []),
      ([("date", "2024")], "2024", []),
      ([("date", "2024-02-01/2024-02-05")], "2024-02-01/2024-02-05", []),
      ([("date", "4/3/2024")], "2024", ["date-ambiguous"]),
      ([("date", "12 jui 2024")], nil, ["date-damaged"]),
      ([("date", "n/a")], nil, []),
      ([("date_start", "2024-02-01"), ("date_end", "2024-02-29")], "2024-02", []),
      ([("date_start", "2024-02-01"), ("date_end", "")], "2024-02-01", []),
      (
        [("date_start", "2024-02-05"), ("date_end", "2024-02-01")], "2024-02-01/2024-02-05",
        ["dates-swapped"]
      ),
      ([("year", "2024"), ("month", "mars"), ("day", "7")], "2024-03-07", []),
      ([("year", "2024"), ("month", "2"), ("day", "30")], "2024-02", ["date-damaged"]),
      ([("year", "2024"), ("month", "")], "2024", []),
      ([("date", "2024-03-10"), ("date_precision", "week")], "2024-03-07/2024-03-13", []),
      ([("date", "2024-03-10"), ("date_precision", "Month")], "2024-03", []),
      ([("date", "2024-03-10"), ("date_precision", "year")], "2024", []),
      ([("date", "2024-03-10"), ("date_precision", "approximate")], "2024-03-10~", []),
      (
        [("date", "2024-03-10"), ("date_precision", "vers")], "2024-03-10",
        ["date-precision-unknown"]
      ),
    ]
    for (cells, expected, codes) in table {
      let found = try own(cells + [("place_name", "SYNTHETIC")])
      #expect(found.incident.date?.edtf == expected, "\(cells)")
      #expect(found.codes == codes, "\(cells)")
    }
  }

  @Test("the order of day and month is that of the file, or that of the mapping")
  func dateOrder() throws {
    let rows = "d\n4/3/2024\n"
    #expect(try mapped(rows + "25/3/2024\n", "date: d\n").incidents[0].date?.edtf == "2024-03-04")
    #expect(try mapped(rows + "3/25/2024\n", "date: d\n").incidents[0].date?.edtf == "2024-04-03")
    let declared = try mapped(rows, "date: d\ndate_order: month-first\n")
    #expect(declared.incidents[0].date?.edtf == "2024-04-03")
    #expect(declared.remarks.contains("dates read as month/day/year"))
  }

  @Test("places are described as far as the row says")
  func places() throws {
    let mali = AreaReference(names: ["Mali"], level: 0)
    let gao = AreaReference(names: ["Gao"], level: 1, country: "Mali")
    let position = [("latitude", "16.27"), ("longitude", "-0.04")]
    let areas = [("country", "Mali"), ("admin1", "Gao")]
    func disc(_ meters: Double) -> Place {
      .near(center: .coordinate(Self.point, name: nil), radiusMeters: meters, clippedTo: [])
    }
    func named(_ meters: Double) -> Place {
      .near(center: .named("Ansongo", country: "Mali"), radiusMeters: meters, clippedTo: [])
    }
    let table: [([(String, String)], Place, LocationBasis)] = [
      (position, .exact(Self.point), .stated),
      ([("coordinates", "16.27N,0.04W")], .exact(Self.point), .stated),
      (position + [("radius_km", "2.5")], disc(2500), .stated),
      (position + [("radius_m", "800")], disc(800), .stated),
      (position + [("radius_km", "800 m")], disc(800), .stated),
      (position + [("location_kind", "near")], disc(25_000), .assumed),
      (position + [("location_kind", "near 10 km")], disc(10_000), .stated),
      (position + [("location_kind", "near"), ("radius_km", "3")], disc(3000), .stated),
      (position + [("location_kind", "exact"), ("radius_km", "3")], .exact(Self.point), .stated),
      (position + [("location_kind", "unknown")], .unknown, .stated),
      (areas + [("location_kind", "country")], .area(mali), .stated),
      (areas + [("location_kind", "area admin1")], .area(gao), .stated),
      (areas, .firstKnown([.area(gao), .area(mali)]), .stated),
      (
        [("country", "Mali"), ("place_name", "Ansongo"), ("radius_km", "4")],
        .firstKnown([named(4000), .area(mali)]), .stated
      ),
      (
        [("country", "Mali"), ("place_name", "Ansongo")],
        .firstKnown([named(5000), .area(mali)]), .assumed
      ),
      (
        [("route_id", "gao-adrar"), ("route_from", "Gao"), ("route_to", "97")],
        .routeSection(route: "gao-adrar", from: .stop("Gao"), to: .kilometers(97)), .stated
      ),
      (
        [("route_id", "gao-adrar"), ("route_from", "97 km"), ("route_to", "border:Algeria")],
        .routeSection(route: "gao-adrar", from: .kilometers(97), to: .border(of: "Algeria")),
        .stated
      ),
      (
        [("between_from", "Gao"), ("between_to", "Bourem")],
        .between(
          .named("Gao", country: nil), .named("Bourem", country: nil), at: nil, withinMeters: nil),
        .stated
      ),
    ]
    for (cells, place, basis) in table {
      let found = try own(
        cells + (cells.contains { $0.0 == "place_name" } ? [] : [("place_name", "")]))
      #expect(found.incident.place == place, "\(cells)")
      #expect(found.incident.locationBasis == basis, "\(cells)")
      #expect((found.incident.locationNote != nil) == (basis == .assumed), "\(cells)")
      #expect(found.codes.isEmpty, "\(cells): \(found.codes)")
    }
  }

  private static let unreadable: [([(String, String)], String)] = [
    ([("latitude", "x"), ("longitude", "1")], "latitude-unreadable"),
    ([("latitude", "1"), ("longitude", "1N")], "longitude-unreadable"),
    ([("latitude", "1"), ("longitude", "")], "longitude-unreadable"),
    ([("latitude", "100"), ("longitude", "1")], "latitude-out-of-range"),
    ([("latitude", "1"), ("longitude", "181")], "longitude-out-of-range"),
    ([("latitude", "0"), ("longitude", "0")], "null-island"),
    ([("coordinates", "Gao")], "coordinates-unreadable"),
    ([("country", "Mali"), ("location_kind", "7")], "location-kind-unknown"),
    ([("country", "Mali"), ("radius_km", "-1")], "radius-unreadable"),
    ([("route_id", "r"), ("route_from", "Gao"), ("route_to", "")], "route-ends-missing"),
    ([("country", "Mali"), ("killed", "many")], "toll-unreadable"),
    ([("country", "Mali"), ("killed", "-1")], "toll-negative"),
    ([("country", "Mali"), ("killed_open", "maybe")], "flag-unreadable"),
    ([("country", "Mali"), ("location_basis", "guess")], "location-basis-unknown"),
  ]

  @Test("a value that cannot be read is left out and the row kept", arguments: unreadable)
  func faults(cells: [(String, String)], code: String) throws {
    let found = try own(cells)
    #expect(found.codes == [code])
    #expect(found.incident.id == "SYNTHETIC-1")
  }

  @Test("tolls are open where no greatest number is given")
  func tolls() throws {
    let table: [([(String, String)], Toll?, [String])] = [
      ([("killed", "24+")], Toll(minimum: 24, best: nil, maximum: nil, isOpen: true), []),
      ([("killed", "10-15")], Toll(minimum: 10, best: nil, maximum: 15, isOpen: false), []),
      ([("killed", "7")], Toll(minimum: 7, best: 7, maximum: 7, isOpen: false), []),
      ([("killed", "at most 7")], Toll(minimum: 0, best: nil, maximum: 7, isOpen: false), []),
      ([("killed", "unknown")], nil, []),
      ([("killed_min", "7")], Toll(minimum: 7, best: nil, maximum: nil, isOpen: true), []),
      ([("killed_best", "7")], Toll(minimum: 7, best: 7, maximum: 7, isOpen: false), []),
      ([("killed_max", "7")], Toll(minimum: 0, best: nil, maximum: 7, isOpen: false), []),
      (
        [("killed_min", "7"), ("killed_max", "9"), ("killed_open", "oui")],
        Toll(minimum: 7, best: nil, maximum: nil, isOpen: true), []
      ),
      (
        [("killed_min", "9"), ("killed_best", "8"), ("killed_max", "7")],
        Toll(minimum: 7, best: 8, maximum: 9, isOpen: false), ["toll-out-of-order"]
      ),
      (
        [("killed", "about 20")], Toll(minimum: 20, best: 20, maximum: 20, isOpen: false),
        ["toll-approximate"]
      ),
    ]
    for (cells, toll, codes) in table {
      let found = try own(cells + [("country", "Mali")])
      #expect(found.incident.derived.toll == toll, "\(cells)")
      #expect(found.codes == codes, "\(cells)")
    }
  }

  @Test("those who allege and deny become claims")
  func claims() throws {
    let cells = [
      ("country", "Mali"), ("killed", "24+"), ("alleged_by", "A; B"), ("alleged_by_group", "G; H"),
      ("denied_by", "Army"), ("attributed_to", "Army; Guests (possible)"),
    ]
    let incident = try own(cells).incident
    let toll = try TollInterval(minimum: 24, maximum: nil)
    let accused = [
      Attribution(party: "Army"), Attribution(party: "Guests", certainty: .possible),
    ]
    #expect(
      incident.claims == [
        Claim(source: "A", sourceGroup: "G", stance: .alleges, attributedTo: accused, toll: toll),
        Claim(source: "B", sourceGroup: "H", stance: .alleges, attributedTo: accused, toll: toll),
        Claim(source: "Army", stance: .denies),
      ])
    #expect(incident.reportedToll == nil)
    #expect(incident.derived.grade == .corroborated)
    #expect(incident.derived.deniedBy == ["Army"])
    let single = try own([
      ("country", "Mali"), ("alleged_by", "A"), ("denied_by", "Army"),
      ("attributed_to", "Army"),
    ])
    #expect(single.incident.derived.grade == .contested)
    let unmatched = try own([
      ("country", "Mali"), ("alleged_by", "A; B"), ("alleged_by_group", "G"),
    ])
    #expect(unmatched.codes == ["groups-unmatched"])
  }

  @Test("decimal commas are found in columns of coordinates, whatever separates the fields")
  func decimalCommas() throws {
    let mapping = "id: n\nlatitude: y\nlongitude: x\nradius_km: r\n"
    let place = Place.near(
      center: .coordinate(Self.point, name: nil), radiusMeters: 2500, clippedTo: [])
    for (joint, separator) in [("\t", "\t"), (";", ";"), ("\u{1F}", "\u{1F}")] {
      let end = separator == "\u{1F}" ? "\u{1E}" : "\n"
      let table =
        ["n", "y", "x", "r"].joined(separator: joint) + end
        + ["1", "16,27", "-0,04", "2,5"].joined(separator: joint) + end
      let result = try mapped(table, mapping)
      #expect(result.incidents.first?.place == place, "\(result.diagnostics)")
      #expect(result.remarks.contains("numbers read with decimal commas"))
    }
    let quoted = try mapped("n,y,x,r\n1,\"16,27\",\"-0,04\",\"2,5\"\n", mapping)
    #expect(quoted.incidents.first?.place == place)
    // Some with commas and some with points: nothing is assumed.
    let mixed = try mapped("n\ty\tx\tr\n1\t16,27\t0,1\t1\n2\t16.27\t0.1\t1\n", mapping)
    #expect(mixed.remarks.isEmpty)
    let declared = try mapped("n\ty\tx\tr\n1\t16,27\t0,1\t1\n", mapping + "decimal: point\n")
    #expect(declared.remarks.isEmpty)
  }

  @Test("words of a column are put into their meaning, in any case and without accents")
  func values() throws {
    let mapping = """
      id: n
      event_type: { column: t, values: { Tué: killing, "?": null, "": not said, 1: one } }
      missing: [rien]

      """
    let result = try mapped("n,t\n1,TUE\n2,?\n3,\n4,1.0\n5,autre\n6,rien\n7,-\n", mapping)
    #expect(
      result.incidents.map(\.eventType) == ["killing", nil, "not said", "one", "autre", nil, "-"])
    #expect(result.codes.isEmpty)
  }

  @Test("lists come from several columns and any separator")
  func lists() throws {
    let result = try mapped(
      "n,a,b\nSYNTHETIC,X / Y,\nSYNTHETIC,X,Z\n",
      "title: n\nsources: { columns: [a, b], separator: \" / \" }\n")
    #expect(result.incidents.map(\.sources) == [["X", "Y"], ["X", "Z"]])
  }
}
