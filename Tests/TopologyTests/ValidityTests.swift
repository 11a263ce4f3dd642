import SimpleFeatures
import Testing
import Topology

/// A geometry, what is wrong with it and where, and its area once made valid by the structure rule:
/// reasons, places and areas of shapely 2.2.0 over GEOS 3.14.1.
struct ValidityCase: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let geometry: Geometry
  let reason: String?
  let location: Coordinate?
  let repairedArea: Double

  init(
    _ description: String, _ geometry: Geometry, _ reason: String?, _ location: Coordinate?,
    _ repairedArea: Double
  ) {
    testDescription = description
    self.geometry = geometry
    self.reason = reason
    self.location = location
    self.repairedArea = repairedArea
  }
}

@Suite("Validity")
struct ValidityTests {
  static let cases: [ValidityCase] = [
    ValidityCase("square", box(0, 0, 4, 4), nil, nil, 16),
    ValidityCase("empty polygon", polygon([]), nil, nil, 0),
    ValidityCase(
      "hole that touches the shell at a point",
      polygon(
        [(0, 0), (4, 0), (4, 4), (0, 4), (0, 0)], [(0, 2), (2, 1), (2, 3), (0, 2)]),
      nil, nil, 14),
    ValidityCase(
      "bow-tie", polygon([(0, 0), (2, 2), (2, 0), (0, 2), (0, 0)]), "Self-intersection",
      at(1, 1), 2),
    ValidityCase(
      "hole outside the shell, which becomes a polygon of its own",
      polygon(
        [(0, 0), (2, 0), (2, 2), (0, 2), (0, 0)], [(5, 5), (6, 5), (6, 6), (5, 6), (5, 5)]),
      "Hole lies outside shell", at(5, 5), 5),
    ValidityCase(
      "hole that crosses the shell",
      polygon(
        [(0, 0), (4, 0), (4, 4), (0, 4), (0, 0)],
        [(3, 3), (5, 3), (5, 3.5), (3, 3.5), (3, 3)]),
      "Self-intersection", at(4, 3), 15.5),
    ValidityCase(
      "ring that touches itself and turns a hole outwards",
      polygon([
        (0, 0), (4, 0), (4, 4), (0, 4), (0, 2), (1, 3), (2, 2), (1, 1), (0, 2), (0, 0),
      ]), "Ring Self-intersection", at(0, 2), 14),
    ValidityCase(
      "ring that touches itself between two halves",
      polygon([(0, 0), (2, 0), (1, 1), (2, 2), (0, 2), (1, 1), (0, 0)]),
      "Ring Self-intersection", at(1, 1), 2),
    ValidityCase(
      "shells that overlap, whose overlap stays inside",
      polygons(box(0, 0, 2, 2), box(1, 1, 3, 3)), "Self-intersection", at(1, 2), 7),
    ValidityCase(
      "shell in a shell", polygons(box(0, 0, 9, 9), box(1, 1, 2, 2)), "Nested shells", at(1, 1),
      81),
    ValidityCase(
      "spike",
      polygon([(0, 0), (4, 0), (4, 4), (8, 4), (4, 4), (0, 4), (0, 0)]),
      "Ring Self-intersection", at(4, 4), 16),
    ValidityCase(
      "polygon without area", polygon([(0, 0), (2, 0), (4, 0), (0, 0)]), "Self-intersection",
      at(2, 0), 0),
  ]

  @Test("says what is wrong and where, and repairs it", arguments: cases)
  func validity(_ test: ValidityCase) throws {
    let context = try GEOSContext()
    let problem = try context.validityProblem(of: test.geometry)
    #expect(problem?.reason == test.reason)
    #expect(try context.isValid(test.geometry) == (test.reason == nil))
    // Releases of GEOS differ in which of several places they name: it must be on the geometry.
    if let location = problem?.location {
      #expect(try context.intersects(context.boundary(of: test.geometry), .point(location)))
    }
    #expect((problem?.location == nil) == (test.location == nil))
    let repaired = try context.makeValid(test.geometry)
    #expect(try context.isValid(repaired))
    #expect(abs((repaired.polygons.isEmpty ? 0 : measure(repaired)) - test.repairedArea) < 1e-9)
  }

  @Test("the problem reads as a sentence part with its place")
  func description() throws {
    let context = try GEOSContext()
    let bowTie = polygon([(0, 0), (2, 2), (2, 0), (0, 2), (0, 0)])
    #expect(
      try context.validityProblem(of: bowTie)?.description == "Self-intersection at 1.0 1.0")
  }

  @Test("an error carries the operation and the message of GEOS")
  func errors() throws {
    let context = try GEOSContext()
    let bowTie = polygon([(0, 0), (2, 2), (2, 0), (0, 2), (0, 0)])
    let overlay = try #require(
      throws: TopologyError.self, performing: { try context.intersection(bowTie, box(0, 0, 1, 2)) })
    #expect(overlay.operation == "intersection")
    #expect(overlay.message.contains("TopologyException"))
    #expect(overlay.description.contains("makeValid"))

    let refused: [(Geometry, String)] = [
      (line((0, 0)), "point array must contain 0 or >1 elements"),
      (polygon([(0, 0), (1, 0), (1, 1)]), "closed"),
      (polygon([(0, 0), (0, 0)]), "Invalid number of points in LinearRing"),
      (polygon([(0, 0), (1, 0), (1, 1), (0, 0)], [(0, 0), (1, 0), (1, 1)]), "closed"),
      (line((0, 0), (1, .nan), (2, 2)), "vertex 1 is (1.0, nan), which is not finite"),
      (.point(at(.infinity, 0)), "vertex 0 is (inf, 0.0), which is not finite"),
      (.geometryCollection([box(0, 0, 1, 1), line((0, 0))]), "point array must contain"),
    ]
    for (geometry, message) in refused {
      let error = try #require(
        throws: TopologyError.self, performing: { try context.isValid(geometry) })
      #expect(error.message.contains(message), "\(error)")
      #expect(!error.description.contains("\n"))
    }
    // A context works on after failures.
    #expect(try context.isValid(box(0, 0, 1, 1)))
  }
}
