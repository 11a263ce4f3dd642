import SimpleFeatures
import SpatialStatistics

/// DBSCAN by its definition: all pairs, the metric itself, no bounds and no grid.
struct PlainDBSCAN {
  var clusters: [Int32]
  var roles: [DensityLabels.Role]

  init(_ points: [Coordinate], _ method: DBSCAN) {
    let places = points.map(Self.canonical)
    let neighbors = places.indices.map { a in
      places.indices.filter { b in
        guard let from = places[a], let to = places[b] else { return false }
        return method.metric.distance(from: from, to: to) <= method.epsilonMeters
      }
    }
    let isCore = neighbors.map { $0.count >= method.minimumPoints }
    var found = [Int](repeating: -1, count: points.count)
    var count = 0
    for seed in points.indices where isCore[seed] && found[seed] < 0 {
      var stack = [seed]
      found[seed] = count
      while let point = stack.popLast() {
        for other in neighbors[point] where isCore[other] && found[other] < 0 {
          found[other] = count
          stack.append(other)
        }
      }
      count += 1
    }
    let coreClusters = found
    for point in points.indices where !isCore[point] {
      guard let place = places[point] else { continue }
      let nearest = neighbors[point].filter { isCore[$0] }.compactMap { core in
        places[core].map { (method.metric.distance(from: place, to: $0), $0.x, $0.y, core) }
      }.min { $0 < $1 }
      if let nearest { found[point] = coreClusters[nearest.3] }
    }
    roles = points.indices.map { isCore[$0] ? .core : found[$0] >= 0 ? .border : .noise }

    // By size, then by the smallest position.
    var members = [[Coordinate]](repeating: [], count: count)
    for point in points.indices where found[point] >= 0 {
      if let place = places[point] { members[found[point]].append(place) }
    }
    let first = members.map { $0.map { ($0.x, $0.y) }.min { $0 < $1 } ?? (0, 0) }
    let order = (0..<count).sorted {
      (-members[$0].count, first[$0].0, first[$0].1)
        < (-members[$1].count, first[$1].0, first[$1].1)
    }
    clusters = found.map { cluster in
      order.firstIndex(of: cluster).map { Int32($0 + 1) } ?? -1
    }
  }

  /// Longitude in -180..<180 and that of a pole 0; nil for what is no position.
  static func canonical(_ point: Coordinate) -> Coordinate? {
    guard point.x.isFinite, abs(point.y) <= 90 else { return nil }
    var x = point.x.remainder(dividingBy: 360)
    if x == 180 || x == -0.0 { x = x == 180 ? -180 : 0 }
    return Coordinate(x: abs(point.y) == 90 ? 0 : x, y: point.y == 0 ? 0 : point.y)
  }
}
