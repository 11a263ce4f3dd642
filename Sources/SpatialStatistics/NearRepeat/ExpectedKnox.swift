extension KnoxTest {
  /// The table of expected pairs of events whose places or days are uncertain.
  ///
  /// Each pair counts in a cell by the product of two probabilities: that its distance is in the band
  /// of distance, and that its days, each as likely as any other of its span, are in the band of time.
  /// The permutations deal the spans. With certain places and days alone it is the other table.
  /// Incidents that one report was split into happened on one day where their spans are the same.
  /// O(near pairs) for each permutation.
  /// - Parameters:
  ///   - pairs: the near pairs among items whose places are certain; those of others are not used.
  ///   - certain: whether the place of each item is certain.
  ///   - partial: the pairs that are possible with an item that is not, each once.
  ///   - days: the first and the last possible day of each item.
  ///   - reports: the report of each item, the same number for those that are one; empty where each
  ///     is its own.
  public func table(
    of pairs: NearPairs, certain: [Bool], partial: [PartialPair], days: [ClosedRange<Int>],
    reports: [UInt64] = [], threads: Int = 1
  ) throws(StatisticsError) -> KnoxTable {
    let isExact = days.allSatisfy { $0.lowerBound == $0.upperBound }
    guard !(isExact && certain.allSatisfy(\.self)) else {
      return try table(of: pairs, days: days.map(\.lowerBound), threads: threads)
    }
    try check(pairs, days: days)
    let counter = ExpectedKnoxCounter(pairs, certain, partial, ends: timeBands.ends)
    let spans = DaySpan.spans(days, reports: reports)
    let rows = counter.rows
    let sums = expectedDayPairs(spans)
    return table(spans, threads: threads) { spans in
      KnoxTable.Full(near: counter.near(spans), rows: rows, sums: sums)
    }
  }

  /// The expected pairs of days in each band, and beyond the last. O(n^2 bands), once.
  private func expectedDayPairs(_ spans: [DaySpan]) -> [Double] {
    var within = [Double](repeating: 0, count: timeBands.count)
    let last = timeBands.ends.last ?? 0
    for (place, span) in spans.enumerated() {
      for other in spans[..<place] where span.leastGap(to: other) <= last {
        for (band, end) in timeBands.ends.enumerated() {
          within[band] += span.share(within: end, of: other)
        }
      }
    }
    let all = Double(spans.count) * Double(spans.count - 1) / 2
    return zip(within + [all], [0] + within).map { $0 - $1 }
  }
}

/// The first day of a span and how many days it has, each as likely as any other.
struct DaySpan: Hashable, Sendable {
  private let start: Int32
  private let length: Int32
  /// The report that tells of it; the same span of the same report is one day.
  private let report: UInt64

  var first: Int { Int(start) }
  var count: Int { Int(length) }

  /// - Parameter days: within `KnoxTest.dayLimit` of day 0.
  init(_ days: ClosedRange<Int>, report: UInt64) {
    start = Int32(truncatingIfNeeded: days.lowerBound)
    length = Int32(truncatingIfNeeded: days.count)
    self.report = report
  }

  /// The spans of items; each is its own report where none are given.
  static func spans(_ days: [ClosedRange<Int>], reports: [UInt64]) -> [DaySpan] {
    days.enumerated().map { item, days in
      DaySpan(days, report: reports.isEmpty ? UInt64(item) : reports[item])
    }
  }

  /// The fewest days that two days, one of each span, can be apart.
  @inline(__always)
  func leastGap(to other: DaySpan) -> Int {
    max(0, first - other.first - other.count + 1, other.first - first - count + 1)
  }

  /// The probability that two days, one of each span, are no further apart than a number of days,
  /// 0 or more.
  ///
  /// The differences of days have the counts of a trapezium; its sums are differences of triangular
  /// numbers. Exactly 0 or 1 for single days.
  @inline(__always)
  func share(within days: Int, of other: DaySpan) -> Double {
    let gap = first - other.first
    if count == 1, other.count == 1 { return abs(gap) <= days ? 1 : 0 }
    if self == other { return 1 }
    // The least difference is gap - (other.count - 1).
    let least = gap - other.count + 1
    let low = pairs(upTo: -days - 1 - least, other)
    let high = pairs(upTo: days - least, other)
    return Double(high - low) / (Double(count) * Double(other.count))
  }

  /// How many pairs of days have one of the first `index + 1` differences.
  @inline(__always)
  private func pairs(upTo index: Int, _ other: DaySpan) -> Int {
    let most = count + other.count - 1
    let number = min(index + 1, most)
    guard number > 0 else { return 0 }
    func triangle(_ n: Int) -> Int { n > 0 ? n * (n + 1) / 2 : 0 }
    return triangle(number) - triangle(number - count) - triangle(number - other.count)
      + triangle(number - count - other.count)
  }
}

/// Sums the probabilities of pairs.
struct ExpectedKnoxCounter: Sendable {
  private let terms: [PartialPair]
  private let ends: [Int]
  private let bandCount: Int
  /// The expected pairs of each band of distance, the last being beyond.
  let rows: [Double]

  init(_ pairs: NearPairs, _ certain: [Bool], _ partial: [PartialPair], ends: [Int]) {
    var terms = partial
    var rows = [Double](repeating: 0, count: pairs.bands.count + 1)
    pairs.forEach { first, second, band in
      if certain[first], certain[second] {
        terms.append(PartialPair(first, second, band: band, share: 1))
      }
    }
    for term in terms { rows[Int(term.band)] += Double(term.share) }
    let all = Double(pairs.count) * Double(max(0, pairs.count - 1)) / 2
    rows[pairs.bands.count] = rows.dropLast().reduce(all, -)
    (self.terms, self.rows, self.ends, bandCount) = (terms, rows, ends, pairs.bands.count)
  }

  /// By band of distance and end of time the expected pairs up to that end, spans by item.
  func near(_ spans: [DaySpan]) -> [Double] {
    var sums = [Double](repeating: 0, count: bandCount * ends.count)
    let last = ends.last ?? 0
    for term in terms {
      let (first, second) = (spans[Int(term.first)], spans[Int(term.second)])
      // Most pairs are far apart in time.
      guard first.leastGap(to: second) <= last else { continue }
      for (place, end) in ends.enumerated() {
        let share = first.share(within: end, of: second)
        if share > 0 { sums[Int(term.band) * ends.count + place] += share * Double(term.share) }
      }
    }
    return sums
  }
}
