import Geodesy
import LinearReferencing
import SimpleFeatures
import TestSupport
import Testing

@Suite("Networks of lines")
struct NetworkBuildTests {
  /// A position some metres east and north of a place in the Sahara.
  static func at(_ east: Double, _ north: Double, from origin: (Double, Double) = (1, 20))
    -> Coordinate
  {
    let start = Coordinate(longitude: origin.0, latitude: origin.1)
    let up = Geodesic.wgs84.direct(
      from: start, azimuthDegrees: 0, distanceMeters: north
    ).destination
    return Geodesic.wgs84.direct(from: up, azimuthDegrees: 90, distanceMeters: east).destination
  }

  static func network(
    _ lines: [[(Double, Double)]], tolerance: Double = 50, origin: (Double, Double) = (1, 20)
  ) throws -> RouteNetwork {
    try RouteNetwork(
      lines: lines.enumerated().map { number, line in
        NetworkLine(
          id: "\(number)", line: LineString(line.map { at($0.0, $0.1, from: origin) }))
      }, toleranceMeters: tolerance)
  }

  static func componentCount(_ network: RouteNetwork) -> Int {
    (network.components.max() ?? -1) + 1
  }

  /// The distance between the places nearest to two positions.
  static func distance(
    _ network: RouteNetwork, _ a: (Double, Double), _ b: (Double, Double),
    origin: (Double, Double) = (1, 20)
  ) throws -> Double? {
    let first = try #require(network.nearest(to: at(a.0, a.1, from: origin), withinMeters: 100))
    let last = try #require(network.nearest(to: at(b.0, b.1, from: origin), withinMeters: 100))
    return network.distanceMeters(from: first.position, to: last.position)
  }

  struct Meeting: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var lines: [[(Double, Double)]]
    var nodes: Int
    var edges: Int
    var parts: Int
  }

  static let meetings = [
    Meeting(
      testDescription: "a cross without a vertex in common is not joined",
      lines: [[(-500, 0), (500, 0)], [(0, -500), (0, 500)]], nodes: 4, edges: 2, parts: 2),
    Meeting(
      testDescription: "a cross with a vertex in common is joined",
      lines: [[(-500, 0), (0, 0), (500, 0)], [(0, -500), (0, 0), (0, 500)]], nodes: 5, edges: 4,
      parts: 1),
    Meeting(
      testDescription: "a vertex written twice, half a metre apart, is one",
      lines: [[(-500, 0), (0, 0), (500, 0)], [(0, -500), (0.3, 0.4), (0, 500)]], nodes: 5,
      edges: 4, parts: 1),
    Meeting(
      testDescription: "inner vertices 20 m apart are two",
      lines: [[(-500, 0), (0, 0), (500, 0)], [(0, -500), (20, 0), (0, 500)]], nodes: 4, edges: 2,
      parts: 2),
    Meeting(
      testDescription: "ends within the tolerance meet",
      lines: [[(-500, 0), (0, 0)], [(30, 0), (500, 0)], [(0, 30), (0, 500)]], nodes: 4, edges: 3,
      parts: 1),
    Meeting(
      testDescription: "ends beyond it do not",
      lines: [[(-500, 0), (0, 0)], [(60, 0), (500, 0)]], nodes: 4, edges: 2, parts: 2),
    Meeting(
      testDescription: "an end that stops short of a line meets it",
      lines: [[(-500, 0), (500, 0)], [(0, 45), (0, 500)]], nodes: 4, edges: 3, parts: 1),
    Meeting(
      testDescription: "an end that goes beyond a line meets it",
      lines: [[(-500, 0), (500, 0)], [(0, -20), (0, 500)]], nodes: 4, edges: 3, parts: 1),
    Meeting(
      testDescription: "three ends on one place of a line",
      lines: [[(-500, 0), (500, 0)], [(0, 5), (0, 500)], [(3, -5), (0, -500)]], nodes: 5,
      edges: 4, parts: 1),
    Meeting(
      testDescription: "a lollipop meets itself where it has a vertex twice",
      lines: [[(0, 0), (0, 200), (200, 400), (-200, 400), (0, 200)]], nodes: 2, edges: 2, parts: 1),
    Meeting(
      testDescription: "a ring is closed over a small gap",
      lines: [[(0, 0), (300, 0), (300, 300), (0, 300), (0, 20)]], nodes: 1, edges: 1, parts: 1),
    Meeting(
      testDescription: "a line shorter than the tolerance keeps its ends",
      lines: [[(-500, 0), (0, 0)], [(0, 0), (30, 0)], [(30, 0), (500, 0)]], nodes: 4, edges: 3,
      parts: 1),
    Meeting(
      testDescription: "of three ends in a row two make a node, and a gap joins the third",
      lines: [[(-300, 400), (0, 0)], [(40, 500), (40, 0)], [(385, 400), (85, 0)]], nodes: 5,
      edges: 4,
      parts: 1),
    Meeting(
      testDescription: "the same line twice makes two edges",
      lines: [[(0, 0), (400, 0)], [(0, 0), (400, 0)]], nodes: 2, edges: 2, parts: 1),
  ]

  @Test("where lines meet", arguments: meetings)
  func meet(_ meeting: Meeting) throws {
    for origin in [(1.0, 20.0), (180.0, -17.0), (-60, 85)] {
      let network = try Self.network(meeting.lines, origin: origin)
      #expect(network.nodes.count == meeting.nodes)
      #expect(network.edges.count == meeting.edges)
      #expect(Self.componentCount(network) == meeting.parts)
    }
  }

  @Test("distances in a cross of four arms")
  func cross() throws {
    let network = try Self.network([
      [(-500, 0), (0, 0), (500, 0)], [(0, -500), (0, 0), (0, 500)],
    ])
    // The plane of this test bends by millimetres.
    let around = try #require(try Self.distance(network, (-300, 0), (0, 200)))
    #expect(abs(around - 500) < 0.01)
    let along = try #require(try Self.distance(network, (-300, 0), (100, 0)))
    #expect(abs(along - 400) < 0.01)
  }

  @Test("a gap is as long as it is wide, and no place lies on it")
  func gap() throws {
    let network = try Self.network([
      [(-300, 400), (0, 0)], [(40, 500), (40, 0)], [(385, 400), (85, 0)],
    ])
    let gap = try #require(network.edges.last)
    #expect(gap.isGap && gap.id.isEmpty && abs(gap.lengthMeters - 45) < 1e-3)
    let place = try #require(network.nearest(to: Self.at(65, -10), withinMeters: 200))
    #expect(network.edges[place.position.edge].lineIndex == 2)
    let distance = try #require(try Self.distance(network, (-300, 400), (385, 400)))
    #expect(abs(distance - 1045) < 0.05)
  }

  @Test("a chain of ends 40 m apart keeps all its lines and their lengths")
  func chain() throws {
    let lines = (0..<40).map { number -> [(Double, Double)] in
      let x = Double(number) * 40
      return [(x, 0), (x, number % 2 == 0 ? 300 : -300)]
    }
    let network = try Self.network(lines)
    #expect(Self.componentCount(network) == 1)
    #expect(abs(network.lengthMeters - 40 * 300) < 0.1)
    let distance = try #require(try Self.distance(network, (0, 100), (39 * 40, -100)))
    // Joined in pairs, so that every other step of 40 m is left.
    #expect(distance > 200 + 19 * 40 - 1 && distance < 200 + 39 * 40)

    // A road in pieces of 40 m stays as long as it is.
    let pieces = (0..<40).map { [(Double($0) * 40, 0.0), (Double($0 + 1) * 40, 0.0)] }
    let road = try Self.network(pieces)
    #expect(road.nodes.count == 41 && road.edges.count == 40)
    let whole = try #require(try Self.distance(road, (0, 0), (1600, 0)))
    #expect(abs(whole - 1600) < 0.01)
  }

  @Test("nodes, lengths and distances do not depend on the order of lines")
  func order() throws {
    let seed: UInt64 = 44
    var random = SplitMix64(seed: seed)
    for round in 0..<60 {
      var lines: [[(Double, Double)]] = []
      for _ in 0..<Int.random(in: 2...25, using: &random) {
        // A lattice of 30 m in a small field: ends near each other, and just as near, abound.
        lines.append(
          (0..<Int.random(in: 2...4, using: &random)).map { _ in
            (
              Double(Int.random(in: 0...20, using: &random)) * 30,
              Double(Int.random(in: 0...20, using: &random)) * 30
            )
          })
        if Set(lines[lines.count - 1].map { "\($0)" }).count < 2 { lines.removeLast() }
      }
      let first = try Self.network(lines)
      let order = lines.indices.shuffled(using: &random)
      let second = try Self.network(order.map { lines[$0] })
      #expect(first.nodes == second.nodes, "seed \(seed), round \(round)")
      func edges(_ network: RouteNetwork, _ line: (Int) -> Int) -> [String] {
        network.edges.map {
          "\($0.lineIndex.map(line) ?? -1) \($0.from) \($0.to) \($0.line) \($0.lengthMeters)"
        }.sorted()
      }
      #expect(
        edges(first) { $0 } == edges(second) { order[$0] }, "seed \(seed), round \(round)")
      let total = lines.reduce(0.0) { sum, line in
        sum
          + Geodesic.wgs84.length(of: LineString(line.map { Self.at($0.0, $0.1) }))
      }
      #expect(abs(first.lengthMeters - total) < 1e-3, "seed \(seed), round \(round)")
      for edge in first.edges {
        let (start, end) = (edge.line.coordinates.first, edge.line.coordinates.last)
        for (node, tip) in [(edge.from, start), (edge.to, end)] {
          let tip = try #require(tip)
          #expect(Geodesic.wgs84.distance(from: first.nodes[node], to: tip) <= 100.001)
        }
      }
    }
  }

  @Test("a line's own length is spread over it")
  func ownLength() throws {
    let network = try RouteNetwork(lines: [
      NetworkLine(
        id: "a", line: LineString([Self.at(0, 0), Self.at(400, 0)]), lengthMeters: 1000),
      NetworkLine(id: "b", line: LineString([Self.at(100, 0), Self.at(100, 300)])),
    ])
    #expect(network.edges.map(\.id) == ["a", "a", "b"])
    let distance = try #require(try Self.distance(network, (0, 0), (100, 300)))
    #expect(abs(distance - 550) < 0.01)
    let place = try #require(network.nearest(to: Self.at(300, 20), withinMeters: 30))
    #expect(abs(place.position.offsetMeters - 500) < 0.01)
    #expect(abs(place.distanceMeters - 20) < 0.01)
    let back = try #require(network.coordinate(of: place.position))
    #expect(Geodesic.wgs84.distance(from: back, to: place.coordinate) < 1e-5)
  }

  @Test("what is no line, and no tolerance, is an error with the line's id")
  func errors() throws {
    let good = Self.at(0, 0)
    for line in [
      [], [good], [good, good], [good, Coordinate(x: .nan, y: 0)], [good, Coordinate(x: 0, y: 91)],
      [good, Coordinate(x: .infinity, y: 0)],
      [Coordinate(x: -180, y: 3), Coordinate(x: 180, y: 3)],
    ] {
      let line = NetworkLine(id: "SYNTHETIC", line: LineString(line))
      #expect(!line.hasLength)
      let error = #expect(throws: RouteError.self) { try RouteNetwork(lines: [line]) }
      #expect(error?.description.contains("\"SYNTHETIC\"") == true)
    }
    for length in [0, -1, .nan, .infinity, 1e10] {
      #expect(throws: RouteError.self) {
        try RouteNetwork(lines: [
          NetworkLine(line: LineString([good, Self.at(9, 9)]), lengthMeters: length)
        ])
      }
    }
    for tolerance in [0, -1, .nan, .infinity] {
      #expect(throws: RouteError.self) { try RouteNetwork(lines: [], toleranceMeters: tolerance) }
    }
    // 2,000 ends in a field of 300 m: no tolerance of a kilometre can be meant.
    let crowd = (0..<1000).map { number -> [(Double, Double)] in
      let (x, y) = (Double(number % 32) * 10, Double(number / 32) * 10)
      return [(x, y), (x + 3, y + 4)]
    }
    let crowded = #expect(throws: RouteError.self) { try Self.network(crowd, tolerance: 1000) }
    #expect(crowded?.description.contains("smaller tolerance") == true)
    #expect(try Self.network(crowd, tolerance: 1).edges.count == 1000)
    let empty = try RouteNetwork(lines: [])
    #expect(empty.nodes.isEmpty && empty.components.isEmpty)
    #expect(empty.nearest(to: good, withinMeters: 1e7) == nil)
  }

  @Test("routes meet at common stops and keep their calibrated kilometres")
  func routes() throws {
    let (gao, middle, kidal, east) = (
      Self.at(0, 0), Self.at(0, 100_000), Self.at(0, 200_000), Self.at(90_000, 100_000)
    )
    let main = try Route(
      id: "main", name: "Main", line: LineString([gao, middle, kidal]),
      stops: [
        RouteStop(name: "A", coordinate: gao), RouteStop(name: "B", coordinate: middle),
        RouteStop(name: "C", coordinate: kidal),
      ], calibration: [Sahel.span("A", "B", 130)])
    let branch = try Route(id: "branch", name: "Branch", line: LineString([middle, east]))
    let network = try RouteNetwork(routes: [main, branch])
    #expect(network.nodes.count == 4 && network.edges.map(\.id) == ["main", "main", "branch"])
    #expect(network.edges[0].lengthMeters == 130_000)
    let distance = try #require(try Self.distance(network, (0, 0), (90_000, 100_000)))
    #expect(abs(distance - 130_000 - branch.lengthKilometers * 1000) < 1e-3)
    let half = try #require(network.nearest(to: Self.at(0, 50_000), withinMeters: 10))
    #expect(abs(half.position.offsetMeters - 65_000) < 0.01)
  }
}
