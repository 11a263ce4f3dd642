/// One stable pass of a sort by digits (Knuth, The Art of Computer Programming 3, 5.2.5).
enum RadixPass {
  /// Copies entries by ascending digit.
  /// - Parameter starts: how many entries have each digit; a power of two of them. Used up.
  static func distribute(
    _ from: [UInt64], _ to: inout [UInt64], _ starts: inout [Int], shift: UInt64
  ) {
    var next = 0
    for digit in starts.indices {
      let number = starts[digit]
      starts[digit] = next
      next += number
    }
    let mask = UInt64(starts.count - 1)
    for entry in from {
      let digit = Int(entry >> shift & mask)
      to[starts[digit]] = entry
      starts[digit] += 1
    }
  }
}
