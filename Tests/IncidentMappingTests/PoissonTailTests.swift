import Foundation
import TestSupport
import Testing

@testable import IncidentMapping

@Suite("Poisson tails")
struct PoissonTailTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var count: Int
    var mean: Double
    var logTail: Double
    var testDescription: String { "P(X >= \(count)), mean \(mean)" }

    init(_ count: Int, _ mean: Double, _ logTail: Double) {
      self.count = count
      self.mean = mean
      self.logTail = logTail
    }
  }

  /// By `scipy.stats.poisson.logsf(count - 1, mean)` of scipy 1.17.1.
  static let fromScipy = [
    Case(1, 0.5, -0.9327521295671887), Case(5, 1.0, -5.610333982897155),
    Case(5, 1.7, -3.519480829725987), Case(12, 1.7090909, -15.125383889833508),
    Case(16, 3.5223881, -13.819412085017046), Case(19, 1.6595745, -31.2885537530662),
    Case(72, 3.4864238, -152.4968010516557), Case(3, 10, -0.0027732375865730445),
    Case(10, 10, -0.6123596078537545), Case(11, 10, -0.8747643859307775),
    Case(1000, 900, -7.505769994233894), Case(900, 1000, -0.0006227916787586114),
    Case(100, 2.5, -274.58524470866666), Case(15, 0.01, -96.98619900127184),
    Case(200, 150.25, -9.683237094521852),
  ]

  /// Beyond what a double can hold, by the series with 80 digits in Python's `decimal`.
  static let farOut = [
    Case(384, 3.4864238, -1428.849963638561), Case(5000, 1.4, -35910.182045787515),
  ]

  @Test("tails are those of scipy, and of a sum with 80 digits", arguments: fromScipy + farOut)
  func values(_ known: Case) {
    let tail = PoissonTail.logProbability(ofAtLeast: known.count, mean: known.mean)
    #expect(abs(tail - known.logTail) <= 1e-9 * max(1, abs(known.logTail)))
  }

  @Test("tails fall with the count and rise with the mean, and are never above 1")
  func order() {
    var generator = SplitMix64(seed: 4)
    for _ in 0..<2000 {
      let count = Int.random(in: 0...400, using: &generator)
      let mean = Double.random(in: 0.01...300, using: &generator)
      let tail = PoissonTail.logProbability(ofAtLeast: count, mean: mean)
      #expect(tail <= 0, "seed 4: \(count), \(mean)")
      #expect(
        PoissonTail.logProbability(ofAtLeast: count + 1, mean: mean) <= tail + 1e-12,
        "seed 4: \(count), \(mean)")
      #expect(
        PoissonTail.logProbability(ofAtLeast: count, mean: mean * 1.1) >= tail - 1e-12,
        "seed 4: \(count), \(mean)")
    }
    #expect(PoissonTail.logProbability(ofAtLeast: 0, mean: 3) == 0)
    #expect(PoissonTail.logProbability(ofAtLeast: 1, mean: 0) == -.infinity)
  }
}
