public import SimpleFeatures

/// Density-based clusters in space and time, of positions with days that may be uncertain.
///
/// As `DBSCAN`, but neighbours must also be near in time: within `epsilonDays`, that number included.
/// The day of a position is only known to lie in an interval; `nearness` says how that counts. A
/// border position goes to its nearest core point in space, by coordinates, the smaller gap in time and
/// the earlier days if several are as near. Without a day, or without a position, it is noise. The
/// partition depends neither on the order of the input nor on the number of threads.
///
/// Source: Birant and Kut (2007), "ST-DBSCAN: An algorithm for clustering spatial-temporal data", Data
/// and Knowledge Engineering 60(1), 208-221, without its third, non-spatial distance. Expected
/// O(n log n + neighbours).
public struct STDBSCAN: Hashable, Sendable {
  /// When two positions with uncertain days are near in time.
  public enum Nearness: String, Hashable, Sendable, CaseIterable {
    /// When their days can be: the gap between the intervals counts, 0 if they overlap.
    case possible
    /// When their days must be: the most that they can be apart counts. Intervals longer than twice
    /// epsilon are near to none.
    case certain
  }

  /// The distance within which positions are neighbours, in metres.
  public let epsilonMeters: Double
  /// The time within which positions are neighbours, in days.
  public let epsilonDays: Int
  /// How many neighbours make a core point, itself counted.
  public let minimumPoints: Int
  /// How uncertain days count.
  public let nearness: Nearness
  /// What distances are taken on.
  public let metric: DistanceMetric

  /// Makes the method.
  /// - Parameters:
  ///   - epsilonMeters: 0.1 m or more.
  ///   - epsilonDays: 0 or more.
  ///   - minimumPoints: 2 or more.
  public init(
    epsilonMeters: Double, epsilonDays: Int, minimumPoints: Int, nearness: Nearness = .possible,
    metric: DistanceMetric = .ellipsoid
  ) throws(StatisticsError) {
    _ = try DBSCAN(epsilonMeters: epsilonMeters, minimumPoints: 1, metric: metric)
    guard epsilonDays >= 0 else {
      throw StatisticsError("Epsilon must be at least 0 days, not \(epsilonDays).")
    }
    guard minimumPoints >= 2 else {
      throw StatisticsError("The minimum of points must be at least 2, not \(minimumPoints).")
    }
    self.epsilonMeters = epsilonMeters
    // No two days are further apart than those that are kept.
    self.epsilonDays = min(epsilonDays, 4 * Self.dayLimit)
    self.minimumPoints = minimumPoints
    self.nearness = nearness
    self.metric = metric
  }

  /// Days are counted up to this far from day 0.
  static let dayLimit = 1 << 40

  /// The clusters of positions.
  /// - Parameters:
  ///   - coordinates: the positions.
  ///   - days: the first and the last possible day of each, as numbers of days from any one day; nil
  ///     where nothing is known.
  public func labels(
    _ coordinates: [Coordinate], days: [ClosedRange<Int>?], threads: Int = 1
  ) -> DensityLabels {
    SpaceTimeCells(self, coordinates, days, threads: max(1, threads)).labels()
  }
}
