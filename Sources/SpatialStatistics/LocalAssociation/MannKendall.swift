import Foundation

/// The trend test of Mann and Kendall: whether values rise or fall over time.
///
/// Sources: Mann (1945), "Nonparametric tests against trend", Econometrica 13, 245-259; Kendall (1975),
/// "Rank Correlation Methods". The normal distribution is taken, with Kendall's variance for ties and
/// the correction for continuity.
public struct MannKendall: Hashable, Sendable {
  /// How many more pairs rise than fall.
  public let score: Int
  /// The score over its standard deviation; 0 where all values are the same.
  public let zScore: Double

  /// The two-sided p-value.
  public var pValue: Double { min(1, erfc(abs(zScore) / 2.0.squareRoot())) }

  /// Tests values in order of time. O(n^2).
  public init(_ values: [Double]) {
    var score = 0
    for (place, value) in values.enumerated() {
      for earlier in values[..<place] {
        score += value > earlier ? 1 : value < earlier ? -1 : 0
      }
    }
    self.score = score
    func term(_ count: Int) -> Double {
      Double(count) * Double(count - 1) * Double(2 * count + 5)
    }
    let ties = Dictionary(grouping: values, by: \.self).values.map(\.count).sorted()
    let variance = (term(values.count) - ties.reduce(0) { $0 + term($1) }) / 18
    zScore =
      variance > 0 ? Double(score - score.signum()) / variance.squareRoot() : 0
  }
}
