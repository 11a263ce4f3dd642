import SimpleFeatures

/// One side of a polygon cut along a meridian: the parts of its rings on that side are joined again
/// along the meridian (Weiler and Atherton 1977, for a half plane).
///
/// The exterior must be counter-clockwise and the holes clockwise, so that the inside lies on the
/// left of every part. A vertex on the meridian counts as outside of either side, so that a part
/// whose tip touches the meridian divides what lies there.
struct MeridianSplit {
  private let x: Double
  private let isEast: Bool
  private var arcs: [Arc] = []
  /// Rings that lie wholly on the side, but for touching the meridian.
  private var exteriors: [[Coordinate]] = []
  private var holes: [[Coordinate]] = []

  /// A part of a ring on the side, from the meridian to the meridian.
  private struct Arc {
    var points: [Coordinate]
    var startY: Double
    var endY = 0.0
  }

  /// The parts west of a meridian, then those east of it.
  static func split(_ polygon: Polygon, at x: Double) -> [Polygon] {
    let envelope = Envelope(polygon.exterior)
    if envelope.maxX <= x || envelope.minX >= x { return [polygon] }
    return [false, true].flatMap { isEast in
      var split = MeridianSplit(x: x, isEast: isEast)
      if let ring = split.add(polygon.exterior) { split.exteriors.append(ring) }
      for hole in polygon.holes {
        if let ring = split.add(hole) { split.holes.append(ring) }
      }
      return split.polygons()
    }
  }

  private init(x: Double, isEast: Bool) {
    self.x = x
    self.isEast = isEast
  }

  private func isInside(_ point: Coordinate) -> Bool { isEast ? point.x > x : point.x < x }

  /// Takes the arcs of a ring, or gives it back if it lies wholly on the side.
  private mutating func add(_ closedRing: [Coordinate]) -> [Coordinate]? {
    let count = closedRing.count - 1
    guard let start = (0..<count).first(where: { !isInside(closedRing[$0]) }) else {
      return closedRing
    }
    var from = closedRing[start]
    for step in 1...count {
      let to = closedRing[(start + step) % count]
      switch (isInside(from), isInside(to)) {
      case (false, true):
        let point = AntimeridianCut.crossing(from: from, to: to, x: x)
        arcs.append(Arc(points: [point, to], startY: point.y))
      case (true, true): arcs[arcs.count - 1].points.append(to)
      case (true, false):
        let point = AntimeridianCut.crossing(from: from, to: to, x: x)
        arcs[arcs.count - 1].points.append(point)
        arcs[arcs.count - 1].endY = point.y
        if arcs[arcs.count - 1].startY == point.y { closeLastArc() }
      case (false, false): break
      }
      from = to
    }
    return nil
  }

  /// Makes a ring of its own of an arc that only touches the meridian; a spike without an area is no
  /// ring.
  private mutating func closeLastArc() {
    let ring = arcs.removeLast().points
    let area = Ring.doubleArea(ring)
    guard ring.count >= 4, area != 0 else { return }
    if area < 0 { holes.append(ring) } else { exteriors.append(ring) }
  }

  private func polygons() -> [Polygon] {
    // Along the meridian ends and starts of arcs alternate, so that the n-th end is joined to the
    // n-th start; in an invalid polygon each end still gets a start.
    let starts = arcs.indices.sorted { (arcs[$0].startY, $0) < (arcs[$1].startY, $1) }
    let ends = arcs.indices.sorted { (arcs[$0].endY, $0) < (arcs[$1].endY, $1) }
    var following = [Int](repeating: 0, count: arcs.count)
    for (end, start) in zip(ends, starts) { following[end] = start }

    var exteriors = exteriors
    var isUsed = [Bool](repeating: false, count: arcs.count)
    for first in arcs.indices where !isUsed[first] {
      var ring: [Coordinate] = []
      var arc = first
      while !isUsed[arc] {
        isUsed[arc] = true
        for point in arcs[arc].points where point != ring.last { ring.append(point) }
        arc = following[arc]
      }
      if let start = ring.first, start != ring.last { ring.append(start) }
      if ring.count >= 4 { exteriors.append(ring) }
    }
    var polygons = exteriors.map { Polygon(exterior: $0) }
    for hole in holes {
      // The first vertex of a hole that touches the meridian is the one on it.
      guard hole.count > 1, !polygons.isEmpty else { continue }
      let vertex = hole[1]
      let owner = polygons.firstIndex { Ring.contains(vertex, in: $0.exterior) } ?? 0
      polygons[owner].holes.append(hole)
    }
    return polygons
  }
}
