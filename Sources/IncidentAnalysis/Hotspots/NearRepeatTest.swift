import SimpleFeatures
import SpatialStatistics

/// The test recommended for near repeats, on all incidents that take part or on some of them.
struct NearRepeatTest: Sendable {
  let spaceBands: Bands<Double>
  var test: KnoxTest
  let threads: Int
  /// The numbers of the incidents that take part.
  let members: [Int]
  /// Where each of them is, or the point that stands for its place.
  let points: [Coordinate]
  /// Whether each is there for certain.
  var isCertain: [Bool]
  /// The pairs that are possible with those that are not.
  var partial: [PartialPair]
  /// The days on which each may have happened.
  var spans: [ClosedRange<Int>]
  /// The report of each.
  let reports: [UInt64]

  /// The table of all of them.
  /// - Parameter pairs: the near pairs of the points.
  func table(of pairs: NearPairs) throws(StatisticsError) -> KnoxTable {
    try test.table(
      of: pairs, certain: isCertain, partial: partial, days: spans, reports: reports,
      threads: threads)
  }

  /// The table of those that are kept, with the same random numbers.
  func table(keeping kept: [Bool]) throws(StatisticsError) -> KnoxTable {
    func remaining<Item>(_ items: [Item]) -> [Item] { zip(items, kept).filter(\.1).map(\.0) }
    return try test.table(
      of: NearPairs(remaining(points), bands: spaceBands, threads: threads),
      certain: remaining(isCertain), partial: PartialPair.pairs(partial, keeping: kept),
      days: remaining(spans), reports: remaining(reports), threads: threads)
  }

  /// The places, among those that take part, of the incidents that make the pairs of each cell.
  var items: [[Int]] {
    get throws(StatisticsError) {
      test.items(
        of: try NearPairs(points, bands: spaceBands, threads: threads), certain: isCertain,
        partial: partial, days: spans, reports: reports)
    }
  }
}
