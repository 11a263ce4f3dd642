import SimpleFeatures

/// Numbers of edges by their ends, in an open hash table (Knuth, "The art of computer programming",
/// volume 3, section 6.4, algorithm L).
struct EdgeTable {
  private var slots: [Int32]

  /// - Parameter capacity: the most edges that will be inserted.
  init(capacity: Int) {
    var count = 16
    while count < 2 * capacity { count *= 2 }
    slots = Array(repeating: -1, count: count)
  }

  /// Adds an edge. O(1).
  mutating func insert(_ edge: Int, from start: Coordinate, to end: Coordinate) {
    var slot = slot(start, end)
    while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Int32(edge)
  }

  /// The first edge inserted that may have these ends and satisfies a condition; nil where there is
  /// none. O(1).
  func find(from start: Coordinate, to end: Coordinate, where isSought: (Int) -> Bool) -> Int? {
    var slot = slot(start, end)
    while slots[slot] >= 0 {
      if isSought(Int(slots[slot])) { return Int(slots[slot]) }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private func slot(_ start: Coordinate, _ end: Coordinate) -> Int {
    var hash: UInt64 = 0
    func mix(_ value: Double) {
      hash = (hash ^ value.bitPattern) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 32
    }
    mix(start.x)
    mix(start.y)
    mix(end.x)
    mix(end.y)
    return Int(truncatingIfNeeded: hash) & (slots.count - 1)
  }
}
