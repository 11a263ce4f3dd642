import Geodesy
import SimpleFeatures
import TestSupport
import Testing
import Topology

@Suite("Buffer in metres")
struct BufferTests {
  /// Points of a geometry's edges, straight in longitude and latitude, at most 2 km apart or so.
  static func samples(_ geometry: Geometry, every degrees: Double) -> [Coordinate] {
    var points: [Coordinate] = []
    func add(_ vertices: [Coordinate]) {
      if vertices.count == 1 { points += vertices }
      for (a, b) in zip(vertices, vertices.dropFirst()) {
        let count = max(1, (max(abs(b.x - a.x), abs(b.y - a.y)) / degrees).rounded(.up))
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
    for point in edge {
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
    "the edge of the buffer lies at the radius, within half a percent",
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
    print("buffer", input.typeName, radiusMeters, least, greatest)
    #expect(least > 0.995)
    #expect(greatest < 1.005)
  }
}
