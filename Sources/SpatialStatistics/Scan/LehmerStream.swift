/// The multiplicative generator of Lehmer with multiplier 48271 modulo 2^31 - 1 (Park, Miller and
/// Stockmeyer 1993), as SaTScan begins it for each replicate.
struct LehmerStream: UniformStream {
  private static let modulus: UInt64 = 2_147_483_647
  private var state: UInt64

  /// - Parameters:
  ///   - seed: 1 for SaTScan's own.
  ///   - replicate: counted from 1.
  init(seed: Int, replicate: Int) {
    let number = (12_345_677 &+ seed &+ replicate) % Int(Self.modulus)
    state = UInt64(number > 0 ? number : number + Int(Self.modulus) - 1)
  }

  mutating func uniform() -> Double {
    // The product is below 2^47; its high part folds onto the low one modulo 2^31 - 1.
    let product = state * 48271
    let folded = (product & Self.modulus) + product >> 31
    state = folded >= Self.modulus ? folded - Self.modulus : folded
    return Double(state) / 2_147_483_647
  }
}

/// A source of numbers above 0 and below 1.
protocol UniformStream {
  mutating func uniform() -> Double
}

extension SeededStream: UniformStream {
  mutating func uniform() -> Double { (Double(next() >> 12) + 0.5) / 4_503_599_627_370_496 }
}
