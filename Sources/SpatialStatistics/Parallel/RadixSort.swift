/// A key and the number of the item that it belongs to.
struct SortEntry: BitwiseCopyable {
  var key: UInt64
  var item: UInt32
}

/// Stable sorting by the lowest digit first (Knuth, The Art of Computer Programming 3, 5.2.5).
enum RadixSort {
  /// The entries by ascending key, equal keys in their old order. O(n), one pass for 11 bits of key.
  static func sorted(_ entries: SharedArray<SortEntry>, bits: Int, threads: Int)
    -> SharedArray<SortEntry>
  {
    let count = entries.count
    guard count > 1, bits > 0 else { return entries }
    let passes = (bits + 10) / 11
    let digitBits = (bits + passes - 1) / passes
    let digits = 1 << digitBits
    let mask = UInt64(digits - 1)
    let parts = count < 10_000 ? 1 : threads
    @Sendable func range(_ part: Int) -> Range<Int> {
      count * part / parts..<count * (part + 1) / parts
    }

    var (from, to) = (entries, SharedArray<SortEntry>(count: count))
    for pass in 0..<passes {
      let shift = UInt64(pass * digitBits)
      // How many of each part have each digit, then where those go.
      let places = SharedArray<Int>(count: digits * parts)
      Crew.run(threads: threads, pieces: parts) { [from] _, part in
        let start = part * digits
        for place in range(part) {
          places[start + Int(truncatingIfNeeded: (from[place].key >> shift) & mask)] += 1
        }
      }
      var next = 0
      for digit in 0..<digits {
        for part in 0..<parts {
          let number = places[part * digits + digit]
          places[part * digits + digit] = next
          next += number
        }
      }
      Crew.run(threads: threads, pieces: parts) { [from, to] _, part in
        let start = part * digits
        for place in range(part) {
          let entry = from[place]
          let slot = start + Int(truncatingIfNeeded: (entry.key >> shift) & mask)
          let target = places[slot]
          places[slot] = target + 1
          to[target] = entry
        }
      }
      swap(&from, &to)
    }
    return from
  }
}
