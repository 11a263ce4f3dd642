import IncidentMapping
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

  /// Works the courses out; nothing depends on the number of threads.
  public init(
    _ incidents: CellIncidents, _ weights: SpatialWeights, in intervals: StudyIntervals,
    _ test: ConditionalPermutation, threads: Int
  ) {
    let count = incidents.cells.count
    let values = incidents.expected(in: intervals).flatMap(\.self)
    let results = LocalAssociation(.giStar, test)
      .results(values, Self.cube(weights, intervals: intervals.count), threads: threads)
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
