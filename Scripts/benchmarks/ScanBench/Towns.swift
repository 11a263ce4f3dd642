import Foundation
import SimpleFeatures
import SpatialStatistics

/// SYNTHETIC cases round 25 towns in a box of 20 by 15 degrees and 364 days, four to a location, with a
/// circle of 150 km in which there are more: the law of the inputs that SaTScan was timed on.
struct Towns {
  let locations: ScanLocations
  let people: [Double]
  private var random: SeededStream
  private let isHot: [Bool]

  init(_ count: Int) throws {
    var random = SeededStream(UInt64(20_240_601 + count))
    func uniform(_ range: ClosedRange<Double>) -> Double { .random(in: range, using: &random) }
    let towns = (0..<25).map { _ in Coordinate(x: uniform(11...29), y: uniform(1...14)) }
    let chances = Chances((0..<25).map { pow(1 / Double($0 + 1), 0.7) })
    var places: [Coordinate] = []
    var seen: Set<Coordinate> = []
    while places.count < count {
      var place = Coordinate(x: uniform(10...30), y: uniform(0...15))
      if uniform(0...1) >= 0.15 {
        let town = towns[chances.draw(&random)]
        place = Coordinate(
          x: town.x + 0.6 * random.normal(), y: town.y + 0.6 * random.normal())
      }
      place = Coordinate(x: (place.x * 1e5).rounded() / 1e5, y: (place.y * 1e5).rounded() / 1e5)
      if 0...15 ~= place.y, 10...30 ~= place.x, seen.insert(place).inserted { places.append(place) }
    }
    let locations = try ScanLocations(
      places.enumerated().map {
        ("L" + String(100_000 + $0.offset).dropFirst(), $0.element)
      }, space: .satscanSphere)
    people = places.map { _ in max(50, exp(7 + random.normal()).rounded(.down)) }
    let hot = Int.random(in: 0..<count, using: &random)
    isHot = (0..<count).map { locations.distance(from: hot, to: $0) <= 150 }
    self.locations = locations
    self.random = random
  }

  /// Cases by a population, 1.8 times as many in the circle.
  mutating func poisson() -> ScanModel {
    let chances = Chances(zip(people, isHot).map { $0 * ($1 ? 1.8 : 1) })
    var cases = ScanTable(repeating: 0, locations: people.count)
    for _ in 0..<4 * people.count { cases[chances.draw(&random), 0] += 1 }
    var expected = ScanTable(repeating: 0.0, locations: people.count)
    expected.values = people
    return .poisson(cases: cases, expected: expected)
  }

  /// Cases alone, places and days independent but for three in a hundred more in the circle from day 200
  /// to 227.
  mutating func permutation(daysOfInterval: Int) -> ScanModel {
    let places = Chances(people.map { _ in exp(random.normal()) })
    let days = Chances((0..<364).map { 1 + 0.5 * sin(2 * .pi * Double($0) / 364) })
    var cases = ScanTable(
      repeating: 0, locations: people.count, intervals: 364 / daysOfInterval)
    for _ in 0..<4 * people.count {
      cases[places.draw(&random), days.draw(&random) / daysOfInterval] += 1
    }
    let hot = isHot.indices.filter { isHot[$0] }
    for _ in 0..<max(12, 4 * people.count * 3 / 100) {
      let place = hot[Int.random(in: 0..<hot.count, using: &random)]
      cases[place, Int.random(in: 200..<228, using: &random) / daysOfInterval] += 1
    }
    return .spaceTimePermutation([cases])
  }
}

/// Draws numbers in proportion to weights.
private struct Chances {
  private let sums: [Double]

  init(_ weights: [Double]) {
    var sum = 0.0
    sums = weights.map {
      sum += $0
      return sum
    }
  }

  func draw(_ random: inout SeededStream) -> Int {
    let value = Double.random(in: 0..<(sums.last ?? 1), using: &random)
    var (low, high) = (0, sums.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if sums[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension SeededStream {
  /// A number of the standard normal distribution (Box and Muller 1958).
  fileprivate mutating func normal() -> Double {
    let (u, v) = (Double.random(in: 0..<1, using: &self), Double.random(in: 0..<1, using: &self))
    return (-2 * log(1 - u)).squareRoot() * cos(2 * .pi * v)
  }
}
