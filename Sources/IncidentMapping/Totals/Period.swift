import Incidents

/// A calendar year or month.
public struct Period: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// How time is cut up.
  public enum Unit: String, Sendable, CaseIterable {
    /// By calendar years.
    case year
    /// By calendar months.
    case month
  }

  /// The year.
  public let year: Int
  /// The month, 1 to 12; 0 for a whole year.
  public let month: Int

  /// The period that holds a day.
  init(_ day: Day, _ unit: Unit) {
    let civil = day.civil
    year = civil.year
    month = unit == .month ? civil.month : 0
  }

  private init(year: Int, month: Int) {
    self.year = year
    self.month = month
  }

  /// In order of time.
  public static func < (left: Period, right: Period) -> Bool {
    (left.year, left.month) < (right.year, right.month)
  }

  /// ISO 8601: `2024`, `2024-03`.
  public var description: String {
    let digits = String(abs(year))
    let sign = year < 0 ? "-" : ""
    let text = sign + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return month == 0 ? text : text + (month < 10 ? "-0" : "-") + String(month)
  }

  var next: Period {
    switch month {
    case 0: Period(year: year + 1, month: 0)
    case 12: Period(year: year + 1, month: 1)
    default: Period(year: year, month: month + 1)
    }
  }

  var days: (first: Day?, last: Day?) {
    let last = month == 0 ? 12 : month
    return (
      Day(year: year, month: max(1, month), day: 1),
      Day(year: year, month: last, day: Day.length(ofMonth: last, year: year))
    )
  }
}

extension DayInterval {
  /// The longest time that is shared out, in periods; what is known less well belongs to none.
  private static let mostPeriods = 1200

  /// The periods that the days fall into, each with its share of them; nil where the days are open
  /// or nearly endless.
  func periods(_ unit: Period.Unit) -> [(period: Period, admission: Admission)]? {
    guard let first, let last, first <= last else { return nil }
    var period = Period(first, unit)
    let end = Period(last, unit)
    var found: [(Period, Admission)] = []
    while period <= end {
      found.append((period, admission(in: period.days)))
      guard found.count <= Self.mostPeriods else { return nil }
      period = period.next
    }
    return found
  }
}
