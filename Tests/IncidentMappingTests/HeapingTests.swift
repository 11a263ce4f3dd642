import GeoFormats
import Incidents
import SimpleFeatures
import TestSupport
import Testing

@testable import IncidentMapping

/// SYNTHETIC records: nothing in them happened.
@Suite("Heaps of records")
struct HeapingTests {
  private static let nigeria = 0

  private func use(
    _ longitude: Double, _ latitude: Double, deaths: Int = 1, country: Int? = nigeria,
    isPoint: Bool = true
  ) -> CoordinateUse {
    CoordinateUse(
      at(longitude, latitude), deaths: deaths, country: country, isPoint: isPoint)
  }

  /// 200 coordinates with one record each.
  private func scattered() -> Heaping {
    var heaping = Heaping()
    for number in 0..<200 { heaping.add(use(5 + Double(number) / 100, 9.123)) }
    return heaping
  }

  @Test("a planted heap is found with its records, points and dead; four records are no heap")
  func planted() throws {
    var heaping = scattered()
    for number in 0..<20 {
      heaping.add(use(8, 10, deaths: number, isPoint: number < 3))
      if number < 4 { heaping.add(use(7.5, 10)) }
    }
    let heaps = heaping.heaps()
    let heap = try #require(heaps.first)
    #expect(heaps.count == 1)
    #expect(heap.entry.coordinate == at(8, 10))
    #expect(heap.entry.records == 20 && heap.entry.points == 3 && heap.entry.deaths == 190)
    #expect(heaping.all.records == 224 && heaping.all.coordinates == 202)
    // scipy 1.17.1: poisson.logsf(19, 224 / 202)
    #expect(abs(heap.logProbability - -41.32284954977593) < 1e-9)
  }

  @Test("the mean of a country is its own: what is a heap in one is usual in another")
  func countries() {
    var heaping = scattered()
    for number in 0..<50 {
      for _ in 0..<12 { heaping.add(use(30 + Double(number), 48, country: 1)) }
    }
    for _ in 0..<12 { heaping.add(use(8, 10)) }
    #expect(heaping.heaps().map(\.entry.coordinate) == [at(8, 10)])
  }

  @Test("a coordinate counts to the country of its first record, so that no share is above 1")
  func borderTown() throws {
    var heaping = scattered()
    for number in 0..<100 { heaping.add(use(20 + Double(number) / 100, 5.5, country: 7)) }
    for number in 0..<20 {
      heaping.add(use(14.2, 12.3, deaths: 5, country: number == 0 ? 7 : Self.nigeria))
    }
    let heap = try #require(heaping.heaps().first?.entry)
    #expect(heap.country == 7 && heap.deaths == 100)
    let sums = heaping.sums(of: heap)
    #expect(sums.deaths == 200 && sums.records == 120 && sums.coordinates == 101)
  }

  @Test("most records come first, then south, then west, whatever the order of the input")
  func order() {
    var generator = SplitMix64(seed: 12)
    var uses: [CoordinateUse] = []
    for (x, y, count) in [(3.0, 9.0, 30), (2.0, 9.0, 30), (4.0, 8.0, 30), (1.0, 1.0, 31)] {
      uses += (0..<count).map { _ in use(x, y) }
    }
    for round in 0..<5 {
      var heaping = scattered()
      for use in uses.shuffled(using: &generator) { heaping.add(use) }
      #expect(
        heaping.heaps().map(\.entry.coordinate) == [at(1, 1), at(4, 8), at(2, 9), at(3, 9)],
        "seed 12, round \(round)")
    }
  }

  @Test("coordinates are told apart by millionths of a degree, in all quarters of the world")
  func keys() {
    for (x, y) in [
      (0.0, 0.0), (-0.000001, -0.000001), (180.0, 90.0), (-180.0, -90.0), (13.712983, 11.103593),
    ] {
      #expect(CoordinateUse.coordinate(use(x, y).key) == at(x, y))
    }
    #expect(use(1, 2).key != use(1.000001, 2).key)
    #expect(use(1, 2).key == use(1.0000001, 2).key)
  }

  @Test("the table holds what a dictionary holds")
  func table() {
    var generator = SplitMix64(seed: 3)
    var table = CoordinateTable()
    var known: [UInt64: UInt32] = [:]
    for number in 0..<20_000 {
      let key = UInt64.random(in: 0..<9_000, using: &generator) &* 0x1_0000_0001
      if let (slot, value) = table.insert(key, UInt32(number)) {
        #expect(value == known[key], "seed 3: \(key)")
        table.replace(at: slot, value &+ 1)
        known[key] = value &+ 1
      } else {
        #expect(known[key] == nil, "seed 3: \(key)")
        known[key] = UInt32(number)
      }
    }
    #expect(table.count == known.count)
  }

  @Test("a finding says what the coordinate is and what share of the dead lies there")
  func findings() throws {
    let ground = try Shipped.ground()
    let country = try #require(ground.countryPosition(named: "Nigeria"))
    var heaping = Heaping()
    for number in 0..<100 {
      heaping.add(use(5 + Double(number) / 100, 9.123, deaths: 1, country: country))
    }
    for _ in 0..<20 { heaping.add(use(13.16, 11.8464, deaths: 5, country: country)) }
    for _ in 0..<30 { heaping.add(use(8, 10, deaths: 0, country: country, isPoint: false)) }
    for _ in 0..<9 { heaping.add(use(30, 50, deaths: 0, country: nil)) }
    let findings = try heaping.findings(on: ground, file: "SYNTHETIC.csv")
    #expect(findings.allSatisfy { $0.code == "heaping" && $0.severity == .warning })
    #expect(findings.map(\.value) == ["8.0,10.0", "13.16,11.8464"])
    let first = try #require(findings.first?.reason)
    #expect(
      first.contains("30 records on one coordinate, where Nigeria has 1.5 on each"), "\(first)")
    #expect(first.contains("whole degrees; none coded as exact or near; 0.0 % of all the dead"))
    let second = try #require(findings.last?.reason)
    #expect(
      second.contains("; Maiduguri; all coded as exact or near; 50.0 % of all the dead"),
      "\(second)")
  }
}
