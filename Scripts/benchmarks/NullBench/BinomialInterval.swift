import Foundation

/// The exact 95 % interval of a share (Clopper and Pearson 1934, Biometrika 26).
struct BinomialInterval {
  let low: Double
  let high: Double

  init(_ hits: Int, of trials: Int) {
    // The chance of at most so many hits falls as the share grows.
    func share(atMost hits: Int, is chance: Double) -> Double {
      var (low, high) = (0.0, 1.0)
      for _ in 0..<60 {
        let middle = (low + high) / 2
        if Self.atMost(hits, of: trials, middle) > chance { low = middle } else { high = middle }
      }
      return low
    }
    low = hits == 0 ? 0 : share(atMost: hits - 1, is: 0.975)
    high = hits == trials ? 1 : share(atMost: hits, is: 0.025)
  }

  private static func atMost(_ hits: Int, of trials: Int, _ share: Double) -> Double {
    guard share > 0 else { return 1 }
    guard share < 1 else { return hits >= trials ? 1 : 0 }
    return (0...hits).reduce(0) { sum, count in
      let ways =
        lgamma(Double(trials + 1)) - lgamma(Double(count + 1))
        - lgamma(Double(trials - count + 1))
      return sum + exp(ways + Double(count) * log(share) + Double(trials - count) * log1p(-share))
    }
  }
}
