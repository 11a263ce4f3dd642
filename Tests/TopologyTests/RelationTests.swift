import Foundation
import SimpleFeatures
import TestSupport
import Testing
import Topology

/// Two geometries, the relations that hold between them, and the measures of intersection, union,
/// difference and symmetric difference (`measure`), as shapely 2.2.0 over GEOS 3.14.1 gives them.
struct RelationCase: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let a: Geometry
  let b: Geometry
  let relations: String
  let measures: [Double]

  init(
    _ description: String, _ a: Geometry, _ b: Geometry, _ relations: String, _ measures: [Double]
  ) {
    testDescription = description
    (self.a, self.b) = (a, b)
    self.relations = relations
    self.measures = measures
  }
}

@Suite("Predicates and overlay")
struct RelationTests {
  static let squareWithHole = polygon(
    [(0, 0), (4, 0), (4, 4), (0, 4), (0, 0)], [(1, 1), (3, 1), (3, 3), (1, 3), (1, 1)])

  static let cases: [RelationCase] = [
    RelationCase(
      "square and overlapping square",
      box(0, 0, 4, 4),
      box(2, 2, 6, 6),
      "intersects overlaps",
      [4, 28, 12, 24]),
    RelationCase(
      "square and square inside it",
      box(0, 0, 4, 4),
      box(1, 1, 2, 2),
      "intersects contains covers",
      [1, 16, 15, 15]),
    RelationCase(
      "square and square inside that shares an edge",
      box(0, 0, 4, 4),
      box(0, 1, 2, 2),
      "intersects contains covers",
      [2, 16, 14, 14]),
    RelationCase(
      "square and neighbour that shares an edge",
      box(0, 0, 4, 4),
      box(4, 0, 6, 4),
      "intersects touches",
      [4, 24, 16, 24]),
    RelationCase(
      "square and neighbour that shares a corner",
      box(0, 0, 4, 4),
      box(4, 4, 6, 6),
      "intersects touches",
      [1, 20, 16, 20]),
    RelationCase(
      "square and square far away",
      box(0, 0, 4, 4),
      box(9, 9, 10, 10),
      "disjoint",
      [0, 17, 16, 17]),
    RelationCase(
      "square and the same square from another vertex",
      box(0, 0, 4, 4),
      polygon([(4, 4), (0, 4), (0, 2), (0, 0), (4, 0), (4, 4)]),
      "intersects contains within covers coveredBy equals",
      [16, 16, 0, 0]),
    RelationCase(
      "square with a hole and square that fills the hole",
      squareWithHole,
      box(1, 1, 3, 3),
      "intersects touches",
      [8, 16, 12, 16]),
    RelationCase(
      "square with a hole and square in the hole",
      squareWithHole,
      box(1.5, 1.5, 2, 2),
      "disjoint",
      [0, 12.25, 12, 12.25]),
    RelationCase(
      "square with a hole and point in the hole",
      squareWithHole,
      .point(at(2, 2)),
      "disjoint",
      [0, 12, 12, 12]),
    RelationCase(
      "square with a hole and point on the hole's edge",
      squareWithHole,
      .point(at(1, 2)),
      "intersects covers touches",
      [1, 12, 12, 12]),
    RelationCase(
      "square and point inside",
      box(0, 0, 4, 4),
      .point(at(1, 3)),
      "intersects contains covers",
      [1, 16, 16, 16]),
    RelationCase(
      "square and point on a corner",
      box(0, 0, 4, 4),
      .point(at(4, 4)),
      "intersects covers touches",
      [1, 16, 16, 16]),
    RelationCase(
      "square and point outside",
      box(0, 0, 4, 4),
      .point(at(5, 4)),
      "disjoint",
      [0, 16, 16, 16]),
    RelationCase(
      "square and points in, on and outside",
      box(0, 0, 4, 4),
      .multiPoint([at(1, 1), at(4, 2), at(7, 7)]),
      "intersects crosses",
      [2, 16, 16, 16]),
    RelationCase(
      "square and line across",
      box(0, 0, 4, 4),
      line((-2, 1), (6, 1)),
      "intersects crosses",
      [4, 16, 16, 16]),
    RelationCase(
      "square and line along an edge",
      box(0, 0, 4, 4),
      line((0, 0), (4, 0)),
      "intersects covers touches",
      [4, 16, 16, 16]),
    RelationCase(
      "square and line that touches a corner",
      box(0, 0, 4, 4),
      line((3, 5), (5, 3)),
      "intersects touches",
      [1, 16, 16, 16]),
    RelationCase(
      "square and line inside from edge to edge",
      box(0, 0, 4, 4),
      line((0, 2), (4, 2)),
      "intersects contains covers",
      [4, 16, 16, 16]),
    RelationCase(
      "square and line that leaves and comes back",
      box(0, 0, 4, 4),
      line((1, 1), (1, 6), (3, 6), (3, 1)),
      "intersects crosses",
      [6, 16, 16, 16]),
    RelationCase(
      "two lines that cross",
      line((0, 0), (4, 4)),
      line((0, 4), (4, 0)),
      "intersects crosses",
      [1, 11.313708499, 5.65685424949, 11.313708499]),
    RelationCase(
      "two lines that share a piece",
      line((0, 0), (3, 0)),
      line((2, 0), (5, 0)),
      "intersects overlaps",
      [1, 5, 2, 4]),
    RelationCase(
      "two lines end to end",
      line((0, 0), (2, 0)),
      line((2, 0), (5, 1)),
      "intersects touches",
      [1, 5.16227766017, 2, 5.16227766017]),
    RelationCase(
      "line and its middle",
      line((0, 0), (4, 0)),
      .point(at(2, 0)),
      "intersects contains covers",
      [1, 4, 4, 4]),
    RelationCase(
      "line and its end",
      line((0, 0), (4, 0)),
      .point(at(4, 0)),
      "intersects covers touches",
      [1, 4, 4, 4]),
    RelationCase(
      "point and the same point",
      .point(at(1, 2)),
      .point(at(1, 2)),
      "intersects contains within covers coveredBy equals",
      [1, 1, 0, 0]),
    RelationCase(
      "two squares apart and square over both",
      polygons(box(0, 0, 2, 2), box(4, 0, 6, 2)),
      box(1, -1, 5, 1),
      "intersects overlaps",
      [2, 14, 6, 12]),
    RelationCase(
      "two lines and square between",
      lines(line((0, 0), (9, 0)), line((0, 3), (9, 3))),
      box(2, -1, 4, 2),
      "intersects crosses",
      [2, 6, 16, 6]),
    RelationCase(
      "square and empty polygon",
      box(0, 0, 4, 4),
      polygon([]),
      "disjoint",
      [0, 16, 16, 16]),
    RelationCase(
      "empty line and line",
      line(),
      line((0, 0), (1, 1)),
      "disjoint",
      [0, 1.41421356237, 0, 1.41421356237]),
    RelationCase(
      "two empty sets of points",
      .multiPoint([]),
      .multiPoint([]),
      "disjoint equals",
      [0, 0, 0, 0]),
  ]

  @Test("relations are those of shapely", arguments: cases)
  func relations(_ test: RelationCase) throws {
    let context = try GEOSContext()
    let (a, b) = (test.a, test.b)
    let held: [(String, Bool)] = [
      ("intersects", try context.intersects(a, b)), ("disjoint", try context.disjoint(a, b)),
      ("contains", try context.contains(a, b)), ("within", try context.within(a, b)),
      ("covers", try context.covers(a, b)), ("coveredBy", try context.coveredBy(a, b)),
      ("touches", try context.touches(a, b)), ("crosses", try context.crosses(a, b)),
      ("overlaps", try context.overlaps(a, b)), ("equals", try context.equals(a, b)),
    ]
    #expect(held.filter(\.1).map(\.0).joined(separator: " ") == test.relations)
  }

  @Test("overlays measure what they measure in shapely", arguments: cases)
  func overlays(_ test: RelationCase) throws {
    let context = try GEOSContext()
    let results = [
      try context.intersection(test.a, test.b), try context.union(test.a, test.b),
      try context.difference(test.a, test.b), try context.symmetricDifference(test.a, test.b),
    ]
    for (result, expected) in zip(results, test.measures) {
      #expect(abs(measure(result) - expected) < 1e-9, "\(result)")
    }
  }

  @Test("a prepared geometry agrees with the plain one", arguments: cases)
  func prepared(_ test: RelationCase) throws {
    let context = try GEOSContext()
    let (a, b) = (test.a, test.b)
    let prepared = try PreparedGeometry(a, in: context)
    #expect(prepared.envelope == a.envelope)
    #expect(try prepared.intersects(b) == context.intersects(a, b))
    #expect(try prepared.covers(b) == context.covers(a, b))
    #expect(try prepared.contains(b) == context.contains(a, b))
    let part = try prepared.intersection(with: b)
    #expect(try context.equals(part, context.intersection(a, b)))
    #expect(abs(measure(part) - test.measures[0]) < 1e-9)
    // Positions on and about the vertices of the other.
    var points: [Coordinate] = [at(.nan, 0), at(0, .infinity)]
    b.forEachCoordinate { points += [$0, at($0.x + 0.5, $0.y), at($0.x, $0.y - 0.25)] }
    for point in points {
      let finite = point.x.isFinite && point.y.isFinite
      #expect(
        try prepared.intersects(point) == (finite && context.intersects(a, .point(point))))
      #expect(try prepared.covers(point) == (finite && context.covers(a, .point(point))))
      #expect(try prepared.contains(point) == (finite && context.contains(a, .point(point))))
    }
  }

  @Test("a union of many parts dissolves them")
  func unaryUnion() throws {
    let context = try GEOSContext()
    let row = (0..<50).map { box(Double($0), 0, Double($0) + 1.5, 1) }
    let union = try context.unaryUnion(.geometryCollection(row))
    #expect(union.typeName == "Polygon")
    #expect(abs(measure(union) - 50.5) < 1e-9)
    #expect(try context.unaryUnion(.geometryCollection([])).isEmpty)
  }

  @Test("planar distance is the shortest, and nil where there is nothing")
  func planarDistance() throws {
    let context = try GEOSContext()
    #expect(try context.planarDistance(box(0, 0, 1, 1), box(4, 5, 6, 6)) == 5)
    #expect(try context.planarDistance(box(0, 0, 3, 3), line((1, 1), (9, 9))) == 0)
    #expect(try context.planarDistance(line((0, 0), (4, 0)), .point(at(2, 3))) == 3)
    #expect(try context.planarDistance(line(), .point(at(2, 3))) == nil)
  }

  /// A polygon that winds once round a centre at changing distance.
  static func star(using random: inout SplitMix64) -> Geometry {
    let (x, y) = (
      Double.random(in: 0...3, using: &random), Double.random(in: 0...3, using: &random)
    )
    let count = Int.random(in: 3...40, using: &random)
    var ring = (0..<count).map { index in
      let angle = 2 * Double.pi * Double(index) / Double(count)
      let radius = Double.random(in: 0.5...4, using: &random)
      return at(x + radius * cos(angle), y + radius * sin(angle))
    }
    ring.append(ring[0])
    return .polygon(Polygon(exterior: ring))
  }

  @Test("areas of overlays of random stars add up", arguments: 0..<50 as Range<UInt64>)
  func areas(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let (a, b) = (Self.star(using: &random), Self.star(using: &random))
    let context = try GEOSContext()
    func area(_ geometry: Geometry) -> Double {
      geometry.polygons.reduce(0) { $0 + measure(.polygon($1)) }
    }
    let both = area(try context.intersection(a, b))
    let comment: Comment = "seed \(seed)"
    #expect(abs(area(try context.union(a, b)) - (area(a) + area(b) - both)) < 1e-9, comment)
    #expect(abs(area(try context.difference(a, b)) - (area(a) - both)) < 1e-9, comment)
    #expect(
      abs(area(try context.symmetricDifference(a, b)) - (area(a) + area(b) - 2 * both)) < 1e-9,
      comment)
    let prepared = try PreparedGeometry(a, in: context)
    #expect(abs(area(try prepared.intersection(with: b)) - both) < 1e-9, comment)
    #expect(try prepared.intersects(b) == (both > 0), comment)
  }

  @Test("a prepared polygon agrees with counting crossings", arguments: 0..<20 as Range<UInt64>)
  func crossings(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let star = Self.star(using: &random)
    let ring = star.polygons.first?.exterior ?? []
    let prepared = try PreparedGeometry(star, in: try GEOSContext())
    for _ in 0..<200 {
      let point = at(
        Double.random(in: -4...7, using: &random), Double.random(in: -4...7, using: &random))
      let crossed = zip(ring, ring.dropFirst()).filter { a, b in
        (a.y > point.y) != (b.y > point.y)
          && point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x
      }
      #expect(try prepared.covers(point) == (crossed.count % 2 == 1), "seed \(seed), \(point)")
    }
  }
}
