/// Random numbers that follow from a seed and from what they are drawn for, so that no draw depends
/// on the others, on threads or on the order of the input.
///
/// SplitMix64 (Steele, Lea and Flood 2014), which passes BigCrush; period 2^64. Not for secrets.
public struct SeededStream: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Begins the stream of a seed for an item in a replicate.
  public init(_ seed: UInt64, _ item: UInt64 = 0, _ replicate: UInt64 = 0) {
    // Each number is mixed before the next is added: streams of neighbouring numbers share nothing.
    state = Self.mixed(Self.mixed(Self.mixed(seed &+ Self.step) ^ item &+ Self.step) ^ replicate)
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= Self.step
    return Self.mixed(state)
  }

  private static let step: UInt64 = 0x9E37_79B9_7F4A_7C15

  private static func mixed(_ value: UInt64) -> UInt64 {
    var value = value
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
