import LinearReferencing

/// How many places of a network lie at a distance from one: the perimeter of a disc along it.
struct NetworkPerimeter {
  /// The distances between which a stretch has one place as far away; both ascending.
  private let starts: [Double]
  private let ends: [Double]

  init(
    of position: NetworkPosition, withinMeters limit: Double, _ network: RouteNetwork,
    _ search: inout NetworkSearch
  ) {
    var distances = [Int: Double]()
    let reached = network.nodes(from: position, withinMeters: limit, using: &search)
    for node in reached { distances[node.node] = node.distanceMeters }
    var spans: [(start: Double, end: Double)] = []
    // Along a stretch the distance rises from both ends to where the two ways are as long.
    func add(_ first: Double?, _ second: Double?, _ length: Double) {
      let top = ((first ?? .infinity) + (second ?? .infinity) + length) / 2
      if let first { spans.append((first, min(top, first + length))) }
      if let second, second < top { spans.append((second, min(top, second + length))) }
    }
    let own = network.edges[position.edge]
    var edges = Set<Int>()
    for node in reached { for link in network.links(of: node.node) { edges.insert(link.edge) } }
    // In any order: what is added is sorted below.
    for number in edges where number != position.edge && !network.edges[number].isGap {
      let edge = network.edges[number]
      add(distances[edge.from], distances[edge.to], edge.lengthMeters)
    }
    add(0, distances[own.from], position.offsetMeters)
    add(0, distances[own.to], own.lengthMeters - position.offsetMeters)
    starts = spans.map(\.start).sorted()
    ends = spans.map(\.end).sorted()
  }

  /// What is nearer to a junction than this is at it, and so has but one way there.
  private static let toleranceMeters = 0.01

  /// The number of places at a distance; at least 1. O(log n).
  func count(atMeters meters: Double) -> Int {
    let least = meters - Self.toleranceMeters
    return max(1, starts.firstPlace(from: least) - ends.firstPlace(from: least))
  }
}
