import Foundation

/// The upper tail of the Poisson distribution.
enum PoissonTail {
  /// The natural logarithm of P(X >= count) for a Poisson variable with a mean above 0.
  ///
  /// In logarithms throughout, so that a tail of 1e-500 is still a number; relative error of the
  /// tail below 1e-8. O(|count - mean| + square root of the mean).
  static func logProbability(ofAtLeast count: Int, mean: Double) -> Double {
    guard count > 0 else { return 0 }
    guard mean > 0 else { return -.infinity }
    if Double(count) > mean {
      // P(count) * (1 + mean/(count+1) + mean^2/((count+1)(count+2)) + ...): falling terms.
      var term = 1.0
      var sum = 1.0
      var k = Double(count)
      while term > sum * 1e-17 {
        k += 1
        term *= mean / k
        sum += term
      }
      return logProbability(of: count, mean: mean) + log(sum)
    }
    // The lower tail, whose terms fall downwards from count - 1, is the complement.
    var term = 1.0
    var sum = 1.0
    var k = Double(count - 1)
    while k > 0, term > sum * 1e-17 {
      term *= k / mean
      sum += term
      k -= 1
    }
    return log1p(-exp(logProbability(of: count - 1, mean: mean) + log(sum)))
  }

  private static func logProbability(of count: Int, mean: Double) -> Double {
    Double(count) * log(mean) - mean - logFactorial(count)
  }

  /// The natural logarithm of n!: a sum for small n, else Stirling's series (Abramowitz and Stegun
  /// 1964, 6.1.41), which is then right to 1e-11.
  private static func logFactorial(_ n: Int) -> Double {
    if n < 16 { return (1...max(n, 1)).reduce(0) { $0 + log(Double($1)) } }
    let x = Double(n)
    let inverse = 1 / x
    let square = inverse * inverse
    return x * log(x) - x + log(2 * .pi * x) / 2
      + inverse * (1 / 12 - square * (1 / 360 - square / 1260))
  }
}
