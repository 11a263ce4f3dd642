/// Places on a network, kept in order along its edges, for questions of distance.
public struct NetworkPointSet: Sendable {
  /// A place found and how far it is along the network.
  public struct Neighbor: Hashable, Sendable {
    /// The index into the places the set was made of.
    public let index: Int
    /// The distance along the network in metres.
    public let distanceMeters: Double
  }

  /// The network.
  public let network: RouteNetwork
  /// How many places there are.
  public var count: Int { slots.count }
  /// The places by edge, offset and index.
  let slots: [Slot]
  /// Where the slots of each edge start, and the end.
  private let starts: [Int]

  struct Slot: Sendable {
    let edge: Int
    let offset: Int64
    let index: Int
  }

  /// Sorts places along the edges. O(n log n). Throws for a place on no edge of the network.
  public init(_ positions: [NetworkPosition], on network: RouteNetwork) throws(RouteError) {
    var slots: [Slot] = []
    for (index, position) in positions.enumerated() {
      guard let place = network.place(position) else {
        throw RouteError(
          "Position \(index), on edge \(position.edge) at \(position.offsetMeters) m, is not on the "
            + "network, which has \(network.edges.count) edges.")
      }
      slots.append(Slot(edge: place.edge, offset: place.offset, index: index))
    }
    slots.sort { ($0.edge, $0.offset, $0.index) < ($1.edge, $1.offset, $1.index) }
    var starts = [Int](repeating: 0, count: network.edges.count + 1)
    for slot in slots { starts[slot.edge + 1] += 1 }
    for edge in network.edges.indices { starts[edge + 1] += starts[edge] }
    self.network = network
    self.slots = slots
    self.starts = starts
  }

  /// The places within a distance along the network, that distance included, by index.
  ///
  /// Empty for a place on no edge. O(edges reached * log n + found).
  public func neighbors(
    of position: NetworkPosition, withinMeters limit: Double, using search: inout NetworkSearch
  ) -> [Neighbor] {
    var found: [Neighbor] = []
    forEachRun(of: position, limit, &search) { run, reach in
      for slot in slots[run] {
        found.append(
          Neighbor(
            index: slot.index, distanceMeters: Micrometers.meters(reach.distance(slot.offset))))
      }
    }
    return found.sorted { $0.index < $1.index }
  }

  /// How many places lie within a distance along the network, that distance included.
  ///
  /// Counting ends, as soon as may be, at `limit` of them. O(edges reached * log n), whatever the
  /// number of places; O(log n) if the place's own edge holds enough.
  public func count(
    within meters: Double, of position: NetworkPosition, upTo enough: Int = .max,
    using search: inout NetworkSearch
  ) -> Int {
    guard meters >= 0, let place = network.place(position) else { return 0 }
    let limit = Micrometers.count(meters)
    let own = Reach(
      length: network.edges[place.edge].length, fromStart: nil, fromEnd: nil, own: place.offset)
    var count = 0
    forEachRun(place.edge, own, limit) { run, _ in count += run.count }
    if count >= enough { return count }
    count = 0
    forEachRun(of: position, meters, &search) { run, _ in count += run.count }
    return count
  }
}

extension NetworkPointSet {
  /// How the places of an edge are reached: from its ends, and along itself.
  struct Reach {
    let length: Int64
    let fromStart: Int64?
    let fromEnd: Int64?
    let own: Int64?

    func distance(_ offset: Int64) -> Int64 {
      min(
        fromStart.map { $0 + offset } ?? .max, fromEnd.map { $0 + length - offset } ?? .max,
        own.map { abs($0 - offset) } ?? .max)
    }
  }

  /// Calls a function with the slots within a distance of a place, each once, a run at a time.
  private func forEachRun(
    of position: NetworkPosition, _ meters: Double, _ search: inout NetworkSearch,
    _ body: (Range<Int>, Reach) -> Void
  ) {
    guard meters >= 0, let place = network.place(position) else { return }
    let limit = Micrometers.count(meters)
    search.begin(at: place)
    var reached: [Int] = []
    while let node = search.next(within: limit) { reached.append(node) }
    func reach(_ edge: Int, own: Int64?) -> Reach {
      func distance(_ node: Int) -> Int64? {
        search.distances[node] <= limit ? search.distances[node] : nil
      }
      return Reach(
        length: network.edges[edge].length, fromStart: distance(network.edges[edge].from),
        fromEnd: distance(network.edges[edge].to), own: own)
    }
    forEachRun(place.edge, reach(place.edge, own: place.offset), limit, body)
    for node in reached {
      for link in network.links(of: node) where link.edge != place.edge {
        // An edge that is reached from both ends is looked at from its start.
        let start = network.edges[link.edge].from
        if node == start || search.distances[start] > limit {
          forEachRun(link.edge, reach(link.edge, own: nil), limit, body)
        }
      }
    }
  }

  /// Calls a function with the slots of an edge within a distance: those near its start, those round
  /// the place itself, those near its end.
  private func forEachRun(
    _ edge: Int, _ reach: Reach, _ limit: Int64, _ body: (Range<Int>, Reach) -> Void
  ) {
    let slots = starts[edge]..<starts[edge + 1]
    guard !slots.isEmpty else { return }
    var next = slots.lowerBound
    func take(_ low: Int64, _ high: Int64) {
      let run = max(next, first(in: slots, from: low))..<max(next, first(in: slots, from: high + 1))
      if !run.isEmpty { body(run, reach) }
      next = max(next, run.upperBound)
    }
    if let start = reach.fromStart { take(0, limit - start) }
    let tail = reach.fromEnd.map { max(0, reach.length - (limit - $0)) }
    if let own = reach.own, own - limit < tail ?? .max { take(own - limit, own + limit) }
    if let tail { take(tail, reach.length) }
  }

  /// The slots of an edge, by offset.
  func slots(of edge: Int) -> Range<Int> { starts[edge]..<starts[edge + 1] }

  /// The first slot of an edge at or after an offset. O(log n).
  func first(in slots: Range<Int>, from offset: Int64) -> Int {
    var (low, high) = (slots.lowerBound, slots.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if self.slots[middle].offset < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
