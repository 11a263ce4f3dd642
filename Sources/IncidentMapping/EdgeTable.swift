import SimpleFeatures

/// Edges by their ends, in an open hash table (Knuth, "The art of computer programming", volume 3,
/// section 6.4, algorithm L). An edge is known by the number of its first vertex.
struct EdgeTable {
  private var slots = [Int32](repeating: -1, count: 1024)
  private var count = 0

  /// Adds an edge. O(1).
  mutating func insert(_ edge: Int, of vertices: [Coordinate]) {
    if count * 2 >= slots.count {
      let old = slots
      slots = Array(repeating: -1, count: old.count * 2)
      for known in old where known >= 0 { place(Int(known), of: vertices) }
    }
    place(edge, of: vertices)
    count += 1
  }

  /// The edge that runs from the end of an edge to its start; nil where there is none. O(1).
  func twin(of edge: Int, among vertices: [Coordinate]) -> Int? {
    let (start, end) = (vertices[edge + 1], vertices[edge])
    var slot = slot(start, end)
    while slots[slot] >= 0 {
      let known = Int(slots[slot])
      if vertices[known] == start, vertices[known + 1] == end { return known }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private mutating func place(_ edge: Int, of vertices: [Coordinate]) {
    var slot = slot(vertices[edge], vertices[edge + 1])
    while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Int32(edge)
  }

  private func slot(_ start: Coordinate, _ end: Coordinate) -> Int {
    var hash: UInt64 = 0
    for value in [start.x, start.y, end.x, end.y] {
      hash = (hash ^ value.bitPattern) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 32
    }
    return Int(truncatingIfNeeded: hash) & (slots.count - 1)
  }
}
