import SimpleFeatures
import TestSupport
import Testing

@testable import SpatialStatistics

@Suite("Scan of records with uncertain places and days")
struct ScanRecordsTests {
  typealias Mass = [(place: Int, mass: Double)]

  /// Records with one to four locations and intervals; a third are exact.
  private func masses(_ count: Int, locations: Int, intervals: Int, seed: UInt64)
    -> [(locations: Mass, intervals: Mass)]
  {
    var random = SplitMix64(seed: seed)
    func spread(_ most: Int) -> Mass {
      let parts = Int.random(in: 0..<3, using: &random) == 0 ? 1 : min(most, 4)
      let first = Int.random(in: 0...most - parts, using: &random)
      let weights = (0..<parts).map { _ in Double.random(in: 0.1...1, using: &random) }
      let sum = weights.reduce(0, +)
      return weights.enumerated().map { (first + $0.offset, $0.element / sum) }
    }
    return (0..<count).map { _ in (spread(locations), spread(intervals)) }
  }

  @Test("every record has all its units, and sums come near the masses", arguments: [1, 2, 7, 60])
  func units(_ units: Int) {
    let masses = masses(400, locations: 9, intervals: 5, seed: 4)
    let records = ScanRecords(masses, locations: 9, intervals: 5, units: units)
    for record in records.records {
      #expect(record.locations.reduce(0) { $0 + Int($1.units) } == units)
      #expect(record.intervals.reduce(0) { $0 + Int($1.units) } == units)
    }
    let table = records.table(ofCases: false)
    #expect(table.values.reduce(0, +) == 400 * units)
    for location in 0..<9 {
      let expected = masses.reduce(0) { sum, record in
        sum + record.locations.reduce(0) { $0 + ($1.place == location ? $1.mass : 0) }
      }
      let found = Double(table.row(location).reduce(0, +)) / Double(units)
      #expect(abs(found - expected) < (units == 1 ? 20 : 8), "location \(location)")
    }
  }

  @Test("the same place again and again is shared out evenly even in few units")
  func golden() {
    let place: Mass = (0..<40).map { ($0, 1.0 / 40) }
    let records = ScanRecords(
      Array(repeating: (place, [(0, 1.0)]), count: 100), locations: 40, intervals: 1, units: 6)
    let table = records.table(ofCases: false)
    // 600 units over 40 locations are 15 each.
    #expect(table.values.allSatisfy { abs($0 - 15) <= 3 }, "\(table.values)")
  }

  @Test("units meet intervals as if place and day were independent within a record")
  func pairing() {
    let record: (Mass, Mass) = ([(0, 0.5), (1, 0.5)], [(0, 0.25), (1, 0.75)])
    let records = ScanRecords([record], locations: 2, intervals: 2, units: 60)
    let table = records.table(ofCases: false)
    for (place, expected) in [7.5, 22.5, 7.5, 22.5].enumerated() {
      #expect(abs(Double(table.values[place]) - expected) <= 1.5)
    }
  }

  @Test("exact records give the same bytes as one table of cases, in any number of units")
  func exact() throws {
    let setting = ScanStatisticTests.Setting(locations: 20, intervals: 8, mean: 4)
    let (model, locations) = try ScanStatisticTests.model(.permutation, setting)
    let table = model.cases
    var exact: [(locations: Mass, intervals: Mass)] = []
    for location in 0..<table.locations {
      for interval in 0..<table.intervals {
        for _ in 0..<table[location, interval] { exact.append(([(location, 1)], [(interval, 1)])) }
      }
    }
    var settings = ScanSettings()
    settings.replications = 99
    let plain = try ScanStatistic(model, at: locations, settings).result()
    for units in [1, 5, 60] {
      let records = ScanRecords(
        exact.reversed(), locations: table.locations, intervals: table.intervals, units: units)
      let found = try ScanStatistic(.recordPermutation(records), at: locations, settings).result()
      if units == 1 {
        #expect(found == plain)
        continue
      }
      // The same to rounding: counts are multiples, and ratios divided by them.
      #expect(zip(found.maxima, plain.maxima).allSatisfy { abs($0 - $1) < 1e-9 })
      #expect(found.clusters.map(\.members) == plain.clusters.map(\.members))
      #expect(found.clusters.map(\.rank) == plain.clusters.map(\.rank))
      #expect(found.clusters.map(\.observed) == plain.clusters.map(\.observed))
    }
  }

  @Test("maxima are those of looking at every zone and window", arguments: [false, true])
  func agreesWithDefinition(hasControls: Bool) throws {
    var random = SplitMix64(seed: 77)
    let (count, intervals) = (24, hasControls ? 1 : 9)
    let locations = try ScanLocations(
      Spread.oneCountry.points(count, seed: 3).enumerated().map { ("p\($0.offset)", $0.element) })
    let masses = masses(120, locations: locations.count, intervals: intervals, seed: 9)
    let records = ScanRecords(
      masses, isCase: masses.map { _ in !hasControls || Bool.random(using: &random) },
      locations: locations.count, intervals: intervals, units: 12)
    let model = hasControls ? ScanModel.recordLabels(records) : .recordPermutation(records)
    var settings = ScanSettings()
    settings.replications = 39
    let result = try ScanStatistic(model, at: locations, settings).result()
    settings.threads = 3
    #expect(try ScanStatistic(model, at: locations, settings).result() == result)
    let simulation = ScanSimulation(model, settings)
    var counts = Array(repeating: Int32(0), count: locations.count * intervals)
    var scratch = SimulationScratch()
    var plainSettings = settings
    plainSettings.minimumCases = 2 * records.units
    let plain = PlainScan(model, locations, plainSettings)
    for (place, maximum) in result.maxima.enumerated() {
      simulation.draw(place + 1, into: &counts, scratch: &scratch)
      #expect(counts.reduce(0) { $0 + Int($1) } == model.cases.values.reduce(0, +))
      let expected = plain.maximum(counts.map { Int($0) }) / Double(records.units)
      #expect(abs(maximum - expected) <= 1e-9 * max(1, expected), "replicate \(place + 1)")
    }
    let ratio = ScanRatio(model)
    for cluster in result.clusters {
      let value = ratio.value(of: cluster.members, in: cluster.window)
      #expect(value.observed == cluster.observed)
      #expect(abs(value.ratio - cluster.logLikelihoodRatio) < 1e-9)
    }
  }

  @Test("a circle that reaches the hull of the locations is at the edge")
  func edge() throws {
    // Five by five, ten kilometres apart on a plane.
    let points = (0..<25).map {
      ("p\($0 / 5)\($0 % 5)", Coordinate(x: Double($0 % 5) * 10, y: Double($0 / 5) * 10))
    }
    let locations = try ScanLocations(points, space: .plane)
    let middle = try #require(locations.index(of: "p22"))
    let beside = try #require(locations.index(of: "p23"))
    let corner = try #require(locations.index(of: "p44"))
    #expect(!locations.isAtEdge([middle], of: middle))
    #expect(!locations.isAtEdge([middle, beside], of: middle))
    #expect(locations.isAtEdge([beside, middle], of: beside))
    #expect(locations.isAtEdge([corner], of: corner))
    let globe = try ScanLocations(
      points.map { ($0.0, Coordinate(x: 179 + $0.1.x / 20, y: $0.1.y / 20)) }.map {
        ($0.0, Coordinate(x: $0.1.x > 180 ? $0.1.x - 360 : $0.1.x, y: $0.1.y))
      })
    #expect(!globe.isAtEdge([middle], of: middle))
    #expect(globe.isAtEdge([beside, middle], of: beside))
  }
}
