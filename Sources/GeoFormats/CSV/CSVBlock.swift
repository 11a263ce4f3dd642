/// What is in 64 bytes of a table of text, a bit for each byte.
struct CSVBlock {
  /// The quotes.
  let quotes: UInt64
  /// Separators and line feeds.
  let separators: UInt64
  /// Backslashes and control characters.
  let controls: UInt64
  /// How many line feeds there are.
  let feedCount: Int
  /// Whether a byte is above 0x7F.
  let hasHighs: Bool

  /// Looks at the 64 bytes from an offset, which must lie in `bytes`.
  @inline(__always)
  init(_ bytes: RawSpan, at offset: Int, separator: SIMD16<UInt8>, quote: SIMD16<UInt8>) {
    let feed = SIMD16<UInt8>(repeating: 0x0A)
    let parts = (
      BlockBits.part(0, bytes, at: offset), BlockBits.part(1, bytes, at: offset),
      BlockBits.part(2, bytes, at: offset), BlockBits.part(3, bytes, at: offset)
    )
    quotes = BlockBits.bits(
      parts.0 .== quote, parts.1 .== quote, parts.2 .== quote, parts.3 .== quote)
    separators = BlockBits.bits(
      (parts.0 .== separator) .| (parts.0 .== feed), (parts.1 .== separator) .| (parts.1 .== feed),
      (parts.2 .== separator) .| (parts.2 .== feed), (parts.3 .== separator) .| (parts.3 .== feed))
    let found = (
      isControl(parts.0), isControl(parts.1), isControl(parts.2), isControl(parts.3)
    )
    let some = unsafe unsafeBitCast(
      (found.0 .| found.1) .| (found.2 .| found.3), to: SIMD2<UInt64>.self)
    if some[0] | some[1] != 0 {
      controls = BlockBits.bits(found.0, found.1, found.2, found.3)
      feedCount =
        BlockBits.bits(parts.0 .== feed, parts.1 .== feed, parts.2 .== feed, parts.3 .== feed)
        .nonzeroBitCount
    } else {
      controls = 0
      feedCount = 0
    }
    let all = unsafe unsafeBitCast(
      (parts.0 | parts.1) | (parts.2 | parts.3), to: SIMD2<UInt64>.self)
    hasHighs = (all[0] | all[1]) & ByteWord.highs != 0
  }
}

@inline(__always)
private func isControl(_ part: SIMD16<UInt8>) -> BlockBits.Matches {
  (part .< SIMD16(repeating: 0x20)) .| (part .== SIMD16(repeating: 0x5C))
}
