/// Where the fields of a text of records end, and which of its bytes need thought: a bit for each byte,
/// so that the end of a field is found without a look at the bytes before it (Langdale and Lemire 2019,
/// section 3.1).
struct CSVIndex: Sendable {
  /// Separators and line feeds outside quotes.
  var ends: [UInt64]
  /// What stands otherwise in JSON: quotes, backslashes, control characters.
  var marks: [UInt64]
  /// A bit for each block of 64 bytes that has a byte above 0x7F.
  var highs: [UInt64]

  /// How many bits of a window are sure to be told.
  static let windowLength = 57

  /// The bits from one on; at least `windowLength` of them.
  @inline(__always)
  static func window(_ bits: Span<UInt64>, from bit: Int) -> UInt64 {
    let raw = unsafe bits.bytes
    let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: bit >> 3, as: UInt64.self)
    return UInt64(littleEndian: word) >> UInt64(bit & 7)
  }

  /// Whether a part of the text is UTF-8 without zero bytes, where only blocks with a byte above 0x7F
  /// are looked at.
  func isUTF8(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    let last = (end - 1) >> 6
    var block = start >> 6
    while block <= last {
      let found = CSVIndex.window(highs.span, from: block)
      if found == 0 {
        block += CSVIndex.windowLength
        continue
      }
      let first = block + found.trailingZeroBitCount
      guard first <= last else { return true }
      let length = (~(found >> UInt64(first - block))).trailingZeroBitCount
      // A sequence that goes on behind a window has its next bytes in a block like the others.
      let isCut = first - block + length >= CSVIndex.windowLength
      block = isCut ? last + 1 : first + length
      let range = (max(start, first << 6), min(end, block << 6))
      if UTF8Check.firstInvalid(in: bytes, from: range.0, to: range.1) != nil { return false }
    }
    return true
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

  /// Notes a line feed that was put behind the text.
  mutating func end(at offset: Int) {
    let bit: UInt64 = 1 << UInt64(offset & 63)
    ends[offset >> 6] = (UInt64(littleEndian: ends[offset >> 6]) | bit).littleEndian
  }
}
