/// Anselin's local Moran statistic: how like its neighbours a unit is.
///
/// Ii = (xi - mean) / m2 * the mean of the neighbours' deviations, with m2 the mean square deviation,
/// so that the mean of all Ii is Moran's I where every unit has neighbours. Expectation and variance
/// are those over all ways to spread the other values while the unit's own stays.
///
/// Sources: Anselin (1995), "Local indicators of spatial association - LISA", Geographical Analysis
/// 27(2), 93-115; Sokal, Oden and Thomson (1998), "Local spatial autocorrelation in a biological
/// model", Geographical Analysis 30(4), 331-354, for the conditional moments.
public struct LocalMoran: Hashable, Sendable {
  /// Where a unit lies in Moran's scatterplot: its own value, then its neighbours', against the mean.
  public enum Quadrant: String, Hashable, Sendable, CaseIterable {
    /// A high value among high ones.
    case highHigh = "high-high"
    /// A low value among high ones.
    case lowHigh = "low-high"
    /// A low value among low ones.
    case lowLow = "low-low"
    /// A high value among low ones.
    case highLow = "high-low"
  }

  /// The statistic of one unit.
  public struct Value: Hashable, Sendable {
    /// The local Moran statistic.
    public let localI: Double
    /// What it would be on average.
    public let expected: Double
    /// Its variance.
    public let variance: Double
    /// Where the unit lies; a value at the mean counts as low, as does a mean of neighbours there.
    public let quadrant: Quadrant

    /// The statistic less its expectation over its standard deviation; nil without a variance, as
    /// for a unit at the mean.
    public var zScore: Double? {
      variance > 0 ? (localI - expected) / variance.squareRoot() : nil
    }
  }

  /// Makes the statistic.
  public init() {}

  /// The statistic of each unit; nil for one without neighbours, and for all where the values do not
  /// differ or there are fewer than three. O(n + links).
  public func values(_ values: [Double], _ weights: SpatialWeights) -> [Value?] {
    guard let first = values.first, values.count > 2, values.contains(where: { $0 != first }) else {
      return Array(repeating: nil, count: values.count)
    }
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let deviations = values.map { $0 - mean }
    let square = deviations.reduce(0) { $0 + $1 * $1 } / count
    return deviations.indices.map { unit in
      let cardinality = weights.cardinality(of: unit)
      guard cardinality > 0 else { return nil }
      let own = deviations[unit]
      let lag = weights.sum(of: deviations, around: unit) / Double(cardinality)
      let scaled = own / square
      let variance =
        scaled * scaled * (count / (count - 2)) * (square - own * own / (count - 1))
        * (1 / Double(cardinality) - 1 / (count - 1))
      return Value(
        localI: scaled * lag, expected: -own * own / ((count - 1) * square),
        variance: max(0, variance),
        quadrant: own > 0 ? (lag > 0 ? .highHigh : .highLow) : (lag > 0 ? .lowHigh : .lowLow))
    }
  }
}
