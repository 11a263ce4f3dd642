import GeoFormats
import SimpleFeatures
import Testing

private func read(_ text: String) throws -> GeoJSONDocument {
  try GeoJSONReader.read(Array(text.utf8), file: "f")
}

private func coordinate(_ x: Double, _ y: Double) -> Coordinate { Coordinate(x: x, y: y) }

@Suite("GeoJSON reading")
struct GeoJSONReaderTests {
  /// The examples of RFC 7946, appendix A, and the forms the text allows.
  static let geometries: [(String, Geometry?)] = [
    ("{\"type\":\"Point\",\"coordinates\":[100.0,0.0]}", .point(coordinate(100, 0))),
    ("{\"coordinates\":[1,2,3,4],\"type\":\"Point\"}", .point(coordinate(1, 2))),
    (
      "{\"type\":\"LineString\",\"coordinates\":[[100.0,0.0],[101.0,1.0]],\"bbox\":[0,0,1,1]}",
      .lineString(LineString([coordinate(100, 0), coordinate(101, 1)]))
    ),
    (
      "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,0]],[[0,0],[1,0],[1,1],[0,0]]]}",
      .polygon(
        Polygon(
          exterior: [coordinate(0, 0), coordinate(1, 0), coordinate(1, 1), coordinate(0, 0)],
          holes: [[coordinate(0, 0), coordinate(1, 0), coordinate(1, 1), coordinate(0, 0)]]))
    ),
    (
      "{\"type\":\"MultiPoint\",\"coordinates\":[[100,0],[101,1]]}",
      .multiPoint([coordinate(100, 0), coordinate(101, 1)])
    ),
    (
      "{\"type\":\"MultiLineString\",\"coordinates\":[[[0,0],[1,1]],[[2,2],[3,3]]]}",
      .multiLineString([
        LineString([coordinate(0, 0), coordinate(1, 1)]),
        LineString([coordinate(2, 2), coordinate(3, 3)]),
      ])
    ),
    (
      "{\"geometries\":[{\"type\":\"Point\",\"coordinates\":[1,2]},{\"coordinates\":[3,4],"
        + "\"type\":\"Point\"}],\"type\":\"GeometryCollection\"}",
      .geometryCollection([.point(coordinate(1, 2)), .point(coordinate(3, 4))])
    ),
    ("{\"type\":\"Polygon\",\"coordinates\":[]}", nil),
    ("{\"type\":\"Point\",\"coordinates\":[ ]}", nil),
    ("{\"type\":\"MultiPolygon\",\"coordinates\":[]}", nil),
  ]

  @Test("geometries are read bare, in features and in collections", arguments: geometries)
  func geometry(text: String, geometry: Geometry?) throws {
    #expect(try read(text).features == [Feature(geometry: geometry)])
    let feature = "{\"geometry\":\(text),\"properties\":null,\"x\":[{}],\"type\":\"Feature\"}"
    #expect(try read(feature).features == [Feature(geometry: geometry)])
    let collection = " {\"features\":[\(feature),\(feature)],\"type\":\"FeatureCollection\"}\n"
    #expect(try read(collection).features.map(\.geometry) == [geometry, geometry])
    let sequence = "\u{1E}\(feature)\n\u{1E}\(feature)\n"
    #expect(try read(sequence).features.count == 2)
    #expect(try read("\(feature)\n\(feature)\r\n\n").features.count == 2)
  }

  @Test("identifiers become text as they are written")
  func identifiers() throws {
    let features = ["\"a\"", "7", "12345678901234567890", "1.0", "null"].map {
      "{\"type\":\"Feature\",\"id\":\($0),\"geometry\":null,\"properties\":{}}"
    }
    #expect(
      try read(features.joined(separator: "\n")).features.map(\.id) == [
        "a", "7", "12345678901234567890", "1.0", nil,
      ])
  }

  @Test("bbox, members of others and properties are kept in order")
  func members() throws {
    let document = try read(
      "{\"type\":\"FeatureCollection\",\"boundary_set\":{\"id\":\"x\",\"accuracy_m\":5000},"
        + "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:OGC:1.3:CRS84\"}},"
        + "\"features\":[{\"type\":\"Feature\",\"geometry\":null,"
        + "\"properties\":{\"b\":1,\"a\":1.5,\"c\":\"x\"}}],\"bbox\":[1,2,3,4]}")
    #expect(document.boundingBox == [1, 2, 3, 4])
    #expect(document.members.members.map(\.name) == ["boundary_set"])
    #expect(
      document.features.first?.properties
        == ["b": .integer(1), "a": .number(1.5), "c": .string("x")])
  }

  @Test("an open ring is closed and reported with its line")
  func openRing() throws {
    let document = try read(
      "{\"type\":\"Polygon\",\n\"coordinates\":[\n[[0,0],[1,0],[1,1]]]}")
    #expect(document.features.first?.geometry?.polygons.first?.exterior.count == 4)
    #expect(
      document.diagnostics.map(\.description) == [
        "f:3: a ring does not end where it begins; closed"
      ])
  }

  static let refused: [(String, Int, Int, String)] = [
    ("", 1, 1, "the file is empty"),
    ("[]", 1, 1, "a GeoJSON object"),
    ("{}", 1, 1, "no member \"type\""),
    ("{\"type\":\"FeatureCollection\"}", 1, 1, "no member \"features\""),
    ("{\"type\":\"Topology\",\"objects\":{}}", 1, 9, "type \"Topology\" is not one of Point"),
    ("{\"type\":\"Feature\",\"properties\":{}}", 1, 1, "no member \"geometry\""),
    ("{\"type\":\"Point\",\n \"coordinates\":[1,91]}", 2, 16, "latitude 91.0"),
    ("{\"type\":\"Point\",\"coordinates\":[400,0]}", 1, 31, "longitude 400.0"),
    (
      "{\"type\":\"Point\",\"coordinates\":[500000,4649776]}", 1, 31, "metres of a projection"
    ),
    ("{\"type\":\"Point\",\"coordinates\":[1]}", 1, 33, "a comma and the latitude"),
    ("{\"type\":\"Point\",\"coordinates\":[1,2,3,4,5]}", 1, 39, "a comma or ]"),
    ("{\"type\":\"Point\",\"coordinates\":[\"1\",2]}", 1, 32, "a number"),
    ("{\"type\":\"Point\",\"coordinates\":[null,2]}", 1, 32, "a number"),
    ("{\"type\":\"LineString\",\"coordinates\":[[1,2]]}", 1, 36, "two positions"),
    ("{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,1],[0,0]]]}", 1, 34, "four positions"),
    ("{\"type\":\"Point\",\"geometries\":[]}", 1, 1, "no member \"coordinates\", but"),
    ("{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Point\"}]}", 1, 41, "\"Feature\""),
    (
      "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geom", 1, 59,
      "not closed"
    ),
    (
      "{\"type\":\"FeatureCollection\",\"crs\":{\"properties\":{\"name\":\"EPSG:32631\"}},"
        + "\"features\":[]}", 1, 35, "another system"
    ),
    ("{\"type\":\"FeatureCollection\",\"bbox\":[1,2,3],\"features\":[]}", 1, 36, "4 or 6 numbers"),
  ]

  @Test("anything else is refused at its line and column", arguments: refused)
  func refuses(text: String, line: Int, column: Int, reason: String) {
    let error = #expect(throws: JSONError.self) { try read(text) }
    #expect(error?.line == line && error?.column == column, "\(error?.description ?? "")")
    #expect(error?.reason.contains(reason) == true, "\(error?.description ?? "")")
  }
}
