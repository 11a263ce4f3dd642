import ArgumentParser
import Balise

/// The study period of a scan of incidents, and how it is cut.
struct ScanPeriod {
  let intervals: StudyIntervals
  /// The length of an interval; nil for a scan in space alone.
  let interval: IntervalArgument?

  /// Takes the days that were asked for; where none were, those from the first to the last incident,
  /// in whole months or years if the interval is one. A prospective study ends with its last day.
  init(
    _ incidents: [LocatedIncident], _ options: ScanOptions, during: (first: Day?, last: Day?)?,
    _ counts: MappingCounts
  ) throws {
    let days = incidents.compactMap(\.days)
    let first = during?.first ?? days.map(\.lowerBound).min().flatMap { Day(daysSince1970: $0) }
    let last = during?.last ?? days.map(\.upperBound).max().flatMap { Day(daysSince1970: $0) }
    guard let first, let last, first <= last else {
      throw ValidationError(
        "No incident has a first and a last day, so there is nothing to scan: "
          + "\(counts.found(incidents)).")
    }
    guard options.analysis != .spatial else {
      intervals = StudyIntervals(from: first, through: last)
      interval = nil
      return
    }
    guard first < last else {
      throw ValidationError(
        "All incidents happened on \(first), and a scan in space and time needs two days or more: "
          + "\(counts.found(incidents)). --analysis spatial does without, with --population or "
          + "--cases.")
    }
    let interval = options.interval ?? .usual(from: first, through: last)
    self.interval = interval
    var (start, end) = (first, last)
    if interval.unit != .day {
      func whole(_ day: Day, isEnd: Bool) -> Day {
        let (year, month, _) = day.civil
        let isYear = interval.unit == .year
        let found =
          isEnd
          ? Day(
            year: year, month: isYear ? 12 : month,
            day: isYear ? 31 : Day.length(ofMonth: month, year: year))
          : Day(year: year, month: isYear ? 1 : month, day: 1)
        return found ?? day
      }
      if during?.first == nil { start = whole(first, isEnd: false) }
      if during?.last == nil, options.analysis != .prospective { end = whole(last, isEnd: true) }
    }
    let made = StudyIntervals(
      from: start, through: end, unit: interval.unit, length: interval.length)
    guard let made, made.count > 1 else {
      throw ValidationError(
        "A scan in space and time needs two intervals or more: the study from \(start) to \(end) "
          + "has \(made == nil ? "less than one" : "one") of \(interval.text). Shorten --interval.")
    }
    guard made.count <= 5000 else {
      throw ValidationError(
        "The study from \(start) to \(end) has \(grouped(made.count)) intervals of \(interval.text), "
          + "and 5,000 at most are scanned. Lengthen --interval.")
    }
    intervals = made
  }
}
