import Geodesy
import SimpleFeatures
import TestSupport
import Testing
import Topology

@Suite("Buffer in metres")
struct BufferTests {
  /// Points of a geometry's edges, straight in longitude and latitude, middles of edges included.
  static func samples(_ geometry: Geometry, every degrees: Double) -> [Coordinate] {
    var points: [Coordinate] = []
    func add(_ vertices: [Coordinate]) {
      if vertices.count == 1 { points += vertices }
      for (a, b) in zip(vertices, vertices.dropFirst()) {
        let count = max(2, (max(abs(b.x - a.x), abs(b.y - a.y)) / degrees).rounded(.up))
        for index in stride(from: 0, through: count, by: 1) {
          points.append(
            at(a.x + (b.x - a.x) * index / count, a.y + (b.y - a.y) * index / count))
        }
      }
    }
    if case .point(let point) = geometry { add([point]) }
    if case .multiPoint(let all) = geometry { for point in all { add([point]) } }
    for line in geometry.lineStrings { add(line.coordinates) }
    for polygon in geometry.polygons { for ring in polygon.rings { add(ring) } }
    return points
  }

  /// The least and greatest geodesic distance from the buffer's edge to the input, over the radius.
  static func reach(_ input: Geometry, radiusMeters: Double, quadrantSegments: Int = 32) throws
    -> (least: Double, greatest: Double)
  {
    let buffer = try GEOSContext().bufferMeters(
      of: input, radiusMeters: radiusMeters, quadrantSegments: quadrantSegments)
    let spacing = min(0.2, radiusMeters / 111_000 / 20)
    let inputs = samples(input, every: spacing)
    let edge = samples(buffer, every: radiusMeters / 111_000 / 4)
    var (least, greatest) = (Double.infinity, 0.0)
    for index in stride(from: 0, to: edge.count, by: max(1, edge.count / 301)) {
      let point = edge[index]
      // Nearest by a rough measure first, then the geodesic to the few about it.
      let scale = max(0.01, (1 - (point.y / 90) * (point.y / 90)).squareRoot())
      let rough = inputs.map { other in
        ((other.x - point.x) * scale) * ((other.x - point.x) * scale)
          + (other.y - point.y) * (other.y - point.y)
      }
      let limit = (rough.min() ?? 0) * 1.6
      let distance = zip(inputs, rough).filter { $0.1 <= limit }.map {
        Geodesic.wgs84.distance(from: point, to: $0.0)
      }.min()
      least = min(least, (distance ?? .infinity) / radiusMeters)
      greatest = max(greatest, (distance ?? .infinity) / radiusMeters)
    }
    return (least, greatest)
  }

  static let gao = at(-0.04472, 16.27167)

  @Test(
    "the edge of the buffer lies at the radius, within 0.07 percent",
    arguments: [
      (Geometry.point(gao), 1000.0), (.point(gao), 500_000), (.point(at(25, 69)), 100_000),
      (line((-0.04472, 16.27167), (1.01186, 20.20126), (0.95, 21.33)), 25_000),
      (line((-0.04472, 16.27167), (0.1714, 26.71576)), 5000),
      (line((-5, 15), (5, 15)), 50_000), (line((0, 58), (15, 58)), 20_000),
      (line((0, 58), (15, 62)), 400_000), (line((175, -17), (185, -16)), 30_000),
      (.multiPoint([at(0, 16), at(0.5, 16), at(4, 19)]), 40_000),
      (box(-4, 15, 5, 22), 30_000),
      (
        polygon(
          [(0, 0), (4, 0), (4, 4), (0, 4), (0, 0)], [(1, 1), (3, 1), (3, 3), (1, 3), (1, 1)]),
        20_000
      ),
    ])
  func accuracy(_ input: Geometry, _ radiusMeters: Double) throws {
    let (least, greatest) = try Self.reach(input, radiusMeters: radiusMeters)
    // 0.03 % of it is the chord of a quarter circle in 32 edges, as much the spacing of samples.
    #expect(least > 0.9993, "\(least)")
    #expect(greatest < 1.0007, "\(greatest)")
  }

  @Test("the buffer of a polygon holds the polygon, and a hole wider than twice the radius stays")
  func polygons() throws {
    let context = try GEOSContext()
    let buffer = try context.bufferMeters(of: RelationTests.squareWithHole, radiusMeters: 20_000)
    #expect(try context.covers(buffer, RelationTests.squareWithHole))
    #expect(try context.isValid(buffer))
    #expect(buffer.polygons.map(\.holes.count) == [1])
    let filled = try context.bufferMeters(of: RelationTests.squareWithHole, radiusMeters: 120_000)
    #expect(filled.polygons.map(\.holes.count) == [0])
  }

  @Test("parts further apart than twice the radius stay apart, nearer ones are united")
  func parts() throws {
    let context = try GEOSContext()
    let points = Geometry.multiPoint([at(0, 0), at(0.5, 0), at(9, 9)])
    #expect(try context.bufferMeters(of: points, radiusMeters: 20_000).polygons.count == 3)
    #expect(try context.bufferMeters(of: points, radiusMeters: 30_000).polygons.count == 2)
  }

  @Test("wandering lines, as roads do, give one valid polygon that covers them", arguments: 0..<8)
  func wandering(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    var vertices = [at(Double.random(in: -170...170, using: &random), 0)]
    vertices[0].y = Double.random(in: -60...60, using: &random)
    for _ in 0..<60 {
      let last = vertices[vertices.count - 1]
      vertices.append(
        at(
          last.x + Double.random(in: -0.1...0.2, using: &random),
          last.y + Double.random(in: -0.15...0.15, using: &random)))
    }
    let road = Geometry.lineString(LineString(vertices))
    let context = try GEOSContext()
    for radius in [30.0, 3000, 30_000] {
      let buffer = try context.bufferMeters(of: road, radiusMeters: radius, quadrantSegments: 4)
      #expect(try context.isValid(buffer), "seed \(seed), radius \(radius)")
      #expect(try context.covers(buffer, road), "seed \(seed), radius \(radius)")
      #expect(buffer.polygons.count == 1, "seed \(seed), radius \(radius)")
    }
  }

  @Test("over the antimeridian, longitudes run on as the input's do")
  func antimeridian() throws {
    let context = try GEOSContext()
    let box = try context.bufferMeters(
      of: line((179, 0), (181, 0)), radiusMeters: 111_319.4908
    ).envelope
    #expect(abs(box.minX - 178) < 1e-4)
    #expect(abs(box.maxX - 182) < 1e-4)
    #expect(
      try context.bufferMeters(of: .point(at(-179.9, 0)), radiusMeters: 50_000).envelope.minX < -180
    )
  }

  @Test("what is empty has an empty buffer; what cannot be drawn is refused with the value")
  func refusals() throws {
    let context = try GEOSContext()
    for empty in [line(), polygon([]), .multiPoint([]), .geometryCollection([])] {
      #expect(try context.bufferMeters(of: empty, radiusMeters: 1).isEmpty)
    }
    let refused: [(Geometry, Double, Int, String)] = [
      (.point(Self.gao), 0, 16, "0.0 m"), (.point(Self.gao), -5, 16, "-5.0 m"),
      (.point(Self.gao), .nan, 16, "nan m"), (.point(Self.gao), 3e6, 16, "3000000.0 m"),
      (.point(Self.gao), 10, 0, "0 segments"), (.point(at(0, 91)), 10, 16, "(0.0, 91.0)"),
      (line((0, 80), (9, 89.5)), 60_000, 16, "pole"), (.point(at(.nan, 0)), 10, 16, "(nan, 0.0)"),
    ]
    for (geometry, radius, segments, message) in refused {
      let error = try #require(
        throws: TopologyError.self,
        performing: {
          try context.bufferMeters(
            of: geometry, radiusMeters: radius, quadrantSegments: segments)
        })
      #expect(error.message.contains(message), "\(error)")
    }
  }
}
