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

  /// Finds the fields of the record that begins at an offset, without their quotes; gives the offset of
  /// the line feed that ends it, or nil where it has another number of fields than there are places.
  /// O(length / 64 + fields).
  func findRecord(
    in bytes: Span<UInt8>, from start: Int, separator: UInt8, _ fields: inout MutableSpan<CSVField>
  ) -> Int? {
    let ends = ends.span
    let last = fields.count &- 1
    var block = start >> 6
    guard last >= 0, start >= 0, block < ends.count else { return nil }
    var found = UInt64(littleEndian: ends[block]) & (~0 &<< UInt64(start & 63))
    var (first, column) = (start, 0)
    while true {
      while found == 0 {
        block &+= 1
        guard block < ends.count else { return nil }
        found = UInt64(littleEndian: unsafe ends[unchecked: block])
      }
      let end = block &* 64 &+ found.trailingZeroBitCount
      // What is looked at below lies between the start and here, and in a place up to the last.
      guard end < bytes.count else { return nil }
      found &= found &- 1
      let byte = unsafe bytes[unchecked: end]
      if column == last {
        guard byte == 0x0A else { return nil }
        let hasReturn = end > first && bytes[end &- 1] == 0x0D
        guard let field = bytes.field(from: first, to: hasReturn ? end &- 1 : end) else {
          return nil
        }
        unsafe fields[unchecked: column] = field
        return end
      }
      guard byte == separator, let field = bytes.field(from: first, to: end) else { return nil }
      unsafe fields[unchecked: column] = field
      first = end &+ 1
      column &+= 1
    }
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
      // The blocks behind it that are like it: a sequence that goes on has its next bytes there.
      block = first
      var length = CSVIndex.windowLength
      while length >= CSVIndex.windowLength && block <= last {
        length = (~CSVIndex.window(highs.span, from: block)).trailingZeroBitCount
        block += min(length, CSVIndex.windowLength)
      }
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

extension Span<UInt8> {
  /// The field between two offsets that lie in the text, without its quotes; nil for one that is not
  /// closed. At the end of an empty one stands no quote.
  @inline(__always)
  fileprivate func field(from start: Int, to end: Int) -> CSVField? {
    let quote = UInt8(ascii: "\"")
    guard unsafe self[unchecked: start] == quote else { return CSVField(start: start, end: end) }
    guard end &- start > 1, unsafe self[unchecked: end &- 1] == quote else { return nil }
    return CSVField(start: start &+ 1, end: end &- 1, isQuoted: true)
  }
}
