import Foundation
import Incidents

/// Sums over incidents that lie in something certainly, possibly, or by a share.
public struct Totals: Sendable, Hashable {
  /// How many are surely in.
  public private(set) var certain = 0
  /// How many could be in, those that surely are included.
  public private(set) var possible = 0
  /// The sum of the shares.
  public private(set) var expected = 0.0
  /// The sum of the least numbers of killed over those that are surely in; none stated counts as 0.
  public private(set) var killedMinimum = 0
  /// The sum of share times the best number of killed, or the least number where there is no best.
  public private(set) var killedExpected = 0.0
  /// Whether a least number stands in for a best one in `killedExpected`.
  public private(set) var killedExpectedIsFloor = false
  /// Whether the greatest number of one that could be in is open.
  public private(set) var isOpen = false
  /// How many could be in of which nobody says how many were killed.
  public private(set) var withoutToll = 0
  /// How many could be in and lie nearer to a border than their own uncertainty plus the accuracy of
  /// the boundary set.
  public private(set) var nearBorder = 0
  /// How many lie in no region and were given to this one, as the nearest; never certain.
  public private(set) var adopted = 0
  /// The sum of the greatest numbers of killed over all that could be in, open ones left out.
  private var killedMost = 0
  /// The sum of the logarithms of 1 - share over those that are not surely in.
  private var logNone = 0.0

  /// Sums over nothing.
  public init() {}

  /// The sum of the greatest numbers of killed over all that could be in; nil where one is open.
  public var killedMaximum: Int? { isOpen ? nil : killedMost }

  /// The probability that at least one is in, if places are independent of each other:
  /// 1 - product(1 - share).
  public var probabilityOfAny: Double { certain > 0 ? 1 : -expm1(logNone) }

  /// Whether somebody says of one that could be in how many were killed.
  public var hasToll: Bool { withoutToll < possible }

  /// Adds an incident that is in by a share.
  mutating func add(
    _ admission: Admission, toll: Toll?, isNearBorder: Bool = false, isAdopted: Bool = false
  ) {
    guard admission.isPossible else { return }
    possible += 1
    expected += admission.share
    if isNearBorder { nearBorder += 1 }
    if isAdopted { adopted += 1 }
    if admission.isCertain {
      certain += 1
    } else {
      logNone += log1p(-min(admission.share, 1 - 1e-15))
    }
    guard let toll else {
      withoutToll += 1
      return
    }
    if admission.isCertain { Self.add(toll.minimum ?? 0, to: &killedMinimum) }
    if let most = toll.maximum, !toll.isOpen {
      Self.add(most, to: &killedMost)
    } else {
      isOpen = true
    }
    killedExpected += admission.share * Double(toll.best ?? toll.minimum ?? 0)
    if toll.best == nil { killedExpectedIsFloor = true }
  }

  /// Adds the sums over other incidents.
  mutating func add(_ other: Totals) {
    certain += other.certain
    possible += other.possible
    expected += other.expected
    Self.add(other.killedMinimum, to: &killedMinimum)
    Self.add(other.killedMost, to: &killedMost)
    killedExpected += other.killedExpected
    killedExpectedIsFloor = killedExpectedIsFloor || other.killedExpectedIsFloor
    isOpen = isOpen || other.isOpen
    withoutToll += other.withoutToll
    nearBorder += other.nearBorder
    adopted += other.adopted
    logNone += other.logNone
  }

  /// Adds without an overflow: a data set may state any number.
  private static func add(_ number: Int, to sum: inout Int) {
    let (result, overflows) = sum.addingReportingOverflow(number)
    sum = overflows ? .max : result
  }
}
