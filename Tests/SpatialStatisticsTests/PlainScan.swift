import Foundation
import Geodesy
import SimpleFeatures

@testable import SpatialStatistics

/// Every zone and every window of a scan, one after another, as the definition says.
struct PlainScan {
  struct Found {
    var value: Double
    var center: Int
    var members: [Int]
    var window: Range<Int>
    var count: Int
    var expected: Double
  }

  private let locations: ScanLocations
  private let settings: ScanSettings
  private let measure: ScanTable<Double>
  private let isBernoulli: Bool
  private let cases: Double
  private let total: Double
  private let lengths: ClosedRange<Int>

  init(_ model: ScanModel, _ locations: ScanLocations, _ settings: ScanSettings) {
    self.locations = locations
    self.settings = settings
    measure = model.measure
    isBernoulli = model.hasControls
    cases = Double(model.cases.values.reduce(0, +))
    total = measure.values.reduce(0, +)
    lengths =
      measure.intervals == 1
      ? 1...1 : settings.shortestWindow...(settings.longestWindow ?? measure.intervals / 2)
  }

  /// All zones of a centre, as locations in order.
  private func zones(_ center: Int) -> [[Int]] {
    let points = locations.positions.map(locations.space.embedded)
    let order = locations.positions.indices.sorted { a, b in
      let (p, q) = (points[a], points[b])
      return (chordBetween(p, points[center]), p.x, p.y, p.z)
        < (chordBetween(q, points[center]), q.x, q.y, q.z)
    }
    var (zones, members, sum): ([[Int]], [Int], Double) = ([], [], 0)
    for location in order {
      sum += measure.row(location).reduce(0, +)
      if sum > settings.maximumShare * total { break }
      if let radius = settings.maximumRadius,
        chordBetween(points[location], points[center]) > radius
      {
        break
      }
      members.append(location)
      zones.append(members)
    }
    return zones
  }

  private func ratio(_ c: Double, _ m: Double) -> Double {
    func term(_ part: Double, _ whole: Double) -> Double {
      part > 0 ? part * log(part / whole) : 0
    }
    if isBernoulli {
      return term(c, m) + term(m - c, m) + term(cases - c, total - m)
        + term(total - m - cases + c, total - m) - term(cases, total) - term(total - cases, total)
    }
    let e = m * cases / total
    return term(c, e) + term(cases - c, cases - e)
  }

  /// The best of a centre among windows that share no time with some; nil if none is high.
  private func best(_ center: Int, _ counts: [Int], apartFrom taken: [Range<Int>]) -> Found? {
    var best: Found?
    for zone in zones(center) {
      var inside = Array(repeating: (count: 0, measure: 0.0), count: measure.intervals)
      for location in zone {
        for interval in inside.indices {
          inside[interval].count += counts[location * measure.intervals + interval]
          inside[interval].measure += measure[location, interval]
        }
      }
      for end in 1...measure.intervals {
        if settings.timing == .prospective, end < measure.intervals { continue }
        for length in lengths where length <= end {
          let window = end - length..<end
          if taken.contains(where: { $0.overlaps(window) }) { continue }
          let count = inside[window].reduce(0) { $0 + $1.count }
          let m = inside[window].reduce(0) { $0 + $1.measure }
          guard count >= settings.minimumCases, Double(count) * total > m * cases * (1 + 1e-12)
          else { continue }
          let value = ratio(Double(count), m)
          if value > (best?.value ?? 0) + 1e-10 * max(1, value) {
            best = Found(
              value: value, center: center, members: zone, window: window, count: count,
              expected: m * cases / total)
          }
        }
      }
    }
    return best
  }

  func maximum(_ counts: [Int]) -> Double {
    (0..<locations.count).compactMap { best($0, counts, apartFrom: [])?.value }.max() ?? 0
  }

  /// The clusters without overlap whose ratio reaches a level, the most likely one in any case.
  func clusters(_ counts: [Int], reaching level: Double) -> [Found] {
    var all: [Found] = []
    for center in 0..<locations.count {
      var taken: [Range<Int>] = []
      while let found = best(center, counts, apartFrom: taken), taken.isEmpty || found.value > 1 {
        all.append(found)
        taken.append(found.window)
      }
    }
    all.sort { a, b in
      if abs(a.value - b.value) >= 1e-9 { return a.value > b.value }
      return (a.members.count, a.center) < (b.members.count, b.center)
    }
    var kept: [Found] = []
    for found in all where kept.isEmpty || found.value >= level {
      let isFree = kept.allSatisfy {
        !$0.window.overlaps(found.window) || Set($0.members).isDisjoint(with: found.members)
      }
      if isFree { kept.append(found) }
    }
    return kept
  }
}
