/// The distance of each point to its k-th neighbour.
enum NeighborDistances {
  /// The squares of the straight distances, by the place of a point in the tree, to the nearest
  /// neighbour with which `count` positions are reached, the point's own included; infinite if there
  /// are not so many.
  static func squares(
    _ tree: PointTree, weights: SharedArray<UInt32>, count: Int, threads: Int
  ) -> SharedArray<Double> {
    let points = tree.points
    let squares = SharedArray<Double>(count: points.count)
    let leaves = 1 << tree.depth
    Crew.run(threads: threads, count: leaves, size: 64) { _, range in
      var search = NeighborSearch(tree, weights, wanted: count)
      for leaf in range {
        for place in tree.places(leaf: tree.firstLeaf + leaf) {
          squares[place] = search.square(points[place], leaf: tree.firstLeaf + leaf)
        }
      }
    }
    return squares
  }
}

/// The search for the neighbours of one point after the other.
private struct NeighborSearch {
  private let tree: PointTree
  private let points: SharedArray<SurfacePoint>
  private let boxes: SharedArray<SpaceBox>
  private let weights: SharedArray<UInt32>
  private let wanted: Int
  /// The nearest so far, the nearest first; without the last one they would be too few.
  private var found: [(square: Double, weight: Int)] = []
  private var weight = 0
  private var limit = Double.infinity
  private let firstLeaf: Int

  init(_ tree: PointTree, _ weights: SharedArray<UInt32>, wanted: Int) {
    (self.tree, self.weights, self.wanted) = (tree, weights, wanted)
    (points, boxes, firstLeaf) = (tree.points, tree.boxes, tree.firstLeaf)
  }

  /// Looks in the point's own leaf first, then in ever wider surroundings.
  mutating func square(_ point: SurfacePoint, leaf: Int) -> Double {
    found.removeAll(keepingCapacity: true)
    (weight, limit) = (0, .infinity)
    if Int(weights[Int(point.item)]) >= wanted { return 0 }
    scan(leaf, point)
    var node = leaf
    while node > 0 {
      let sibling = node & 1 == 1 ? node + 1 : node - 1
      if boxes[sibling].leastSquared(to: point) < limit { descend(sibling, point) }
      node = (node - 1) / 2
    }
    return limit
  }

  private mutating func descend(_ node: Int, _ point: SurfacePoint) {
    if node >= firstLeaf { return scan(node, point) }
    let (low, high) = (2 * node + 1, 2 * node + 2)
    let lowSquare = boxes[low].leastSquared(to: point)
    let highSquare = boxes[high].leastSquared(to: point)
    if lowSquare <= highSquare {
      if lowSquare < limit { descend(low, point) }
      if highSquare < limit { descend(high, point) }
    } else {
      if highSquare < limit { descend(high, point) }
      if lowSquare < limit { descend(low, point) }
    }
  }

  private mutating func scan(_ leaf: Int, _ point: SurfacePoint) {
    for place in tree.places(leaf: leaf) {
      let other = points[place]
      let square = point.chordSquared(to: other)
      if square < limit { insert(square, Int(weights[Int(other.item)])) }
    }
  }

  private mutating func insert(_ square: Double, _ added: Int) {
    found.append((square, added))
    var place = found.count - 1
    while place > 0, found[place - 1].square > square {
      found[place] = found[place - 1]
      place -= 1
    }
    found[place] = (square, added)
    weight += added
    while let last = found.last, weight - last.weight >= wanted {
      weight -= last.weight
      found.removeLast()
    }
    if weight >= wanted, let last = found.last { limit = last.square }
  }
}
