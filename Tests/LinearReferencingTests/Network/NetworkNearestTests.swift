import Geodesy
import LinearReferencing
import SimpleFeatures
import TestSupport
import Testing

@Suite("The nearest place of a network")
struct NetworkNearestTests {
  @Test("it is that of all legs, anywhere on the Earth")
  func allLegs() throws {
    let seed: UInt64 = 45
    var random = SplitMix64(seed: seed)
    for round in 0..<150 {
      let center = Coordinate(
        longitude: .random(in: -180...180, using: &random),
        latitude: .random(in: -90...90, using: &random))
      let spread = [3e3, 1e5, 2e6][round % 3]
      func somewhere() -> Coordinate {
        Geodesic.wgs84.direct(
          from: center, azimuthDegrees: .random(in: -180...180, using: &random),
          distanceMeters: .random(in: 0...spread, using: &random)
        ).destination
      }
      let lines = (0..<Int.random(in: 1...8, using: &random)).map { _ in
        NetworkLine(
          line: LineString((0..<Int.random(in: 2...5, using: &random)).map { _ in somewhere() }))
      }
      let network = try RouteNetwork(lines: lines, toleranceMeters: 0.001)
      for _ in 0..<10 {
        let point = somewhere()
        let least = lines.flatMap { line in
          zip(line.line.coordinates, line.line.coordinates.dropFirst()).map {
            Geodesic.wgs84.nearestPoint(onSegmentFrom: $0, to: $1, to: point).distanceMeters
          }
        }.min()
        let expected = try #require(least)
        let found = try #require(
          network.nearest(to: point, withinMeters: expected + 1), "seed \(seed), round \(round)")
        #expect(abs(found.distanceMeters - expected) < 1e-5, "seed \(seed), round \(round)")
        #expect(
          network.nearest(to: point, withinMeters: 2e7)?.position == found.position,
          "seed \(seed), round \(round)")
        if expected > 1e-3 {
          #expect(network.nearest(to: point, withinMeters: expected * 0.999) == nil)
        }
        let place = try #require(network.coordinate(of: found.position))
        #expect(
          Geodesic.wgs84.distance(from: place, to: found.coordinate) < 1e-5,
          "seed \(seed), round \(round)")
        #expect(place.longitude.magnitude <= 180)
      }
    }
  }

  @Test("of places as near the lowest edge is taken, whatever the position")
  func ties() throws {
    func at(_ x: Double, _ y: Double) -> Coordinate { NetworkBuildTests.at(x, y) }
    let star = try RouteNetwork(
      lines: [(0.0, 300.0), (300, 0), (-300, 0), (0, -300)].map {
        NetworkLine(line: LineString([at($0.0, $0.1), at(0, 0)]))
      })
    let middle = try #require(star.nearest(to: at(0, 0), withinMeters: 5))
    #expect(middle.position.edge == 0 && middle.distanceMeters < 1e-6)
    #expect(middle.position.offsetMeters == star.edges[0].lengthMeters)
    let plane = try RouteNetwork(
      planeNodes: [(0.0, 0.0), (4, 0), (4, 4), (0, 4)].map { Coordinate(x: $0.0, y: $0.1) },
      edges: [(1, 2, nil), (0, 1, nil), (2, 3, nil), (3, 0, 8)])
    let found = try #require(plane.nearest(to: Coordinate(x: 2, y: 2), withinMeters: 9))
    #expect(found.position == NetworkPosition(edge: 0, offsetMeters: 2))
    #expect(found.distanceMeters == 2 && found.coordinate == Coordinate(x: 4, y: 2))
    let west = try #require(plane.nearest(to: Coordinate(x: -1, y: 1), withinMeters: 9))
    #expect(west.position == NetworkPosition(edge: 3, offsetMeters: 6))
  }

  @Test("what is no position is nowhere")
  func nowhere() throws {
    let network = try RouteNetwork(
      lines: [
        NetworkLine(line: LineString([Coordinate(x: 0, y: 0), Coordinate(x: 1, y: 1)]))
      ])
    for point in [(Double.nan, 0.0), (0, .infinity), (0, 91)] {
      #expect(network.nearest(to: Coordinate(x: point.0, y: point.1), withinMeters: 1e8) == nil)
    }
    for limit in [-1, Double.nan] {
      #expect(network.nearest(to: Coordinate(x: 0, y: 0), withinMeters: limit) == nil)
    }
    #expect(network.nearest(to: Coordinate(x: 0, y: 0), withinMeters: 0)?.distanceMeters == 0)
    #expect(network.nearest(to: Coordinate(x: -170, y: -80), withinMeters: .infinity) != nil)
  }
}
