import Foundation
import Geodesy
import SimpleFeatures
import TestSupport
import Testing

@testable import SpatialStatistics

@Suite("Near repeats")
struct KnoxTests {
  /// The pairs by the definition.
  static func plain(
    count: Int, space: Bands<Double>, time: Bands<Int>, days: [Int],
    distance: (Int, Int) -> Double
  ) -> [Int] {
    var table = [Int](repeating: 0, count: (space.count + 1) * (time.count + 1))
    for first in 0..<count {
      for second in first + 1..<max(count, first + 1) {
        let row = space.band(of: distance(first, second))
        let column = time.band(of: abs(days[first] - days[second]))
        table[row * (time.count + 1) + column] += 1
      }
    }
    return table
  }

  @Test("tables are those of the definition, wherever positions lie", arguments: Spread.allCases)
  func definition(_ spread: Spread) throws {
    let seed: UInt64 = 71
    var random = SplitMix64(seed: seed)
    for round in 0..<12 {
      let count = Int.random(in: 2...160, using: &random)
      let points = spread.points(count, seed: seed &+ UInt64(round))
      let days = points.map { _ in Int.random(in: -40...40, using: &random) }
      let space = try Bands(
        round % 2 == 0 ? [0, 5_000, 60_000, 400_000] : [55_597.5, 111_319.4907932, 900_000])
      let time = try Bands(round % 3 == 0 ? [0, 1, 7] : [3])
      let expected = Self.plain(count: count, space: space, time: time, days: days) {
        Geodesic.wgs84.distance(from: points[$0], to: points[$1])
      }
      let pairs = try NearPairs(points, bands: space, threads: 1 + round % 3)
      let test = try KnoxTest(timeBands: time, permutations: 0)
      guard Set(days).count > 1, pairs.spotCount > 1 else { continue }
      let table = try test.table(of: pairs, days: days)
      #expect(table.cells.map { Int($0.observed) } == expected, "\(spread), round \(round)")
      #expect(table.cells.allSatisfy { $0.p == nil })
      // Whichever pairs are gone through.
      let dealt = try KnoxTest(timeBands: time, permutations: 5)
      let bySpace = try dealt.table(of: pairs, days: days, threads: 1, by: .space)
      let byTime = try dealt.table(of: pairs, days: days, threads: 2, by: .time)
      #expect(byTime.cells.map { Int($0.observed) } == expected, "\(spread), round \(round)")
      #expect(byTime.cells.map(\.reached) == bySpace.cells.map(\.reached))
    }
  }

  @Test("p counts what the permutations reach, in any number of threads")
  func permutations() throws {
    // Five events, whose 120 orders are all looked at.
    let points = [0.0, 0.001, 0.3, 0.3005, 0.9].map { Coordinate(x: $0, y: 0) }
    let days = [1, 2, 10, 11, 30]
    let space = try Bands([0.0, 1_000])
    let time = try Bands([0, 2])
    let pairs = try NearPairs(points, bands: space)
    let one = try KnoxTest(timeBands: time, permutations: 4_000, seed: 9)
      .table(of: pairs, days: days)
    let three = try KnoxTest(timeBands: time, permutations: 4_000, seed: 9)
      .table(of: pairs, days: days, threads: 3)
    #expect(one.cells.map(\.reached) == three.cells.map(\.reached))
    let cell = one.cell(space: 1, time: 1)
    #expect(cell.observed == 2 && abs(cell.expected - 2.0 * 2 / 10) < 1e-12)
    // Both near pairs get a near pair of days in 2 * 2 * 2 of 120 orders.
    let p = try #require(cell.p)
    #expect(p == Double(cell.reached + 1) / 4_001)
    #expect(abs(p - 8.0 / 120) < 4 * (8.0 / 120 / 4_000).squareRoot())
  }

  @Test("tables of uncertain events are the means over all they allow")
  func expected() throws {
    var random = SplitMix64(seed: 5)
    for _ in 0..<200 {
      let first = Int.random(in: -5...5, using: &random)
      let second = Int.random(in: -5...5, using: &random)
      let a = first...first + Int.random(in: 0...6, using: &random)
      let b = second...second + Int.random(in: 0...6, using: &random)
      let reach = Int.random(in: 0...9, using: &random)
      let count = a.reduce(0) { sum, x in sum + b.count { abs($0 - x) <= reach } }
      let share = DaySpan(a, report: 1).share(within: reach, of: DaySpan(b, report: 2))
      #expect(abs(share - Double(count) / Double(a.count * b.count)) < 1e-12)
    }
    let points = Spread.oneCountry.points(60, seed: 4)
    let days = points.map { _ in Int.random(in: 0...90, using: &random) }
    let space = try Bands([10_000.0, 100_000])
    let pairs = try NearPairs(points, bands: space)
    let test = try KnoxTest(timeBands: try Bands([2, 20]), permutations: 99)
    let plain = try test.table(of: pairs, days: days)
    let certain = [Bool](repeating: true, count: 60)
    let same = try test.table(
      of: pairs, certain: certain, partial: [], days: days.map { $0...$0 }, threads: 2)
    #expect(same.cells.map(\.observed) == plain.cells.map(\.observed))
    #expect(same.cells.map(\.reached) == plain.cells.map(\.reached))
    // Pairs told as uncertain, though they are not, through the other way of counting.
    var partial: [PartialPair] = []
    pairs.forEach { first, second, band in
      partial.append(PartialPair(first, second, band: band, share: 1))
    }
    let other = try test.table(
      of: pairs, certain: certain.map { !$0 }, partial: partial, days: days.map { $0...$0 })
    #expect(other.cells.map(\.observed) == plain.cells.map(\.observed))
    #expect(other.cells.map(\.reached) == plain.cells.map(\.reached))
  }

  @Test("what cannot be tested is said")
  func refusals() throws {
    func message(_ work: () throws -> Void) -> String {
      do {
        try work()
        return ""
      } catch { return "\(error)" }
    }
    #expect(message { _ = try Bands<Int>([]) }.contains("at least one end"))
    #expect(message { _ = try Bands([3, 2]) }.contains("2 comes after 3"))
    #expect(message { _ = try Bands([-1]) }.contains("below 0"))
    let test = try KnoxTest(timeBands: try Bands([3]), permutations: 9)
    let bands = try Bands([100.0])
    func table(_ points: [Coordinate], _ days: [Int]) -> String {
      message { _ = try test.table(of: try NearPairs(points, bands: bands), days: days) }
    }
    let points = [Coordinate(x: 0, y: 0), Coordinate(x: 1, y: 0)]
    #expect(table([], []).contains("at least 2 incidents"))
    #expect(table(points, [4, 4]).contains("one date"))
    #expect(table([points[0], points[0]], [1, 2]).contains("one spot"))
    #expect(table(points, [1, 2]) == "")
    #expect(table([points[0], Coordinate(x: 0, y: 91)], [1, 2]).contains("no position"))
  }

  // MARK: Known answers

  static let burkitt = fieldData("oracles/pysal/burkitt.csv")
  static let arson = fieldData("oracles/near_repeat/chicago_arson.csv")

  static func numbers(_ file: URL) throws -> [[Double?]] {
    try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",").map { Double($0) }
    }
  }

  @Test("Burkitt's lymphoma in Uganda, as PySAL has it", .enabled(if: burkitt != nil))
  func lymphoma() throws {
    let rows = try Self.numbers(#require(Self.burkitt)).dropFirst()
    let x = try rows.map { try #require($0[1]) }
    let y = try rows.map { try #require($0[2]) }
    let days = try rows.map { Int(try #require($0[3])) }
    let pairs = NearPairs(count: x.count, bands: try Bands([20.0])) { a, b in
      ((x[a] - x[b]) * (x[a] - x[b]) + (y[a] - y[b]) * (y[a] - y[b])).squareRoot()
    }
    let time = try Bands([5])
    let table = try KnoxTest(timeBands: time, permutations: 9_999).table(
      of: pairs, days: days, threads: 2)
    #expect(table.cells.map(\.observed) == [13, 3416, 39, 14110])
    let expected = [10.1438161, 3418.85618, 41.856139, 14107.1438]
    for (cell, value) in zip(table.cells, expected) {
      #expect(abs(cell.expected - value) < 1e-4)
    }
    let p = try #require(table.cell(space: 0, time: 0).p)
    #expect(p > 0.15 && p < 0.27)
    let local = LocalKnox(pairs, days: days, timeBands: time)
    #expect(local.events.count { $0.nearInBoth > 0 } == 26)
    #expect(local.events.reduce(0) { $0 + $1.nearInBoth } == 26)
  }

  @Test("arson in Chicago by city blocks, as NearRepeat counts", .enabled(if: arson != nil))
  func chicago() throws {
    let lines = try String(contentsOf: #require(Self.arson), encoding: .utf8)
      .split(whereSeparator: \.isNewline).map { $0.split(separator: ",") }
    let x = try lines.map { try #require(Double($0[0])) }
    let y = try lines.map { try #require(Double($0[1])) }
    let style = Date.ISO8601FormatStyle().year().month().day()
    let days = try lines.map {
      Int((try Date(String($0[2]), strategy: style).timeIntervalSince1970 / 86_400).rounded())
    }
    let space = try Bands([0.1, 200, 400, 600])
    let time = try Bands([0, 1, 2])
    let pairs = NearPairs(count: x.count, bands: space) { a, b in
      abs(x[a] - x[b]) + abs(y[a] - y[b])
    }
    let table = try KnoxTest(timeBands: time, permutations: 999).table(
      of: pairs, days: days, threads: 2)
    #expect(
      table.cells.map { Int($0.observed) } == [
        0, 2, 0, 8, 9, 1, 1, 45, 4, 0, 0, 141, 6, 0, 0, 233, 393, 710, 770, 133_658,
      ])
    // The Near Repeat Calculator divides by the mean of 99 permutations: 12, 34 and 77 pairs in all.
    for (place, ratio) in [(4, 74.25), (8, 11.647), (12, 7.714)] {
      let cell = table.cells[place]
      let pairs = 99 * cell.observed / ratio
      #expect(abs(pairs - 99 * cell.expected) < 3 * (99 * cell.expected).squareRoot())
      #expect(try #require(cell.p) <= 0.01)
    }
  }

  @Test("the tail of the hypergeometric distribution")
  func hypergeometric() {
    #expect(Hypergeometric.probability(ofAtLeast: 0, all: 5, marked: 2, drawn: 3) == 1)
    #expect(Hypergeometric.probability(ofAtLeast: 3, all: 5, marked: 2, drawn: 3) == 0)
    for marked in 0...8 {
      for drawn in 0...8 {
        for count in 0...8 {
          // By all subsets of 8 items of which the first are marked.
          let sets = (0..<256).filter { $0.nonzeroBitCount == drawn }
          let hits = sets.count { ($0 & ((1 << marked) - 1)).nonzeroBitCount >= count }
          let p = Hypergeometric.probability(
            ofAtLeast: count, all: 8, marked: marked, drawn: drawn)
          #expect(abs(p - Double(hits) / Double(sets.count)) < 1e-12)
        }
      }
    }
  }
}
