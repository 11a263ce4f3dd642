public import SimpleFeatures

/// An immutable R-tree over envelopes, packed along the Hilbert curve (Kamel and Faloutsos 1993).
///
/// Answers are indices into the array it was made from. Envelopes that are empty or hold a NaN are
/// never found; no envelopes at all is fine. Edges count: envelopes that only touch are found.
/// Nothing wraps at 180 degrees. At most 2^32 envelopes.
public struct PackedRTree: Sendable {
  /// The envelope of everything that can be found.
  public let envelope: Envelope
  /// Envelopes of all levels, items first, the root last.
  private let boxes: ContiguousArray<Envelope>
  /// Where each level starts in `boxes`, with the end as last element.
  private let levels: [Int]
  /// Input index of each item in packed order.
  private let items: ContiguousArray<Int>
  private let nodeSize: Int

  /// Packs envelopes into a tree. `nodeSize` is the number of children of a node, at least 2.
  ///
  /// O(n log n).
  public init(_ envelopes: [Envelope], nodeSize: Int = 16) {
    self.nodeSize = max(2, nodeSize)
    envelope = envelopes.reduce(into: .empty) { if !$1.isEmpty { $0.expand(toInclude: $1) } }
    items = Self.packedOrder(envelopes, within: envelope)
    var boxes = ContiguousArray(items.map { envelopes[$0] })
    var levels = [0, boxes.count]
    while let end = levels.last, case let start = levels[levels.count - 2], end - start > 1 {
      for first in stride(from: start, to: end, by: self.nodeSize) {
        var parent = Envelope.empty
        for child in first..<min(first + self.nodeSize, end) {
          parent.expand(toInclude: boxes[child])
        }
        boxes.append(parent)
      }
      levels.append(boxes.count)
    }
    self.boxes = boxes
    self.levels = levels
  }

  /// The indices of the envelopes that meet an envelope, ascending. O(log n + found) as a rule.
  public func search(_ query: Envelope) -> [Int] {
    var found: [Int] = []
    search(query, into: &found)
    return found
  }

  /// The indices of the envelopes that hold a position, edges included, ascending.
  public func search(_ point: Coordinate) -> [Int] {
    search(Envelope(minX: point.x, minY: point.y, maxX: point.x, maxY: point.y))
  }

  /// Replaces the content of an array by the indices found, ascending; spares an allocation.
  public func search(_ query: Envelope, into found: inout [Int]) {
    found.removeAll(keepingCapacity: true)
    forEachIndex(in: query) { found.append($0) }
    found.sort()
  }

  /// Calls a function with each index found, without allocation, in the order of packing: the same
  /// at every run, but not ascending.
  public func forEachIndex(in query: Envelope, _ body: (Int) throws -> Void) rethrows {
    guard !items.isEmpty, boxes[boxes.count - 1].intersects(query) else { return }
    guard items.count > 1 else { return try body(items[0]) }
    try visit(level: levels.count - 2, node: 0, query, body)
  }

  /// Looks at the children of a node; those of level 1 are the items.
  private func visit(
    level: Int, node: Int, _ query: Envelope, _ body: (Int) throws -> Void
  ) rethrows {
    let start = levels[level - 1]
    let children = node * nodeSize..<min((node + 1) * nodeSize, levels[level] - start)
    for child in children where boxes[start + child].intersects(query) {
      if level == 1 {
        try body(items[child])
      } else {
        try visit(level: level - 1, node: child, query, body)
      }
    }
  }

  /// The indices of the envelopes that hold something, by the Hilbert place of their centres.
  private static func packedOrder(
    _ envelopes: [Envelope], within all: Envelope
  ) -> ContiguousArray<Int> {
    precondition(envelopes.count <= 1 << 32, "a tree holds at most 2^32 envelopes")
    func cell(_ low: Double, _ high: Double, _ least: Double, _ greatest: Double) -> UInt16 {
      let share = (low / 2 + high / 2 - least) / (greatest - least)
      // An infinite envelope has no centre and a flat one no extent; any cell is right for them.
      return share >= 0 ? UInt16(min(share, 1) * 65_535) : 0
    }
    // Curve place and index in one number: one fast sort, ties by index.
    var keys = ContiguousArray<UInt64>()
    keys.reserveCapacity(envelopes.count)
    for (index, box) in envelopes.enumerated() where !box.isEmpty {
      let x = cell(box.minX, box.maxX, all.minX, all.maxX)
      let y = cell(box.minY, box.maxY, all.minY, all.maxY)
      keys.append(UInt64(hilbertIndex(x: x, y: y)) << 32 | UInt64(index))
    }
    keys.sort()
    return ContiguousArray(keys.lazy.map { Int($0 & 0xFFFF_FFFF) })
  }
}
