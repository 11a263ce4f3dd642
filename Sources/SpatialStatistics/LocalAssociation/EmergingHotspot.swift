/// What hot and cold intervals of a place add up to over time.
///
/// The classes are those that the tools of the field name; here they are defined so that each place has
/// at most one. Hot stands for hot or cold, whichever the place is in the last interval or was.
public struct EmergingHotspot: Hashable, Sendable {
  /// The classes.
  public enum Pattern: String, Hashable, Sendable, CaseIterable {
    /// Hot in the last interval, and never before.
    case new
    /// Hot in the last two or more intervals without a break, and never before these.
    case consecutive
    /// Hot in the last and in nine tenths of all intervals, and rising.
    case intensifying
    /// Hot in the last and in nine tenths of all intervals, without a trend.
    case persistent
    /// Hot in the last and in nine tenths of all intervals, and falling.
    case diminishing
    /// Hot in the last interval and, with breaks, before; never the opposite.
    case sporadic
    /// Hot in the last interval and, with breaks, before; the opposite at some time.
    case oscillating
    /// Not hot in the last interval, but in nine tenths of all.
    case historical
  }

  /// What an interval is at a place.
  public enum State: Hashable, Sendable {
    case hot
    case cold
    case neither
  }

  /// The class.
  public let pattern: Pattern
  /// Whether it is of heat, not of cold.
  public let isHot: Bool

  /// The fewest intervals of which a trend can be told.
  public static let leastIntervals = 4
  /// The p-value up to which the test of Mann and Kendall counts as a trend.
  public static let trendLevel = 0.1

  /// Classifies a place; nil for one that is in no class.
  /// - Parameters:
  ///   - states: what each interval is, in order of time.
  ///   - trend: that of the statistic over the intervals.
  public init?(_ states: [State], trend: MannKendall) {
    func isMostly(_ state: State) -> Bool {
      states.count { $0 == state } * 10 >= states.count * 9 && !states.isEmpty
    }
    guard let last = states.last, last != .neither else {
      guard let was = [State.hot, .cold].first(where: isMostly) else { return nil }
      (pattern, isHot) = (.historical, was == .hot)
      return
    }
    isHot = last == .hot
    let run = states.reversed().prefix { $0 == last }.count
    if isMostly(last) {
      let trend = trend.pValue <= Self.trendLevel ? trend.score.signum() : 0
      // The statistic of a cold place falls as it grows colder.
      let growth = isHot ? trend : -trend
      pattern = growth > 0 ? .intensifying : growth < 0 ? .diminishing : .persistent
    } else if !states.dropLast(run).contains(last) {
      pattern = run == 1 ? .new : .consecutive
    } else {
      pattern = states.contains(isHot ? .cold : .hot) ? .oscillating : .sporadic
    }
  }

  /// The class in words: `new hot spot`.
  public var name: String { "\(pattern.rawValue) \(isHot ? "hot" : "cold") spot" }
}
