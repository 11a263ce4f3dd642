import LinearReferencing

/// Spreads the kernels of events over places of a network; each thread has its own copy.
struct NetworkSpread {
  /// How many ways from one event are followed.
  static let mostWays = 1_000_000
  /// What is divided to less than this is left out.
  private static let leastPart = 1e-6

  /// One end of an edge, as it is met at a node.
  private struct Arm {
    let edge: Int
    let isStart: Bool
  }

  /// A way that is followed: onto an edge, from one of its ends.
  private struct Way {
    let arm: Arm
    let meters: Double
    let part: Double
  }

  private let density: NetworkDensity
  private let network: RouteNetwork
  private var search: NetworkSearch
  private let arms: [[Arm]]
  /// The places of each edge by offset.
  private let places: [[(offset: Double, index: Int)]]
  private let placeCount: Int

  init(_ density: NetworkDensity, _ positions: [NetworkPosition], _ network: RouteNetwork) {
    self.density = density
    self.network = network
    search = NetworkSearch(network)
    var arms = [[Arm]](repeating: [], count: network.nodes.count)
    for (number, edge) in network.edges.enumerated() {
      arms[edge.from].append(Arm(edge: number, isStart: true))
      arms[edge.to].append(Arm(edge: number, isStart: false))
    }
    self.arms = arms
    var places = [[(offset: Double, index: Int)]](repeating: [], count: network.edges.count)
    for (index, position) in positions.enumerated() where places.indices.contains(position.edge) {
      places[position.edge].append((position.offsetMeters, index))
    }
    self.places = places.map { $0.sorted { ($0.offset, $0.index) < ($1.offset, $1.index) } }
    placeCount = positions.count
  }

  /// The sums of the kernels of events at all places; nil where one has too many ways.
  mutating func sums(of events: ArraySlice<NetworkDensity.Event>) -> [Double]? {
    var sums = [Double](repeating: 0, count: placeCount)
    for event in events where network.edges.indices.contains(event.position.edge) {
      if density.method == .simple {
        addNearest(event, to: &sums)
      } else if !addWays(event, to: &sums) {
        return nil
      }
    }
    return sums
  }

  /// Adds the kernel at the shortest distance.
  private mutating func addNearest(_ event: NetworkDensity.Event, to sums: inout [Double]) {
    let own = event.position
    let reached = network.nodes(
      from: own, withinMeters: density.bandwidthMeters, using: &search)
    var distances: [Int: Double] = [:]
    for node in reached { distances[node.node] = node.distanceMeters }
    var edges = Set([own.edge])
    for node in reached { for arm in arms[node.node] { edges.insert(arm.edge) } }
    // In any order: each place has one edge.
    for number in edges {
      let edge = network.edges[number]
      for place in places[number] {
        var meters = min(
          (distances[edge.from] ?? .infinity) + place.offset,
          (distances[edge.to] ?? .infinity) + edge.lengthMeters - place.offset)
        if number == own.edge { meters = min(meters, abs(place.offset - own.offsetMeters)) }
        sums[place.index] += event.weight * density.kernel(meters)
      }
    }
  }

  /// Adds the kernel along every way; false if there are too many.
  private func addWays(_ event: NetworkDensity.Event, to sums: inout [Double]) -> Bool {
    let edge = network.edges[event.position.edge]
    let offset = min(max(0, event.position.offsetMeters), edge.lengthMeters)
    var ways: [Way] = []
    if offset == 0 || offset == edge.lengthMeters {
      // At a junction of n ways each gets 2 / n, as on a line each of two gets 1.
      let out = arms[offset == 0 ? edge.from : edge.to]
      ways = out.map { Way(arm: $0, meters: 0, part: 2 / Double(out.count)) }
    } else {
      for place in places[event.position.edge] {
        sums[place.index] += event.weight * density.kernel(abs(place.offset - offset))
      }
      // On from both ends of the edge, of which the rest is done.
      append(
        to: &ways, arriving: Arm(edge: event.position.edge, isStart: true), meters: offset,
        part: 1)
      append(
        to: &ways, arriving: Arm(edge: event.position.edge, isStart: false),
        meters: edge.lengthMeters - offset, part: 1)
    }
    var count = 0
    while let way = ways.popLast() {
      count += 1
      guard count <= Self.mostWays else { return false }
      let edge = network.edges[way.arm.edge]
      for place in places[way.arm.edge] {
        let along = way.arm.isStart ? place.offset : edge.lengthMeters - place.offset
        let value = density.kernel(way.meters + along)
        if value > 0 { sums[place.index] += event.weight * way.part * value }
      }
      append(
        to: &ways, arriving: Arm(edge: way.arm.edge, isStart: !way.arm.isStart),
        meters: way.meters + edge.lengthMeters, part: way.part)
    }
    return true
  }

  /// Divides what arrives at a node along an arm among the ways on.
  private func append(to ways: inout [Way], arriving arm: Arm, meters: Double, part: Double) {
    guard meters < density.bandwidthMeters else { return }
    let edge = network.edges[arm.edge]
    let out = arms[arm.isStart ? edge.from : edge.to]
    let count = Double(out.count)
    for other in out {
      let isBack = other.edge == arm.edge && other.isStart == arm.isStart
      let share: Double =
        switch density.method {
        case .continuous: isBack ? (2 - count) / count : 2 / count
        default: isBack ? 0 : 1 / (count - 1)
        }
      if abs(part * share) >= Self.leastPart {
        ways.append(Way(arm: other, meters: meters, part: part * share))
      }
    }
  }
}
