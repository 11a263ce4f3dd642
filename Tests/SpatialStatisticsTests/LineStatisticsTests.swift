import Foundation
import TestSupport
import Testing

@testable import SpatialStatistics

@Suite("Statistics on a line")
struct LineStatisticsTests {
  @Test(
    "Garwood's interval, as tables of the Poisson distribution print it",
    arguments: [
      (0.0, 0.0, 3.6889), (1, 0.0253, 5.5716), (2, 0.2422, 7.2247), (3, 0.6187, 8.7673),
      (5, 1.6235, 11.6683), (10, 4.7954, 18.3904), (20, 12.2165, 30.8884), (50, 37.1110, 65.9188),
      (100, 81.3640, 121.6268),
    ])
  func garwood(_ count: Double, _ low: Double, _ high: Double) {
    let interval = PoissonInterval(count: count)
    #expect(abs(interval.low - low) < 6e-5)
    #expect(abs(interval.high - high) < 6e-5)
    // Fay and Feuer's is the same where every event counts for one.
    let other = PoissonInterval(sum: count, squares: count, greatest: 1)
    #expect(abs(other.low - interval.low) < 1e-9 * max(1, low))
    #expect(abs(other.high - interval.high) < 1e-9 * high)
    // And that of events which count for three each is three times it.
    let tripled = PoissonInterval(sum: 3 * count, squares: 9 * count, greatest: 3)
    #expect(abs(tripled.high - 3 * interval.high) < 1e-8 * high)
  }

  @Test("the tails of Garwood's interval are 2.5 % each, by sums of the Poisson distribution")
  func tails() {
    for count in [1, 4, 17, 60, 300] {
      let interval = PoissonInterval(count: Double(count))
      func below(_ number: Int, _ mean: Double) -> Double {
        var (term, sum) = (exp(-mean), exp(-mean))
        for k in 1...number {
          term *= mean / Double(k)
          sum += term
        }
        return sum
      }
      #expect(abs(1 - below(count, interval.low) + term(count, interval.low) - 0.025) < 1e-9)
      #expect(abs(below(count, interval.high) - 0.025) < 1e-9)
    }
    func term(_ number: Int, _ mean: Double) -> Double {
      (1...number).reduce(exp(-mean)) { $0 * mean / Double($1) }
    }
  }

  @Test("mass goes where it belongs, over the end of the line too")
  func cells() {
    let cells = LineCells(breaks: [0, 10, 30, 40])
    func masses(_ event: LineMass, _ shift: Double) -> [Double] {
      var sums = [0.0, 0, 0]
      cells.add(event, movedBy: shift, to: &sums)
      return sums
    }
    let stretch = LineMass([.init(from: 5, to: 25, mass: 0.8)], report: 1)
    func near(_ a: [Double], _ b: [Double]) -> Bool {
      zip(a, b).allSatisfy { abs($0 - $1) < 1e-12 }
    }
    #expect(near(masses(stretch, 0), [0.2, 0.6, 0]))
    #expect(near(masses(stretch, 20), [0.2, 0.2, 0.4]))
    #expect(near(masses(stretch, 39), [0.24, 0.56, 0]))
    #expect(masses(LineMass(at: 10, report: 1), 0) == [0, 1, 0])
    #expect(masses(LineMass(at: 40, report: 1), 0) == [0, 0, 1])
    #expect(masses(LineMass(at: 35, report: 1), 10) == [1, 0, 0])
    var random = SplitMix64(seed: 3)
    for _ in 0..<2000 {
      let from = Double.random(in: 0..<40, using: &random)
      let event = LineMass(
        [.init(from: from, to: Double.random(in: from...40, using: &random), mass: 1)], report: 0)
      let sum = masses(event, Double.random(in: 0..<40, using: &random)).reduce(0, +)
      #expect(abs(sum - 1) < 1e-9)
    }
  }

  /// Every window by the definition.
  static func best(_ masses: [Double], most: Int) -> (value: Double, cells: Range<Int>) {
    let total = masses.reduce(0, +)
    var best = (value: 0.0, cells: 0..<0)
    for first in masses.indices {
      for end in first + 1...min(masses.count, first + most) {
        let inside = masses[first..<end].reduce(0, +)
        let expected = total * Double(end - first) / Double(masses.count)
        guard inside > expected, inside >= 2 - 1e-9 else { continue }
        var value = inside * log(inside / expected)
        if total - inside > 1e-9 {
          value += (total - inside) * log((total - inside) / (total - expected))
        }
        if value > best.value + 1e-9 { best = (value, first..<end) }
      }
    }
    return best
  }

  @Test("the best window is that of the definition, in any number of threads")
  func scan() throws {
    var random = SplitMix64(seed: 8)
    for round in 0..<60 {
      let cellCount = Int.random(in: 2...40, using: &random)
      let events = (0..<Int.random(in: 1...30, using: &random)).map { number in
        LineMass(at: Double.random(in: 0...200, using: &random), report: UInt64(number))
      }
      let scan = try LineScan(length: 200, cellCount: cellCount, replications: 19, seed: 4)
      let result = scan.result(of: events)
      let masses = LineReplicates(
        events: events,
        cells: LineCells(
          breaks: (0...cellCount).map { 200 * Double($0) / Double(cellCount) }), seed: 1
      ).observed
      let best = Self.best(masses, most: max(1, cellCount / 2))
      #expect(
        abs((result.windows.first?.logLikelihoodRatio ?? 0) - best.value) < 1e-9, "round \(round)")
      #expect(scan.result(of: events, threads: 3).maxima == result.maxima)
      for (place, window) in result.windows.enumerated() {
        #expect(abs(scan.value(of: window, in: events) - window.logLikelihoodRatio) < 1e-9)
        for other in result.windows[..<place] {
          #expect(window.to <= other.from || window.from >= other.to)
        }
      }
    }
  }

  @Test("evenly spread events make no more findings than the p-values say")
  func nullRate() throws {
    var random = SplitMix64(seed: 12)
    var (scans, sections) = (0, 0)
    let rounds = 400
    for round in 0..<rounds {
      let events = (0..<25).map { number -> LineMass in
        let from = Double.random(in: 0..<100, using: &random)
        return number % 2 == 0
          ? LineMass(at: from, report: UInt64(number))
          : LineMass(
            [.init(from: from, to: min(100, from + 20), mass: 0.7)], report: UInt64(number))
      }
      let scan = try LineScan(
        length: 100, cellCount: 50, replications: 39, seed: UInt64(round))
      if scan.result(of: events).windows.first.map({ $0.p <= 0.05 }) ?? false { scans += 1 }
      let parts = try LineSections(
        of: events, breaks: [0, 15, 60, 100], replications: 39, seed: UInt64(round))
      if parts.sections[1].p <= 0.05 { sections += 1 }
    }
    // 5 % of 400 and four standard deviations of that.
    #expect(scans <= 38 && scans >= 4)
    #expect(sections <= 38 && sections >= 3)
  }

  @Test("a planted stretch is found, and what cannot be scanned is said")
  func planted() throws {
    let scattered = (0..<20).map { LineMass(at: Double($0) * 50 + 3, report: UInt64($0)) }
    let heap = (0..<12).map { LineMass(at: 412 + Double($0), report: UInt64(100 + $0)) }
    let events = scattered + heap
    let scan = try LineScan(length: 1_000, cellCount: 200, replications: 999)
    let result = scan.result(of: events)
    let window = try #require(result.windows.first)
    #expect(window.p == 0.001 && window.from == 410 && window.to == 425)
    #expect(result.p(of: window.logLikelihoodRatio) == window.p && result.p(of: 0) == 1)
    #expect(throws: StatisticsError.self) { try LineScan(length: 10, cellCount: 1) }
    #expect(throws: StatisticsError.self) { try LineScan(length: 0, cellCount: 9) }
    #expect(throws: StatisticsError.self) {
      try LineSections(of: events, breaks: [0, 0], replications: 9)
    }
  }
}
