/// Where the fields of a text of records end, and which of its bytes need thought: a bit for each byte,
/// so that the end of a field is found without a look at the bytes before it (Langdale and Lemire 2019,
/// section 3.1).
struct CSVIndex: Sendable {
  /// Separators and line feeds outside quotes.
  private(set) var ends: [UInt64] = []
  /// What stands otherwise in JSON: quotes, backslashes, control characters.
  private(set) var marks: [UInt64] = []
  /// A bit for each block of 64 bytes that has a byte above 0x7F.
  private(set) var highs: [UInt64] = []

  init(byteCount: Int) {
    // A word more than needed, so that a window can be read anywhere.
    ends.reserveCapacity(byteCount >> 6 + 3)
    marks.reserveCapacity(byteCount >> 6 + 3)
    highs.reserveCapacity(byteCount >> 12 + 3)
  }

  /// How many bits of a window are sure to be told.
  static let windowLength = 57

  /// The bits from one on; at least `windowLength` of them.
  @inline(__always)
  static func window(_ bits: Span<UInt64>, from bit: Int) -> UInt64 {
    let raw = unsafe bits.bytes
    let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: bit >> 3, as: UInt64.self)
    return UInt64(littleEndian: word) >> UInt64(bit & 7)
  }

  /// The first block with a byte above 0x7F that touches a range; nil if there is none.
  func firstHighBlock(from start: Int, to end: Int) -> Int? {
    let (first, last) = (start >> 6, (end - 1) >> 6)
    var block = first
    while block <= last {
      let found = CSVIndex.window(highs.span, from: block)
      if found != 0 {
        block += found.trailingZeroBitCount
        return block <= last ? block : nil
      }
      block += CSVIndex.windowLength
    }
    return nil
  }

  /// The last end of a field before an offset that is a certain byte; nil if there is none.
  func lastEnd(in bytes: Span<UInt8>, before limit: Int, where byte: UInt8) -> Int? {
    var block = min(limit >> 6, ends.count - 1)
    while block >= 0 {
      var found = UInt64(littleEndian: ends[block])
      while found != 0 {
        let place = 63 - found.leadingZeroBitCount
        let offset = block << 6 + place
        if offset < limit && bytes[offset] == byte { return offset }
        found &= ~(1 << UInt64(place))
      }
      block -= 1
    }
    return nil
  }

  @inline(__always)
  mutating func append(ends: UInt64, marks: UInt64) {
    self.ends.append(ends.littleEndian)
    self.marks.append(marks.littleEndian)
  }

  mutating func append(highs: UInt64) { self.highs.append(highs.littleEndian) }

  /// Notes a line feed that was put behind the text.
  mutating func end(at offset: Int) {
    let bit: UInt64 = 1 << UInt64(offset & 63)
    ends[offset >> 6] = (UInt64(littleEndian: ends[offset >> 6]) | bit).littleEndian
  }
}

/// Blocks of 64 bytes, as bits.
struct CSVBlock {
  /// The quotes.
  let quotes: UInt64
  /// Separators and line feeds.
  let separators: UInt64
  /// Backslashes and control characters.
  let controls: UInt64
  let feedCount: Int
  let hasHighs: Bool

  /// Looks at the 64 bytes from an offset, which must lie in `bytes`.
  @inline(__always)
  init(_ bytes: RawSpan, at offset: Int, separator: SIMD16<UInt8>, quote: SIMD16<UInt8>) {
    let feed = SIMD16<UInt8>(repeating: 0x0A)
    @inline(__always)
    func load(_ part: Int) -> SIMD16<UInt8> {
      unsafe bytes.unsafeLoadUnaligned(
        fromByteOffset: offset &+ part &* 16, as: SIMD16<UInt8>.self)
    }
    let parts = (load(0), load(1), load(2), load(3))
    @inline(__always)
    func bits(_ matches: (SIMD16<UInt8>) -> SIMDMask<SIMD16<Int8>>) -> UInt64 {
      let (first, second) = (pair(matches(parts.0)), pair(matches(parts.1)))
      let (third, fourth) = (pair(matches(parts.2)), pair(matches(parts.3)))
      return first | second << 16 | third << 32 | fourth << 48
    }
    quotes = bits { $0 .== quote }
    separators = bits { ($0 .== separator) .| ($0 .== feed) }
    @inline(__always)
    func isControl(_ part: SIMD16<UInt8>) -> SIMDMask<SIMD16<Int8>> {
      (part .< SIMD16(repeating: 0x20)) .| (part .== SIMD16(repeating: 0x5C))
    }
    let some =
      (isControl(parts.0) .| isControl(parts.1)) .| (isControl(parts.2) .| isControl(parts.3))
    let halves = unsafe unsafeBitCast(some, to: SIMD2<UInt64>.self)
    if halves[0] | halves[1] != 0 {
      controls = bits { isControl($0) }
      feedCount = bits { $0 .== feed }.nonzeroBitCount
    } else {
      controls = 0
      feedCount = 0
    }
    let all = unsafe unsafeBitCast(
      (parts.0 | parts.1) | (parts.2 | parts.3), to: SIMD2<UInt64>.self)
    hasHighs = (all[0] | all[1]) & ByteWord.highs != 0
  }
}

/// A bit for each of sixteen bytes.
@inline(__always)
private func pair(_ mask: SIMDMask<SIMD16<Int8>>) -> UInt64 {
  // Each byte keeps the bit of its place, and a product adds the eight up in its last byte.
  let places =
    unsafe unsafeBitCast(mask, to: SIMD2<UInt64>.self)
    & SIMD2(repeating: 0x8040_2010_0804_0201 as UInt64)
  let low = (places[0] &* ByteWord.ones) >> 56
  let high = (places[1] &* ByteWord.ones) >> 56
  return low | high << 8
}
