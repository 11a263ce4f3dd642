#if arch(x86_64)
  import CSSE2
#endif

/// A bit for each of the 64 bytes of a block that is compared in four parts.
enum BlockBits {
  typealias Matches = SIMDMask<SIMD16<Int8>>

  #if arch(x86_64)
    /// A part of the block at an offset, which must lie in `bytes`.
    @inline(__always)
    static func part(_ number: Int, _ bytes: RawSpan, at offset: Int) -> SIMD16<UInt8> {
      unsafe bytes.unsafeLoadUnaligned(
        fromByteOffset: offset &+ 16 &* number, as: SIMD16<UInt8>.self)
    }

    /// The bits of the matches in the four parts.
    @inline(__always)
    static func bits(_ first: Matches, _ second: Matches, _ third: Matches, _ fourth: Matches)
      -> UInt64
    {
      @inline(__always)
      func mask(_ matches: Matches) -> UInt64 {
        let bits = _mm_movemask_epi8(unsafe unsafeBitCast(matches, to: SIMD2<Int64>.self))
        return UInt64(UInt32(bitPattern: bits))
      }
      return mask(first) | mask(second) &<< 16 | (mask(third) | mask(fourth) &<< 16) &<< 32
    }
  #else
    /// Eight bytes of the first half of the block at an offset, which must lie in `bytes`, and the
    /// eight that lie 32 behind them: the order in which `bits` takes them.
    @inline(__always)
    static func part(_ number: Int, _ bytes: RawSpan, at offset: Int) -> SIMD16<UInt8> {
      let first = offset &+ 8 &* number
      let words = SIMD2<UInt64>(
        unsafe bytes.unsafeLoadUnaligned(fromByteOffset: first, as: UInt64.self),
        unsafe bytes.unsafeLoadUnaligned(fromByteOffset: first &+ 32, as: UInt64.self))
      return unsafe unsafeBitCast(words, to: SIMD16<UInt8>.self)
    }

    /// The bits of the matches in the four parts. Each byte keeps the bit of its place among eight;
    /// then neighbours are laid together three times, two parts in one, until a byte holds the bits
    /// of eight.
    @inline(__always)
    static func bits(_ first: Matches, _ second: Matches, _ third: Matches, _ fourth: Matches)
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
  #endif
}
