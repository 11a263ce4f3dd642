import LinearReferencing
import ReferenceGeography
import Testing

@Suite("Routes of the shipped geography")
struct RouteTests {
  /// Geodesic lengths of the lines by pyproj 3.7.2 (`Geod(ellps="WGS84").line_length` through the
  /// stops), kilometres by the road distances in the files.
  @Test(
    "every route has the length its stops and calibration give it",
    arguments: [
      ("anefis-kidal-aguelhok", 223.1375),
      ("ansongo-menaka", 204.9528),
      ("bourem-kidal", 308.0000),
      ("gao-adrar", 1358.5639),
      ("gao-bourem", 97.0000),
      ("gao-labbezanga", 186.2438),
      ("gao-sevare", 568.7457),
    ])
  func lengths(_ id: String, _ kilometers: Double) throws {
    let route = try ShippedAtlas.atlas.route(named: id)
    #expect(abs(route.lengthKilometers - kilometers) < 0.001, "\(route.lengthKilometers)")
  }

  @Test("all routes are read, in order, and each is found by its names")
  func all() throws {
    let atlas = try ShippedAtlas.atlas
    #expect(
      atlas.routes.map(\.id) == [
        "anefis-kidal-aguelhok", "ansongo-menaka", "bourem-kidal", "gao-adrar", "gao-bourem",
        "gao-labbezanga", "gao-sevare",
      ])
    for route in atlas.routes {
      for name in [route.id, route.name, route.name.uppercased()] + route.alternativeNames {
        #expect(try atlas.route(named: name).id == route.id, "\(name)")
      }
    }
    let error = #expect(throws: Atlas.UnknownName.self) { try atlas.route(named: "gao-adrra") }
    #expect(error?.suggestions.first == "gao-adrar")
    #expect(error?.description.contains("gao-adrra") == true)
  }

  @Test("Gao to Bourem is 97 km by road; Ansongo to Menaka has no road distance")
  func calibration() throws {
    let atlas = try ShippedAtlas.atlas
    let bourem = try atlas.route(named: "gao-bourem")
    #expect(try bourem.stop(named: "Bourem").measureKilometers == 97)
    let menaka = try atlas.route(named: "ansongo-menaka")
    #expect(menaka.calibration.isEmpty)
    #expect(abs(menaka.lengthKilometers - 205.0) < 0.05)
  }

  @Test("a road shorter than the geodesic is refused with both figures")
  func tooShort() throws {
    let text = """
      id: x
      name: X
      stops:
        - {name: Ansongo, lon: 0.5022, lat: 15.6597}
        - {name: Menaka, lon: 2.39609, lat: 15.91985}
      calibration:
        - {from: Ansongo, to: Menaka, road_km: 191, source: flee}
      """
    let error = #expect(throws: RouteFile.Problem.self) {
      try RouteFile.read(text, fileName: "x.yaml")
    }
    let description = error?.description ?? ""
    for part in ["x.yaml", "191", "204.953", "flee", "Ansongo", "Menaka"] {
      #expect(description.contains(part), "\(description)")
    }
    let long = text.replacing("road_km: 191", with: "road_km: 206")
    let route = try RouteFile.read(long, fileName: "x.yaml")
    #expect(abs(route.lengthKilometers - 206) < 1e-9)
  }

  @Test(
    "a file that is no route is an error that names the file and the fault",
    arguments: [
      ("", ""), ("id: x\nname: X\n", "stops"),
      ("id: x\nname: X\nstops:\n  - {name: A, lon: east, lat: 1}\n", "lon"),
      ("id: x\nname: X\nstops:\n  - {name: A, lon: 1, lat: 1}\n", "2 or more"),
      ("id: x\nname: X\nstops: [{name: A, lon: 1, lat: 91}, {name: B, lon: 2, lat: 1}]\n", "91"),
      ("id: [", ""),
    ])
  func malformed(_ text: String, _ fault: String) {
    let error = #expect(throws: RouteFile.Problem.self) {
      try RouteFile.read(text, fileName: "bad.yaml")
    }
    #expect(error?.description.hasPrefix("bad.yaml: ") == true)
    if !fault.isEmpty { #expect(error?.description.contains(fault) == true, "\(error as Any)") }
  }
}
