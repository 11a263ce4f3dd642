import LinearReferencing
import SimpleFeatures
import SpatialStatistics
import TestSupport
import Testing

@Suite("DBSCAN by the distance along a network")
struct NetworkDBSCANTests {
  /// The clusters by the definition, from the distances of all pairs.
  static func plain(
    _ table: [[Int?]], order: [Int], epsilon: Int, minimum: Int
  ) -> (clusters: [Int32], roles: [DensityLabels.Role]) {
    var rank = [Int](repeating: 0, count: order.count)
    for (place, index) in order.enumerated() { rank[index] = place }
    let near = table.indices.map { a in
      table.indices.filter { table[a][$0].map { $0 <= epsilon } ?? false }
    }
    let isCore = near.map { $0.count >= minimum }
    var names = [Int?](repeating: nil, count: table.count)
    for seed in table.indices where isCore[seed] && names[seed] == nil {
      var stack = [seed]
      names[seed] = seed
      while let point = stack.popLast() {
        for other in near[point] where isCore[other] && names[other] == nil {
          names[other] = seed
          stack.append(other)
        }
      }
    }
    for point in table.indices where !isCore[point] {
      let nearest = near[point].filter { isCore[$0] }
        .min { (table[point][$0] ?? 0, rank[$0]) < (table[point][$1] ?? 0, rank[$1]) }
      names[point] = nearest.flatMap { names[$0] }
    }
    let members = Dictionary(grouping: table.indices.filter { names[$0] != nil }) {
      names[$0] ?? -1
    }
    let sorted = members.values.sorted { a, b in
      a.count != b.count
        ? a.count > b.count : (a.map { rank[$0] }.min() ?? 0) < (b.map { rank[$0] }.min() ?? 0)
    }
    var clusters = [Int32](repeating: -1, count: table.count)
    for (number, cluster) in sorted.enumerated() {
      for point in cluster { clusters[point] = Int32(number + 1) }
    }
    let roles = table.indices.map { point -> DensityLabels.Role in
      isCore[point] ? .core : names[point] != nil ? .border : .noise
    }
    return (clusters, roles)
  }

  @Test("labels are those of the definition on random networks, in any order of the places")
  func definition() throws {
    let seed: UInt64 = 46
    var random = SplitMix64(seed: seed)
    var seen: Set<DensityLabels.Role> = []
    for round in 0..<500 {
      let plain = PlainNetwork(using: &random, positions: 0...40)
      let nodes = (0..<plain.nodeCount).map { Coordinate(x: Double($0 % 4), y: Double($0 / 4)) }
      let network = try RouteNetwork(
        planeNodes: nodes,
        edges: plain.edges.map { (from: $0.from, to: $0.to, lengthMeters: Double($0.length)) })
      let positions = plain.positions.map {
        NetworkPosition(edge: $0.edge, offsetMeters: Double($0.offset))
      }
      let (epsilon, minimum) = (
        Int.random(in: 0...6, using: &random), Int.random(in: 1...8, using: &random)
      )
      let method = try NetworkDBSCAN(epsilonMeters: Double(epsilon), minimumPoints: minimum)
      let places = try positions.map { try #require(network.coordinate(of: $0)) }
      let order = positions.indices.sorted {
        (places[$0].x, places[$0].y, positions[$0].edge, positions[$0].offsetMeters)
          < (places[$1].x, places[$1].y, positions[$1].edge, positions[$1].offsetMeters)
      }
      let expected = Self.plain(
        plain.distances(), order: order, epsilon: epsilon, minimum: minimum)
      let labels = try method.labels(positions, on: network)
      #expect(labels.clusters == expected.clusters, "seed \(seed), round \(round)")
      #expect(labels.roles == expected.roles, "seed \(seed), round \(round)")
      #expect(labels.clusterCount == Int(max(0, expected.clusters.max() ?? 0)))
      seen.formUnion(labels.roles)

      let shuffled = positions.indices.shuffled(using: &random)
      let again = try method.labels(shuffled.map { positions[$0] }, on: network)
      #expect(
        again.clusters == shuffled.map { labels.clusters[$0] }, "seed \(seed), round \(round)")
      #expect(again.roles == shuffled.map { labels.roles[$0] }, "seed \(seed), round \(round)")
    }
    #expect(seen.count == 3)
  }

  @Test("places on both sides of a river are near as the bridge has it")
  func river() throws {
    // Two banks 10 m apart, joined at the far end only.
    let network = try RouteNetwork(
      planeNodes: [(0.0, 0.0), (1000, 0), (1000, 10), (0, 10)].map { Coordinate(x: $0.0, y: $0.1) },
      edges: [(0, 1, nil), (1, 2, nil), (2, 3, nil)])
    let south = (0..<5).map { NetworkPosition(edge: 0, offsetMeters: Double($0) * 10) }
    let north = (0..<4).map { NetworkPosition(edge: 2, offsetMeters: 1000 - Double($0) * 10) }
    let bridge = [NetworkPosition(edge: 1, offsetMeters: 5)]
    let labels = try NetworkDBSCAN(epsilonMeters: 10, minimumPoints: 2)
      .labels(south + bridge + north, on: network)
    #expect(labels.clusters == [1, 1, 1, 1, 1, -1, 2, 2, 2, 2] && labels.clusterCount == 2)
    #expect(labels.memberCounts == [5, 4])
  }

  @Test("heaps, and epsilon itself, count")
  func heaps() throws {
    let network = try RouteNetwork(
      planeNodes: [Coordinate(x: 0, y: 0), Coordinate(x: 100, y: 0)], edges: [(0, 1, nil)])
    let positions = [0.1, 0.1, 0.1, 0.3, 0.5].map { NetworkPosition(edge: 0, offsetMeters: $0) }
    let labels = try NetworkDBSCAN(epsilonMeters: 0.2, minimumPoints: 4)
      .labels(positions, on: network)
    #expect(labels.roles == [.core, .core, .core, .core, .border])
    #expect(labels.clusters == [1, 1, 1, 1, 1])
  }

  @Test("what is no method, and no place, is an error")
  func errors() throws {
    for epsilon in [-1, Double.nan, .infinity] {
      #expect(throws: StatisticsError.self) {
        try NetworkDBSCAN(epsilonMeters: epsilon, minimumPoints: 1)
      }
    }
    #expect(throws: StatisticsError.self) { try NetworkDBSCAN(epsilonMeters: 1, minimumPoints: 0) }
    let network = try RouteNetwork(planeNodes: [], edges: [])
    let method = try NetworkDBSCAN(epsilonMeters: 1, minimumPoints: 1)
    #expect(try method.labels([], on: network).clusterCount == 0)
    #expect(throws: StatisticsError.self) {
      try method.labels([NetworkPosition(edge: 0, offsetMeters: 0)], on: network)
    }
  }
}
