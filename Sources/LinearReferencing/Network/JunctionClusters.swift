import Geodesy
import SimpleFeatures
import SpatialIndexing

/// Places of lines gathered into the nodes of a network.
///
/// Pairs of places within the tolerance are joined, nearest pair first, as long as no two places of a
/// node are further apart than the tolerance (complete linkage, Sørensen 1948) and no line comes twice
/// within twice the tolerance of its length. So a chain of ends, each near the next, is no single node,
/// and no line shrinks to a point. Pairs as near are taken by their coordinates, so the nodes do not
/// depend on the order of the lines.
struct JunctionClusters {
  /// Two nodes that hold ends within the tolerance, but cannot be one.
  struct Gap {
    let from: Int
    let to: Int
    let meters: Double
  }

  /// The places of each node, ascending.
  private(set) var members: [[Int]]
  /// The node of each place.
  private(set) var nodeOfPlace: [Int]
  private(set) var gaps: [Gap] = []

  private struct Pair {
    let first: Int
    let second: Int
    let meters: Double
  }

  private enum Fit {
    case fits, tooWide, oneLine
  }

  /// Gathers places that are sorted by coordinate. Expected O(n log n) where few ends are near each
  /// other; it grows with the number of pairs within the tolerance, and throws where there are far more
  /// than places.
  init(
    _ places: [JunctionPlace], toleranceMeters: Double, vertexMeters: Double
  ) throws(RouteError) {
    members = places.indices.map { [$0] }
    nodeOfPlace = Array(places.indices)
    let pairs = try Self.pairs(places, toleranceMeters, vertexMeters)
    var tooWide: [Pair] = []
    // What two nodes cannot be, larger ones cannot be either.
    var apart: Set<[Int]> = []
    for pair in pairs {
      let (a, b) = (nodeOfPlace[pair.first], nodeOfPlace[pair.second])
      guard a != b, !apart.contains([min(a, b), max(a, b)]) else { continue }
      let fit = fit(places, a, b, toleranceMeters)
      guard fit == .fits else {
        if fit == .tooWide { tooWide.append(pair) }
        apart.insert([min(a, b), max(a, b)])
        continue
      }
      for place in members[b] { nodeOfPlace[place] = a }
      members[a] += members[b]
      members[b] = []
    }
    number(places)
    addGaps(tooWide)
  }

  /// Pairs that ask to be joined: an end with any place, other vertices if they are the same.
  private static func pairs(
    _ places: [JunctionPlace], _ toleranceMeters: Double, _ vertexMeters: Double
  ) throws(RouteError) -> [Pair] {
    let index = PointIndex(places.map(\.coordinate))
    let mostPairs = 1_000_000 + 50 * places.count
    var pairs: [Pair] = []
    for (first, place) in places.enumerated() {
      for second in index.withinRadius(of: place.coordinate, meters: toleranceMeters)
      where second > first {
        let meters = Geodesic.wgs84.localDistance(
          from: place.coordinate, to: places[second].coordinate)
        if place.isEnd || places[second].isEnd || meters <= vertexMeters {
          pairs.append(Pair(first: first, second: second, meters: meters))
        }
      }
      guard pairs.count <= mostPairs else {
        throw RouteError(
          "Too many line ends lie within \(toleranceMeters) m of each other to tell which of them "
            + "meet; give a smaller tolerance.")
      }
    }
    return pairs.sorted { ($0.meters, $0.first, $0.second) < ($1.meters, $1.first, $1.second) }
  }

  private func fit(
    _ places: [JunctionPlace], _ a: Int, _ b: Int, _ toleranceMeters: Double
  ) -> Fit {
    func anyPair(_ test: (JunctionPlace, JunctionPlace) -> Bool) -> Bool {
      members[a].contains { first in
        members[b].contains { test(places[first], places[$0]) }
      }
    }
    if anyPair({ Self.isOneLine($0, $1, 2 * toleranceMeters) }) { return .oneLine }
    let isTooWide = anyPair {
      Geodesic.wgs84.localDistance(from: $0.coordinate, to: $1.coordinate) > toleranceMeters
    }
    return isTooWide ? .tooWide : .fits
  }

  /// Whether a line comes to both places within a length.
  private static func isOneLine(_ a: JunctionPlace, _ b: JunctionPlace, _ meters: Double) -> Bool {
    a.visits.contains { visit in
      b.visits.contains { $0.line == visit.line && abs($0.meters - visit.meters) <= meters }
    }
  }

  /// Leaves out empty nodes and numbers the others by their positions.
  private mutating func number(_ places: [JunctionPlace]) {
    members = members.filter { !$0.isEmpty }
      .map { (main: Self.main($0, of: places), members: $0) }
      .sorted { $0.main < $1.main }.map(\.members)
    for (node, members) in members.enumerated() {
      for place in members { nodeOfPlace[place] = node }
    }
  }

  /// The place at which most lines come to a node; of several the first by coordinates.
  static func main(_ members: [Int], of places: [JunctionPlace]) -> Int {
    members.min {
      (-places[$0].visits.count, $0) < (-places[$1].visits.count, $1)
    } ?? 0
  }

  /// Keeps the shortest pair between two nodes.
  private mutating func addGaps(_ pairs: [Pair]) {
    gaps = pairs.map { pair in
      let (a, b) = (nodeOfPlace[pair.first], nodeOfPlace[pair.second])
      return Gap(from: min(a, b), to: max(a, b), meters: pair.meters)
    }.filter { $0.from != $0.to }
      .sorted { ($0.from, $0.to, $0.meters) < ($1.from, $1.to, $1.meters) }
    for index in gaps.indices.dropFirst().reversed()
    where (gaps[index].from, gaps[index].to) == (gaps[index - 1].from, gaps[index - 1].to) {
      gaps.remove(at: index)
    }
  }
}
