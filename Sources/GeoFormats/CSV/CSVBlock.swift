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
      Self.part(bytes, at: offset), Self.part(bytes, at: offset &+ 8),
      Self.part(bytes, at: offset &+ 16), Self.part(bytes, at: offset &+ 24)
    )
    quotes = bits(
      parts.0 .== quote, parts.1 .== quote, parts.2 .== quote, parts.3 .== quote)
    separators = bits(
      (parts.0 .== separator) .| (parts.0 .== feed), (parts.1 .== separator) .| (parts.1 .== feed),
      (parts.2 .== separator) .| (parts.2 .== feed), (parts.3 .== separator) .| (parts.3 .== feed))
    let found = (
      isControl(parts.0), isControl(parts.1), isControl(parts.2), isControl(parts.3)
    )
    let some = unsafe unsafeBitCast(
      (found.0 .| found.1) .| (found.2 .| found.3), to: SIMD2<UInt64>.self)
    if some[0] | some[1] != 0 {
      controls = bits(found.0, found.1, found.2, found.3)
      feedCount =
        bits(parts.0 .== feed, parts.1 .== feed, parts.2 .== feed, parts.3 .== feed)
        .nonzeroBitCount
    } else {
      controls = 0
      feedCount = 0
    }
    let all = unsafe unsafeBitCast(
      (parts.0 | parts.1) | (parts.2 | parts.3), to: SIMD2<UInt64>.self)
    hasHighs = (all[0] | all[1]) & ByteWord.highs != 0
  }

  /// Eight bytes of the first half of a block and the eight that lie 32 behind them: the order in
  /// which `bits` takes them.
  @inline(__always)
  private static func part(_ bytes: RawSpan, at offset: Int) -> SIMD16<UInt8> {
    let words = SIMD2<UInt64>(
      unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self),
      unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset &+ 32, as: UInt64.self))
    return unsafe unsafeBitCast(words, to: SIMD16<UInt8>.self)
  }
}

private typealias Matches = SIMDMask<SIMD16<Int8>>

@inline(__always)
private func isControl(_ part: SIMD16<UInt8>) -> Matches {
  (part .< SIMD16(repeating: 0x20)) .| (part .== SIMD16(repeating: 0x5C))
}

/// A bit for each byte of a block. Each byte keeps the bit of its place among eight; then neighbours
/// are laid together three times, two parts in one, until a byte holds the bits of eight.
@inline(__always)
private func bits(_ first: Matches, _ second: Matches, _ third: Matches, _ fourth: Matches)
  -> UInt64
{
  @inline(__always)
  func places(_ matches: Matches) -> SIMD2<UInt64> {
    let words = unsafe unsafeBitCast(matches, to: SIMD2<UInt64>.self)
    return words & SIMD2(repeating: 0x8040_2010_0804_0201)
  }
  @inline(__always)
  func together(_ low: SIMD2<UInt64>, _ high: SIMD2<UInt64>, _ shift: UInt64, _ mask: UInt64)
    -> SIMD2<UInt64>
  {
    let shift = SIMD2(repeating: shift)
    let mask = SIMD2(repeating: mask)
    return ((low | low &>> shift) & mask) | ((high | high &<< shift) & ~mask)
  }
  let pairs = (
    together(places(first), places(second), 8, 0x00FF_00FF_00FF_00FF),
    together(places(third), places(fourth), 8, 0x00FF_00FF_00FF_00FF)
  )
  let fours = together(pairs.0, pairs.1, 16, 0x0000_FFFF_0000_FFFF)
  let eights = fours | fours &>> SIMD2(repeating: 32)
  return (eights[0] & 0xFFFF_FFFF) | eights[1] << 32
}
