import Dispatch
import SimpleFeatures
import Synchronization
import TestSupport
import Testing

@testable import Topology

@Suite("Conversion to GEOS and back")
struct ConversionTests {
  static let kinds: [Geometry] = [
    .point(at(1.5, -2)), .multiPoint([]), .multiPoint([at(1, 2), at(1, 2), at(3, 4)]), line(),
    line((0, 0), (1, 0.1), (5, 5)), lines(), lines(line((0, 0), (1, 1)), line((3, 3), (4, 5))),
    polygon([]), box(0, 0, 1, 1), RelationTests.squareWithHole, polygons(),
    polygons(box(0, 0, 1, 1), RelationTests.squareWithHole), .geometryCollection([]),
    .geometryCollection([
      .point(at(0, 0)), .geometryCollection([line((0, 0), (1, 1)), .geometryCollection([])]),
      polygons(box(5, 5, 6, 6)), .multiPoint([]),
    ]),
    // Values that a text form would change.
    line((0.1, 1e-300), (.pi, -0.0), (1e17, .leastNonzeroMagnitude)),
  ]

  @Test("each kind of geometry comes back as it was", arguments: kinds)
  func roundTrip(_ geometry: Geometry) throws {
    let context = try GEOSContext()
    let back = try GEOSGeometryHandle(context, geometry, "test").decode("test")
    #expect(back == geometry)
  }

  @Test("empty holes, and holes of an empty polygon, are left out")
  func emptyRings() throws {
    let context = try GEOSContext()
    let square = [at(0, 0), at(1, 0), at(1, 1), at(0, 0)]
    let back = try GEOSGeometryHandle(
      context, .polygon(Polygon(exterior: square, holes: [[]])), "test"
    ).decode("test")
    #expect(back == .polygon(Polygon(exterior: square)))
    let none = try GEOSGeometryHandle(
      context, .polygon(Polygon(exterior: [], holes: [square])), "test"
    ).decode("test")
    #expect(none == .polygon(Polygon(exterior: [])))
  }

  @Test("geometries and prepared geometries keep their context alive")
  func lifetime() throws {
    weak var watched: GEOSContext?
    do {
      var prepared: PreparedGeometry?
      do {
        let context = try GEOSContext()
        watched = context
        prepared = try PreparedGeometry(box(0, 0, 2, 2), in: context)
      }
      #expect(watched != nil)
      #expect(try prepared?.contains(at(1, 1)) == true)
    }
    #expect(watched == nil)
  }

  @Test("contexts in many threads do not disturb each other, failures included")
  func concurrency() {
    let wrong = Mutex(0)
    DispatchQueue.concurrentPerform(iterations: 64) { seed in
      var random = SplitMix64(seed: UInt64(seed))
      let bowTie = polygon([(0, 0), (2, 2), (2, 0), (0, 2), (0, 0)])
      do {
        let context = try GEOSContext()
        let prepared = try PreparedGeometry(RelationTests.squareWithHole, in: context)
        for _ in 0..<40 {
          let point = at(
            Double.random(in: -1...5, using: &random), Double.random(in: -1...5, using: &random))
          let inside =
            (0...4).contains(point.x) && (0...4).contains(point.y)
            && !((1...3).contains(point.x) && (1...3).contains(point.y))
          let part = try context.intersection(
            box(0, 0, 4, 4), box(point.x, point.y, point.x + 1, point.y + 1))
          let width = max(0, min(point.x + 1, 4) - max(point.x, 0))
          let height = max(0, min(point.y + 1, 4) - max(point.y, 0))
          let failed = (try? context.intersection(bowTie, box(0, 0, 1, 2))) == nil
          if try prepared.covers(point) != inside || abs(measure(part) - width * height) > 1e-9
            || !failed
          {
            wrong.withLock { $0 += 1 }
          }
        }
      } catch {
        wrong.withLock { $0 += 1 }
      }
    }
    #expect(wrong.withLock { $0 } == 0)
  }
}
