import Geodesy
import IncidentAnalysis
import SimpleFeatures
import Testing
import Topology

@Suite("Outlines of clusters")
struct ClusterHullTests {
  private static func at(_ longitude: Double, _ latitude: Double) -> Coordinate {
    Coordinate(longitude: longitude, latitude: latitude)
  }

  @Test("a square of points has the area of its geodesic polygon, inside points do not matter")
  func square() throws {
    let corners = [Self.at(8, 12), Self.at(9, 12), Self.at(9, 13), Self.at(8, 13)]
    let hull = try #require(
      try ClusterHull(corners + [Self.at(8.5, 12.5), Self.at(8.2, 12.9)], in: GEOSContext()))
    // geographiclib 2.1, Geodesic.WGS84.Polygon on the four corners: 12,024,264,735.3 m2.
    let expected = Geodesic.wgs84.area(ofGeodesicPolygon: Polygon(exterior: corners + [corners[0]]))
    #expect(abs(hull.areaSquareMeters - expected) < 1)
    #expect(hull.radiusMeters > 75_000 && hull.radiusMeters < 90_000)
    #expect(hull.geometry?.polygons.count == 1)
  }

  @Test("across the antimeridian the outline is small and its longitudes run on")
  func antimeridian() throws {
    let points = [Self.at(179.9, -17), Self.at(-179.9, -17), Self.at(-179.9, -16.8)]
    let hull = try #require(try ClusterHull(points, in: GEOSContext()))
    #expect(hull.areaSquareMeters > 2e8 && hull.areaSquareMeters < 3e8)
    #expect(abs(abs(hull.center.longitude) - 180) < 0.1)
    #expect(hull.geometry.map { $0.envelope.maxX - $0.envelope.minX < 0.3 } ?? false)
  }

  @Test("one spot and a line have no area and are drawn 500 m wide; nothing has no outline")
  func degenerate() throws {
    let context = try GEOSContext()
    let spot = try #require(
      try ClusterHull(Array(repeating: Self.at(-0.04, 16.27), count: 5), in: context))
    #expect(spot.areaSquareMeters == 0 && spot.radiusMeters == 0)
    #expect(spot.center == Self.at(-0.04, 16.27))
    let drawn = Geodesic.wgs84.areaWithStraightEdges(of: try #require(spot.geometry))
    #expect(abs(drawn / (.pi * 500 * 500) - 1) < 0.01)
    let line = try #require(
      try ClusterHull([Self.at(179.9, 0), Self.at(-179.9, 0)], in: context))
    #expect(line.areaSquareMeters == 0 && line.geometry != nil)
    #expect(try ClusterHull([], in: context) == nil)
    let wide = try #require(
      try ClusterHull([Self.at(0, 0), Self.at(120, 0), Self.at(-120, 0)], in: context))
    #expect(wide.geometry == nil)
  }
}
