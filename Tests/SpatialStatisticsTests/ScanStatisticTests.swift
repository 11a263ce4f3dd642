import SimpleFeatures
import TestSupport
import Testing

@testable import SpatialStatistics

@Suite("Scan statistic")
struct ScanStatisticTests {
  enum Kind: CaseIterable, Sendable {
    case poisson, growing, bernoulli, permutation, stratified
  }

  struct Setting: Sendable, CustomTestStringConvertible {
    var locations: Int
    var intervals: Int
    var mean: Double
    var spread = Spread.oneCountry
    var isProspective = false
    var share = 0.5
    var radius: Double?
    var shortest = 1
    var longest: Int?

    var testDescription: String {
      "\(locations) x \(intervals), \(mean) cases each, \(spread)"
        + (isProspective ? ", prospective" : "")
    }
  }

  /// Few and many locations and intervals, few and many cases, ties of distance, copies of places.
  static let settings: [Setting] = [
    Setting(locations: 2, intervals: 1, mean: 30, share: 0.9),
    Setting(locations: 40, intervals: 1, mean: 3),
    Setting(locations: 60, intervals: 1, mean: 0.1),
    Setting(locations: 30, intervals: 1, mean: 900),
    Setting(locations: 25, intervals: 1, mean: 4, spread: .lattice, radius: 300),
    Setting(locations: 30, intervals: 1, mean: 4, spread: .antimeridian, share: 0.2),
    Setting(locations: 25, intervals: 6, mean: 4),
    Setting(locations: 15, intervals: 13, mean: 20, shortest: 2, longest: 4),
    Setting(locations: 12, intervals: 13, mean: 600),
    Setting(locations: 20, intervals: 20, mean: 5, spread: .lattice),
    Setting(locations: 20, intervals: 52, mean: 4),
    Setting(locations: 8, intervals: 70, mean: 8, longest: 63),
    Setting(locations: 8, intervals: 140, mean: 8, longest: 20),
    Setting(locations: 25, intervals: 9, mean: 4, isProspective: true),
    Setting(locations: 10, intervals: 100, mean: 9, isProspective: true, shortest: 3, longest: 90),
  ]

  /// A model with a planted excess, and locations for it.
  static func model(_ kind: Kind, _ setting: Setting) throws -> (ScanModel, ScanLocations) {
    var random = SplitMix64(seed: UInt64(setting.locations * 1000 + setting.intervals))
    let points = setting.spread.points(setting.locations, seed: 7).map {
      Coordinate(x: $0.x.remainder(dividingBy: 360), y: $0.y)
    }
    let locations = try ScanLocations(
      points.enumerated().map { ("p\($0.offset)", $0.element) }, space: .satscanSphere)
    let (count, intervals) = (locations.count, setting.intervals)
    func table() -> ScanTable<Int> {
      var table = ScanTable(repeating: 0, locations: count, intervals: intervals)
      for _ in 0..<Int(setting.mean * Double(count)) + 2 {
        table[
          Int.random(in: 0..<count, using: &random), Int.random(in: 0..<intervals, using: &random)] +=
          1
      }
      let place = Int.random(in: 0..<count, using: &random)
      table[place, intervals - 1] += 3 + Int(setting.mean)
      return table
    }
    func exposure(grows: Bool) -> ScanTable<Double> {
      var table = ScanTable(repeating: 0.0, locations: count, intervals: intervals)
      for location in 0..<count {
        let size = Double.random(in: 1...20, using: &random)
        let growth = grows ? Double.random(in: 0...0.1, using: &random) : 0
        for interval in 0..<intervals {
          table[location, interval] = size * (1 + growth * Double(interval))
        }
      }
      return table
    }
    switch kind {
    case .poisson: return (.poisson(cases: table(), expected: exposure(grows: false)), locations)
    case .growing:
      let cases = [table(), table()]
      return (
        .poisson(cases: cases, exposure: [exposure(grows: true), exposure(grows: true)]), locations
      )
    case .bernoulli: return (.bernoulli(cases: table(), controls: table()), locations)
    case .permutation: return (.spaceTimePermutation([table()]), locations)
    case .stratified: return (.spaceTimePermutation([table(), table(), table()]), locations)
    }
  }

  @Test(
    "finds what looking at every zone and window finds", arguments: settings, Kind.allCases)
  func agreesWithDefinition(setting: Setting, kind: Kind) throws {
    if setting.intervals == 1, kind == .permutation || kind == .stratified { return }
    let (model, locations) = try Self.model(kind, setting)
    var settings = ScanSettings()
    settings.maximumShare = setting.share
    settings.maximumRadius = setting.radius
    settings.shortestWindow = setting.shortest
    settings.longestWindow = setting.longest
    settings.timing = setting.isProspective ? .prospective : .retrospective
    settings.replications = setting.intervals > 60 ? 9 : 19
    settings.seed = 3
    settings.isCompatible = kind == .bernoulli
    let result = try ScanStatistic(model, at: locations, settings).result()
    settings.threads = 3
    #expect(try ScanStatistic(model, at: locations, settings).result() == result)

    let plain = PlainScan(model, locations, settings)
    let simulation = ScanSimulation(model, settings)
    var counts = Array(repeating: Int32(0), count: model.cases.values.count)
    var scratch = SimulationScratch()
    for (place, maximum) in result.maxima.enumerated() {
      simulation.draw(place + 1, into: &counts, scratch: &scratch)
      #expect(counts.reduce(0) { $0 + Int($1) } == model.cases.values.reduce(0, +))
      let expected = plain.maximum(counts.map { Int($0) })
      #expect(abs(maximum - expected) <= 1e-9 * max(1, expected), "replicate \(place + 1)")
    }

    // Ties count against a cluster: it has to be above the least of the maxima.
    let level = max((result.maxima.min() ?? 0) + 1e-9, 0.001)
    let expected = plain.clusters(model.cases.values, reaching: level)
    #expect(result.clusters.map(\.center) == expected.map(\.center))
    for (cluster, found) in zip(result.clusters, expected) {
      #expect(cluster.members == found.members)
      #expect(cluster.window == found.window)
      #expect(cluster.observed == Double(found.count))
      #expect(abs(cluster.expected - found.expected) <= 1e-9 * found.expected)
      #expect(abs(cluster.logLikelihoodRatio - found.value) <= 1e-9 * max(1, found.value))
      let rank = 1 + result.maxima.count { $0 >= found.value - 1e-9 }
      #expect(cluster.rank == rank)
      #expect(cluster.pValue == Double(rank) / Double(result.maxima.count + 1))
    }
  }

  @Test("a replicate with more cases somewhere than there was room for is exact")
  func unusualReplicate() throws {
    let setting = Setting(locations: 20, intervals: 5, mean: 3)
    let (model, locations) = try Self.model(.poisson, setting)
    let problem = ScanProblem(model, ScanSettings())
    let tight = try ScanZones(
      problem, locations, most: Array(repeating: 1, count: locations.count), threads: 1)
    let observed = model.cases.values.map { Int32($0) }
    let engine = ScanEngine<Int16>(problem, tight, threads: 1)
    #expect(engine.maxima(1) { _, counts, _ in counts = observed } == [nil])
  }

  /// From SaTScan's own tests of its Poisson likelihood with 1,175 cases.
  @Test("the likelihood ratio of published cases", arguments: [(10.0, 14.060436), (2.0, 0.386720)])
  func publishedRatio(cases: Double, expected: Double) {
    let ratio = LikelihoodRatio(.poisson, cases: 1175, measure: 1175)
    #expect(abs(ratio.value(cases, 1) - expected) < 2e-6)
  }

  @Test("the largest measure that reaches a level is right", arguments: [false, true])
  func largestMeasure(isBernoulli: Bool) {
    let ratio = LikelihoodRatio(
      isBernoulli ? .bernoulli : .poisson, cases: 500, measure: isBernoulli ? 1700 : 500)
    for level in [0.25, 3, 9.5, 60, 400] {
      var reach = 0.0
      for count in 1...500 {
        reach = ratio.largestMeasure(reaching: level, count: Double(count), from: reach)
        guard reach > 0 else { continue }
        #expect(ratio.value(Double(count), reach * (1 - 3e-10)) >= level - 1e-7)
        let above = reach * (1 + 1e-9)
        if ratio.isHigh(Double(count), above) {
          #expect(ratio.value(Double(count), above) < level)
        }
      }
    }
  }

  @Test("SaTScan's first random numbers")
  func lehmer() {
    var stream = LehmerStream(seed: 1, replicate: 1)
    var state = 12_345_679
    for _ in 0..<1000 {
      state = state * 48271 % 2_147_483_647
      #expect(stream.uniform() == Double(state) / 2_147_483_647)
    }
  }

  @Test("a sequential test stops where the maxima are enough")
  func sequential() throws {
    let (model, locations) = try Self.model(
      .poisson, Setting(locations: 40, intervals: 1, mean: 2))
    var settings = ScanSettings()
    let all = try ScanStatistic(model, at: locations, settings).result()
    settings.pValue = .sequential(stop: 5)
    let some = try ScanStatistic(model, at: locations, settings).result()
    #expect(some.maxima == Array(all.maxima.prefix(some.maxima.count)))
    let top = try #require(some.clusters.first)
    let reached = all.maxima.indices.filter {
      all.maxima[$0] >= top.logLikelihoodRatio - 1e-9
    }
    if reached.count >= 5 {
      #expect(some.maxima.count == reached[4] + 1)
      #expect(top.pValue == 5 / Double(some.maxima.count))
    } else {
      #expect(some.maxima.count == 999)
    }
  }

  @Test("the p-value that is usual in SaTScan is Gumbel's for the ten lowest ranks alone")
  func usualPValue() throws {
    let (model, locations) = try Self.model(
      .poisson, Setting(locations: 40, intervals: 1, mean: 2))
    var settings = ScanSettings()
    settings.pValue = .sequentialOrGumbel(stop: 50)
    let result = try ScanStatistic(model, at: locations, settings).result()
    let strong = ScanTable(repeating: 2, locations: 40)
    var hot = strong
    hot[7, 0] = 40
    let people = ScanTable(repeating: 1.0, locations: 40)
    let found = try ScanStatistic(.poisson(cases: hot, expected: people), at: locations, settings)
      .result()
    let first = try #require(found.clusters.first)
    #expect(first.rank == 1)
    #expect(try #require(first.pValue) < 1e-6)
    #expect(first.pValue == first.gumbelPValue)
    for (place, cluster) in result.clusters.enumerated() where cluster.rank ?? 0 >= 10 {
      let (rank, count) = (cluster.rank ?? 0, result.maxima.count)
      let isStopped = count < 999
      let expected =
        isStopped
        ? Double(place == 0 ? 50 : rank - 1) / Double(count) : Double(rank) / Double(count + 1)
      #expect(cluster.pValue == expected)
    }
  }

  @Test("the Gumbel tail has the moments of the maxima")
  func gumbel() throws {
    let tail = try #require(GumbelTail([1, 2, 3, 4]))
    // Mean 2.5, standard deviation sqrt(1.25): scale 0.871724..., mode 1.996825...
    #expect(abs(tail.probability(5) - 0.031401) < 2e-5)
    #expect(GumbelTail([2]) == nil)
    #expect(GumbelTail([2, 2]) == nil)
  }

  @Test("what cannot be scanned is said")
  func errors() throws {
    let points = [("a", Coordinate(x: 0, y: 0)), ("b", Coordinate(x: 1, y: 0))]
    let locations = try ScanLocations(points)
    func message(_ model: ScanModel, _ settings: ScanSettings = .init()) -> String {
      do {
        _ = try ScanStatistic(model, at: locations, settings)
        return ""
      } catch { return "\(error)" }
    }
    let none = ScanTable(repeating: 0, locations: 2)
    let some = ScanTable(repeating: 3, locations: 2)
    let people = ScanTable(repeating: 1.0, locations: 2)
    #expect(message(.poisson(cases: some, expected: people)) == "")
    #expect(message(.poisson(cases: none, expected: people)).contains("not 0"))
    #expect(
      message(.poisson(cases: some, expected: ScanTable(repeating: 0, locations: 2)))
        .contains("0 everywhere"))
    #expect(message(.bernoulli(cases: some, controls: none)).contains("no controls"))
    #expect(message(.spaceTimePermutation([some])).contains("two intervals"))
    var settings = ScanSettings()
    settings.maximumShare = 0
    #expect(message(.poisson(cases: some, expected: people), settings).contains("share"))
    #expect(throws: StatisticsError.self) { try ScanLocations([points[0], points[0]]) }
    #expect(throws: StatisticsError.self) {
      try ScanLocations([("a", Coordinate(x: 0, y: 91))])
    }
  }

  @Test("names at the same position are one location")
  func merged() throws {
    let at = Coordinate(x: 3, y: 4)
    let locations = try ScanLocations(
      [("z", at), ("b", Coordinate(x: 0, y: 0)), ("B", at)])
    #expect(locations.names == ["B", "b"])
    #expect(locations.allNames == [["B", "z"], ["b"]])
    #expect(locations.index(of: "z") == 0)
  }
}
