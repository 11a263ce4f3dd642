import SimpleFeatures

/// Plane geometry of closed rings.
enum Ring {
  /// Twice the area, positive for counter-clockwise (shoelace formula about the first vertex).
  static func doubleArea(_ ring: [Coordinate]) -> Double {
    guard let origin = ring.first else { return 0 }
    var sum = 0.0
    var previous = Coordinate(x: 0, y: 0)
    for vertex in ring {
      let current = Coordinate(x: vertex.x - origin.x, y: vertex.y - origin.y)
      sum += previous.x * current.y - current.x * previous.y
      previous = current
    }
    return sum
  }

  /// The ring in the direction asked for.
  static func oriented(_ ring: [Coordinate], isCounterClockwise: Bool) -> [Coordinate] {
    (doubleArea(ring) >= 0) == isCounterClockwise ? ring : ring.reversed()
  }

  /// Whether a position lies inside, by counting crossings; on the edge either answer.
  static func contains(_ point: Coordinate, in ring: [Coordinate]) -> Bool {
    var isInside = false
    for (a, b) in zip(ring, ring.dropFirst()) where (a.y > point.y) != (b.y > point.y) {
      let x = a.x + (point.y - a.y) / (b.y - a.y) * (b.x - a.x)
      if point.x < x { isInside.toggle() }
    }
    return isInside
  }
}
