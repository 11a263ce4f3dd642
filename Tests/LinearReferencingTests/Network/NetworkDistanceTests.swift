import Geodesy
import LinearReferencing
import SimpleFeatures
import TestSupport
import Testing

@Suite("Distances along networks")
struct NetworkDistanceTests {
  static func network(_ plain: PlainNetwork) throws -> (RouteNetwork, [NetworkPosition]) {
    // Where the nodes lie makes no difference to distances.
    let nodes = (0..<plain.nodeCount).map { Coordinate(x: Double($0 % 4), y: Double($0 / 4)) }
    let network = try RouteNetwork(
      planeNodes: nodes,
      edges: plain.edges.map { (from: $0.from, to: $0.to, lengthMeters: Double($0.length)) })
    return (
      network,
      plain.positions.map { NetworkPosition(edge: $0.edge, offsetMeters: Double($0.offset)) }
    )
  }

  @Test("shortest ways are those of Floyd's algorithm on random networks")
  func floyd() throws {
    let seed: UInt64 = 41
    var random = SplitMix64(seed: seed)
    for round in 0..<300 {
      let plain = PlainNetwork(using: &random)
      let table = plain.distances()
      let (network, positions) = try Self.network(plain)
      for a in positions.indices {
        for b in positions.indices {
          let distance = network.distanceMeters(from: positions[a], to: positions[b])
          #expect(
            distance == table[a][b].map(Double.init), "seed \(seed), round \(round), \(a) to \(b)")
        }
      }
    }
  }

  @Test("the places within a distance, and how many, are those of Floyd's algorithm")
  func within() throws {
    let seed: UInt64 = 42
    var random = SplitMix64(seed: seed)
    for round in 0..<300 {
      let plain = PlainNetwork(using: &random)
      let table = plain.distances()
      let (network, positions) = try Self.network(plain)
      let set = try NetworkPointSet(positions, on: network)
      var search = NetworkSearch(network)
      for (a, position) in positions.enumerated() {
        let limit = Int.random(in: 0...20, using: &random)
        let expected = positions.indices.filter { table[a][$0].map { $0 <= limit } ?? false }
        let found = set.neighbors(
          of: position, withinMeters: Double(limit), using: &search)
        #expect(found.map(\.index) == expected, "seed \(seed), round \(round), place \(a)")
        #expect(found.map(\.distanceMeters) == expected.map { Double(table[a][$0] ?? -1) })
        #expect(
          try network.positions(positions, withinMeters: Double(limit), of: position) == found)
        let count = set.count(within: Double(limit), of: position, using: &search)
        #expect(count == expected.count, "seed \(seed), round \(round), place \(a)")
        for enough in [1, 3, 8] {
          let count = set.count(
            within: Double(limit), of: position, upTo: enough, using: &search)
          #expect((count >= enough) == (expected.count >= enough))
        }
      }
    }
  }

  @Test("each place belongs to the nearest, and borders join what steps join")
  func voronoi() throws {
    let seed: UInt64 = 43
    var random = SplitMix64(seed: seed)
    for round in 0..<300 {
      let plain = PlainNetwork(using: &random, positions: 2...30)
      let table = plain.distances()
      let (network, positions) = try Self.network(plain)
      let count = Int.random(in: 1..<positions.count, using: &random)
      let limit = Int.random(in: 0...12, using: &random)
      let voronoi = NetworkVoronoi(
        try NetworkPointSet(Array(positions[..<count]), on: network), withinMeters: Double(limit))
      for a in positions.indices {
        let nearest = (0..<count).compactMap { b in table[a][b].map { ($0, b) } }
          .filter { $0.0 <= limit }.min { $0 < $1 }
        let found = voronoi.nearest(to: positions[a])
        #expect(found?.index == nearest?.1, "seed \(seed), round \(round), place \(a)")
        #expect(found?.distanceMeters == nearest.map { Double($0.0) })
      }
      let borders = voronoi.borders
      for border in borders {
        let distance = try #require(table[border.first][border.second])
        #expect(Double(distance) <= border.distanceMeters && border.distanceMeters <= Double(limit))
      }
      func parts(_ joined: [(Int, Int)]) -> [Int] {
        var names = Array(0..<count)
        for (a, b) in joined where names[a] != names[b] {
          let (low, high) = (min(names[a], names[b]), max(names[a], names[b]))
          for index in names.indices where names[index] == high { names[index] = low }
        }
        return names
      }
      let steps = (0..<count).flatMap { a in
        (0..<count).filter { table[a][$0].map { $0 <= limit } ?? false }.map { (a, $0) }
      }
      #expect(
        parts(borders.map { ($0.first, $0.second) }) == parts(steps), "seed \(seed), round \(round)"
      )
    }
  }

  @Test("what is on no edge has no distance, and is an error in a set")
  func nowhere() throws {
    let network = try RouteNetwork(
      planeNodes: [Coordinate(x: 0, y: 0), Coordinate(x: 3, y: 4)], edges: [(0, 1, nil)])
    let start = NetworkPosition(edge: 0, offsetMeters: -7)
    let end = NetworkPosition(edge: 0, offsetMeters: .infinity)
    #expect(network.distanceMeters(from: start, to: end) == 5)
    for wrong in [
      NetworkPosition(edge: 1, offsetMeters: 0), NetworkPosition(edge: -1, offsetMeters: 0),
      NetworkPosition(edge: 0, offsetMeters: .nan),
    ] {
      #expect(network.distanceMeters(from: start, to: wrong) == nil)
      #expect(network.coordinate(of: wrong) == nil)
      #expect(throws: RouteError.self) { try NetworkPointSet([start, wrong], on: network) }
    }
  }

  @Test("a plane network that is none is an error")
  func wrongPlane() {
    let nodes = [Coordinate(x: 0, y: 0), Coordinate(x: 1, y: 0)]
    #expect(throws: RouteError.self) { try RouteNetwork(planeNodes: nodes, edges: [(0, 2, nil)]) }
    #expect(throws: RouteError.self) { try RouteNetwork(planeNodes: nodes, edges: [(-1, 0, 1)]) }
    #expect(throws: RouteError.self) { try RouteNetwork(planeNodes: nodes, edges: [(0, 1, -1)]) }
    #expect(throws: RouteError.self) { try RouteNetwork(planeNodes: nodes, edges: [(0, 1, .nan)]) }
    #expect(throws: RouteError.self) {
      try RouteNetwork(planeNodes: [Coordinate(x: .nan, y: 0)], edges: [])
    }
  }
}
