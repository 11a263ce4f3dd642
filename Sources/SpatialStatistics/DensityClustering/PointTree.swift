/// A balanced k-d tree of points (Bentley 1975) with a box for each node.
///
/// Node 0 is the root, the children of node i are 2i + 1 and 2i + 2, and all leaves are on one level,
/// so that the points of a node follow from its number.
struct PointTree: Sendable {
  private static let leafSize = 8
  /// The points in the order of the leaves.
  let points: SharedArray<SurfacePoint>
  /// The box round the points of each node.
  let boxes: SharedArray<SpaceBox>
  /// The level of the leaves; the root is level 0.
  let depth: Int

  var nodeCount: Int { boxes.count }
  var firstLeaf: Int { (1 << depth) - 1 }

  /// Orders points into a tree; they are moved. O(n log n).
  init(_ points: SharedArray<SurfacePoint>, threads: Int) {
    self.points = points
    var depth = 0
    while (points.count + (1 << depth) - 1) >> depth > Self.leafSize { depth += 1 }
    self.depth = depth
    boxes = SharedArray(count: (2 << depth) - 1)
    // The first levels are split one after the other, what is below them by all threads.
    let shared = min(depth, threads > 1 ? 4 : 0)
    for node in 0..<((1 << shared) - 1) { split(node) }
    let tree = self
    Crew.run(threads: threads, pieces: 1 << shared) { _, piece in
      tree.splitAll(below: (1 << shared) - 1 + piece)
    }
    for node in stride(from: (1 << shared) - 2, through: 0, by: -1) { joinBox(node) }
  }

  /// The points of a node on a level.
  @inline(__always)
  func places(_ node: Int, level: Int) -> Range<Int> {
    let place = node + 1 - (1 << level)
    return (points.count * place) >> level..<(points.count * (place + 1)) >> level
  }

  /// The points of a leaf.
  @inline(__always)
  func places(leaf: Int) -> Range<Int> { places(leaf, level: depth) }

  /// The leaf that holds the point at a place.
  func leaf(of place: Int) -> Int {
    // Leaf l begins at floor(n l / 2^depth).
    var leaf = points.count == 0 ? 0 : (place << depth) / points.count
    while leaf + 1 < 1 << depth, (points.count * (leaf + 1)) >> depth <= place { leaf += 1 }
    return firstLeaf + leaf
  }

  private func splitAll(below node: Int) {
    if node >= firstLeaf {
      var box = SpaceBox()
      for place in places(leaf: node) { box.add(points[place]) }
      boxes[node] = box
      return
    }
    split(node)
    splitAll(below: 2 * node + 1)
    splitAll(below: 2 * node + 2)
    joinBox(node)
  }

  private func joinBox(_ node: Int) {
    boxes[node] = boxes[2 * node + 1].union(boxes[2 * node + 2])
  }

  /// Puts the points of a node that are lower along its longest side into its first child.
  private func split(_ node: Int) {
    let level = Int.bitWidth - 1 - (node + 1).leadingZeroBitCount
    let range = places(node, level: level)
    var box = SpaceBox()
    for place in range { box.add(points[place]) }
    let middle = places(2 * node + 1, level: level + 1).upperBound
    switch box.longestSide.axis {
    case 0: select(middle, in: range) { $0.x }
    case 1: select(middle, in: range) { $0.y }
    default: select(middle, in: range) { $0.z }
    }
  }

  /// Puts the point of a rank in its place, lesser ones before it (quickselect, Hoare 1961); equal
  /// ones by their item, so that the order is one whatever it was before.
  @inline(__always)
  private func select(_ rank: Int, in range: Range<Int>, _ key: (SurfacePoint) -> Double) {
    func precedes(_ a: SurfacePoint, _ b: SurfacePoint) -> Bool {
      let (keyA, keyB) = (key(a), key(b))
      return keyA < keyB || keyA == keyB && a.item < b.item
    }
    guard range.contains(rank) else { return }
    var (left, right) = (range.lowerBound, range.upperBound - 1)
    while left < right {
      let (first, center, last) = (points[left], points[(left + right) / 2], points[right])
      let pivot =
        precedes(first, center)
        ? (precedes(center, last) ? center : precedes(first, last) ? last : first)
        : (precedes(first, last) ? first : precedes(center, last) ? last : center)
      var (low, high) = (left, right)
      while low <= high {
        while precedes(points[low], pivot) { low += 1 }
        while precedes(pivot, points[high]) { high -= 1 }
        guard low <= high else { break }
        (points[low], points[high]) = (points[high], points[low])
        low += 1
        high -= 1
      }
      if rank <= high { right = high } else if rank >= low { left = low } else { return }
    }
  }
}

extension SpaceBox {
  /// The box round two boxes.
  func union(_ other: SpaceBox) -> SpaceBox {
    var box = self
    box.lowX = min(lowX, other.lowX)
    box.lowY = min(lowY, other.lowY)
    box.lowZ = min(lowZ, other.lowZ)
    box.highX = max(highX, other.highX)
    box.highY = max(highY, other.highY)
    box.highZ = max(highZ, other.highZ)
    return box
  }
}
