import Foundation

/// Binomial numbers by rejection from a Cauchy distribution (Press et al., Numerical Recipes, 7.3),
/// with the same use of random numbers as SaTScan: the probability in single precision, few trials one
/// by one, rare successes by waiting times.
struct BinomialSampler: Sendable {
  /// ln k! up to the largest number of trials, or as far as memory is well spent.
  private let logFactorials: [Double]

  init(most: Int) {
    logFactorials = (0...min(most, 2_000_000)).map { Self.logGamma(Double($0) + 1) }
  }

  /// A chance of success with what every draw needs of it.
  struct Chance: Sendable {
    /// Whether a success is possible.
    let isPossible: Bool
    /// Whether failures are drawn instead, as the rarer.
    let isTurned: Bool
    let p: Double
    let logP: Double
    let logQ: Double

    init(_ chance: Double) {
      let single = Float(chance)
      isPossible = single > 0
      isTurned = single > 0.5
      p = isTurned ? 1 - Double(single) : Double(single)
      (logP, logQ) = (log(p), log(1 - p))
    }
  }

  /// The number of successes.
  func draw(_ trials: Int, _ chance: Chance, from stream: inout some UniformStream) -> Int {
    guard chance.isPossible, trials > 0 else {
      // No success is possible, but trials one by one or a waiting time take their numbers.
      if trials > 0 { for _ in 0..<(trials < 25 ? trials : 1) { _ = stream.uniform() } }
      return 0
    }
    let p = chance.p
    let mean = Double(trials) * p
    var successes: Int
    if trials < 25 {
      successes = 0
      for _ in 0..<trials where stream.uniform() < p { successes += 1 }
    } else if mean < 1 {
      let limit = exp(-mean)
      var product = 1.0
      successes = 0
      while successes <= trials {
        product *= stream.uniform()
        if product < limit { break }
        successes += 1
      }
      successes = min(successes, trials)
    } else {
      successes = rejected(trials, chance, mean, from: &stream)
    }
    return chance.isTurned ? trials - successes : successes
  }

  private func rejected(
    _ trials: Int, _ chance: Chance, _ mean: Double, from stream: inout some UniformStream
  ) -> Int {
    let count = Double(trials)
    let (logP, logQ) = (chance.logP, chance.logQ)
    let width = (2 * mean * (1 - chance.p)).squareRoot()
    let constant = logFactorial(trials)
    while true {
      var (slope, value) = (0.0, 0.0)
      repeat {
        slope = tan(.pi * stream.uniform())
        value = width * slope + mean
      } while value < 0 || value >= count + 1
      value = value.rounded(.down)
      let weight =
        1.2 * width * (1 + slope * slope)
        * exp(
          constant - logFactorial(Int(value)) - logFactorial(trials - Int(value)) + value * logP
            + (count - value) * logQ)
      if stream.uniform() <= weight { return Int(value) }
    }
  }

  private func logFactorial(_ number: Int) -> Double {
    number < logFactorials.count
      ? logFactorials[number] : Self.logGamma(Double(number) + 1)
  }

  /// Lanczos' approximation of ln gamma with six terms, right to 2e-10 (Press et al., 6.1).
  private static func logGamma(_ value: Double) -> Double {
    let x = value - 1
    let shifted = x + 5.5
    var series = 1.0
    series += 76.18009173 / (x + 1)
    series += -86.50532033 / (x + 2)
    series += 24.01409822 / (x + 3)
    series += -1.231739516 / (x + 4)
    series += 0.120858003e-2 / (x + 5)
    series += -0.536382e-5 / (x + 6)
    return -(shifted - (x + 0.5) * log(shifted)) + log(2.50662827465 * series)
  }
}
