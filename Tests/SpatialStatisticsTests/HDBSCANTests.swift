import SimpleFeatures
import SpatialStatistics
import TestSupport
import Testing

@Suite("HDBSCAN")
struct HDBSCANTests {
  @Test(
    "finds what the definition says",
    arguments: [Spread.world, .antimeridian, .northPole, .oneCountry])
  func agreesWithDefinition(spread: Spread) throws {
    for (count, size, samples) in [(30, 3, 2), (80, 4, 4), (120, 6, 1), (120, 5, 9)] {
      // Some places several times; mirror images are left out, whose distances are equal but for rounding.
      var points = spread.points(count, seed: UInt64(count + size)).compactMap(
        PlainDBSCAN.canonical
      )
      .filter { abs($0.y) < 90 }
      points += points.prefix(count / 3) + points.prefix(8) + points.prefix(8)
      for metric in [DistanceMetric.ellipsoid, .sphere()] {
        for selection in HDBSCAN.Selection.allCases {
          let method = try HDBSCAN(
            minimumClusterSize: size, minimumSamples: samples, selection: selection, metric: metric)
          let expected = PlainHDBSCAN(points, method)
          let found = method.clusters(points)
          let comment: Comment = "\(spread), \(points.count) points, \(method)"
          #expect(found.clusters == expected.clusters, comment)
          #expect(near(found.probabilities, expected.probabilities), comment)
          #expect(near(found.outlierScores, expected.outlierScores), comment)
          #expect(near(found.persistences, expected.persistences), comment)
        }
      }
    }
  }

  /// The bounds of chords leave some 3e-5 at the distances of the world.
  private func near(_ a: [Double], _ b: [Double]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) < 1e-3 }
  }

  @Test("does not depend on order and threads", arguments: Spread.allCases)
  func sameAnswer(spread: Spread) throws {
    var random = SplitMix64(seed: 9)
    let points = spread.points(4000, seed: 2)
    let order = points.indices.shuffled(using: &random)
    for (size, samples) in [(5, 5), (40, 10), (12, 100)] {
      let method = try HDBSCAN(minimumClusterSize: size, minimumSamples: samples)
      let found = method.clusters(points)
      #expect(method.clusters(points, threads: 3) == found)
      let shuffled = method.clusters(order.map { points[$0] }, threads: 2)
      #expect(shuffled.clusters == order.map { found.clusters[$0] })
      #expect(shuffled.probabilities == order.map { found.probabilities[$0] })
      #expect(shuffled.outlierScores == order.map { found.outlierScores[$0] })
      #expect(shuffled.persistences == found.persistences)
      #expect(shuffled.tree.clusters == found.tree.clusters)
    }
  }

  @Test("the tree adds up")
  func tree() throws {
    let points = Spread.oneCountry.points(3000, seed: 6) + [Coordinate(x: .nan, y: 0)]
    let found = try HDBSCAN(minimumClusterSize: 8).clusters(points, threads: 2)
    let tree = found.tree
    #expect(tree.clusters[0].size == 3000)
    #expect(tree.lastClusters.last == -1)
    #expect(found.clusters.last == -1)
    for (number, cluster) in tree.clusters.enumerated() {
      let parts = tree.clusters.filter { Int($0.parent) == number }.map(\.size).reduce(0, +)
      let single = tree.lastClusters.count { Int($0) == number }
      #expect(parts + single == cluster.size)
      #expect(parts == 0 || tree.clusters.count { Int($0.parent) == number } >= 2)
      #expect(cluster.deathLambda >= cluster.birthLambda)
    }
    #expect(tree.clusterRows.count == tree.clusters.count - 1)
    #expect(zip(found.persistences, found.treeClusters).allSatisfy { $0 >= 0 && $0 <= 1 && $1 > 0 })
  }

  @Test("few, equal and no positions")
  func small() throws {
    let method = try HDBSCAN(minimumClusterSize: 3)
    #expect(method.clusters([]).clusters == [])
    #expect(method.clusters([Coordinate(x: 1, y: 2)]).clusters == [-1])
    let heap = [Coordinate](repeating: Coordinate(x: 1, y: 2), count: 100_000)
    #expect(method.clusters(heap).clusterCount == 0)
    let other = [Coordinate](repeating: Coordinate(x: 1, y: 3), count: 50_000)
    let found = method.clusters(heap + other)
    #expect(
      found.clusters == [Int32](repeating: 1, count: 100_000) + [Int32](repeating: 2, count: 50_000)
    )
    #expect(found.probabilities.allSatisfy { $0 == 1 })
  }

  @Test("heights are metres")
  func heights() throws {
    // Two towns 400 km apart, of which each is a heap.
    let towns = [Coordinate(x: 0, y: 10), Coordinate(x: 3.6, y: 10)]
    let points = towns.flatMap { [Coordinate](repeating: $0, count: 20) }
    let tree = try HDBSCAN(minimumClusterSize: 5).clusters(points).tree
    let meters = DistanceMetric.ellipsoid.distance(from: towns[0], to: towns[1])
    #expect(tree.clusters.count == 3)
    #expect(abs(1 / tree.clusters[1].birthLambda - meters) < 2)
  }

  @Test("epsilon keeps apart what is further")
  func epsilon() throws {
    // Four towns in two pairs: 20 km within a pair, 200 km between.
    var random = SplitMix64(seed: 77)
    let points = [0.0, 0.18, 2, 2.18].flatMap { x in
      (0..<40).map { _ in
        Coordinate(
          x: x + Double.random(in: -0.02...0.02, using: &random),
          y: Double.random(in: -0.02...0.02, using: &random))
      }
    }
    func count(_ epsilon: Double) throws -> Int {
      try HDBSCAN(
        minimumClusterSize: 20, minimumSamples: 5, selection: .leaf, epsilonMeters: epsilon
      )
      .clusters(points).clusterCount
    }
    #expect(try count(0) == 4)
    #expect(try count(50_000) == 2)
    #expect(try count(1e7) == 2)
  }

  @Test("parameters that mean nothing are refused")
  func parameters() {
    #expect(throws: StatisticsError.self) { try HDBSCAN(minimumClusterSize: 1) }
    #expect(throws: StatisticsError.self) { try HDBSCAN(minimumClusterSize: 5, minimumSamples: 0) }
    #expect(throws: StatisticsError.self) { try HDBSCAN(minimumClusterSize: 5, epsilonMeters: -1) }
    #expect(throws: StatisticsError.self) {
      try HDBSCAN(minimumClusterSize: 5, epsilonMeters: .nan)
    }
  }
}
