import SimpleFeatures

extension AntimeridianCut {
  /// The parts of a line, in order and in its direction.
  static func cut(_ line: LineString) -> [LineString] {
    if !isNeeded(for: line.coordinates, isRing: false) { return [line] }
    let vertices = unwrapped(line.coordinates, isRing: false)
    var parts: [LineString] = []
    var part: [Coordinate] = []
    var strip: Double?
    func close() {
      let shift = -360 * (strip ?? 0)
      if part.count > 1 {
        parts.append(LineString(part.map { Coordinate(x: $0.x + shift, y: $0.y) }))
      }
    }
    for (start, end) in zip(vertices, vertices.dropFirst()) {
      var from = start
      for to in crossings(from: start, to: end) + [end] {
        // An edge along a meridian between two strips belongs to the strip before it.
        let middle = (from.x + to.x) / 2
        let isOnBorder = from.x == to.x && (middle + 180).remainder(dividingBy: 360) == 0
        let here = isOnBorder ? strip ?? stripOf(middle) : stripOf(middle)
        if here != strip {
          close()
          part = [from]
          strip = here
        }
        part.append(to)
        from = to
      }
    }
    close()
    return parts.isEmpty ? [LineString(vertices.map(wrapped))] : parts
  }

  /// The number of a longitude's strip of 360 degrees; 0 for -180..<180.
  private static func stripOf(_ x: Double) -> Double { ((x + 180) / 360).rounded(.down) }

  /// Where an edge meets the antimeridian between its ends, in its direction.
  private static func crossings(from start: Coordinate, to end: Coordinate) -> [Coordinate] {
    let rising = meridians(between: min(start.x, end.x), and: max(start.x, end.x))
    let points = rising.map { crossing(from: start, to: end, x: $0) }
    return start.x <= end.x ? points : points.reversed()
  }

  /// The position at a longitude on an edge. The same for both directions of the edge, so that
  /// neighbours that share it are cut at the same place.
  static func crossing(from start: Coordinate, to end: Coordinate, x: Double) -> Coordinate {
    if start.x == x { return start }
    if end.x == x { return end }
    let (west, east) = start.x <= end.x ? (start, end) : (end, start)
    let fraction = (x - west.x) / (east.x - west.x)
    return Coordinate(x: x, y: west.y + fraction * (east.y - west.y))
  }
}
