import SimpleFeatures

/// Makes polygons of rings that are given side by side, as shapefiles do.
///
/// The rule of the form is that outer rings run clockwise and holes the other way. Where a hole then
/// lies in no outer ring, the directions cannot be trusted, and the rings are taken by turns: what
/// lies in an odd number of others is a hole.
enum RingNesting {
  /// The polygons of one shape, in the order of their outer rings; rings without area are left out
  /// and counted. O(rings squared) for the comparison of envelopes.
  static func polygons(of rings: [[Coordinate]], flatRings: inout Int) -> [Polygon] {
    var kept: [Ring] = []
    for ring in rings {
      guard let ring = Ring(ring) else {
        flatRings += 1
        continue
      }
      kept.append(ring)
    }
    let outer = kept.filter(\.isClockwise)
    let holes = kept.filter { !$0.isClockwise }
    return nested(outer, holes) ?? nestedByTurns(kept)
  }

  private static func nested(_ outer: [Ring], _ holes: [Ring]) -> [Polygon]? {
    var polygons = outer.map { Polygon(exterior: $0.positions) }
    for hole in holes {
      let shells = outer.indices.filter { outer[$0].holds(hole) }
      guard let shell = shells.min(by: { outer[$0].area < outer[$1].area }) else { return nil }
      polygons[shell].holes.append(hole.positions)
    }
    return polygons
  }

  private static func nestedByTurns(_ rings: [Ring]) -> [Polygon] {
    var outer: [Ring] = []
    var holes: [Ring] = []
    for (number, ring) in rings.enumerated() {
      let depth = rings.indices.count { $0 != number && rings[$0].holds(ring) }
      if depth % 2 == 0 { outer.append(ring) } else { holes.append(ring) }
    }
    return nested(outer, holes) ?? rings.map { Polygon(exterior: $0.positions) }
  }

  /// A closed ring with an area.
  private struct Ring {
    let positions: [Coordinate]
    let envelope: Envelope
    let area: Double
    let isClockwise: Bool

    init?(_ positions: [Coordinate]) {
      guard let first = positions.first else { return nil }
      let closed = positions.last == first ? positions : positions + [first]
      guard closed.count >= 4 else { return nil }
      var twiceArea = 0.0
      for (a, b) in zip(closed, closed.dropFirst()) {
        twiceArea += (a.x - first.x) * (b.y - first.y) - (b.x - first.x) * (a.y - first.y)
      }
      guard twiceArea != 0, twiceArea.isFinite else { return nil }
      self.positions = closed
      envelope = Envelope(closed)
      area = abs(twiceArea) / 2
      isClockwise = twiceArea < 0
    }

    /// Whether another ring lies inside, touching allowed: the first of its vertices that is not on
    /// this ring tells.
    func holds(_ other: Ring) -> Bool {
      guard other.area < area, envelope.minX <= other.envelope.minX,
        envelope.minY <= other.envelope.minY, envelope.maxX >= other.envelope.maxX,
        envelope.maxY >= other.envelope.maxY
      else { return false }
      for vertex in other.positions {
        if let answer = holds(vertex) { return answer }
      }
      return true
    }

    /// Whether a position lies inside; nil on the ring itself. O(vertices).
    private func holds(_ point: Coordinate) -> Bool? {
      var isInside = false
      for (a, b) in zip(positions, positions.dropFirst()) {
        guard (min(a.y, b.y)...max(a.y, b.y)).contains(point.y) else { continue }
        let turn = (b.x - a.x) * (point.y - a.y) - (point.x - a.x) * (b.y - a.y)
        if turn == 0, (min(a.x, b.x)...max(a.x, b.x)).contains(point.x) { return nil }
        if (a.y > point.y) != (b.y > point.y), (turn > 0) == (b.y > a.y) { isInside.toggle() }
      }
      return isInside
    }
  }
}
