/// One thread's part in the search for the nearest point of another component.
///
/// Used by one thread at a time.
final class ComponentSearch: @unchecked Sendable {
  private let tree: PointTree
  private let points: SharedArray<SurfacePoint>
  private let boxes: SharedArray<SpaceBox>
  private let firstLeaf: Int
  private let cores: SharedArray<Double>
  private let leastCores: SharedArray<Double>
  private let components: SharedArray<UInt32>
  private let nodeComponents: SharedArray<UInt32>
  private let candidates: SharedArray<SpanningTree.Edge>
  /// The shortest edge known of each component: before the piece, and within it.
  private let known: [SpanningTree.Edge]
  private var best: [SpanningTree.Edge]
  private var changed: [Int] = []

  init(
    _ tree: PointTree, _ cores: SharedArray<Double>, _ leastCores: SharedArray<Double>,
    _ components: SharedArray<UInt32>, _ nodeComponents: SharedArray<UInt32>,
    _ candidates: SharedArray<SpanningTree.Edge>, known: [SpanningTree.Edge]
  ) {
    (self.tree, self.cores, self.leastCores) = (tree, cores, leastCores)
    (self.components, self.nodeComponents, self.candidates) = (
      components, nodeComponents, candidates
    )
    (points, boxes, firstLeaf) = (tree.points, tree.boxes, tree.firstLeaf)
    self.known = known
    best = known
  }

  /// Searches from the points at some places; gives what is shorter than what was known.
  func search(_ places: Range<Int>) -> [SpanningTree.Edge] {
    changed.removeAll(keepingCapacity: true)
    for place in places {
      let candidate = candidates[place]
      let component = Int(components[place])
      // A candidate in another component was counted before; the length of any other is a bound.
      if components[Int(candidate.to)] != components[place] { continue }
      let limit = best[component].square
      if candidate.square >= limit { continue }
      let found = nearest(place, below: limit)
      candidates[place] = found
      if found.to != found.from {
        if best[component].square == known[component].square { changed.append(component) }
        best[component] = found
      }
    }
    let shorter = changed.map { best[$0] }
    for component in changed { best[component] = known[component] }
    return shorter
  }

  /// The nearest point of another component; one to itself with the limit if none is nearer.
  private func nearest(_ place: Int, below limit: Double) -> SpanningTree.Edge {
    let name = UInt32(truncatingIfNeeded: place)
    let point = points[place]
    let component = components[place]
    let core = cores[place]
    var found = SpanningTree.Edge(square: limit, from: name, to: name)
    let leaf = tree.leaf(of: place)
    scan(leaf, point, component, core, &found)
    var node = leaf
    while node > 0, found.square > core {
      let sibling = node & 1 == 1 ? node + 1 : node - 1
      if bound(sibling, point, component) < found.square {
        descend(sibling, point, component, core, &found)
      }
      node = (node - 1) / 2
    }
    return found
  }

  @inline(__always)
  private func bound(_ node: Int, _ point: SurfacePoint, _ component: UInt32) -> Double {
    if nodeComponents[node] == component { return .infinity }
    return max(boxes[node].leastSquared(to: point), leastCores[node])
  }

  private func descend(
    _ node: Int, _ point: SurfacePoint, _ component: UInt32, _ core: Double,
    _ found: inout SpanningTree.Edge
  ) {
    if node >= firstLeaf { return scan(node, point, component, core, &found) }
    let (low, high) = (2 * node + 1, 2 * node + 2)
    let (lowBound, highBound) = (bound(low, point, component), bound(high, point, component))
    let isLowFirst = lowBound <= highBound
    if min(lowBound, highBound) < found.square {
      descend(isLowFirst ? low : high, point, component, core, &found)
    }
    // No edge is shorter than the core distance: with that the search is over.
    if max(lowBound, highBound) < found.square, found.square > core {
      descend(isLowFirst ? high : low, point, component, core, &found)
    }
  }

  @inline(__always)
  private func scan(
    _ leaf: Int, _ point: SurfacePoint, _ component: UInt32, _ core: Double,
    _ found: inout SpanningTree.Edge
  ) {
    for place in tree.places(leaf: leaf) where components[place] != component {
      let square = max(point.chordSquared(to: points[place]), max(core, cores[place]))
      if square < found.square {
        found.square = square
        found.to = UInt32(truncatingIfNeeded: place)
      }
    }
  }
}
