/// Finds the end of a JSON value by its quotes and brackets alone, 64 bytes at a time.
///
/// Quotes, brackets and strings become bit masks, so that most blocks need no branch (Langdale and
/// Lemire 2019, "Parsing gigabytes of JSON per second", section 3.1, in words of eight bytes).
/// Which kind of bracket closes which is left to the parser.
struct JSONExtent {
  /// How many brackets are open.
  private var depth = 0
  private var isInString = false
  private var isEscaped = false

  /// The offset behind the bracket that closes the value whose first byte, a bracket, is at `start`
  /// at the first call; nil if it is not closed before the end: go on with the bytes that follow.
  mutating func end(in bytes: Span<UInt8>, from start: Int) -> Int? {
    let raw = unsafe bytes.bytes
    var offset = start
    while offset + 64 <= bytes.count {
      var (quotes, opens, closes): (UInt64, UInt64, UInt64) = (0, 0, 0)
      var backslashes: UInt64 = 0
      for index in 0..<8 {
        let word = UInt64(
          littleEndian: unsafe raw.unsafeLoadUnaligned(
            fromByteOffset: offset + 8 * index, as: UInt64.self))
        // Square and curly brackets differ in one bit.
        let lower = word | ByteWord.repeated(0x20)
        let shift = UInt64(8 * index)
        quotes |= ByteWord.mask(ofZerosIn: word ^ ByteWord.repeated(0x22)) << shift
        opens |= ByteWord.mask(ofZerosIn: lower ^ ByteWord.repeated(0x7B)) << shift
        closes |= ByteWord.mask(ofZerosIn: lower ^ ByteWord.repeated(0x7D)) << shift
        backslashes |= ByteWord.zeros(word ^ ByteWord.repeated(0x5C))
      }
      if backslashes != 0 || isEscaped {
        if let end = end(in: bytes, from: offset, to: offset + 64) { return end }
        offset += 64
        continue
      }
      var inside = ByteWord.parities(quotes)
      if isInString { inside = ~inside }
      isInString = inside >> 63 == 1
      opens &= ~inside
      closes &= ~inside
      if depth > closes.nonzeroBitCount {
        depth += opens.nonzeroBitCount - closes.nonzeroBitCount
      } else {
        var brackets = opens | closes
        while brackets != 0 {
          let bit = brackets.trailingZeroBitCount
          depth += opens >> UInt64(bit) & 1 == 1 ? 1 : -1
          if depth <= 0 { return offset + bit + 1 }
          brackets &= brackets - 1
        }
      }
      offset += 64
    }
    return end(in: bytes, from: offset, to: bytes.count)
  }

  /// The same, a byte at a time.
  private mutating func end(in bytes: Span<UInt8>, from start: Int, to end: Int) -> Int? {
    for offset in start..<end {
      let byte = bytes[offset]
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
        }
        continue
      }
      switch byte | 0x20 {
      case 0x22 where byte == 0x22: isInString = true
      case 0x7B: depth += 1
      case 0x7D:
        depth -= 1
        if depth <= 0 { return offset + 1 }
      default: break
      }
    }
    return nil
  }
}
