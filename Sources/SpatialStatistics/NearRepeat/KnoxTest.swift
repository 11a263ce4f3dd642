/// The test of Knox for pairs of events that are near in space and in time.
///
/// Pairs are counted in a table of bands of distance by bands of time. To see what chance gives, the days
/// are dealt to the places anew, again and again: places and days stay, only what belongs together is
/// lost. Neither the population at risk nor the seasons have to be known, but growth that differs between
/// areas looks like near repeats.
/// Sources: Knox (1964), "The detection of space-time interactions", Applied Statistics 13; Mantel (1967)
/// for the permutations; Phipson and Smyth (2010), "Permutation p-values should never be zero".
public struct KnoxTest: Hashable, Sendable {
  /// The bands of time in days.
  public let timeBands: Bands<Int>
  /// How many times the days are dealt.
  public let permutations: Int
  /// From where the permutations start.
  public let seed: UInt64

  /// Days are counted up to this far from day 0, and bands end no further.
  static let dayLimit = 1 << 28

  /// Makes the test; without permutations there are no p-values.
  public init(
    timeBands: Bands<Int>, permutations: Int, seed: UInt64 = 1
  ) throws(StatisticsError) {
    guard permutations >= 0 else {
      throw StatisticsError("There cannot be \(permutations) permutations.")
    }
    guard timeBands.ends.allSatisfy({ $0 <= Self.dayLimit }) else {
      throw StatisticsError("A band of time cannot end beyond \(Self.dayLimit) days.")
    }
    self.timeBands = timeBands
    self.permutations = permutations
    self.seed = seed
  }

  /// The table of events whose places make the pairs.
  ///
  /// For each permutation O(pairs near in space), counted many at a time, or O(pairs near in time log n) where
  /// these are far fewer. Throws for fewer than two events, or fewer than two places or days among them.
  /// - Parameter days: the day of each item.
  public func table(
    of pairs: NearPairs, days: [Int], threads: Int = 1
  ) throws(StatisticsError) -> KnoxTable {
    try table(of: pairs, days: days, threads: threads, by: .fewest)
  }

  func table(
    of pairs: NearPairs, days: [Int], threads: Int, by way: Way
  ) throws(StatisticsError) -> KnoxTable {
    try check(pairs, days: days.map { $0...$0 })
    let rows = pairs.pairCounts.map(Double.init)
    let sums = dayPairCounts(days).map(Double.init)
    let inSpace = rows.dropLast().reduce(0, +)
    let inTime = sums.dropLast().reduce(0, +)
    // A pair that is near in time costs about as much as ten that are near in space.
    if way == .time || (way == .fewest && inTime * 10 < inSpace) {
      let counter = TimeNearCounter(pairs, days: days, ends: timeBands.ends)
      return table(days.indices.map { Int32($0) }, threads: threads) { dealt in
        KnoxTable.Full(near: counter.near(dealt).map(Double.init), rows: rows, sums: sums)
      }
    }
    let counter = KnoxCounter(pairs, ends: timeBands.ends)
    return table(days.map { Int32($0) }, threads: threads) { days in
      KnoxTable.Full(near: counter.near(days).map(Double.init), rows: rows, sums: sums)
    }
  }

  /// Which pairs are gone through in a permutation; the answer is the same.
  enum Way {
    case space, time, fewest
  }

  /// Deals what items have and counts how often the table reaches that of the items as they are.
  func table<Item: Sendable>(
    _ items: [Item], threads: Int, count: @Sendable ([Item]) -> KnoxTable.Full
  ) -> KnoxTable {
    let observed = count(items)
    let size = 8
    let pieces = Crew.map(
      threads: max(1, threads), pieces: (permutations + size - 1) / size
    ) { [permutations, seed] _, piece in
      var reached = [Int](repeating: 0, count: observed.values.count)
      for number in piece * size..<min(permutations, (piece + 1) * size) {
        var stream = SeededStream(seed, UInt64(number), 0x4B6E_6F78)
        let dealt = count(stream.shuffled(items))
        for (cell, isReached) in dealt.reaches(observed).enumerated() where isReached {
          reached[cell] += 1
        }
      }
      return reached
    }
    var reached = [Int](repeating: 0, count: observed.values.count)
    for piece in pieces { for cell in piece.indices { reached[cell] += piece[cell] } }
    return KnoxTable(observed, reached: reached, permutations: permutations)
  }

  /// How many pairs of days are in each band, and beyond the last. O(n log n + n bands).
  func dayPairCounts(_ days: [Int]) -> [Int] {
    let days = days.sorted()
    var counts: [Int] = []
    for end in timeBands.ends {
      var first = 0
      var count = 0
      for (place, day) in days.enumerated() {
        while days[first] < day - end { first += 1 }
        count += place - first
      }
      counts.append(count)
    }
    let all = days.count * max(0, days.count - 1) / 2
    return zip(counts + [all], [0] + counts).map { $0 - $1 }
  }

  func check(_ pairs: NearPairs, days: [ClosedRange<Int>]) throws(StatisticsError) {
    guard pairs.count == days.count else {
      throw StatisticsError("There are \(pairs.count) places and \(days.count) days.")
    }
    guard days.count >= 2 else {
      throw StatisticsError(
        "Near repeats need at least 2 incidents with a place and a day; there are \(days.count).")
    }
    guard pairs.spotCount > 1 else {
      throw StatisticsError(
        "All \(days.count) incidents lie on one spot: near and far cannot be told apart.")
    }
    guard Set(days).count > 1 else {
      throw StatisticsError(
        "All \(days.count) incidents have one date: soon and late cannot be told apart.")
    }
    for span in days
    where abs(span.lowerBound) > Self.dayLimit || abs(span.upperBound) > Self.dayLimit {
      throw StatisticsError("Day \(span.lowerBound) is beyond \(Self.dayLimit) days.")
    }
  }
}
