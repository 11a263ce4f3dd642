public import Incidents

/// A study period cut into intervals of equal length, counted back from its end; what is left over
/// makes the first one longer.
public struct StudyIntervals: Hashable, Sendable {
  /// The unit of the length.
  public enum Unit: Hashable, Sendable {
    case day
    case month
    case year
  }

  /// The first day of each interval, and the day after the last one.
  public let starts: [Day]
  /// How many whole units the study has.
  public let units: Int

  /// The number of intervals.
  public var count: Int { starts.count - 1 }

  /// Cuts a period; nil if it is shorter than one interval, ends before it begins, or the length is
  /// not positive.
  public init?(from start: Day, through end: Day, unit: Unit, length: Int = 1) {
    guard start <= end, length > 0, let after = Day(daysSince1970: end.daysSince1970 + 1) else {
      return nil
    }
    /// The day a number of units before the end.
    func boundary(_ number: Int) -> Day? {
      if unit == .day { return Day(daysSince1970: after.daysSince1970 - number) }
      let (year, month, day) = after.civil
      let months = year * 12 + month - 1 - (unit == .year ? 12 : 1) * number
      guard months >= 0 else { return nil }
      let (newYear, newMonth) = (months / 12, months % 12 + 1)
      return Day(
        year: newYear, month: newMonth, day: min(day, Day.length(ofMonth: newMonth, year: newYear)))
    }
    var units = 0
    while let day = boundary(units + 1), day >= start { units += 1 }
    guard units >= length else { return nil }
    var starts = [after]
    for number in 1...units / length {
      guard let day = boundary(number * length) else { break }
      starts.append(day)
    }
    starts[starts.count - 1] = start
    self.starts = starts.reversed()
    self.units = units
  }

  /// All of a period as one interval.
  public init(from start: Day, through end: Day) {
    starts = [start, Day(daysSince1970: end.daysSince1970 + 1) ?? end]
    units = 1
  }

  /// The interval of a day of the study; days outside go to the first and the last one.
  public func index(of day: Day) -> Int {
    var (low, high) = (0, count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= day { low = middle } else { high = middle }
    }
    return low
  }

  /// The first and the last day of a window of intervals.
  public func days(_ window: Range<Int>) -> (first: Day, last: Day) {
    let last = starts[window.upperBound].daysSince1970 - 1
    return (starts[window.lowerBound], Day(daysSince1970: last) ?? starts[window.lowerBound])
  }
}
