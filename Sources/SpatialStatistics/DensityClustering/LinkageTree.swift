/// How the points of a spanning tree come together as the height grows: a tree whose leaves are the
/// weighted points and whose inner nodes are all that is joined at one height.
///
/// Equal heights are one step, with as many children as come together in it, so that the tree does not
/// depend on which of equal edges were taken first.
struct LinkageTree {
  /// A leaf, by its place in the k-d tree, or an inner node, those after the leaves.
  struct Node {
    /// The square of the straight height at which the node comes into being.
    var square: Double
    /// How many positions are below it.
    var size: Int
    /// The first position below it, by its rank.
    var first: Int
    fileprivate var firstChild: Int32 = -1
    fileprivate var lastChild: Int32 = -1
    fileprivate var sibling: Int32 = -1
  }

  private(set) var nodes: [Node]
  /// How many leaves there are.
  let leafCount: Int
  /// The node of all points; nil if there are none.
  private(set) var root: Int?

  /// Joins points by edges. O(n log n).
  /// - Parameter leaf: the weight of a place, the square of the height at which its copies come
  ///   together, and its rank in the order of positions.
  init(
    _ edges: [SpanningTree.Edge], leafCount: Int,
    leaf: (Int) -> (weight: Int, square: Double, rank: Int)
  ) {
    self.leafCount = leafCount
    nodes = []
    nodes.reserveCapacity(2 * leafCount)
    for place in 0..<leafCount {
      let (weight, square, rank) = leaf(place)
      nodes.append(Node(square: weight > 1 ? square : -1, size: weight, first: rank))
    }
    root = leafCount > 0 ? 0 : nil
    var sets = DisjointSets(count: leafCount)
    var tops = (0..<leafCount).map { $0 }
    for edge in Self.sorted(edges) {
      let (a, b) = (sets.name(of: Int(edge.from)), sets.name(of: Int(edge.to)))
      sets.join(a, b)
      let top = joined(tops[a], tops[b], square: edge.square)
      tops[min(a, b)] = top
      root = top
    }
  }

  /// Calls `body` with the children of a node; a leaf has none.
  @inline(__always)
  func forEachChild(of node: Int, _ body: (Int) -> Void) {
    var child = nodes[node].firstChild
    while child >= 0 {
      body(Int(child))
      child = nodes[Int(child)].sibling
    }
  }

  /// Calls `body` with every leaf below a node, or the leaf itself.
  func forEachLeaf(below node: Int, _ body: (Int) -> Void) {
    if node < leafCount { return body(node) }
    var stack = [node]
    while let node = stack.popLast() {
      if node < leafCount { body(node) } else { forEachChild(of: node) { stack.append($0) } }
    }
  }

  private static func sorted(_ edges: [SpanningTree.Edge]) -> [SpanningTree.Edge] {
    // Positive numbers are in the order of their bits.
    let entries = SharedArray<SortEntry>(count: edges.count)
    for (place, edge) in edges.enumerated() {
      entries[place] = SortEntry(
        key: edge.square.bitPattern, item: UInt32(truncatingIfNeeded: place))
    }
    let sorted = RadixSort.sorted(entries, bits: 64, threads: 1)
    return (0..<edges.count).map { edges[Int(sorted[$0].item)] }
  }

  /// The node of two joined at a height, which is that of one of them if it came into being there.
  private mutating func joined(_ a: Int, _ b: Int, square: Double) -> Int {
    let isOpenA = a >= leafCount && nodes[a].square == square
    let isOpenB = b >= leafCount && nodes[b].square == square
    let size = nodes[a].size + nodes[b].size
    let first = min(nodes[a].first, nodes[b].first)
    if isOpenA {
      if isOpenB {
        nodes[Int(nodes[a].lastChild)].sibling = nodes[b].firstChild
        nodes[a].lastChild = nodes[b].lastChild
      } else {
        append(b, to: a)
      }
      (nodes[a].size, nodes[a].first) = (size, first)
      return a
    }
    if isOpenB {
      append(a, to: b)
      (nodes[b].size, nodes[b].first) = (size, first)
      return b
    }
    let node = nodes.count
    nodes.append(Node(square: square, size: size, first: first))
    append(a, to: node)
    append(b, to: node)
    return node
  }

  private mutating func append(_ child: Int, to node: Int) {
    let number = Int32(truncatingIfNeeded: child)
    if nodes[node].firstChild < 0 {
      nodes[node].firstChild = number
    } else {
      nodes[Int(nodes[node].lastChild)].sibling = number
    }
    nodes[node].lastChild = number
  }
}
