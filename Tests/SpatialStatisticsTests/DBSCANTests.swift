import SimpleFeatures
import SpatialStatistics
import TestSupport
import Testing

@Suite("DBSCAN")
struct DBSCANTests {
  @Test("finds what the definition says", arguments: Spread.allCases)
  func agreesWithDefinition(spread: Spread) throws {
    for (count, minimum) in [(0, 1), (1, 1), (40, 2), (150, 4), (300, 7), (300, 1)] {
      let points = spread.points(count, seed: UInt64(count + minimum))
      // A very distance of two positions is the hardest epsilon.
      let pair = points.prefix(2).compactMap(PlainDBSCAN.canonical)
      for metric in [DistanceMetric.ellipsoid, .sphere()] {
        let exact = pair.count == 2 ? metric.distance(from: pair[0], to: pair[1]) : 1
        for epsilon in [0.1, 1000, 25_000, 60_000, 200_000, 1e6, exact, exact.nextDown, 9e6, 2e7]
        where epsilon >= 0.1 {
          let method = try DBSCAN(
            epsilonMeters: epsilon, minimumPoints: minimum, metric: metric)
          let comment: Comment = "\(spread), \(count) points, \(method)"
          let expected = PlainDBSCAN(points, method)
          let labels = method.labels(points)
          #expect(labels.roles == expected.roles, comment)
          #expect(labels.clusters == expected.clusters, comment)
          #expect(labels.clusterCount == Int(expected.clusters.max().map { max(0, $0) } ?? 0))
          #expect(method.labels(points, threads: 3) == labels, comment)
        }
      }
    }
  }

  @Test("does not depend on the order of the input", arguments: Spread.allCases)
  func orderDoesNotMatter(spread: Spread) throws {
    var random = SplitMix64(seed: 5)
    let points = spread.points(3000, seed: 11)
    for epsilon in [2000.0, 12_000, 55_660, 400_000] {
      let method = try DBSCAN(epsilonMeters: epsilon, minimumPoints: 5)
      let labels = method.labels(points)
      let order = points.indices.shuffled(using: &random)
      let shuffled = method.labels(order.map { points[$0] }, threads: 2)
      #expect(order.map { labels.clusters[$0] } == shuffled.clusters)
      #expect(order.map { labels.roles[$0] } == shuffled.roles)
    }
  }

  /// Points of the regression tests of PostGIS's ST_ClusterDBSCAN, and its answers.
  @Test(
    "agrees with PostGIS on the plane",
    arguments: [
      (0.8, 1, [1, 1, 1, 2, 2, 2]), (0.8, 4, [-1, -1, -1, -1, -1, -1]),
      (0.6, 3, [-1, -1, -1, 1, 1, 1]),
    ] as [(Double, Int, [Int32])])
  func postGIS(epsilon: Double, minimum: Int, expected: [Int32]) throws {
    let points = [(0, 0), (0, 1), (-0.5, 0.5), (1, 0), (1, 1), (1, 0.5)].map {
      Coordinate(x: $0, y: $1)
    }
    let method = try DBSCAN(epsilonMeters: epsilon, minimumPoints: minimum, metric: .plane)
    #expect(method.labels(points).clusters == expected)
  }

  @Test("positions that are none are noise; one place has many spellings")
  func spellings() throws {
    let points = [
      Coordinate(x: 180, y: 0), Coordinate(x: -180, y: -0.0), Coordinate(x: 540, y: 0),
      Coordinate(x: .nan, y: 0), Coordinate(x: 180, y: .infinity), Coordinate(x: 180, y: 90.1),
      Coordinate(x: 1e300, y: 12), Coordinate(x: 0, y: 90), Coordinate(x: 77, y: 90),
    ]
    let labels = try DBSCAN(epsilonMeters: 0.1, minimumPoints: 2).labels(points, threads: 2)
    #expect(labels.clusters == [1, 1, 1, -1, -1, -1, -1, 2, 2])
    #expect(labels.memberCounts == [3, 2])
  }

  @Test("heaps and crowds just out of reach of each other cost no square")
  func crowds() throws {
    var random = SplitMix64(seed: 3)
    let heap = [Coordinate](repeating: Coordinate(x: 2, y: 17), count: 100_000)
    let labels = try DBSCAN(epsilonMeters: 1000, minimumPoints: 10).labels(heap, threads: 2)
    #expect(labels.memberCounts == [100_000])
    // Two lines of longitude 0.1 degrees apart, a little more than epsilon.
    func line(_ x: Double) -> [Coordinate] {
      (0..<100_000).map { _ in
        Coordinate(x: x, y: Double.random(in: -0.04...0.04, using: &random))
      }
    }
    let lines = line(0) + line(0.1)
    let apart = DistanceMetric.ellipsoid.distance(
      from: Coordinate(x: 0, y: 0.04), to: Coordinate(x: 0.1, y: 0.04))
    let crowds = try DBSCAN(epsilonMeters: apart - 0.01, minimumPoints: 10).labels(lines)
    #expect(crowds.memberCounts == [100_000, 100_000])
    let joined = try DBSCAN(epsilonMeters: apart + 0.1, minimumPoints: 10).labels(lines)
    #expect(joined.memberCounts == [200_000])
  }

  @Test("clusters of one size are numbered by position, or by what the caller says")
  func numbering() throws {
    let towns = [(5.0, 3), (1.0, 2), (-3.0, 2), (7.0, 2)]
    let points = towns.flatMap { town in
      (0..<town.1).map { Coordinate(x: town.0, y: 10 + Double($0) / 1000) }
    }
    let labels = try DBSCAN(epsilonMeters: 1000, minimumPoints: 2).labels(points)
    #expect(labels.clusters == [1, 1, 1, 3, 3, 2, 2, 4, 4])
    #expect(labels.renumbered { $0 > $1 }.clusters == [1, 1, 1, 4, 4, 3, 3, 2, 2])
  }

  @Test("parameters that mean nothing are refused")
  func parameters() throws {
    #expect(throws: StatisticsError.self) { try DBSCAN(epsilonMeters: 0.09, minimumPoints: 5) }
    #expect(throws: StatisticsError.self) { try DBSCAN(epsilonMeters: .nan, minimumPoints: 5) }
    #expect(throws: StatisticsError.self) { try DBSCAN(epsilonMeters: .infinity, minimumPoints: 5) }
    #expect(throws: StatisticsError.self) { try DBSCAN(epsilonMeters: 10, minimumPoints: 0) }
    #expect(throws: StatisticsError.self) {
      try DBSCAN(epsilonMeters: 10, minimumPoints: 1, metric: .sphere(radiusMeters: 1))
    }
  }
}
