/// Shortest ways from places of a network to its nodes (Dijkstra 1959), one node after another.
///
/// It keeps its memory from one search to the next, so a search that reaches few nodes costs no more
/// than these, whatever the size of the network.
public struct NetworkSearch: Sendable {
  let network: RouteNetwork
  /// The shortest way known to each node, and from which source; the lower one of those as near.
  private(set) var distances: [Int64]
  private(set) var sources: [Int]
  /// The nodes that have a distance.
  private var touched: [Int] = []
  private var heap: [Entry] = []

  private struct Entry {
    let distance: Int64
    let source: Int
    let node: Int

    static func < (a: Entry, b: Entry) -> Bool {
      (a.distance, a.source, a.node) < (b.distance, b.source, b.node)
    }
  }

  /// Prepares searches on a network. O(nodes).
  public init(_ network: RouteNetwork) {
    self.network = network
    distances = [Int64](repeating: .max, count: network.nodes.count)
    sources = [Int](repeating: .max, count: network.nodes.count)
  }

  /// Forgets the last search.
  mutating func begin() {
    for node in touched { (distances[node], sources[node]) = (.max, .max) }
    touched.removeAll(keepingCapacity: true)
    heap.removeAll(keepingCapacity: true)
  }

  /// Forgets the last search and starts at a place.
  mutating func begin(at place: RouteNetwork.Place) {
    begin()
    add(place, source: 0)
  }

  /// Starts at one more place.
  mutating func add(_ place: RouteNetwork.Place, source: Int) {
    let edge = network.edges[place.edge]
    reach(edge.from, place.offset, source)
    reach(edge.to, edge.length - place.offset, source)
  }

  /// The next nearest node within a limit, its distance being final; nil if there is none.
  mutating func next(within limit: Int64) -> Int? {
    while let entry = heap.first {
      guard entry.distance <= limit else { return nil }
      removeFirst()
      guard (entry.distance, entry.source) == (distances[entry.node], sources[entry.node]) else {
        continue
      }
      for link in network.links(of: entry.node) {
        reach(link.node, entry.distance + link.length, entry.source)
      }
      return entry.node
    }
    return nil
  }

  private mutating func reach(_ node: Int, _ distance: Int64, _ source: Int) {
    guard distance <= Micrometers.greatest, (distance, source) < (distances[node], sources[node])
    else { return }
    if distances[node] == .max { touched.append(node) }
    (distances[node], sources[node]) = (distance, source)
    heap.append(Entry(distance: distance, source: source, node: node))
    var child = heap.count - 1
    while child > 0, heap[child] < heap[(child - 1) / 2] {
      heap.swapAt((child - 1) / 2, child)
      child = (child - 1) / 2
    }
  }

  private mutating func removeFirst() {
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var parent = 0
    while case let left = 2 * parent + 1, left < heap.count {
      let right = left + 1
      let child = right < heap.count && heap[right] < heap[left] ? right : left
      guard heap[child] < heap[parent] else { return }
      heap.swapAt(parent, child)
      parent = child
    }
  }
}
