import SimpleFeatures
import SpatialStatistics

/// HDBSCAN by its definition on all pairs: the clusters of at least a size are the components of what is
/// nearer than a height, for every height from above.
struct PlainHDBSCAN {
  var clusters: [Int32]
  var probabilities: [Double]
  var outlierScores: [Double]
  var persistences: [Double]

  private final class Node {
    let birth: Double
    let points: [Int]
    var stability = 0.0
    var death = 0.0
    var parts: [Node] = []
    var single: [(point: Int, lambda: Double)] = []

    init(_ points: [Int], birth: Double) { (self.points, self.birth) = (points, birth) }
    var densest: Double { parts.map(\.densest).reduce(death, max) }
    /// The most stable choice within, itself or parts.
    var best: (stability: Double, nodes: [Node]) {
      let below = parts.map(\.best)
      let sum = below.map(\.stability).reduce(0, +)
      return sum > stability ? (sum, below.flatMap(\.nodes)) : (stability, [self])
    }
    var leaves: [Node] { parts.isEmpty ? [self] : parts.flatMap(\.leaves) }
    var everything: [Node] { [self] + parts.flatMap(\.everything) }
  }

  init(_ points: [Coordinate], _ method: HDBSCAN) {
    let count = points.count
    let distances = points.map { a in
      points.map { b in method.metric.distance(from: a, to: b) }
    }
    let cores = distances.map { $0.sorted()[min(count - 1, method.minimumSamples)] }
    func reach(_ a: Int, _ b: Int) -> Double { max(distances[a][b], max(cores[a], cores[b])) }
    /// Groups of what is joined by less than a height, or by up to it.
    func groups(_ members: [Int], below height: Double) -> [[Int]] {
      var left = Set(members)
      var groups: [[Int]] = []
      for seed in members where left.remove(seed) != nil {
        var (group, stack) = ([seed], [seed])
        while let point = stack.popLast() {
          for other in left where reach(point, other) < height {
            left.remove(other)
            group.append(other)
            stack.append(other)
          }
        }
        groups.append(group)
      }
      return groups
    }
    /// The least height at which all hang together.
    func height(_ members: [Int]) -> Double {
      // Prim's method.
      var left = members.dropFirst().map { (point: $0, reach: reach(members[0], $0)) }
      var greatest = 0.0
      while let nearest = left.indices.min(by: { left[$0].reach < left[$1].reach }) {
        greatest = max(greatest, left[nearest].reach)
        let point = left.remove(at: nearest).point
        for place in left.indices {
          left[place].reach = min(left[place].reach, reach(point, left[place].point))
        }
      }
      return greatest
    }
    let all = Array(points.indices)
    var smallest = Double.infinity
    for a in all {
      for b in all where b != a && reach(a, b) > 0 { smallest = min(smallest, reach(a, b)) }
    }
    func lambda(_ height: Double) -> Double {
      smallest.isFinite ? 1 / max(height, smallest) : 1
    }
    func grow(_ node: Node) {
      var members = node.points
      while true {
        let height = height(members)
        let here = lambda(height)
        let parts = groups(members, below: height)
        node.death = max(node.death, here)
        let large = parts.filter { $0.count >= method.minimumClusterSize }
        for part in parts {
          let isLarge = part.count >= method.minimumClusterSize
          if isLarge && large.count == 1 { continue }
          node.stability += (here - node.birth) * Double(part.count)
          if isLarge {
            node.parts.append(Node(part, birth: here))
          } else {
            node.single += part.map { ($0, here) }
          }
        }
        guard large.count == 1, height > 0 else { break }
        members = large[0]
      }
      node.parts.forEach(grow)
    }
    let root = Node(all, birth: 0)
    if count > 1 { grow(root) }
    let chosen = root.parts.flatMap { method.selection == .leaf ? $0.leaves : $0.best.nodes }

    var scores = [Double](repeating: 0, count: count)
    for node in root.everything {
      let densest = node.densest
      for (point, lambda) in node.single where densest > 0 {
        scores[point] = (densest - lambda) / densest
      }
    }
    outlierScores = scores
    clusters = [Int32](repeating: -1, count: count)
    probabilities = [Double](repeating: 0, count: count)
    let members = chosen.map { node in node.everything.flatMap(\.single) }
    let first = members.map { members in
      members.map { (points[$0.point].x, points[$0.point].y) }.min { $0 < $1 } ?? (0, 0)
    }
    let order = chosen.indices.sorted {
      (-members[$0].count, first[$0].0, first[$0].1) < (
        -members[$1].count, first[$1].0, first[$1].1
      )
    }
    let greatest = root.everything.map(\.death).max() ?? 0
    persistences = order.map { chosen[$0].stability / (greatest * Double(members[$0].count)) }
    for (number, place) in order.enumerated() {
      for (point, lambda) in members[place] {
        clusters[point] = Int32(number + 1)
        probabilities[point] = min(1, lambda / chosen[place].death)
      }
    }
  }
}
