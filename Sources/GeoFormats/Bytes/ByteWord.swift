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

  /// The high bit of each zero byte, and no other.
  @inline(__always)
  static func exactZeros(_ word: UInt64) -> UInt64 {
    ~(((word & ~highs) &+ ~highs) | word | ~highs)
  }

  /// The high bit of each byte that cannot stand in a JSON string as it is: quotes, backslashes,
  /// control characters; exact.
  @inline(__always)
  static func escapes(_ word: UInt64) -> UInt64 {
    // A sum of seven bits reaches the high bit unless the byte is the one looked for.
    let low = word & ~highs
    let others =
      ((low ^ repeated(0x22)) &+ ~highs) & ((low ^ repeated(0x5C)) &+ ~highs)
      & (low &+ repeated(0x60))
    return ~(others | word) & highs
  }

  /// Whether the first bytes, at most seven, are decimal digits.
  @inline(__always)
  static func areDigits(_ word: UInt64, first count: Int) -> Bool {
    let digits = word ^ repeated(0x30)
    // A byte above nine shows, whatever a carry from it does to those behind it.
    let others = ((digits &+ repeated(0x76)) | digits) & highs
    return others & ((1 &<< UInt64(truncatingIfNeeded: 8 &* count)) &- 1) == 0
  }

  /// One bit for each byte, set if the byte is zero; exact.
  @inline(__always)
  static func mask(ofZerosIn word: UInt64) -> UInt64 {
    ((exactZeros(word) >> 7) &* 0x0102_0408_1020_4080) >> 56
  }

  /// For each bit whether the number of bits set up to it is odd.
  @inline(__always)
  static func parities(_ word: UInt64) -> UInt64 {
    var word = word
    word ^= word << 1
    word ^= word << 2
    word ^= word << 4
    word ^= word << 8
    word ^= word << 16
    return word ^ word << 32
  }

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

  /// How many line feeds lie in a range, and the offset of the last one. O(length), eight bytes at a
  /// time.
  func lineFeeds(from start: Int, to end: Int) -> (count: Int, last: Int?) {
    let raw = unsafe bytes
    let feeds = ByteWord.repeated(0x0A)
    var (found, last): (Int, Int?) = (0, nil)
    var offset = start
    while offset + 8 <= end {
      let word = UInt64(
        littleEndian: unsafe raw.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
      if ByteWord.hasZero(word ^ feeds) {
        let mask = ByteWord.mask(ofZerosIn: word ^ feeds)
        found += mask.nonzeroBitCount
        last = offset + 63 - mask.leadingZeroBitCount
      }
      offset += 8
    }
    while offset < end {
      if self[offset] == 0x0A { (found, last) = (found + 1, offset) }
      offset += 1
    }
    return (found, last)
  }

  /// The offset of the first quote, backslash or control character from `start`: where plain text
  /// of a JSON string ends; `count` if there is none. O(length), eight bytes at a time.
  @inline(__always)
  func endOfPlainJSONText(from start: Int) -> Int {
    let raw = unsafe bytes
    var offset = start
    while offset + 8 <= count {
      let word = UInt64(
        littleEndian: unsafe raw.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
      let found = ByteWord.escapes(word)
      if found != 0 { return offset + found.trailingZeroBitCount >> 3 }
      offset += 8
    }
    while offset < count, self[offset] >= 0x20, self[offset] != 0x22, self[offset] != 0x5C {
      offset += 1
    }
    return offset
  }
}
