import SimpleFeatures

func at(_ x: Double, _ y: Double) -> Coordinate { Coordinate(x: x, y: y) }

func line(_ points: (Double, Double)...) -> Geometry {
  .lineString(LineString(points.map { Coordinate(x: $0.0, y: $0.1) }))
}

func polygon(_ exterior: [(Double, Double)], _ holes: [(Double, Double)]...) -> Geometry {
  .polygon(
    Polygon(
      exterior: exterior.map { Coordinate(x: $0.0, y: $0.1) },
      holes: holes.map { $0.map { Coordinate(x: $0.0, y: $0.1) } }))
}

func box(_ minX: Double, _ minY: Double, _ maxX: Double, _ maxY: Double) -> Geometry {
  polygon([(minX, minY), (maxX, minY), (maxX, maxY), (minX, maxY), (minX, minY)])
}

func lines(_ parts: Geometry...) -> Geometry { .multiLineString(parts.flatMap(\.lineStrings)) }

func polygons(_ parts: Geometry...) -> Geometry { .multiPolygon(parts.flatMap(\.polygons)) }

/// Planar area if there is any, else length, else the number of positions.
func measure(_ geometry: Geometry) -> Double {
  func twiceArea(_ ring: [Coordinate]) -> Double {
    abs(zip(ring, ring.dropFirst()).reduce(0) { $0 + $1.0.x * $1.1.y - $1.1.x * $1.0.y })
  }
  func length(_ line: LineString) -> Double {
    zip(line.coordinates, line.coordinates.dropFirst()).reduce(0) { sum, ends in
      let (dx, dy) = (ends.1.x - ends.0.x, ends.1.y - ends.0.y)
      return sum + (dx * dx + dy * dy).squareRoot()
    }
  }
  let area = geometry.polygons.reduce(0) { sum, polygon in
    sum + (twiceArea(polygon.exterior) - polygon.holes.map(twiceArea).reduce(0, +)) / 2
  }
  if area > 0 { return area }
  let total = geometry.lineStrings.map(length).reduce(0, +)
  if total > 0 { return total }
  var count = 0.0
  geometry.forEachCoordinate { _ in count += 1 }
  return count
}
