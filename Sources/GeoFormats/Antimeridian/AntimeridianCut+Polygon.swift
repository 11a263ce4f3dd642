import SimpleFeatures

extension AntimeridianCut {
  /// The parts of a polygon, from west to east before they are put within -180...180.
  static func cut(_ polygon: Polygon) -> [Polygon] {
    if !isNeeded(for: polygon) { return [polygon] }
    var pieces = [flattened(polygon)]
    let envelope = Envelope(pieces[0].exterior)
    for meridian in meridians(between: envelope.minX, and: envelope.maxX) {
      pieces = pieces.flatMap { MeridianSplit.split($0, at: meridian) }
    }
    return pieces.map { piece in
      let envelope = Envelope(piece.exterior)
      let middle = (envelope.minX + envelope.maxX) / 2
      let shift = -360 * ((middle + 180) / 360).rounded(.down)
      func moved(_ ring: [Coordinate]) -> [Coordinate] {
        ring.map { Coordinate(x: $0.x + shift, y: $0.y) }
      }
      return Polygon(exterior: moved(piece.exterior), holes: piece.holes.map(moved))
    }
  }

  /// The polygon with longitudes that run on without jumps, its exterior counter-clockwise and its
  /// holes clockwise and within it; a ring round a pole is closed along the pole.
  private static func flattened(_ polygon: Polygon) -> Polygon {
    var exterior = unwrapped(polygon.exterior, isRing: true)
    var holes = polygon.holes.map { unwrapped($0, isRing: true) }
    if goesRoundPole(exterior) {
      let pole = meanLatitude(exterior) < 0 ? -90.0 : 90.0
      let inner = holes.firstIndex(where: goesRoundPole).map { holes.remove(at: $0) }
      exterior = PolarRing.closed(exterior, at: pole, round: inner)
    }
    holes.removeAll(where: goesRoundPole)
    let envelope = Envelope(exterior)
    return Polygon(
      exterior: Ring.oriented(exterior, isCounterClockwise: true),
      holes: holes.map { hole in
        let placed = place(hole, in: exterior, envelope)
        return Ring.oriented(placed, isCounterClockwise: false)
      })
  }

  private static func goesRoundPole(_ ring: [Coordinate]) -> Bool {
    guard let first = ring.first, let last = ring.last else { return false }
    return abs(last.x - first.x) > 180
  }

  private static func meanLatitude(_ ring: [Coordinate]) -> Double {
    ring.reduce(0) { $0 + $1.y } / Double(max(1, ring.count))
  }

  /// A hole moved by whole turns to where it lies in the exterior.
  private static func place(
    _ hole: [Coordinate], in exterior: [Coordinate], _ envelope: Envelope
  ) -> [Coordinate] {
    let own = Envelope(hole)
    guard let first = hole.first else { return hole }
    let least = ((envelope.minX - own.maxX) / 360).rounded(.up)
    let most = ((envelope.maxX - own.minX) / 360).rounded(.down)
    guard least <= most else { return hole }
    let turns = Array(stride(from: least, through: most, by: 1))
    let turn =
      turns.first {
        Ring.contains(Coordinate(x: first.x + 360 * $0, y: first.y), in: exterior)
      } ?? turns[0]
    return turn == 0 ? hole : hole.map { Coordinate(x: $0.x + 360 * turn, y: $0.y) }
  }
}

/// Rings round a pole, whose longitudes end a whole turn from where they begin.
enum PolarRing {
  /// The ring begun at the antimeridian and closed along the pole, or along an inner ring that
  /// leaves the pole out.
  static func closed(
    _ ring: [Coordinate], at pole: Double, round inner: [Coordinate]?
  ) -> [Coordinate] {
    // From the crossing nearest to the pole the way to it meets the ring nowhere else.
    var path = begunAtAntimeridian(ring) { abs($0 - pole) < abs($1 - pole) }
    guard let first = path.first, let last = path.last else { return ring }
    if let inner {
      var back = begunAtAntimeridian(inner) { abs($0 - pole) > abs($1 - pole) }
      if let start = back.first, let end = back.last {
        if (end.x - start.x) * (last.x - first.x) > 0 { back.reverse() }
        let shift = last.x - (back.first?.x ?? last.x)
        path += back.map { Coordinate(x: $0.x + shift, y: $0.y) }
      }
    } else {
      path.append(Coordinate(x: last.x, y: pole))
      path.append(Coordinate(x: first.x, y: pole))
    }
    path.append(first)
    return path
  }

  /// The vertices from one crossing of the antimeridian, the first by an order of latitudes, to the
  /// same a turn later.
  private static func begunAtAntimeridian(
    _ ring: [Coordinate], _ isBefore: (Double, Double) -> Bool
  ) -> [Coordinate] {
    guard let first = ring.first, let last = ring.last else { return ring }
    let turn = last.x - first.x
    var best: (edge: Int, point: Coordinate)?
    for edge in ring.indices.dropLast() {
      let (start, end) = (ring[edge], ring[edge + 1])
      var candidates = AntimeridianCut.meridians(
        between: min(start.x, end.x), and: max(start.x, end.x))
      if (start.x + 180).remainder(dividingBy: 360) == 0 { candidates.append(start.x) }
      for x in candidates {
        let point =
          x == start.x ? start : AntimeridianCut.crossing(from: start, to: end, x: x)
        if best.map({ isBefore(point.y, $0.point.y) }) ?? true { best = (edge, point) }
      }
    }
    guard let best else { return ring }
    var path = [best.point]
    path += ring[(best.edge + 1)...]
    path += ring.dropFirst().prefix(best.edge).map { Coordinate(x: $0.x + turn, y: $0.y) }
    path.append(Coordinate(x: best.point.x + turn, y: best.point.y))
    return path
  }
}
