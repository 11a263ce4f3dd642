import Foundation

/// The upper tail of the hypergeometric distribution.
enum Hypergeometric {
  /// P(X >= count) for the marked ones among `drawn` of `all`, `marked` of which are marked.
  ///
  /// 1 for a count of 0 or less, 0 for one that cannot be. Relative error below 1e-9 for up to a million.
  /// O(number of terms).
  static func probability(ofAtLeast count: Int, all: Int, marked: Int, drawn: Int) -> Double {
    let most = min(marked, drawn)
    let least = max(0, drawn + marked - all)
    guard count > least else { return 1 }
    guard count <= most else { return 0 }
    var term = exp(
      logChoose(marked, count) + logChoose(all - marked, drawn - count) - logChoose(all, drawn))
    var sum = term
    var k = count
    while k < most, term > sum * 1e-17 {
      term *=
        Double(marked - k) * Double(drawn - k)
        / (Double(k + 1) * Double(all - marked - drawn + k + 1))
      sum += term
      k += 1
    }
    return min(1, sum)
  }

  private static func logChoose(_ n: Int, _ k: Int) -> Double {
    logFactorial(n) - logFactorial(k) - logFactorial(n - k)
  }

  /// The natural logarithm of n!: a sum for small n, else Stirling's series (Abramowitz and Stegun
  /// 1964, 6.1.41).
  private static func logFactorial(_ n: Int) -> Double {
    if n < 16 { return (1...max(n, 1)).reduce(0) { $0 + log(Double($1)) } }
    let x = Double(n)
    let inverse = 1 / x
    let square = inverse * inverse
    return x * log(x) - x + log(2 * .pi * x) / 2
      + inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680)))
  }
}
