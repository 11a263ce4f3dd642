import SimpleFeatures

/// A date as far as it is known, in the Extended Date/Time Format of ISO 8601-2:2019, level 1.
///
/// The bounds hold every day the text allows. A qualification says how sure the date is; it does
/// not widen the bounds. Seasons are northern and meteorological: 21 spring is March to May,
/// 22 June to August, 23 September to November, 24 winter December to February of the next year.
/// Years run from 0000 to 9999.
public struct UncertainDate: Hashable, Sendable {
  /// The canonical text; parsing it gives the same date.
  public let edtf: String
  /// The first day it can be; nil if the start is open or unknown.
  public let earliest: Day?
  /// The last day it can be; nil if the end is open or unknown.
  public let latest: Day?
  /// How sure the date is; nil for a plain date. The ends of an interval are taken together.
  public let qualification: DateQualification?

  /// How long a span is meant: by the bounds, unless the source says it.
  public let precision: DatePrecision

  init(
    edtf: String, earliest: Day?, latest: Day?, qualification: DateQualification?,
    precision: DatePrecision? = nil
  ) {
    self.edtf = edtf
    self.earliest = earliest
    self.latest = latest
    self.qualification = qualification
    self.precision = precision ?? DatePrecision(from: earliest, to: latest)
  }

  /// Parses EDTF text of level 0 or 1; O(length).
  ///
  /// Taken: `2024`, `2024-02`, `2024-02-29`, `2024-02-29T10:15:00Z` (the day is kept as written),
  /// `201X`, `2024-XX`, `2024-02-XX`, `2024-XX-XX`, seasons such as `2024-21`, intervals `a/b`,
  /// open `a/..` and `../b`, unknown `a/` and `/b`, and `?`, `~` or `%` at the end of a date.
  public init(edtf text: String) throws(EDTFError) {
    self = try EDTFParser.parse(text)
  }

  /// Makes the date from a first and a last day, both included, with the shortest text.
  ///
  /// A whole month or year becomes that month or year. Fails if the last day is before the first.
  /// - Parameter precision: as the source states it, which may differ from what the bounds show: a
  ///   week that UCDP GED gives as five days.
  public init(start: Day, end: Day, precision: DatePrecision? = nil) throws(EDTFError) {
    guard start <= end else {
      throw EDTFError(
        text: "\(start)/\(end)", position: 12, expected: "a last day not before the first")
    }
    let text =
      switch DatePrecision(from: start, to: end) {
      case .day: start.description
      case .month: String(start.description.prefix(7))
      case .year: String(start.description.prefix(4))
      default: start.description + "/" + end.description
      }
    self.init(
      edtf: text, earliest: start, latest: end, qualification: nil, precision: precision)
  }
}

/// How long a span a date leaves.
public enum DatePrecision: String, Hashable, Sendable, CaseIterable {
  /// One day.
  case day
  /// Any span that is none of the others.
  case range
  /// Seven days.
  case week
  /// One calendar month.
  case month
  /// One calendar year.
  case year
  /// No bound.
  case unknown

  /// The precision of a span, both ends included; nil is an open end.
  public init(from first: Day?, to last: Day?) {
    guard let first, let last else {
      self = first == nil && last == nil ? .unknown : .range
      return
    }
    if first == last {
      self = .day
      return
    }
    let (start, end) = (first.civil, last.civil)
    let wholeMonths =
      start.year == end.year && start.day == 1
      && end.day == Day.length(ofMonth: end.month, year: end.year)
    switch last.daysSince1970 - first.daysSince1970 {
    case 6: self = .week
    case _ where wholeMonths && start.month == end.month: self = .month
    case _ where wholeMonths && start.month == 1 && end.month == 12: self = .year
    default: self = .range
    }
  }
}

/// How sure a date is, as ISO 8601-2 marks it.
public enum DateQualification: String, Hashable, Sendable, CaseIterable {
  /// `?`: the source may be wrong.
  case uncertain = "?"
  /// `~`: the date is an estimate.
  case approximate = "~"
  /// `%`: both.
  case both = "%"

  /// The qualification of two dates taken together.
  static func joined(_ first: DateQualification?, _ second: DateQualification?)
    -> DateQualification?
  {
    guard let first, let second else { return first ?? second }
    return first == second ? first : .both
  }
}

/// Text that is no date of EDTF level 0 or 1.
public struct EDTFError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The text as given.
  public let text: String
  /// The character at which it stops being a date, from 1.
  public let position: Int
  /// What was expected there.
  public let expected: String

  /// The fault as a sentence.
  public var description: String {
    "the date \(text.quoted) cannot be read at character \(position): expected \(expected)"
  }
}
