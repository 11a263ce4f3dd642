/// The minimum spanning tree of points under mutual reachability: the greatest of their distance and
/// both their core distances.
///
/// Boruvka's method (1926) on a k-d tree: each component looks for its nearest other point, all
/// at once, until one is left. What a point found stays the nearest as long as it is in another
/// component, and otherwise remains a bound from below. Pieces of work are the same whatever the
/// number of threads, so is the tree.
struct SpanningTree {
  /// An edge between two places of the k-d tree, with the square of its straight length.
  struct Edge: BitwiseCopyable {
    var square: Double
    var from: UInt32
    var to: UInt32
  }

  /// All edges, one less than there are points.
  private(set) var edges: [Edge] = []

  private let tree: PointTree
  /// The squares of the core distances.
  private let cores: SharedArray<Double>
  private let threads: Int
  /// The least core distance of each node.
  private let leastCores: SharedArray<Double>
  /// The component of each point and of each node; that of a node with several is `mixed`.
  private let components: SharedArray<UInt32>
  private let nodeComponents: SharedArray<UInt32>
  /// What each point found last, or how near another component can be at best (`to` is itself then).
  private let candidates: SharedArray<Edge>

  private static let mixed = UInt32.max
  private static let pieceLeaves = 256

  /// Finds the tree. Expected O(n log^2 n).
  init(_ tree: PointTree, cores: SharedArray<Double>, threads: Int) {
    (self.tree, self.cores, self.threads) = (tree, cores, threads)
    let count = tree.points.count
    leastCores = SharedArray(count: tree.nodeCount)
    components = SharedArray(count: count)
    nodeComponents = SharedArray(count: tree.nodeCount)
    candidates = SharedArray(count: count)
    for place in 0..<count {
      let name = UInt32(truncatingIfNeeded: place)
      components[place] = name
      candidates[place] = Edge(square: cores[place], from: name, to: name)
    }
    for node in stride(from: tree.nodeCount - 1, through: 0, by: -1) {
      if node >= tree.firstLeaf {
        leastCores[node] = tree.places(leaf: node).reduce(.infinity) { min($0, cores[$1]) }
      } else {
        leastCores[node] = min(leastCores[2 * node + 1], leastCores[2 * node + 2])
      }
    }
    edges.reserveCapacity(max(0, count - 1))
    var sets = DisjointSets(count: count)
    while edges.count < count - 1 {
      markNodes()
      let best = nearestOfComponents()
      let before = edges.count
      for edge in best where edge.square < .infinity {
        if sets.join(Int(edge.from), Int(edge.to)) { edges.append(edge) }
      }
      // Cannot be, as every component has a nearest other.
      guard edges.count > before else { return }
      for place in 0..<count {
        components[place] = UInt32(truncatingIfNeeded: sets.name(of: place))
      }
    }
  }

  private func markNodes() {
    for node in stride(from: tree.nodeCount - 1, through: 0, by: -1) {
      var component: UInt32?
      if node >= tree.firstLeaf {
        for place in tree.places(leaf: node) {
          component = component ?? components[place]
          if component != components[place] { component = Self.mixed }
        }
      } else {
        let (low, high) = (nodeComponents[2 * node + 1], nodeComponents[2 * node + 2])
        component = low == high ? low : Self.mixed
      }
      nodeComponents[node] = component ?? Self.mixed
    }
  }

  /// The shortest edge that leads out of each component, by its name.
  private func nearestOfComponents() -> [Edge] {
    let count = tree.points.count
    let none = Edge(square: .infinity, from: 0, to: 0)
    // What points know already is a first answer.
    var known = [Edge](repeating: none, count: count)
    for place in 0..<count {
      let candidate = candidates[place]
      let component = Int(components[place])
      if components[Int(candidate.to)] != components[place],
        candidate.square < known[component].square
      {
        known[component] = candidate
      }
    }
    let leaves = 1 << tree.depth
    let pieces = (leaves + Self.pieceLeaves - 1) / Self.pieceLeaves
    let first = known
    let searches = (0..<max(1, threads)).map { _ in
      ComponentSearch(
        tree, cores, leastCores, components, nodeComponents, candidates, known: first)
    }
    let found = Crew.map(threads: threads, pieces: pieces) { worker, piece in
      let first = tree.firstLeaf + piece * Self.pieceLeaves
      let last = min(tree.firstLeaf + leaves - 1, first + Self.pieceLeaves - 1)
      return searches[worker].search(
        tree.places(leaf: first).lowerBound..<tree.places(leaf: last).upperBound)
    }
    for edge in found.joined() {
      let component = Int(components[Int(edge.from)])
      if edge.square < known[component].square { known[component] = edge }
    }
    return known
  }
}
