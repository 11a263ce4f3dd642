import SimpleFeatures
import SpatialStatistics
import TestSupport
import Testing

@Suite("ST-DBSCAN")
struct STDBSCANTests {
  /// The method by its definition: all pairs.
  private func plain(_ points: [Coordinate], _ days: [ClosedRange<Int>?], _ method: STDBSCAN)
    -> (clusters: [Int32], roles: [DensityLabels.Role])
  {
    func distance(_ a: Int, _ b: Int) -> Double {
      guard let from = PlainDBSCAN.canonical(points[a]), let to = PlainDBSCAN.canonical(points[b])
      else { return .infinity }
      return method.metric.distance(from: from, to: to)
    }
    func areNear(_ a: Int, _ b: Int) -> Bool {
      if a == b { return days[a] != nil && distance(a, a) == 0 }
      guard let one = days[a], let other = days[b], distance(a, b) <= method.epsilonMeters else {
        return false
      }
      let apart = one.flatMap { day in other.map { abs(day - $0) } }
      let days = method.nearness == .possible ? apart.min() : apart.max()
      return (days ?? .max) <= method.epsilonDays
    }
    let neighbors = points.indices.map { a in points.indices.filter { areNear(a, $0) } }
    let isCore = neighbors.map { $0.count >= method.minimumPoints }
    var found = [Int](repeating: -1, count: points.count)
    var count = 0
    for seed in points.indices where isCore[seed] && found[seed] < 0 {
      var stack = [seed]
      found[seed] = count
      while let point = stack.popLast() {
        for other in neighbors[point] where isCore[other] && found[other] < 0 {
          found[other] = count
          stack.append(other)
        }
      }
      count += 1
    }
    typealias Rank = (Double, Double, Double, Int, Int, Int)
    func rank(_ core: Int, _ point: Int) -> Rank {
      let place = PlainDBSCAN.canonical(points[core]) ?? points[core]
      let (own, theirs) = (days[point] ?? 0...0, days[core] ?? 0...0)
      let gap = max(0, theirs.lowerBound - own.upperBound, own.lowerBound - theirs.upperBound)
      return (distance(core, point), place.x, place.y, gap, theirs.lowerBound, theirs.upperBound)
    }
    let coreClusters = found
    for point in points.indices where !isCore[point] {
      let nearest = neighbors[point].filter { isCore[$0] }
        .min { rank($0, point) < rank($1, point) }
      if let nearest { found[point] = coreClusters[nearest] }
    }
    let members = (0..<count).map { cluster in points.indices.filter { found[$0] == cluster } }
    func first(_ cluster: Int) -> (Double, Double, Int, Int) {
      members[cluster].map { member in
        let place = PlainDBSCAN.canonical(points[member]) ?? points[member]
        let own = days[member] ?? 0...0
        return (place.x, place.y, own.lowerBound, own.upperBound)
      }.min { $0 < $1 } ?? (0, 0, 0, 0)
    }
    let order = (0..<count).sorted {
      members[$0].count == members[$1].count
        ? first($0) < first($1) : members[$0].count > members[$1].count
    }
    return (
      found.map { cluster in order.firstIndex(of: cluster).map { Int32($0 + 1) } ?? -1 },
      points.indices.map { isCore[$0] ? .core : found[$0] >= 0 ? .border : .noise }
    )
  }

  @Test("finds what the definition says", arguments: Spread.allCases, STDBSCAN.Nearness.allCases)
  func agreesWithDefinition(spread: Spread, nearness: STDBSCAN.Nearness) throws {
    var random = SplitMix64(seed: 14)
    for count in [0, 1, 60, 200] {
      let points = spread.points(count, seed: UInt64(count))
      let days = points.map { _ -> ClosedRange<Int>? in
        let first = Int.random(in: -30...30, using: &random)
        // Most are certain, some within a week or two, few unknown.
        switch Int.random(in: 0...9, using: &random) {
        case 0: return nil
        case 1...3: return first...first + Int.random(in: 1...14, using: &random)
        default: return first...first
        }
      }
      for (meters, epsilonDays, minimum) in [
        (50_000.0, 3, 2), (120_000, 7, 3), (400_000, 0, 2), (400_000, 14, 5), (5e6, 10, 12),
        (2e7, 100, 3),
      ] {
        let method = try STDBSCAN(
          epsilonMeters: meters, epsilonDays: epsilonDays, minimumPoints: minimum,
          nearness: nearness)
        let expected = plain(points, days, method)
        let labels = method.labels(points, days: days)
        let comment: Comment = "\(spread), \(count) points, \(method)"
        #expect(labels.clusters == expected.clusters, comment)
        #expect(labels.roles == expected.roles, comment)
        let order = points.indices.shuffled(using: &random)
        let shuffled = method.labels(
          order.map { points[$0] }, days: order.map { days[$0] }, threads: 3)
        #expect(shuffled.clusters == order.map { labels.clusters[$0] }, comment)
      }
    }
  }

  @Test("without limits in time it is DBSCAN")
  func isDBSCAN() throws {
    let points = Spread.oneCountry.points(2000, seed: 4)
    let labels = try STDBSCAN(epsilonMeters: 15_000, epsilonDays: 9, minimumPoints: 4)
      .labels(points, days: points.indices.map { $0 % 10...$0 % 10 })
    #expect(labels == (try DBSCAN(epsilonMeters: 15_000, minimumPoints: 4).labels(points)))
  }

  @Test("heaps in one place are divided by time alone")
  func heaps() throws {
    let town = Coordinate(x: 3, y: 16)
    let points = [Coordinate](repeating: town, count: 100_000)
    // A year of events, a gap of a month, and a smaller number.
    let days = points.indices.map { $0 < 70_000 ? $0 % 365 : 395 + $0 % 10 }
    for nearness in STDBSCAN.Nearness.allCases {
      let labels = try STDBSCAN(
        epsilonMeters: 1000, epsilonDays: 29, minimumPoints: 10, nearness: nearness
      ).labels(points, days: days.map { $0...$0 })
      #expect(labels.memberCounts == [70_000, 30_000])
    }
  }

  @Test("days missing, or beyond all reason, are noise")
  func missing() throws {
    let points = [Coordinate](repeating: Coordinate(x: 3, y: 16), count: 6)
    let labels = try STDBSCAN(epsilonMeters: 10, epsilonDays: .max, minimumPoints: 2)
      .labels(points, days: [1...1, nil, Int.min...Int.max, Int.max...Int.max, 2...2])
    #expect(labels.clusters == [1, -1, -1, -1, 1, -1])
    #expect(throws: StatisticsError.self) {
      try STDBSCAN(epsilonMeters: 10, epsilonDays: -1, minimumPoints: 2)
    }
    #expect(throws: StatisticsError.self) {
      try STDBSCAN(epsilonMeters: 10, epsilonDays: 1, minimumPoints: 1)
    }
    #expect(throws: StatisticsError.self) {
      try STDBSCAN(epsilonMeters: 0, epsilonDays: 1, minimumPoints: 2)
    }
  }
}
