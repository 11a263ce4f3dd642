/// How far a scan of plain records has come.
struct PlainScan {
  /// Where the next block begins.
  var block: Int
  /// Whether the scan goes no further: at a record that is not plain, or as there are enough.
  var isStopped = false
  var rows: [CSVRow] = []
  var escaped: [Int] = []
  /// How many fields stand before those of the span that is written.
  var base = 0
  /// What stands behind the last whole record: its offset and line, and how much was found by then.
  var whole: (position: Int, line: Int, fields: Int, escaped: Int)

  private let separators: SIMD16<UInt8>
  private let lineBreaks: SIMD16<UInt8>
  private let quotes: SIMD16<UInt8>
  private let quote: UInt8
  private let lineBreak: UInt8
  private let hasQuotes: Bool
  private let rowLimit: Int
  /// Where the field begins that is not ended yet.
  private var start: Int
  /// The line at the start of the block.
  private var line: Int
  /// All ones within quotes.
  private var inside: UInt64 = 0
  /// Whether the byte before the block is an end or a quote, is a quote, or closes a field.
  private var (before, behindQuote, behindClosing): (UInt64, UInt64, UInt64) = (1, 0, 0)
  /// Whether the field that is not ended yet has doubled quotes.
  private var hasPair = false

  init(_ scanner: CSVScanner, rowLimit: Int) {
    separators = SIMD16(repeating: scanner.separator)
    lineBreaks = SIMD16(repeating: scanner.lineBreak)
    quotes = SIMD16(repeating: scanner.quote)
    quote = scanner.quote
    lineBreak = scanner.lineBreak
    hasQuotes = scanner.quote != scanner.lineBreak
    self.rowLimit = rowLimit
    (block, start, line) = (scanner.position, scanner.position, scanner.line)
    whole = (scanner.position, scanner.line, scanner.fields.count, scanner.escaped.count)
    isStopped = scanner.rows.count >= rowLimit
  }

  /// Reads a block that lies within the text with the byte behind it.
  @inline(__always)
  mutating func readBlock(of bytes: Span<UInt8>, into fields: inout OutputSpan<CSVField>) {
    let raw = unsafe bytes.bytes
    let parts = (
      BlockBits.part(0, raw, at: block), BlockBits.part(1, raw, at: block),
      BlockBits.part(2, raw, at: block), BlockBits.part(3, raw, at: block)
    )
    let breaks = BlockBits.bits(
      parts.0 .== lineBreaks, parts.1 .== lineBreaks, parts.2 .== lineBreaks,
      parts.3 .== lineBreaks)
    var ends =
      breaks
      | BlockBits.bits(
        parts.0 .== separators, parts.1 .== separators, parts.2 .== separators,
        parts.3 .== separators)
    var pairs: UInt64 = 0
    if hasQuotes {
      let quotes = BlockBits.bits(
        parts.0 .== quotes, parts.1 .== quotes, parts.2 .== quotes, parts.3 .== quotes)
      if quotes | inside | behindClosing != 0 {
        let open = ByteWord.parities(quotes) ^ inside
        // A quote that opens has the start of a field before it, or the quote that it doubles; behind
        // one that closes the field ends, or it doubles.
        let closing = quotes & ~open
        var odd = quotes & open & ~((ends | quotes) << 1 | before)
        var behind = (closing << 1 | behindClosing) & ~(ends | quotes)
        while behind != 0 {
          let place = block + behind.trailingZeroBitCount
          let isReturn =
            bytes[place] == 0x0D && lineBreak != 0x0D && bytes[place + 1] == lineBreak
          if !isReturn { odd |= behind & (0 &- behind) }
          behind &= behind &- 1
        }
        pairs = quotes & (quotes << 1 | behindQuote)
        before = (ends | quotes) >> 63
        ends &= ~open
        (behindQuote, behindClosing, inside) = (quotes >> 63, closing >> 63, 0 &- (open >> 63))
        if odd != 0 {
          isStopped = true
          ends &= (odd & (0 &- odd)) &- 1
        }
      } else {
        before = ends >> 63
        behindQuote = 0
      }
    }
    while ends != 0 {
      let bit = UInt64(ends.trailingZeroBitCount)
      ends &= ends &- 1
      let cursor = block &+ Int(bit)
      let isBreak = breaks &>> bit & 1 == 1
      var end = cursor
      if isBreak, end > start, bytes[end &- 1] == 0x0D { end &-= 1 }
      if hasQuotes, end > start, bytes[start] == quote {
        let upToEnd: UInt64 = (2 &<< bit) &- 1
        if hasPair || pairs & upToEnd != 0, end &- start > 2 {
          escaped.append(base &+ fields.count)
          fields.append(CSVField(start: start, end: end, isQuoted: true))
        } else {
          fields.append(CSVField(start: start &+ 1, end: end &- 1, isQuoted: true))
        }
        hasPair = false
        pairs &= ~upToEnd
      } else {
        fields.append(CSVField(start: start, end: end, isQuoted: false))
      }
      start = cursor &+ 1
      if isBreak && endRecord(breaks, bit, &fields) { break }
    }
    if pairs != 0 { hasPair = true }
    if breaks != 0 { line &+= breaks.nonzeroBitCount }
    block &+= 64
  }

  /// Keeps a record, a blank line not; whether there are enough.
  @inline(__always)
  private mutating func endRecord(
    _ breaks: UInt64, _ bit: UInt64, _ fields: inout OutputSpan<CSVField>
  ) -> Bool {
    let last = fields[fields.count &- 1]
    if base &+ fields.count == whole.fields &+ 1, last.isEmpty, !last.isQuoted {
      _ = fields.removeLast()
    } else {
      rows.append(CSVRow(line: whole.line, firstField: whole.fields))
    }
    let lines = (breaks & ((2 &<< bit) &- 1)).nonzeroBitCount
    whole = (start, line &+ lines, base &+ fields.count, escaped.count)
    if rows.count >= rowLimit { isStopped = true }
    return rows.count >= rowLimit
  }
}
