import Foundation

/// Moran's I: whether units are like their neighbours, over all of them.
///
/// Sources: Moran (1950), "Notes on continuous stochastic phenomena", Biometrika 37, 17-23; Cliff and
/// Ord (1981), "Spatial Processes", for the moments under randomisation. A unit without neighbours
/// counts in mean and variance.
public struct GlobalMoran: Hashable, Sendable {
  /// Moran's I.
  public let statistic: Double
  /// What it would be on average, -1 / (n - 1).
  public let expected: Double
  /// Its variance if the values were spread at random over the units.
  public let variance: Double
  /// Its variance if the values were drawn from a normal distribution.
  public let normalVariance: Double
  /// How many random orders gave as much or more, and as much or less.
  public let counts: PermutationCounts

  /// The statistic less its expectation over its standard deviation.
  public var zScore: Double { (statistic - expected) / variance.squareRoot() }

  /// The two-sided p-value of `zScore` on the normal distribution.
  public var normalPValue: Double { erfc(abs(zScore) / 2.0.squareRoot()) }

  /// Works out the statistic; nil for fewer than four values, values that do not differ, or no links.
  ///
  /// O((n + links) permutations).
  public init?(
    _ values: [Double], _ weights: SpatialWeights,
    _ standardization: SpatialWeights.Standardization,
    permutations: Int = 0, seed: UInt64 = 1, threads: Int = 1
  ) {
    guard let first = values.first, values.count > 3, weights.links > 0,
      values.contains(where: { $0 != first })
    else { return nil }
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let deviations = values.map { $0 - mean }
    let squares = deviations.reduce(0) { $0 + $1 * $1 }
    let fourths = deviations.reduce(0) { $0 + $1 * $1 * $1 * $1 }
    let sums = WeightSums(weights, standardization)
    let observed = Self.cross(deviations, weights, standardization)
    statistic = count / sums.s0 * observed / squares
    expected = -1 / (count - 1)
    let kurtosis = count * fourths / (squares * squares)
    let (n, s0, s1, s2) = (count, sums.s0, sums.s1, sums.s2)
    let large = n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0 * s0)
    let small = kurtosis * ((n * n - n) * s1 - 2 * n * s2 + 6 * s0 * s0)
    variance =
      (large - small) / ((n - 1) * (n - 2) * (n - 3) * s0 * s0) - expected * expected
    normalVariance =
      (n * n * s1 - n * s2 + 3 * s0 * s0) / ((n * n - 1) * s0 * s0) - expected * expected
    // Equal sums in another order differ by rounding.
    let slack = 1e-12 * squares * s0
    let results = Crew.map(threads: threads, pieces: (permutations + 63) / 64) { _, piece in
      var counts = PermutationCounts()
      for replicate in piece * 64..<min(permutations, piece * 64 + 64) {
        var stream = SeededStream(seed, 1, UInt64(replicate))
        let drawn = Self.cross(
          stream.shuffled(deviations), weights, standardization)
        if drawn >= observed - slack { counts.upper += 1 }
        if drawn <= observed + slack { counts.lower += 1 }
      }
      return counts
    }
    counts = results.reduce(into: PermutationCounts()) {
      $0.upper += $1.upper
      $0.lower += $1.lower
    }
  }

  /// The sum over all links of weight times the product of the two deviations.
  private static func cross(
    _ deviations: [Double], _ weights: SpatialWeights,
    _ standardization: SpatialWeights.Standardization
  ) -> Double {
    var sum = 0.0
    for unit in deviations.indices {
      let cardinality = weights.cardinality(of: unit)
      guard cardinality > 0 else { continue }
      let lag = weights.sum(of: deviations, around: unit)
      sum += deviations[unit] * (standardization == .row ? lag / Double(cardinality) : lag)
    }
    return sum
  }
}

/// The sums of weights that the variance needs.
private struct WeightSums {
  var s0 = 0.0
  var s1 = 0.0
  var s2 = 0.0

  init(_ weights: SpatialWeights, _ standardization: SpatialWeights.Standardization) {
    func weight(_ unit: Int) -> Double {
      standardization == .row ? 1 / Double(weights.cardinality(of: unit)) : 1
    }
    var columns = [Double](repeating: 0, count: weights.count)
    for unit in 0..<weights.count {
      for neighbor in weights.neighbors(of: unit).lazy.map(Int.init) {
        let forth = weight(unit)
        let back = weights.neighbors(of: neighbor).contains(Int32(unit)) ? weight(neighbor) : 0
        s0 += forth
        columns[neighbor] += forth
        // A mutual link comes twice, as is due; one without an answer has to.
        s1 += (forth + back) * (forth + back) * (back > 0 ? 0.5 : 1)
      }
    }
    for unit in 0..<weights.count {
      let row =
        weights.cardinality(of: unit) == 0
        ? 0 : weight(unit) * Double(weights.cardinality(of: unit))
      s2 += (row + columns[unit]) * (row + columns[unit])
    }
  }
}
