import SimpleFeatures

/// Splits a polygon along a meridian: rings are cut into arcs, and the arcs of each side joined
/// again along the meridian (Weiler and Atherton 1977, for a half plane).
///
/// The exterior must be counter-clockwise and the holes clockwise, so that the inside lies on the
/// left of every arc. A vertex on the meridian counts as west of it.
struct MeridianSplit {
  private let x: Double
  private var crossings: [Crossing] = []
  private var arcs: [Arc] = []
  /// Rings that do not cross, by side.
  private var westRings: [(ring: [Coordinate], isHole: Bool)] = []
  private var eastRings: [(ring: [Coordinate], isHole: Bool)] = []

  /// A place where a ring passes the meridian.
  private struct Crossing {
    var y: Double
    var isEastward: Bool
    /// The other end of the stretch of meridian that lies inside.
    var partner = 0
    /// The arc that begins here.
    var arc = 0
  }

  /// The part of a ring between two crossings, both included.
  private struct Arc {
    var points: [Coordinate]
    var isEast: Bool
    var end: Int
  }

  /// The parts west of a meridian, then those east of it.
  static func split(_ polygon: Polygon, at x: Double) -> [Polygon] {
    let envelope = Envelope(polygon.exterior)
    if envelope.maxX <= x || envelope.minX >= x { return [polygon] }
    var split = MeridianSplit(x: x)
    split.add(polygon.exterior, isHole: false)
    for hole in polygon.holes { split.add(hole, isHole: true) }
    split.pairCrossings()
    return split.polygons(isEast: false) + split.polygons(isEast: true)
  }

  private init(x: Double) { self.x = x }

  private mutating func add(_ closedRing: [Coordinate], isHole: Bool) {
    let ring = closedRing.dropLast()
    guard let start = ring.indices.first(where: { isEast(ring[$0]) != isEast(ring.next($0)) })
    else {
      if let first = ring.first, isEast(first) {
        eastRings.append((closedRing, isHole))
      } else {
        westRings.append((closedRing, isHole))
      }
      return
    }
    let firstCrossing = crossings.count
    var index = start
    repeat {
      let (from, to) = (ring[index], ring.next(index))
      if isEast(from) != isEast(to) {
        let point = AntimeridianCut.crossing(from: from, to: to, x: x)
        if crossings.count > firstCrossing {
          arcs[arcs.count - 1].points.append(point)
          arcs[arcs.count - 1].end = crossings.count
        }
        crossings.append(Crossing(y: point.y, isEastward: isEast(to), arc: arcs.count))
        arcs.append(Arc(points: [point], isEast: isEast(to), end: firstCrossing))
      }
      arcs[arcs.count - 1].points.append(to)
      index = ring.index(afterWrapping: index)
    } while index != start
    let close = Coordinate(x: x, y: crossings[firstCrossing].y)
    arcs[arcs.count - 1].points.append(close)
  }

  private func isEast(_ point: Coordinate) -> Bool { point.x > x }

  /// Joins crossings two by two from south to north: the inside begins north of an eastward one.
  private mutating func pairCrossings() {
    let all = crossings
    func sorted(_ isEastward: Bool) -> [Int] {
      all.indices.filter { all[$0].isEastward == isEastward }.sorted {
        (all[$0].y, $0) < (all[$1].y, $1)
      }
    }
    // In a valid polygon the two kinds alternate, so that the n-th of one belongs to the n-th of
    // the other; in any other each still gets a partner.
    for (lower, upper) in zip(sorted(true), sorted(false)) {
      crossings[lower].partner = upper
      crossings[upper].partner = lower
    }
  }

  private func polygons(isEast: Bool) -> [Polygon] {
    var exteriors: [[Coordinate]] = []
    var isUsed = [Bool](repeating: false, count: arcs.count)
    for first in arcs.indices where arcs[first].isEast == isEast && !isUsed[first] {
      var ring: [Coordinate] = []
      var arc = first
      while !isUsed[arc] {
        isUsed[arc] = true
        ring += arcs[arc].points
        arc = crossings[crossings[arcs[arc].end].partner].arc
      }
      if let start = ring.first { ring.append(start) }
      let distinct = ring.withoutRepeats
      // Where a ring only touches the meridian nothing is left on the other side of it.
      if distinct.count >= 4 && abs(Ring.doubleArea(distinct)) > 1e-12 {
        exteriors.append(distinct)
      }
    }
    let whole = isEast ? eastRings : westRings
    exteriors += whole.filter { !$0.isHole }.map(\.ring)
    var polygons = exteriors.map { Polygon(exterior: $0) }
    for hole in whole where hole.isHole {
      guard let vertex = hole.ring.first, !polygons.isEmpty else { continue }
      let owner = polygons.firstIndex { Ring.contains(vertex, in: $0.exterior) } ?? 0
      polygons[owner].holes.append(hole.ring)
    }
    return polygons
  }
}

extension ArraySlice<Coordinate> {
  /// The index after another, the first one after the last.
  fileprivate func index(afterWrapping index: Int) -> Int {
    index + 1 < endIndex ? index + 1 : startIndex
  }

  /// The element after an index, the first one after the last.
  fileprivate func next(_ index: Int) -> Coordinate { self[self.index(afterWrapping: index)] }
}

extension [Coordinate] {
  /// The positions without those equal to the one before.
  fileprivate var withoutRepeats: [Coordinate] {
    var result: [Coordinate] = []
    result.reserveCapacity(count)
    for coordinate in self where coordinate != result.last { result.append(coordinate) }
    return result
  }
}
