#if arch(x86_64)
  import CSSE2
#endif

/// Which bytes cannot stand in a JSON string as they are: quotes, backslashes, control characters
/// (RFC 8259, section 7).
enum JSONEscapes {
  #if arch(x86_64)
    /// The place of the first such byte among 32; 32 where there is none.
    @inline(__always)
    static func first(in part: SIMD32<UInt8>) -> Int {
      let halves = unsafe unsafeBitCast(part, to: SIMD4<Int64>.self)
      let bits = UInt64(escapes(halves.lowHalf)) | UInt64(escapes(halves.highHalf)) << 16
      return (bits | 1 << 32).trailingZeroBitCount
    }

    /// A bit for each such byte. Swift compares the parts of a vector one by one where it does not
    /// see through the loop.
    @inline(__always)
    private static func escapes(_ part: SIMD2<Int64>) -> UInt32 {
      let isControl = _mm_cmpeq_epi8(_mm_min_epu8(part, _mm_set1_epi8(0x1F)), part)
      let isMark = _mm_or_si128(
        _mm_cmpeq_epi8(part, _mm_set1_epi8(0x22)), _mm_cmpeq_epi8(part, _mm_set1_epi8(0x5C)))
      return UInt32(bitPattern: _mm_movemask_epi8(_mm_or_si128(isControl, isMark)))
    }
  #else
    /// The place of the first such byte among 32; 32 where there is none.
    @inline(__always)
    static func first(in part: SIMD32<UInt8>) -> Int {
      let words = unsafe unsafeBitCast(part, to: SIMD4<UInt64>.self)
      for number in 0..<4 {
        let found = ByteWord.escapes(UInt64(littleEndian: words[number]))
        if found != 0 { return 8 * number + found.trailingZeroBitCount >> 3 }
      }
      return 32
    }
  #endif
}
