/// Validity of UTF-8 text (Unicode 15, table 3-7).
enum UTF8Check {
  /// The offset of the first byte that is not valid UTF-8, or is zero where zero is not wanted;
  /// nil if there is none. O(n), 64 bytes at a time through ASCII.
  static func firstInvalid(
    in bytes: Span<UInt8>, from start: Int = 0, to limit: Int? = nil, allowingZero: Bool = false
  ) -> Int? {
    let end = min(limit ?? bytes.count, bytes.count)
    let raw = unsafe bytes.bytes
    var index = start
    // Where a block is looked at next.
    var block = start
    while index < end {
      if index >= block {
        while index + 64 <= end && isASCII(raw, at: index, allowingZero) { index += 64 }
        block = index + 64
        if index == end { break }
      }
      if index + 8 <= end {
        let word = UInt64(
          littleEndian: unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
        if allowingZero || !ByteWord.hasZero(word) {
          let highs = word & ByteWord.highs
          index += highs.trailingZeroBitCount >> 3  // Eight where there is none.
          if highs == 0 { continue }
        }
      }
      let byte = bytes[index]
      if byte < 0x80 {
        if byte == 0 && !allowingZero { return index }
        index += 1
        continue
      }
      let length = sequenceLength(in: bytes, at: index, end: end)
      if length == 0 { return index }
      index += length
    }
    return nil
  }

  /// Whether 64 bytes, which lie in `bytes`, are ASCII, and not zero where zero is not wanted.
  @inline(__always)
  private static func isASCII(_ bytes: RawSpan, at offset: Int, _ allowingZero: Bool) -> Bool {
    var found = SIMD16<UInt8>(repeating: 0)
    for place in stride(from: offset, to: offset &+ 64, by: 16) {
      let part = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: place, as: SIMD16<UInt8>.self)
      found |= part
      // One less than zero has the highest bit; of ASCII no other byte gets it.
      if !allowingZero { found |= part &- SIMD16(repeating: 1) }
    }
    let words = unsafe unsafeBitCast(found, to: SIMD2<UInt64>.self)
    return (words[0] | words[1]) & ByteWord.highs == 0
  }

  /// The offset of the first byte above 0x7F; nil if there is none. O(n), eight bytes at a time.
  static func firstNonASCII(in bytes: Span<UInt8>, from start: Int) -> Int? {
    let raw = unsafe bytes.bytes
    var index = start
    while index + 8 <= bytes.count {
      let word = UInt64(
        littleEndian: unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
      let found = word & ByteWord.highs
      if found != 0 { return index + found.trailingZeroBitCount >> 3 }
      index += 8
    }
    while index < bytes.count && bytes[index] < 0x80 { index += 1 }
    return index < bytes.count ? index : nil
  }

  /// The length of the valid sequence of two to four bytes at an offset; 0 if there is none.
  static func sequenceLength(in bytes: Span<UInt8>, at index: Int, end: Int) -> Int {
    func continues(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
      index + offset < end && range.contains(bytes[index + offset])
    }
    switch bytes[index] {
    case 0xC2...0xDF: return continues(1) ? 2 : 0
    case 0xE0: return continues(1, 0xA0...0xBF) && continues(2) ? 3 : 0
    case 0xED: return continues(1, 0x80...0x9F) && continues(2) ? 3 : 0
    case 0xE1...0xEF: return continues(1) && continues(2) ? 3 : 0
    case 0xF0: return continues(1, 0x90...0xBF) && continues(2) && continues(3) ? 4 : 0
    case 0xF1...0xF3: return continues(1) && continues(2) && continues(3) ? 4 : 0
    case 0xF4: return continues(1, 0x80...0x8F) && continues(2) && continues(3) ? 4 : 0
    default: return 0
    }
  }

  /// The bytes with each broken sequence, and each zero byte, replaced by U+FFFD.
  static func repaired(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var text = String(decoding: bytes, as: UTF8.self)
    if bytes.contains(0) {
      var scalars = String.UnicodeScalarView()
      for scalar in text.unicodeScalars { scalars.append(scalar == "\0" ? "\u{FFFD}" : scalar) }
      text = String(scalars)
    }
    return Array(text.utf8)
  }
}
