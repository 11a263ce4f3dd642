import Incidents

/// How surely an incident is what a selection asks for.
///
/// Its place and its day are beliefs: the answer has a lower bound (certain), an upper bound
/// (possible) and, between them, the share of the place and of the days, each taken as equally
/// likely, and as independent of each other.
public struct Admission: Sendable, Hashable {
  /// Whether it is in, wherever in its place and whenever within its days it happened.
  public var isCertain: Bool
  /// Whether it could be in.
  public var isPossible: Bool
  /// The probability that it is in, 0 to 1; 1 where that is certain, 0 where it is not possible.
  /// A date without an end has no share and counts as 0 unless it is certain.
  public var share: Double

  /// It is in.
  public static let certain = Admission(isCertain: true, isPossible: true, share: 1)
  /// It is not in.
  public static let none = Admission(isCertain: false, isPossible: false, share: 0)

  /// Makes an admission.
  public init(isCertain: Bool, isPossible: Bool, share: Double) {
    self.isCertain = isCertain
    self.isPossible = isPossible
    self.share = share
  }

  /// The admission of a share: certain from 1 less a billionth on, which is more than rounding errs.
  init(share: Double) {
    let isWhole = share > 1 - 1e-9
    self.init(isCertain: isWhole, isPossible: share > 0, share: isWhole ? 1 : share)
  }

  /// Both of two independent conditions.
  static func && (left: Admission, right: @autoclosure () throws -> Admission) rethrows -> Admission
  {
    guard left.isPossible else { return .none }
    let right = try right()
    return Admission(
      isCertain: left.isCertain && right.isCertain, isPossible: right.isPossible,
      share: left.share * right.share)
  }
}

/// The days on which something happened, as far as they are known.
struct DayInterval: Sendable {
  var first: Day?
  var last: Day?

  init(first: Day?, last: Day?) {
    self.first = first
    self.last = last
  }

  init(_ date: UncertainDate?) { self.init(first: date?.earliest, last: date?.latest) }

  /// Whether nothing is known.
  var isUnknown: Bool { first == nil && last == nil }

  /// The part of the interval that lies in a span; the interval where nothing does.
  func within(_ span: (first: Day?, last: Day?)) -> DayInterval {
    func later(_ a: Day?, _ b: Day?) -> Day? { a.map { a in b.map { max(a, $0) } ?? a } ?? b }
    func earlier(_ a: Day?, _ b: Day?) -> Day? { a.map { a in b.map { min(a, $0) } ?? a } ?? b }
    return DayInterval(first: later(first, span.first), last: earlier(last, span.last))
  }

  /// How surely a day of the interval lies in a span, both ends included and nil ends open.
  func admission(in span: (first: Day?, last: Day?)) -> Admission {
    guard !isUnknown else { return .none }
    if let end = span.last, let first, first > end { return .none }
    if let start = span.first, let last, last < start { return .none }
    let startsInside = span.first.map { start in first.map { $0 >= start } ?? false } ?? true
    let endsInside = span.last.map { end in last.map { $0 <= end } ?? false } ?? true
    if startsInside && endsInside { return .certain }
    guard let first, let last else {
      return Admission(isCertain: false, isPossible: true, share: 0)
    }
    let from = max(first, span.first ?? first)
    let to = min(last, span.last ?? last)
    let days = Double(last.daysSince1970 - first.daysSince1970 + 1)
    return Admission(
      isCertain: false, isPossible: true,
      share: Double(to.daysSince1970 - from.daysSince1970 + 1) / days)
  }
}
