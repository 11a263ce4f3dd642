#if arch(x86_64)
  import CSSE2
#endif

/// Which bytes cannot stand in a JSON string as they are: quotes, backslashes, control characters
/// (RFC 8259, section 7).
enum JSONEscapes {
  #if arch(x86_64)
    /// The place of the first such byte among sixteen; 16 where there is none.
    @inline(__always)
    static func first(in part: SIMD16<UInt8>) -> Int {
      // Swift compares the parts of a vector one by one where it does not see through the loop.
      let part = unsafe unsafeBitCast(part, to: SIMD2<Int64>.self)
      let isControl = _mm_cmpeq_epi8(_mm_min_epu8(part, _mm_set1_epi8(0x1F)), part)
      let isMark = _mm_or_si128(
        _mm_cmpeq_epi8(part, _mm_set1_epi8(0x22)), _mm_cmpeq_epi8(part, _mm_set1_epi8(0x5C)))
      let bits = _mm_movemask_epi8(_mm_or_si128(isControl, isMark))
      return (bits | 1 << 16).trailingZeroBitCount
    }
  #else
    /// The place of the first such byte among sixteen; 16 where there is none.
    @inline(__always)
    static func first(in part: SIMD16<UInt8>) -> Int {
      let words = unsafe unsafeBitCast(part, to: SIMD2<UInt64>.self)
      let first = ByteWord.escapes(UInt64(littleEndian: words[0]))
      if first != 0 { return first.trailingZeroBitCount >> 3 }
      return 8 + ByteWord.escapes(UInt64(littleEndian: words[1])).trailingZeroBitCount >> 3
    }
  #endif
}
