import SimpleFeatures
import TestSupport
import Testing
import Topology

@Suite("Constructive operations")
struct ConstructiveTests {
  static let scatter = Geometry.multiPoint([
    at(0, 0), at(10, 0), at(10, 10), at(0, 10), at(5, 5), at(5, 1), at(5, 9), at(1, 5), at(2, 2),
    at(8, 8),
  ])

  @Test("hulls have the areas of shapely 2.2.0")
  func hulls() throws {
    let context = try GEOSContext()
    #expect(measure(try context.convexHull(Self.scatter)) == 100)
    for (ratio, area) in [(0.0, 56.0), (0.5, 60), (1, 100)] {
      #expect(abs(measure(try context.concaveHull(Self.scatter, ratio: ratio)) - area) < 1e-9)
    }
    #expect(throws: TopologyError.self) { try context.concaveHull(Self.scatter, ratio: 1.1) }
    #expect(throws: TopologyError.self) { try context.concaveHull(Self.scatter, ratio: .nan) }
    #expect(try context.convexHull(.point(at(1, 2))) == .point(at(1, 2)))
    #expect(try context.convexHull(.geometryCollection([])).isEmpty)
  }

  @Test("points on and in a geometry are those of shapely 2.2.0, none for an empty one")
  func points() throws {
    let context = try GEOSContext()
    let basin = polygon([
      (0, 0), (10, 0), (10, 10), (8, 10), (8, 2), (2, 2), (2, 10), (0, 10), (0, 0),
    ])
    let inside = try #require(try context.pointOnSurface(of: basin))
    #expect(try context.contains(basin, .point(inside)))
    let center = try #require(try context.centroid(of: basin))
    #expect(center.x == 5)
    #expect(abs(center.y - 4.076923076923077) < 1e-12)
    #expect(try !context.intersects(basin, .point(center)))
    #expect(try context.pointOnSurface(of: line((0, 0), (1, 3), (4, 0))) == at(1, 3))
    for empty in [polygon([]), line(), .multiPoint([]), .geometryCollection([])] {
      #expect(try context.pointOnSurface(of: empty) == nil)
      #expect(try context.centroid(of: empty) == nil)
    }
  }

  @Test("simplification is that of shapely 2.2.0 and refuses a tolerance that is none")
  func simplify() throws {
    let context = try GEOSContext()
    let wiggle = line(
      (0, 0), (1, 0.1), (2, -0.1), (3, 5), (4, 6), (5, 7), (6, 8.1), (7, 9), (8, 9), (9, 9))
    #expect(
      try context.simplify(wiggle, planarTolerance: 0.5)
        == line((0, 0), (2, -0.1), (3, 5), (7, 9), (9, 9)))
    // A tolerance of zero takes out only what lies on a straight line.
    #expect(
      try context.simplify(line((0, 0), (1, 1), (2, 2), (3, 0)), planarTolerance: 0)
        == line((0, 0), (2, 2), (3, 0)))
    #expect(throws: TopologyError.self) { try context.simplify(wiggle, planarTolerance: -1) }
    #expect(throws: TopologyError.self) { try context.simplify(wiggle, planarTolerance: .nan) }
  }

  @Test("boundaries are rings and ends; a collection has none")
  func boundary() throws {
    let context = try GEOSContext()
    #expect(measure(try context.boundary(of: RelationTests.squareWithHole)) == 24)
    #expect(
      try context.boundary(of: line((0, 0), (1, 3), (4, 0))) == .multiPoint([at(0, 0), at(4, 0)]))
    #expect(try context.boundary(of: .point(at(0, 0))).isEmpty)
    #expect(throws: TopologyError.self) {
      try context.boundary(of: .geometryCollection([box(0, 0, 1, 1)]))
    }
  }
}
