import GeoFormats
import SimpleFeatures
import Testing

@Suite("Well-known text")
struct WKTTests {
  private static func ring(_ values: [(Double, Double)]) -> [Coordinate] {
    values.map { Coordinate(x: $0.0, y: $0.1) }
  }

  private static func line(_ values: [(Double, Double)]) -> LineString { LineString(ring(values)) }

  /// Shapely writes the last number here as 1e-6; ours never has an exponent.
  @Test("every type is written as shapely 2.2 writes it, rounded to six decimals")
  func types() throws {
    let square = Polygon(
      exterior: Self.ring([(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)]),
      holes: [Self.ring([(1, 1), (1, 2), (2, 2), (1, 1)])])
    let triangle = Polygon(exterior: Self.ring([(0, 0), (1, 0), (1, 1), (0, 0)]))
    let cases: [(Geometry, String)] = [
      (.point(Coordinate(x: -0.04472, y: 16.27167)), "POINT (-0.04472 16.27167)"),
      (
        .lineString(Self.line([(0, 0), (1.5, -2.25), (3, 0.000001)])),
        "LINESTRING (0 0, 1.5 -2.25, 3 0.000001)"
      ),
      (.polygon(square), "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (1 1, 1 2, 2 2, 1 1))"),
      (.multiPoint(Self.ring([(1, 2), (3, 4)])), "MULTIPOINT ((1 2), (3 4))"),
      (
        .multiLineString([Self.line([(0, 0), (1, 1)]), Self.line([(2, 2), (3, 3)])]),
        "MULTILINESTRING ((0 0, 1 1), (2 2, 3 3))"
      ),
      (
        .multiPolygon([triangle, triangle]),
        "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((0 0, 1 0, 1 1, 0 0)))"
      ),
      (
        .geometryCollection([
          .point(Coordinate(x: 1, y: 2)), .lineString(Self.line([(0, 0), (1, 1)])),
        ]), "GEOMETRYCOLLECTION (POINT (1 2), LINESTRING (0 0, 1 1))"
      ),
      (.lineString(LineString([])), "LINESTRING EMPTY"),
      (.polygon(Polygon(exterior: [])), "POLYGON EMPTY"),
    ]
    for (geometry, text) in cases { #expect(try geometry.wellKnownText() == text) }
  }

  @Test("what crosses the antimeridian is cut there, as in GeoJSON")
  func antimeridian() throws {
    let line = Geometry.lineString(Self.line([(170, 0), (190, 0)]))
    #expect(try line.wellKnownText() == "MULTILINESTRING ((170 0, 180 0), (-180 0, -170 0))")
    #expect(try Geometry.point(Coordinate(x: 190, y: 1)).wellKnownText() == "POINT (-170 1)")
  }

  @Test(
    "a position off the Earth is an error, not a crash",
    arguments: [(Double.nan, 0.0), (0, .infinity), (0, 90.5), (1e300, 0)])
  func faults(x: Double, y: Double) {
    let error = #expect(throws: WKTError.self) {
      _ = try Geometry.point(Coordinate(x: x, y: y)).wellKnownText()
    }
    #expect(error?.description.hasSuffix("is not on Earth") == true)
  }
}
