/// Eight bytes looked at together (Lamport 1975; Warren, Hacker's Delight, section 6-1).
enum ByteWord {
  static let ones: UInt64 = 0x0101_0101_0101_0101
  static let highs: UInt64 = 0x8080_8080_8080_8080

  /// A byte repeated eight times.
  @inline(__always)
  static func repeated(_ byte: UInt8) -> UInt64 { UInt64(byte) &* ones }

  /// The high bit of each zero byte; bits above the first one set may be wrong.
  @inline(__always)
  static func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & highs }

  /// Whether any byte is zero.
  @inline(__always)
  static func hasZero(_ word: UInt64) -> Bool { zeros(word) != 0 }
}

extension Span<UInt8> {
  /// The offset of the first byte equal to either of two, from `start`; `count` if there is none.
  @inline(__always)
  func firstOffset(of first: UInt8, or second: UInt8, from start: Int) -> Int {
    let raw = unsafe bytes
    let firsts = ByteWord.repeated(first)
    let seconds = ByteWord.repeated(second)
    var offset = start
    while offset + 8 <= count {
      let word = UInt64(
        littleEndian: unsafe raw.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
      let found = ByteWord.zeros(word ^ firsts) | ByteWord.zeros(word ^ seconds)
      if found != 0 { return offset + found.trailingZeroBitCount >> 3 }
      offset += 8
    }
    while offset < count && self[offset] != first && self[offset] != second { offset += 1 }
    return offset
  }
}
