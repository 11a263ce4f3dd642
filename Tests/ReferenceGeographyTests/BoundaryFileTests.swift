import Foundation
import GeoFormats
import Geodesy
import SimpleFeatures
import TestSupport
import Testing

@testable import ReferenceGeography

/// Boundary files in the layouts of their publishers, with made-up land. All regions are SYNTHETIC.
@Suite("Boundary files")
struct BoundaryFileTests {
  /// Squares of a degree side by side, each with a row of properties.
  static func collection(
    _ rows: [[(String, String)]], west: Double = -4, members: String = ""
  ) -> String {
    let features = rows.enumerated().map { number, row in
      let x = west + Double(number)
      let ring = [(x, 15.0), (x + 1, 15), (x + 1, 16), (x, 16), (x, 15)]
        .map { "[\($0.0),\($0.1)]" }.joined(separator: ",")
      let properties = row.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",")
      return "{\"type\":\"Feature\",\"properties\":{\(properties)},"
        + "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[\(ring)]]}}"
    }
    return "{\"type\":\"FeatureCollection\",\(members)\"features\":["
      + features.joined(separator: ",") + "]}"
  }

  static func read(
    _ text: String, name: String = "SYNTHETIC.geojson", options: BoundaryFile.Options = .init()
  ) throws -> BoundaryFile {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let url = folder.appending(path: name)
    try Data(text.utf8).write(to: url)
    return try BoundaryFile(
      path: url.path, options: options, countries: try ShippedAtlas.atlas.countries)
  }

  struct Layout: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var rows: [[(String, String)]]
    var ids: [String]
    var level: Int
    var names = ["SYNTHETIC A", "SYNTHETIC B"]
    var country = "MLI"
    var parents: [String] = []

    init(
      _ name: String, _ columns: [(String, String, String)], ids: [String], level: Int,
      country: String = "MLI", parents: [String] = []
    ) {
      testDescription = name
      rows = [columns.map { ($0.0, $0.1) }, columns.map { ($0.0, $0.2) }]
      (self.ids, self.level, self.country, self.parents) = (ids, level, country, parents)
    }
  }

  private static func same(_ column: String, _ value: String) -> (String, String, String) {
    (column, value, value)
  }

  private static func names(_ column: String) -> (String, String, String) {
    (column, "\"SYNTHETIC A\"", "\"SYNTHETIC B\"")
  }

  static let layouts: [Layout] = [
    Layout(
      "COD-AB until 2024",
      [
        same("Shape_Leng", "20.4"), names("ADM1_FR"), ("ADM1_PCODE", "\"ML01\"", "\"ML02\""),
        same("ADM1_REF", "null"), same("ADM0_FR", "\"Mali (le)\""), same("ADM0_PCODE", "\"ML\""),
        same("date", "\"2015-06-01\""), same("validOn", "\"2021-12-20\""),
      ], ids: ["ML01", "ML02"], level: 1),
    Layout(
      "COD-AB since 2025, level 2",
      [
        same("adm0_name", "\"Mali\""), same("adm0_pcode", "\"ML\""),
        same("adm1_name", "\"SYNTHETIC region\""), same("adm1_pcode", "\"ML01\""),
        names("adm2_name"), ("adm2_pcode", "\"ML0101\"", "\"ML0102\""), same("iso3", "\"MLI\""),
      ], ids: ["ML0101", "ML0102"], level: 2, parents: ["SYNTHETIC region"]),
    Layout(
      "geoBoundaries",
      [
        names("shapeName"), same("shapeISO", "\"\""), ("shapeID", "\"672B1\"", "\"672B2\""),
        same("shapeGroup", "\"MLI\""), same("shapeType", "\"ADM2\""),
      ], ids: ["672B1", "672B2"], level: 2),
    Layout(
      "GADM 4.1",
      [
        ("GID_2", "\"MLI.1.1_1\"", "\"MLI.1.2_1\""), same("GID_0", "\"MLI\""),
        same("COUNTRY", "\"Mali\""), same("GID_1", "\"MLI.1_1\""),
        same("NAME_1", "\"SYNTHETIC region\""), same("NL_NAME_1", "\"NA\""), names("NAME_2"),
        ("VARNAME_2", "\"SYNTHETIC Alpha|SYNTHETIC Alef\"", "\"SYNTHETIC Beta\""),
        same("TYPE_2", "\"Cercle\""), same("ENGTYPE_2", "\"District\""),
        ("HASC_2", "\"ML.XX.AA\"", "\"ML.XX.BB\""),
      ], ids: ["MLI.1.1_1", "MLI.1.2_1"], level: 2, parents: ["SYNTHETIC region"]),
    Layout(
      "GADM 3.6",
      [
        same("GID_0", "\"MLI\""), same("NAME_0", "\"Mali\""),
        ("GID_1", "\"MLI.1_1\"", "\"MLI.2_1\""),
        names("NAME_1"), same("VARNAME_1", "null"), same("HASC_1", "null"),
      ], ids: ["MLI.1_1", "MLI.2_1"], level: 1),
    Layout(
      "Natural Earth states",
      [
        same("featurecla", "\"Admin-1 states provinces\""), same("scalerank", "2"),
        ("adm1_code", "\"MLI-1\"", "\"MLI-2\""), ("iso_3166_2", "\"ML-1\"", "\"ML-2\""),
        same("iso_a2", "\"ML\""), names("name"), ("name_alt", "\"SYNTHETIC Alpha\"", "null"),
        same("admin", "\"Mali\""), same("adm0_a3", "\"MLI\""), ("name_en", "\"x\"", "\"y\""),
        ("name_len", "11", "11"),
      ], ids: ["MLI-1", "MLI-2"], level: 1),
    Layout(
      "NUTS",
      [
        ("NUTS_ID", "\"ES1\"", "\"ES2\""), same("LEVL_CODE", "1"), same("CNTR_CODE", "\"ML\""),
        names("NAME_LATN"), ("NUTS_NAME", "\"SYNTHETIC Α\"", "\"SYNTHETIC Β\""),
      ], ids: ["ES1", "ES2"], level: 1),
    Layout(
      "OpenStreetMap",
      [
        ("osm_id", "-101", "-102"), same("boundary", "\"administrative\""),
        same("admin_level", "4"), names("name"), ("name_en", "\"x\"", "\"y\""),
      ], ids: ["-101", "-102"], level: 1),
    Layout(
      "names only", [names("NAME")], ids: ["SYNTHETIC A", "SYNTHETIC B"], level: 1),
  ]

  @Test("the columns of publishers are found", arguments: layouts)
  func publishers(_ layout: Layout) throws {
    let file = try Self.read(Self.collection(layout.rows))
    let regions = file.set.regions
    #expect(regions.map(\.id).sorted() == layout.ids.sorted(), "\(file.columns.summary)")
    #expect(regions.map(\.name).sorted() == layout.names, "\(file.columns.summary)")
    #expect(file.set.description.level == layout.level)
    #expect(regions.allSatisfy { $0.countryID == layout.country })
    for region in regions { #expect(region.ancestors.map(\.name) == layout.parents) }
    #expect(file.findings.isEmpty, "\(file.findings)")
    if layout.testDescription == "GADM 4.1" {
      #expect(regions[0].alternativeNames == ["SYNTHETIC Alpha", "SYNTHETIC Alef"])
      #expect(regions[1].codes == ["ML.XX.BB"])
    }
    if layout.testDescription.hasPrefix("COD-AB until") {
      #expect(file.set.description.date == "2021-12-20")
    }
  }

  @Test("columns that are given win, and one that is missing is an error with the list")
  func given() throws {
    let text = Self.collection([
      [("a", "\"SYNTHETIC x\""), ("b", "\"1\"")], [("a", "\"SYNTHETIC y\""), ("b", "\"2\"")],
    ])
    var options = BoundaryFile.Options()
    options.columns = try BoundaryColumns(parsing: "name=B,id=a")
    options.accuracyMeters = 700
    let file = try Self.read(text, options: options)
    #expect(file.set.regions.map(\.name) == ["1", "2"])
    #expect(file.set.regions.map(\.id) == ["SYNTHETIC x", "SYNTHETIC y"])
    #expect(file.set.description.accuracyMeters == 700 && file.set.description.isAccuracyStated)
    options.columns = try BoundaryColumns(parsing: "name=c")
    let error = #expect(throws: InputError.self) { try Self.read(text, options: options) }
    #expect(error?.action == "its columns are a, b")
    for wrong in ["name", "name=", "=a", "colour=a"] {
      #expect(throws: BoundaryColumnProblem.self) { try BoundaryColumns(parsing: wrong) }
    }
  }

  @Test("an identifier that comes twice is made different, and said")
  func repeated() throws {
    let file = try Self.read(
      Self.collection([
        [("id", "\"S\""), ("name", "\"SYNTHETIC a\"")],
        [("id", "\"S\""), ("name", "\"SYNTHETIC b\"")],
        [("id", "\"\""), ("name", "\"SYNTHETIC c\"")],
      ]))
    #expect(file.set.regions.map(\.id) == ["S", "S-2", "SYNTHETIC c"])
    #expect(file.findings.map(\.code) == ["boundary-id", "boundary-id"])
  }

  @Test("a file without polygons is an error; points beside polygons are left out and said")
  func withoutPolygons() throws {
    let point =
      "{\"type\":\"Feature\",\"properties\":{\"name\":\"SYNTHETIC p\"},"
      + "\"geometry\":{\"type\":\"Point\",\"coordinates\":[0,0]}}"
    let error = #expect(throws: InputError.self) {
      try Self.read("{\"type\":\"FeatureCollection\",\"features\":[\(point)]}")
    }
    #expect(error?.reason == "none of its 1 features has polygons")
    let text = Self.collection([[("name", "\"SYNTHETIC a\"")]])
    let file = try Self.read(text.replacing("\"features\":[", with: "\"features\":[\(point),"))
    #expect(file.set.regions.map(\.name) == ["SYNTHETIC a"])
    #expect(file.findings.map(\.code) == ["boundary-without-polygons"] && file.featureCount == 2)
  }

  @Test("a ring that crosses itself is repaired and said with its place")
  func repaired() throws {
    let text = Self.collection([[("name", "\"SYNTHETIC bow\"")]])
      .replacing("[-3.0,16.0],[-4.0,16.0]", with: "[-4.0,16.0],[-3.0,16.0]")
    let file = try Self.read(text)
    let finding = try #require(file.findings.first)
    #expect(finding.code == "boundary-repaired" && finding.value == "SYNTHETIC bow")
    #expect(finding.reason.contains("Self-intersection at -3.5 15.5"))
    #expect(file.repairedCount == 1 && file.set.regions[0].geometry.polygons.count == 2)
  }

  @Test("levels in one file: the deepest unless told, which is said")
  func levels() throws {
    let text = Self.collection([
      [("NUTS_ID", "\"S\""), ("LEVL_CODE", "0")], [("NUTS_ID", "\"S1\""), ("LEVL_CODE", "1")],
      [("NUTS_ID", "\"S2\""), ("LEVL_CODE", "1")],
    ])
    let file = try Self.read(text)
    #expect(file.set.regions.map(\.id) == ["S1", "S2"] && file.set.description.level == 1)
    #expect(file.findings.map(\.code) == ["boundary-levels"])
    var options = BoundaryFile.Options()
    options.level = 0
    #expect(try Self.read(text, options: options).set.regions.map(\.id) == ["S"])
    options.level = 3
    #expect(throws: InputError.self) { try Self.read(text, options: options) }
  }

  @Test("a district with the name of another country stays in its own")
  func namesake() throws {
    // Mali is also a prefecture of Guinea, within the envelope of the country Mali.
    let file = try Self.read(
      Self.collection([[("NAME", "\"Mali\"")], [("NAME", "\"SYNTHETIC B\"")]], west: -12)
        .replacing("15.0]", with: "12.0]").replacing("16.0]", with: "12.5]")
        .replacing(",15]", with: ",12.0]").replacing(",16]", with: ",12.5]"))
    #expect(file.set.regions.map(\.countryID).allSatisfy { $0 != "MLI" })
  }

  @Test("another coordinate system is transformed, with the accuracy PROJ states")
  func transformed() throws {
    let folder = packageFolder.appending(path: "Tests/ReferenceGeographyTests/Boundaries")
    let countries = try ShippedAtlas.atlas.countries
    func read(_ name: String) throws -> BoundaryFile {
      try BoundaryFile(
        path: folder.appending(path: "synthetic-\(name).shp").path, countries: countries)
    }
    let (degrees, meters) = (try read("utf8"), try read("utm"))
    #expect(degrees.transformation == nil)
    #expect(meters.transformation?.contains("PROJ states") == true)
    for (a, b) in zip(degrees.set.regions, meters.set.regions) {
      #expect(a.id == b.id)
      var (first, second): ([Coordinate], [Coordinate]) = ([], [])
      a.geometry.forEachCoordinate { first.append($0) }
      b.geometry.forEachCoordinate { second.append($0) }
      #expect(
        zip(first, second).allSatisfy { abs($0.x - $1.x) < 1e-8 && abs($0.y - $1.y) < 1e-8 })
    }
    // pyproj 3.7.2: EPSG:32631, 277438.2624 110597.9735.
    let crs =
      "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::32631\"}},"
    let text =
      "{\"type\":\"FeatureCollection\",\(crs)\"features\":[{\"type\":\"Feature\",\"properties\":"
      + "{\"name\":\"SYNTHETIC\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[277438.2624,"
      + "110597.9735],[388730,110600],[388730,221000],[277438.2624,110597.9735]]]}}]}"
    let file = try Self.read(text)
    let corner = try #require(file.set.regions[0].geometry.polygons.first?.exterior.first)
    #expect(abs(corner.x - 0.9999999899239366) < 1e-10 && abs(corner.y - 1.000000008820247) < 1e-10)
    let error = #expect(throws: InputError.self) {
      try Self.read(text.replacing(crs, with: ""))
    }
    #expect(error?.reason.contains("no longitudes and latitudes") == true)
  }

  @Test(
    "the regions of COD-AB Mali have the areas that shapely finds",
    .enabled(if: fieldData("data/boundaries/mali_cod_ab/adm1.geojson") != nil))
  func fieldAreas() throws {
    let name = "data/boundaries/mali_cod_ab/mli_admbnda_adm1_1m_gov_20211220.shp"
    let file = try BoundaryFile(
      path: try #require(fieldData(name)).path, countries: try ShippedAtlas.atlas.countries)
    // shapely 2.2 and pyproj 3.7.2: edges cut to 0.001 degrees, cylindrical equal area on WGS 84.
    let expected: [(String, Double)] = [
      ("ML01", 122567.81), ("ML02", 90532.471), ("ML03", 72001.634), ("ML04", 61696.516),
      ("ML05", 79240.552), ("ML06", 499273.471), ("ML07", 100705.114), ("ML08", 150138.662),
      ("ML09", 245.674), ("ML10", 77905.625),
    ]
    #expect(file.set.regions.map(\.id) == expected.map(\.0) && file.findings.isEmpty)
    for (region, (_, area)) in zip(file.set.regions, expected) {
      let own = Geodesic.wgs84.areaWithStraightEdges(of: region.geometry) / 1_000_000
      #expect(abs(own - area) < 0.01, "\(region.name) \(own)")
    }
  }
}
