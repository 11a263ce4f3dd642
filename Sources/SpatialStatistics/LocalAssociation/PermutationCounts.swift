/// How many of a number of random orders gave a statistic at least, and at most, as large as that
/// observed; equal ones count on both sides.
public struct PermutationCounts: Hashable, Sendable {
  /// As much or more.
  public var upper = 0
  /// As much or less.
  public var lower = 0

  /// No counts.
  public init() {}

  /// The larger count of each tail: what two tests both have to show.
  public func larger(_ other: PermutationCounts) -> PermutationCounts {
    var both = self
    (both.upper, both.lower) = (max(upper, other.upper), max(lower, other.lower))
    return both
  }

  /// The two-sided p-value, twice the smaller of the one-sided ones, at most 1.
  ///
  /// The observed order counts as one of those possible, so that no p-value is 0 (Phipson and Smyth
  /// 2010, "Permutation p-values should never be zero", Stat. Appl. Genet. Mol. Biol. 9, 39).
  public func pValue(permutations: Int) -> Double {
    min(1, 2 * Double(min(upper, lower) + 1) / Double(permutations + 1))
  }
}
