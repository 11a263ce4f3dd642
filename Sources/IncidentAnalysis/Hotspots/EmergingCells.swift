import IncidentMapping
public import ReferenceGeography
public import SpatialStatistics

/// How hot and cold spots come and go: Gi* of every cell in every interval against all cells in all
/// intervals, and what each cell's course is called.
///
/// The neighbours of a cell in an interval are itself and its neighbours then and in the interval
/// before. P-values are adjusted for all cells in all intervals.
public struct EmergingCells: Sendable {
  /// The course of one cell.
  public struct Course: Sendable {
    /// The result in each interval.
    public let results: [LocalAssociation.Result]
    /// The trend of the standardised statistic.
    public let trend: MannKendall
    /// The class; nil for a cell in none.
    public let hotspot: EmergingHotspot?

    /// In how many intervals the cell is hot.
    public var hot: Int { results.count { $0.bin > 0 } }
    /// In how many intervals the cell is cold.
    public var cold: Int { results.count { $0.bin < 0 } }
  }

  /// The intervals.
  public let intervals: StudyIntervals
  /// The course of each cell.
  public let courses: [Course]
  /// How many cells in intervals were tested.
  public let tests: Int
  /// How many draws the test was made against: none where nothing is uncertain.
  public let replicatesRun: Int

  /// How few draws are enough, each of which has a value for every cell in every interval.
  private static let fewestDraws = 10
  /// How many values are drawn at most, if not for that; each takes 16 bytes.
  private static let mostDrawnValues = 20_000_000

  /// Works the courses out by the test recommended, see the guide on uncertainty; nothing depends on
  /// the number of threads.
  /// - Parameters:
  ///   - replicates: how many draws of places, days and tolls the test is made against, at most; fewer
  ///     where there are many cells and intervals.
  ///   - progress: called with the number of draws done.
  public init(
    _ incidents: CellIncidents, _ weights: SpatialWeights, in intervals: StudyIntervals,
    _ test: ConditionalPermutation, replicates: Int, seed: UInt64, on atlas: Atlas, threads: Int,
    progress: (Int) -> Void = { _ in }
  ) throws {
    let count = incidents.cells.count
    let most = max(Self.fewestDraws, Self.mostDrawnValues / (count * intervals.count))
    let drawn = try DrawnCells(
      incidents, in: intervals,
      replicates: min(most, replicates > 0 ? replicates : LocalHotspots.usualDraws), seed: seed,
      on: atlas, threads: threads, progress: progress)
    replicatesRun = drawn.replicates
    let results = LocalAssociation(.giStar, test).results(
      incidents.expected(in: intervals),
      certain: incidents.expected(in: intervals) { index in
        incidents.isInOneCell(index)
          && incidents.incidents[index].days.map(intervals.isInOne) ?? false
      },
      draws: drawn.values(), Self.cube(weights, intervals: intervals.count), threads: threads)
    self.intervals = intervals
    tests = results.count { $0.pValue != nil }
    courses = (0..<count).map { cell in
      let course = (0..<intervals.count).map { results[$0 * count + cell] }
      let trend = MannKendall(course.map { $0.zScore ?? 0 })
      let states = course.map { result -> EmergingHotspot.State in
        result.bin > 0 ? .hot : result.bin < 0 ? .cold : .neither
      }
      return Course(results: course, trend: trend, hotspot: EmergingHotspot(states, trend: trend))
    }
  }

  /// Neighbours in space and in the interval before, interval by interval.
  static func cube(_ weights: SpatialWeights, intervals: Int) -> SpatialWeights {
    let count = weights.count
    return SpatialWeights(
      neighbors: (0..<intervals * count).map { unit in
        let (interval, cell) = (unit / count, unit % count)
        let here = weights.neighbors(of: cell).map { interval * count + Int($0) }
        // A cell without neighbours in space has none at all.
        guard interval > 0, !here.isEmpty else { return here }
        return here + [unit - count] + here.map { $0 - count }
      })
  }
}
