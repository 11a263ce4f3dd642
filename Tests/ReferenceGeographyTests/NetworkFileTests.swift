import Foundation
import GeoFormats
import LinearReferencing
import ReferenceGeography
import SimpleFeatures
import TestSupport
import Testing

/// Files of roads. All roads in these files are SYNTHETIC, but for the opt-in ones.
@Suite("Network files")
struct NetworkFileTests {
  static func read(_ text: String) throws -> NetworkFile {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let url = folder.appending(path: "SYNTHETIC.geojson")
    try Data(text.utf8).write(to: url)
    return try NetworkFile(path: url.path)
  }

  static func collection(_ features: [(geometry: String, properties: String)]) -> String {
    "{\"type\":\"FeatureCollection\",\"features\":["
      + features.map {
        "{\"type\":\"Feature\",\"properties\":{\($0.properties)},\"geometry\":\($0.geometry)}"
      }.joined(separator: ",") + "]}"
  }

  static func line(_ coordinates: String) -> String {
    "{\"type\":\"LineString\",\"coordinates\":\(coordinates)}"
  }

  @Test("a shapefile in metres is transformed and joined; columns are guessed")
  func shapefile() throws {
    let path = packageFolder.appending(
      path: "Tests/ReferenceGeographyTests/Roads/synthetic-roads.shp"
    ).path
    let file = try NetworkFile(path: path)
    #expect(file.idColumn == "osm_id" && file.nameColumn == "name")
    #expect(file.featureCount == 3 && file.lineCount == 4 && file.findings.isEmpty)
    #expect(file.transformation != nil)
    let network = file.network
    // The second road ends 21 m from the first, which is cut there.
    #expect(network.nodes.count == 8 && network.edges.count == 5)
    #expect(network.components.max() == 2)
    #expect(network.edges.map(\.id) == ["101", "101", "102", "102", "103"])
    #expect(network.edges[2].name == "SYNTHETIC Est" && network.edges[4].name.isEmpty)
    #expect(file.summary.contains("4 lines") && file.summary.contains("3 connected parts"))
  }

  @Test("what is no line is left out and said; a file without lines is an error")
  func findings() throws {
    let point = "{\"type\":\"Point\",\"coordinates\":[0,0]}"
    let file = try Self.read(
      Self.collection([
        (Self.line("[[0,0],[1,1]]"), "\"ref\":\"N1\""), (point, ""), ("null", ""),
        (Self.line("[[2,2],[2,2]]"), ""),
        ("{\"type\":\"MultiLineString\",\"coordinates\":[[[0,0],[1,0]],[[3,3],[3,3]]]}", ""),
        (
          "{\"type\":\"GeometryCollection\",\"geometries\":[\(point),\(Self.line("[[1,0],[2,0]]"))]}",
          ""
        ),
      ]))
    #expect(file.lineCount == 3 && file.featureCount == 6)
    #expect(file.network.edges.map(\.id) == ["1", "5", "6"])
    #expect(file.findings.map(\.code).allSatisfy { $0 == "network-without-line" })
    #expect(file.findings.map(\.record) == ["2", "3", "4", "5"])
    for text in [Self.collection([]), Self.collection([(point, ""), ("null", "")])] {
      let error = #expect(throws: InputError.self) { try Self.read(text) }
      #expect(error?.action?.contains("lines") == true)
    }
  }

  @Test("the shipped routes are one network: branches meet at common stops")
  func atlas() throws {
    let atlas = try ShippedAtlas.atlas
    let network = try atlas.routeNetwork()
    #expect(network.components.max() == 0)
    #expect(network.edges.allSatisfy { !$0.isGap })
    func place(_ route: String, _ stop: String) throws -> NetworkPosition {
      let stop = try atlas.route(named: route).stop(named: stop)
      return try #require(network.nearest(to: stop.coordinate, withinMeters: 1)).position
    }
    func kilometers(_ route: String, _ from: String, _ to: String) throws -> Double {
      let route = try atlas.route(named: route)
      return abs(
        try route.stop(named: from).measureKilometers - route.stop(named: to).measureKilometers)
    }
    // The Kidal branch leaves the main road at Anefis.
    let way = try #require(
      network.distanceMeters(
        from: try place("gao-adrar", "Gao"), to: try place("anefis-kidal-aguelhok", "Kidal")))
    let expected =
      try kilometers("gao-adrar", "Gao", "Anefis")
      + kilometers("anefis-kidal-aguelhok", "Anefis", "Kidal")
    #expect(abs(way / 1000 - expected) < 1e-6)
    // Published: Gao to Bourem 97 km, Gao to Douentza 397 km.
    let across = try #require(
      network.distanceMeters(
        from: try place("gao-bourem", "Bourem"), to: try place("gao-sevare", "Douentza")))
    #expect(abs(across / 1000 - 494) < 1e-6)
  }

  @Test(
    "the road lines of OpenStreetMap load",
    .enabled(if: fieldData("data/roads/africa_edges_osm.geojson") != nil))
  func fieldRoads() throws {
    for (name, lines, parts) in [("gao_algeria_edges", 6, 1), ("africa_edges_osm", 2344, 1)] {
      let url = try #require(fieldData("data/roads/\(name).geojson"))
      let clock = ContinuousClock()
      let start = clock.now
      let file = try NetworkFile(path: url.path)
      print("\(name): \(file.summary), \(clock.now - start)")
      #expect(file.featureCount == lines && file.findings.isEmpty)
      #expect((file.network.components.max() ?? -1) + 1 == parts)
    }
  }

  @Test(
    "ways over Africa are as long as SciPy and PROJ find them",
    .enabled(if: fieldData("data/roads/africa_edges_osm.geojson") != nil))
  func fieldDistances() throws {
    let path = try #require(fieldData("data/roads/africa_edges_osm.geojson")).path
    // SciPy 1.17.1 (Dijkstra over all vertices) on the lengths of PROJ's geod: Dakar, Gao, Reggane, a
    // place in the Cape and one in Kenya, ends of lines.
    let places = [
      (-17.4467087, 14.6928101), (-0.04122, 16.2347698), (0.17407, 26.7181301),
      (18.9074192, -32.7324677), (39.0428391, 3.5764899),
    ].map { Coordinate(longitude: $0.0, latitude: $0.1) }
    let expected = [
      [2403886.355982, 3657064.785626, 9433260.8488, 8159213.51504],
      [1253178.429644, 7538235.582593, 5998737.076267], [8726198.650155, 6891756.438422],
      [5745022.973178],
    ]
    for tolerance in [0.001, RouteNetwork.defaultToleranceMeters] {
      let network = try NetworkFile(path: path, toleranceMeters: tolerance).network
      let positions = try places.map {
        try #require(network.nearest(to: $0, withinMeters: 1)).position
      }
      for (a, row) in expected.enumerated() {
        for (b, meters) in row.enumerated() {
          let way = try #require(
            network.distanceMeters(from: positions[a], to: positions[a + b + 1]))
          let back = network.distanceMeters(from: positions[a + b + 1], to: positions[a])
          #expect(way == back)
          if tolerance < 1 {
            #expect(abs(way - meters) < 0.01, "\(a) to \(a + b + 1)")
          } else {
            // Snapping joins some lines that end beside another.
            #expect(way <= meters + 0.01 && way > 0.999 * meters, "\(a) to \(a + b + 1)")
          }
        }
      }
    }
  }
}
