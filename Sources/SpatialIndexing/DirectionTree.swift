/// A k-d tree of directions (Bentley 1975), laid out in one array: the median of each range splits it.
struct DirectionTree {
  /// A direction and the index it stands for.
  struct Item {
    var direction: Direction
    var index: Int
  }

  private static let leafSize = 8
  private var items: [Item]
  /// The axis along which the item at each place splits its range.
  private var axes: [UInt8]

  init(_ items: [Item]) {
    self.items = items
    axes = [UInt8](repeating: 0, count: items.count)
    split(0..<items.count)
  }

  /// Calls a function with the index and squared chord of each item within a chord.
  func visit(
    around center: Direction, chord: Double, _ body: (_ index: Int, _ chordSquared: Double) -> Void
  ) {
    var limit = Limit(chord: chord)
    search(0..<items.count, center, &limit) { index, chordSquared, _ in
      body(index, chordSquared)
    }
  }

  /// The count-th smallest squared chord from a direction; the greatest there can be if there are
  /// fewer items.
  func chordSquared(ofNearest count: Int, to center: Direction) -> Double {
    guard count < items.count else { return Limit.greatest }
    var nearest = LargestFirstHeap()
    var limit = Limit(chord: Limit.greatest)
    search(0..<items.count, center, &limit) { _, chordSquared, limit in
      nearest.insert(chordSquared, keeping: count)
      if nearest.count == count { limit = Limit(chordSquared: nearest.largest) }
    }
    return nearest.largest
  }

  /// How far a search looks; the visitor may narrow it.
  private struct Limit {
    /// No chord of two directions is longer than 2, and no square than this.
    static let greatest = 4.0 + 1e-9
    var chord: Double
    var chordSquared: Double

    init(chord: Double) { (self.chord, chordSquared) = (chord, chord * chord) }
    init(chordSquared: Double) {
      self.chordSquared = chordSquared
      chord = chordSquared.squareRoot()
    }
  }

  /// Visits what lies within the limit, the nearer side of each split first.
  private func search(
    _ range: Range<Int>, _ center: Direction, _ limit: inout Limit,
    _ body: (Int, Double, inout Limit) -> Void
  ) {
    guard range.count > Self.leafSize else {
      for place in range { check(place, center, &limit, body) }
      return
    }
    let middle = range.lowerBound + range.count / 2
    let axis = axes[middle]
    let offset = center[axis] - items[middle].direction[axis]
    let (below, above) = (range.lowerBound..<middle, middle + 1..<range.upperBound)
    search(offset < 0 ? below : above, center, &limit, body)
    check(middle, center, &limit, body)
    if abs(offset) <= limit.chord { search(offset < 0 ? above : below, center, &limit, body) }
  }

  private func check(
    _ place: Int, _ center: Direction, _ limit: inout Limit,
    _ body: (Int, Double, inout Limit) -> Void
  ) {
    let chordSquared = items[place].direction.chordSquared(to: center)
    if chordSquared <= limit.chordSquared { body(items[place].index, chordSquared, &limit) }
  }

  /// Orders a range so that its median splits it along its longest side, and so on below.
  private mutating func split(_ range: Range<Int>) {
    guard range.count > Self.leafSize else { return }
    let middle = range.lowerBound + range.count / 2
    let axis = longestAxis(range)
    select(middle, in: range, axis)
    axes[middle] = axis
    split(range.lowerBound..<middle)
    split(middle + 1..<range.upperBound)
  }

  private func longestAxis(_ range: Range<Int>) -> UInt8 {
    var (low, high) = (items[range.lowerBound].direction, items[range.lowerBound].direction)
    for item in items[range] {
      let direction = item.direction
      low.x = min(low.x, direction.x)
      low.y = min(low.y, direction.y)
      low.z = min(low.z, direction.z)
      high.x = max(high.x, direction.x)
      high.y = max(high.y, direction.y)
      high.z = max(high.z, direction.z)
    }
    let (dx, dy, dz) = (high.x - low.x, high.y - low.y, high.z - low.z)
    return dx >= dy && dx >= dz ? 0 : dy >= dz ? 1 : 2
  }

  /// Puts the item of a rank in its place, lesser ones before it and greater ones after
  /// (quickselect, Hoare 1961). Index breaks ties, so many items in one spot cost no more.
  private mutating func select(_ rank: Int, in range: Range<Int>, _ axis: UInt8) {
    func precedes(_ a: Item, _ b: Item) -> Bool {
      (a.direction[axis], a.index) < (b.direction[axis], b.index)
    }
    var (left, right) = (range.lowerBound, range.upperBound - 1)
    while left < right {
      let (first, center, last) = (items[left], items[left + (right - left) / 2], items[right])
      let pivot =
        precedes(first, center)
        ? (precedes(center, last) ? center : precedes(first, last) ? last : first)
        : (precedes(first, last) ? first : precedes(center, last) ? last : center)
      var (low, high) = (left, right)
      while low <= high {
        while precedes(items[low], pivot) { low += 1 }
        while precedes(pivot, items[high]) { high -= 1 }
        guard low <= high else { break }
        items.swapAt(low, high)
        low += 1
        high -= 1
      }
      if rank <= high { right = high } else if rank >= low { left = low } else { return }
    }
  }
}
