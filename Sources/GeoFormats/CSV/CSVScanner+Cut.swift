extension CSVScanner {
  /// Where the last whole record of a text ends, and how many lines lie before; nil where there is
  /// none, or where a quote is not as it should be and only `scan` knows what to do.
  ///
  /// Follows the quotes and looks at nothing else: a quote opens a field only at its start, and what
  /// follows the closing one must be the end of the field. For text with quotes and line feeds. O(n),
  /// eight bytes at a time.
  func cut(_ bytes: Span<UInt8>, isLast: Bool) -> (end: Int, lineCount: Int)? {
    let raw = unsafe bytes.bytes
    let (quotes, feeds) = (ByteWord.repeated(quote), ByteWord.repeated(0x0A))
    let count = bytes.count
    var state = Cut()
    var offset = 0
    while offset + 8 <= count {
      let word = UInt64(
        littleEndian: unsafe raw.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
      if ByteWord.matches(word, feeds, quotes) != 0 {
        let found = ByteWord.exactZeros(word ^ feeds)
        state.lineCount &+= found.nonzeroBitCount
        guard follow(ByteWord.exactZeros(word ^ quotes), found, offset, bytes, &state) else {
          return nil
        }
      }
      offset &+= 8
    }
    var (found, foundQuotes): (UInt64, UInt64) = (0, 0)
    for index in offset..<max(offset, count) {
      if bytes[index] == 0x0A { found |= 0x80 << UInt64(8 * (index - offset)) }
      if bytes[index] == quote { foundQuotes |= 0x80 << UInt64(8 * (index - offset)) }
    }
    state.lineCount += found.nonzeroBitCount
    guard follow(foundQuotes, found, offset, bytes, &state) else { return nil }
    if isLast {
      if state.isInside { return nil }
      if state.end < count { state.lineCount += 1 }
      return (count, state.lineCount)
    }
    guard state.end > 0 else { return nil }
    return (state.end, state.lineCount - bytes.lineFeeds(from: state.end, to: count).count)
  }

  /// How far the records have been followed.
  private struct Cut {
    /// Behind the last line feed outside quotes.
    var end = 0
    var lineCount = 0
    var isInside = false
    /// The second quote of a doubled one.
    var second = -1
  }

  /// Follows the quotes of one word, given as the high bits of their bytes like its line feeds;
  /// false if one is not as it should be.
  @inline(__always)
  private func follow(
    _ quotes: UInt64, _ feeds: UInt64, _ offset: Int, _ bytes: Span<UInt8>, _ state: inout Cut
  ) -> Bool {
    var (quotes, feeds) = (quotes, feeds)
    while quotes != 0 {
      let bit = quotes.trailingZeroBitCount
      let place = offset + bit >> 3
      let before = feeds & ((1 << UInt64(bit)) &- 1)
      quotes &= quotes &- 1
      if place == state.second { continue }
      if !state.isInside {
        if before != 0 { state.end = offset + 8 - before.leadingZeroBitCount >> 3 }
        feeds &= ~before
        if place > 0 && bytes[place - 1] != separator && bytes[place - 1] != 0x0A { continue }
        state.isInside = true
      } else {
        feeds &= ~before
        let next = place + 1 < bytes.count ? bytes[place + 1] : nil
        if next == quote {
          state.second = place + 1
          continue
        }
        if let next, next != separator, next != 0x0A {
          let isReturn =
            next == 0x0D && (place + 2 < bytes.count ? bytes[place + 2] == 0x0A : true)
          if !isReturn { return false }
        }
        // Behind the last byte of a piece that is not the last anything may follow, and the record
        // is cut off with the next piece.
        state.isInside = false
      }
    }
    if !state.isInside && feeds != 0 {
      state.end = offset + 8 - feeds.leadingZeroBitCount >> 3
    }
    return true
  }
}
