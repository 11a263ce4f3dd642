/// Limits of the zones and windows that a scan tries, and how it judges what it finds.
public struct ScanSettings: Hashable, Sendable {
  /// Which windows of time are tried.
  public enum Timing: Hashable, Sendable {
    /// Those anywhere in the study period.
    case retrospective
    /// Those that last until its end.
    case prospective
  }

  /// Where the p-value comes from.
  public enum PValueKind: Hashable, Sendable {
    /// The rank among the maxima of all replicates (Dwass 1957).
    case rank
    /// The same, but the replicates stop when so many have reached the most likely cluster (Besag and
    /// Clifford 1991).
    case sequential(stop: Int)
    /// The tail of a Gumbel distribution fitted to the maxima by moments (Abrams et al. 2010).
    case gumbel
    /// Sequential, and of the Gumbel distribution for ranks below 10, as SaTScan has it unless told.
    case sequentialOrGumbel(stop: Int)

    /// How many replicates that reach the most likely cluster end the test; nil where all are drawn.
    public var stop: Int? {
      switch self {
      case .sequential(let stop), .sequentialOrGumbel(let stop): stop
      case .rank, .gumbel: nil
      }
    }
  }

  /// Which clusters are told besides the most likely one: a less likely one is left out if...
  public enum SecondaryClusters: Int, Hashable, Sendable {
    /// ... it shares a location with a more likely one, and time.
    case noOverlap = 0
    /// ... its centre is in a more likely one, or the other way round.
    case noCentersInOther
    /// ... its centre is in a more likely one.
    case noCentersInMoreLikely
    /// ... the centre of a more likely one is in it.
    case noCentersInLessLikely
    /// ... both centres are in the other one.
    case noPairsOfCentersInEachOther
    /// None is left out.
    case noRestriction
  }

  /// The largest part of the measure in a zone, above 0, at most 1.
  public var maximumShare = 0.5
  /// The largest radius, in kilometres or in units of the plane; nil for no limit.
  public var maximumRadius: Double?
  /// The least number of intervals in a window.
  public var shortestWindow = 1
  /// The largest number of intervals in a window; nil for half of them.
  public var longestWindow: Int?
  /// Which windows are tried.
  public var timing = Timing.retrospective
  /// The least number of cases in a cluster, 1 or more.
  public var minimumCases = 2
  /// Which less likely clusters are told.
  public var secondaryClusters = SecondaryClusters.noOverlap
  /// The number of replicates under the null hypothesis; 0 for no p-values.
  public var replications = 999
  /// The seed of the replicates.
  public var seed = 1
  /// Where the p-value comes from.
  public var pValue = PValueKind.rank
  /// Whether random numbers are those of SaTScan 10.3, replicate by replicate; the seed is then added
  /// to its own less 1.
  public var isCompatible = false
  /// The number of threads; the result does not depend on it.
  public var threads = 1

  /// Makes the settings that are usual.
  public init() {}

  /// Says what is wrong with the settings.
  func validate(intervals: Int) throws(StatisticsError) {
    guard maximumShare > 0, maximumShare <= 1 else {
      throw StatisticsError(
        "The largest share of a zone must be above 0 and at most 1, not \(maximumShare).")
    }
    if let maximumRadius, !(maximumRadius > 0) {
      throw StatisticsError("The largest radius must be above 0, not \(maximumRadius).")
    }
    guard minimumCases >= 1 else {
      throw StatisticsError("The least number of cases must be at least 1, not \(minimumCases).")
    }
    guard 0...1_000_000 ~= replications else {
      throw StatisticsError("Replications must be 0 to 1,000,000, not \(replications).")
    }
    if let stop = pValue.stop, stop < 1 {
      throw StatisticsError("A sequential p-value stops at 1 or more, not \(stop).")
    }
    guard intervals > 1 else { return }
    let longest = longestWindow ?? intervals / 2
    guard shortestWindow >= 1, longest >= shortestWindow, longest <= intervals else {
      throw StatisticsError(
        "Windows of \(shortestWindow) to \(longest) intervals do not fit a study of \(intervals).")
    }
  }
}
