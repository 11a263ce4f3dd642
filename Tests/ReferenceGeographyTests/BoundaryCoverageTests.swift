import GeoFormats
import SimpleFeatures
import Testing

@testable import ReferenceGeography

/// Made-up squares, and the shipped sets.
@Suite("Overlaps and gaps of boundary sets")
struct BoundaryCoverageTests {
  private static func square(
    _ id: String, _ x: Double, _ y: Double, _ width: Double, _ height: Double, hole: [Double]? = nil
  ) -> Region {
    func ring(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> [Coordinate] {
      [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
        .map { Coordinate(x: $0.0, y: $0.1) }
    }
    return Region(
      id: id, name: "SYNTHETIC \(id)", level: 1, countryID: "", countryName: "",
      geometry: .polygon(
        Polygon(
          exterior: ring(x, y, width, height),
          holes: hole.map { [ring($0[0], $0[1], $0[2], $0[3])] } ?? [])))
  }

  private static func coverage(_ regions: [Region]) throws -> BoundaryCoverage {
    try BoundaryCoverage(set(regions))
  }

  private static func set(_ regions: [Region]) -> BoundarySet {
    BoundarySet(
      description: .init(id: "s", name: "SYNTHETIC", date: "", accuracyMeters: 0, level: 1),
      regions: regions)
  }

  @Test("neighbours, vertices on a neighbour's edge and islands do not overlap")
  func clean() throws {
    let coverage = try Self.coverage([
      Self.square("a", 0, 0, 1, 1), Self.square("b", 1, 0, 1, 1), Self.square("c", 0, 1, 2, 1),
      Self.square("d", 5, 5, 1, 1),
    ])
    #expect(coverage.overlaps.isEmpty && coverage.gaps.isEmpty && !coverage.isIncomplete)
  }

  @Test("crossing, containing and equal regions overlap, each pair once, largest first")
  func overlapping() throws {
    // A square of a degree at the equator has 12,308.8 km2 (Karney's area function, pyproj 3.7.2).
    let regions = [
      Self.square("a", 0, 0, 1, 1), Self.square("b", 0.5, 0, 1, 1),
      Self.square("c", 10, 0, 2, 1), Self.square("d", 10.5, 0.2, 0.1, 0.1),
      Self.square("e", 20, 0, 1, 1), Self.square("f", 20, 0, 1, 1),
    ]
    let coverage = try Self.coverage(regions)
    #expect(coverage.overlaps.map { "\($0.first)\($0.second)" } == ["45", "01", "23"])
    #expect(abs(coverage.overlaps[0].squareMeters / 1e6 - 12308.8) < 1)
    #expect(abs(coverage.overlaps[1].squareMeters * 2 - coverage.overlaps[0].squareMeters) < 1)
    let point = coverage.overlaps[1].point
    #expect(point.x > 0.5 && point.x < 1)
    let findings = coverage.findings(of: Self.set(regions), file: "SYNTHETIC")
    #expect(findings.map(\.code) == ["boundary-overlap", "boundary-overlap", "boundary-overlap"])
    #expect(findings[1].action == "what is common counts as SYNTHETIC a")
  }

  @Test("what regions enclose and none covers is a gap, with and without overlaps elsewhere")
  func gaps() throws {
    let ring = [
      Self.square("a", 0, 0, 3, 3, hole: [1, 1, 1, 1]), Self.square("b", 3, 0, 1, 3),
      Self.square("c", 1, 1, 0.5, 1),
    ]
    for extra in [[], [Self.square("x", 9, 0, 2, 1), Self.square("y", 10, 0, 2, 1)]] {
      let coverage = try Self.coverage(ring + extra)
      #expect(coverage.gaps.count == 1 && coverage.overlaps.count == extra.count / 2)
      let gap = try #require(coverage.gaps.first)
      #expect(gap.point.x > 1.5 && gap.point.x < 2 && gap.point.y > 1 && gap.point.y < 2)
    }
  }

  @Test("the 4,556 shipped regions do not overlap; their largest gap is the Caspian Sea")
  func shipped() throws {
    let set = try ShippedAtlas.atlas.firstLevel
    let coverage = try BoundaryCoverage(set)
    #expect(coverage.overlaps.isEmpty)
    // shapely 2.2: 10 holes in the union, of which the Caspian is 43.03 square degrees about 51.2 E.
    #expect(coverage.gaps.count >= 6 && coverage.gaps.count <= 10)
    let largest = try #require(coverage.gaps.first)
    #expect(abs(largest.squareMeters / 1e6 - 390_000) < 20_000)
    #expect(largest.point.x > 46 && largest.point.x < 55)
  }
}
