import Foundation

/// The local statistics Gi and Gi* of Getis and Ord: how far the sum of values around a unit lies from
/// what it would be were the values spread at random.
///
/// Sources: Getis and Ord (1992), "The analysis of spatial association by use of distance statistics",
/// Geographical Analysis 24(3), 189-206; Ord and Getis (1995), "Local spatial autocorrelation
/// statistics: distributional issues and an application", Geographical Analysis 27(4), 286-306, whose
/// standardised form with binary weights is taken. Weights that add up to 1 leave it as it is.
public struct GetisOrd: Hashable, Sendable {
  /// Whether a unit's own value counts with its neighbours': Gi* instead of Gi.
  public let countsSelf: Bool

  /// Makes the statistic.
  public init(countsSelf: Bool) { self.countsSelf = countsSelf }

  /// The standardised statistic of each unit: for Gi mean and variance are those of the other units,
  /// for Gi* those of all, the variance over their number.
  ///
  /// Nil for a unit without neighbours, with all units as neighbours, or where all the values taken are
  /// the same. Values must be finite. O(n + links).
  public func zScores(_ values: [Double], _ weights: SpatialWeights) -> [Double?] {
    let count = values.count
    let spread = Spread(values)
    let others = Double(count - (countsSelf ? 0 : 1))
    return (0..<count).map { unit in
      let cardinality = weights.cardinality(of: unit)
      let weight = Double(cardinality + (countsSelf ? 1 : 0))
      guard cardinality > 0, weight < others,
        let (mean, variance) = countsSelf ? spread.ofAll : spread.without(unit)
      else { return nil }
      let sum =
        weights.sum(of: spread.deviations, around: unit)
        + (countsSelf ? spread.deviations[unit] : 0)
      let expected = weight * mean
      return (sum - expected)
        / (variance * weight * (others - weight) / (others - 1)).squareRoot()
    }
  }
}

/// Mean and variance of values, of all or of all but one, as deviations from their median, so that one
/// enormous value leaves the digits of the others.
private struct Spread {
  let deviations: [Double]
  private let sum: Double
  private let squares: Double
  private let values: [Double]
  /// How often each value comes.
  private let kinds: [Double: Int]

  init(_ values: [Double]) {
    self.values = values
    let median = values.isEmpty ? 0 : values.sorted()[values.count / 2]
    deviations = values.map { $0 - median }
    sum = deviations.reduce(0, +)
    squares = deviations.reduce(0) { $0 + $1 * $1 }
    kinds = values.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  /// Nil where all values are the same.
  var ofAll: (mean: Double, variance: Double)? {
    guard kinds.count > 1 else { return nil }
    let mean = sum / Double(deviations.count)
    return (mean, squares / Double(deviations.count) - mean * mean)
  }

  /// Nil where all the other values are the same.
  func without(_ unit: Int) -> (mean: Double, variance: Double)? {
    guard kinds.count > 2 || kinds.count == 2 && kinds[values[unit]] != 1 else { return nil }
    let count = Double(deviations.count - 1)
    let own = deviations[unit]
    var (rest, restSquares) = (sum - own, squares - own * own)
    if own * own > 0.999 * squares {
      // It outweighs all others: the differences would be rounding.
      (rest, restSquares) = (0, 0)
      for (other, deviation) in deviations.enumerated() where other != unit {
        rest += deviation
        restSquares += deviation * deviation
      }
    }
    let mean = rest / count
    return (mean, restSquares / count - mean * mean)
  }
}
