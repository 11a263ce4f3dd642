import Foundation

/// The interval for the mean of a Poisson count.
///
/// Of a whole number the exact one: each tail of a mean outside of it is below half of what is left over.
/// Source: Garwood (1936), "Fiducial limits for the Poisson distribution", Biometrika 28, by quantiles of
/// the gamma distribution, which also take parts of counts. For a sum of counts with weights (tolls) the
/// gamma interval of Fay and Feuer (1997), "Confidence intervals for directly standardized rates",
/// Statistics in Medicine 16, which is Garwood's where all weights are 1.
public struct PoissonInterval: Hashable, Sendable {
  /// The lower limit; 0 for a count of 0.
  public let low: Double
  /// The upper limit.
  public let high: Double

  /// The interval for a count, or an expected one.
  /// - Parameters:
  ///   - count: 0 or more.
  ///   - level: the confidence, above 0 and below 1.
  public init(count: Double, level: Double = 0.95) {
    let tail = (1 - level) / 2
    low = count > 0 ? GammaDistribution.quantile(tail, shape: count) : 0
    high = GammaDistribution.quantile(1 - tail, shape: max(0, count) + 1)
  }

  /// The interval for a sum of events that each count for a weight.
  /// - Parameters:
  ///   - sum: the sum of the weights; 0 or more.
  ///   - squares: the sum of their squares.
  ///   - greatest: the greatest weight that an event may have; above 0.
  public init(sum: Double, squares: Double, greatest: Double, level: Double = 0.95) {
    let tail = (1 - level) / 2
    low =
      sum > 0 && squares > 0
      ? GammaDistribution.quantile(tail, shape: sum * sum / squares) * squares / sum : 0
    let (more, moreSquares) = (max(0, sum) + greatest, max(0, squares) + greatest * greatest)
    high =
      more > 0
      ? GammaDistribution.quantile(1 - tail, shape: more * more / moreSquares) * moreSquares / more
      : 0
  }
}

/// The gamma distribution of scale 1.
enum GammaDistribution {
  /// The value below which a share of it lies; relative error below 1e-10.
  /// - Parameters:
  ///   - share: above 0 and below 1.
  ///   - shape: above 0.
  static func quantile(_ share: Double, shape: Double) -> Double {
    // Halving, which cannot fail.
    var (low, high) = (0.0, max(1, shape))
    while probability(below: high, shape: shape) < share { high *= 2 }
    for _ in 0..<200 {
      let middle = (low + high) / 2
      guard middle > low, middle < high, high - low > high * 1e-14 else { break }
      if probability(below: middle, shape: shape) < share { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// The regularised lower incomplete gamma function: a series below the mean, a continued fraction
  /// above (Press et al. 2007, Numerical Recipes, 6.2).
  static func probability(below x: Double, shape: Double) -> Double {
    guard x > 0 else { return 0 }
    let front = exp(shape * log(x) - x - logGamma(shape))
    if x < shape + 1 {
      var (term, sum, k) = (1 / shape, 1 / shape, shape)
      while term > sum * 1e-17 {
        k += 1
        term *= x / k
        sum += term
      }
      return sum * front
    }
    var b = x + 1 - shape
    var c = 1e300
    var d = 1 / b
    var h = d
    for i in 1..<100_000 {
      let a = -Double(i) * (Double(i) - shape)
      b += 2
      d = 1 / nonzero(a * d + b)
      c = nonzero(b + a / c)
      h *= d * c
      if abs(d * c - 1) < 1e-16 { break }
    }
    return 1 - front * h
  }

  private static func nonzero(_ value: Double) -> Double { abs(value) < 1e-300 ? 1e-300 : value }

  /// The logarithm of the gamma function above 0: Stirling's series beyond 15, by recurrence below.
  private static func logGamma(_ value: Double) -> Double {
    var (x, rest) = (value, 0.0)
    while x < 15 {
      rest += log(x)
      x += 1
    }
    let inverse = 1 / x
    let square = inverse * inverse
    return (x - 0.5) * log(x) - x + log(2 * .pi) / 2 - rest
      + inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680)))
  }
}
