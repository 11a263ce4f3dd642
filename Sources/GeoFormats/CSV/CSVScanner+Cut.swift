extension CSVScanner {
  /// Where the last whole record of a text ends, how many lines lie before, and where the fields end;
  /// nil where there is no record, or where a quote is not as it should be and only `scan` knows what
  /// to do.
  ///
  /// Follows the quotes and looks at nothing else: a quote opens a field only at its start, and what
  /// follows the closing one must be the end of the field. For text with quotes and line feeds. O(n),
  /// 64 bytes at a time.
  /// - Parameters:
  ///   - bytes: the text, and `CSVText.padding` bytes behind it.
  ///   - count: how many bytes the text has.
  func cut(
    _ bytes: Span<UInt8>, count: Int, isLast: Bool
  ) -> (end: Int, lineCount: Int, index: CSVIndex)? {
    guard bytes.count >= count + CSVText.padding else { return nil }
    guard case (let index, var lineCount, let isInside)? = follow(bytes, count) else { return nil }
    let behindLast = index.lastEnd(in: bytes, before: count, where: 0x0A).map { $0 + 1 } ?? 0
    if isLast {
      if isInside { return nil }
      if behindLast < count { lineCount += 1 }
      return (count, lineCount, index)
    }
    guard behindLast > 0 else { return nil }
    lineCount -= bytes.lineFeeds(from: behindLast, to: count).count
    return (behindLast, lineCount, index)
  }

  /// The index, the number of line feeds, and whether a quote is open at the end; nil
  /// for a quote that is not as it should be.
  private func follow(
    _ bytes: Span<UInt8>, _ count: Int
  ) -> (index: CSVIndex, lineCount: Int, isInside: Bool)? {
    let raw = unsafe bytes.bytes
    let separators = SIMD16<UInt8>(repeating: separator)
    let quotes = SIMD16<UInt8>(repeating: quote)
    var lineCount = 0
    // All ones within quotes.
    var inside: UInt64 = 0
    // Whether the byte before the block is a separator or a quote, or closes a field.
    var (before, closed): (UInt64, UInt64) = (1, 0)
    // A word more than needed, so that a window can be read anywhere.
    let blocks = count >> 6 + 2
    var endWords = [UInt64](repeating: 0, count: blocks)
    var markWords = endWords
    var highWords = [UInt64](repeating: 0, count: blocks >> 6 + 2)
    var ends = endWords.mutableSpan
    var marks = markWords.mutableSpan
    var highs = highWords.mutableSpan
    var offset = 0
    // The block that holds the byte behind the text is the last one; the padding covers it.
    while offset <= count {
      let block = CSVBlock(raw, at: offset, separator: separators, quote: quotes)
      var structural = block.quotes
      var open = ByteWord.parities(structural) ^ inside
      // A quote that opens has the start of a field before it, or the quote that it doubles.
      var strange =
        structural & open & ~((block.separators | structural) << 1 | before)
      while strange != 0 {
        // It is text.
        structural &= ~(strange & (0 &- strange))
        open = ByteWord.parities(structural) ^ inside
        strange = structural & open & ~((block.separators | structural) << 1 | before)
      }
      let closing = structural & ~open
      var odd = (closing << 1 | closed) & ~(block.separators | structural)
      while odd != 0 {
        let place = offset + odd.trailingZeroBitCount
        odd &= odd &- 1
        // Behind the last byte of a piece that is not the last anything may follow, and the record
        // is cut off with the next piece.
        if place >= count { break }
        let isReturn = bytes[place] == 0x0D && (place + 1 >= count || bytes[place + 1] == 0x0A)
        if !isReturn { return nil }
      }
      let number = offset >> 6
      ends[number] = (block.separators & ~open).littleEndian
      marks[number] = (block.quotes | block.controls).littleEndian
      if block.hasHighs {
        let bit: UInt64 = 1 << UInt64(number & 63)
        highs[number >> 6] |= bit.littleEndian
      }
      lineCount &+= block.feedCount
      inside = 0 &- (open >> 63)
      before = (block.separators | structural) >> 63
      closed = closing >> 63
      offset &+= 64
    }
    return (CSVIndex(ends: endWords, marks: markWords, highs: highWords), lineCount, inside != 0)
  }
}
