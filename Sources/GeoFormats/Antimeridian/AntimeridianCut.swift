public import SimpleFeatures

/// Cuts geometries where they cross the antimeridian (RFC 7946, section 3.1.9).
///
/// A geometry crosses where its longitudes run on beyond 180 (170, 190) or where two neighbours lie
/// more than 180 degrees apart (170, -170): edges are taken the short way round. An edge of exactly
/// 360 degrees in a ring that goes along the antimeridian before or after it, as along a pole, is
/// left as it is. Edges are straight in longitude and latitude.
public enum AntimeridianCut {
  /// The geometry with every part within -180...180; a line or polygon that is cut becomes a
  /// multi-part one. A ring round a pole gets an edge along the pole. O(n log n).
  public static func cut(_ geometry: Geometry) -> Geometry {
    switch geometry {
    case .point(let point): return .point(wrapped(point))
    case .multiPoint(let points): return .multiPoint(points.map(wrapped))
    case .lineString(let line):
      let parts = cut(line)
      return parts.count == 1 ? .lineString(parts[0]) : .multiLineString(parts)
    case .multiLineString(let lines): return .multiLineString(lines.flatMap { cut($0) })
    case .polygon(let polygon):
      let parts = cut(polygon)
      return parts.count == 1 ? .polygon(parts[0]) : .multiPolygon(parts)
    case .multiPolygon(let polygons): return .multiPolygon(polygons.flatMap { cut($0) })
    case .geometryCollection(let members): return .geometryCollection(members.map { cut($0) })
    }
  }

  /// Whether `cut` would change a geometry. O(n).
  public static func isNeeded(for geometry: Geometry) -> Bool {
    switch geometry {
    case .point(let point): abs(point.x) > 180
    case .multiPoint(let points): points.contains { abs($0.x) > 180 }
    case .lineString(let line): isNeeded(for: line.coordinates, isRing: false)
    case .multiLineString(let lines):
      lines.contains { isNeeded(for: $0.coordinates, isRing: false) }
    case .polygon(let polygon): isNeeded(for: polygon)
    case .multiPolygon(let polygons): polygons.contains(where: isNeeded(for:))
    case .geometryCollection(let members): members.contains(where: isNeeded(for:))
    }
  }

  static func isNeeded(for polygon: Polygon) -> Bool {
    isNeeded(for: polygon.exterior, isRing: true)
      || polygon.holes.contains { isNeeded(for: $0, isRing: true) }
  }

  static func isNeeded(for coordinates: [Coordinate], isRing: Bool) -> Bool {
    guard var previous = coordinates.first?.x else { return false }
    for (index, coordinate) in coordinates.enumerated() {
      let x = coordinate.x
      if abs(x) > 180 { return true }
      if abs(x - previous) > 180 && !(isRing && isWholeEdge(coordinates, endingAt: index)) {
        return true
      }
      previous = x
    }
    return false
  }

  /// A position with its longitude in -180...180; 180 and -180 stay as they are.
  static func wrapped(_ point: Coordinate) -> Coordinate {
    if abs(point.x) <= 180 { return point }
    let x = point.x - 360 * ((point.x + 180) / 360).rounded(.down)
    return Coordinate(x: x, y: point.y)
  }

  /// The positions with longitudes that run on without jumps.
  static func unwrapped(_ coordinates: [Coordinate], isRing: Bool) -> [Coordinate] {
    var result = coordinates
    var offset = 0.0
    for index in coordinates.indices.dropFirst() {
      let step = coordinates[index].x - coordinates[index - 1].x
      if abs(step) > 180 && !(isRing && isWholeEdge(coordinates, endingAt: index)) {
        offset -= 360 * (step / 360).rounded()
      }
      result[index].x += offset
    }
    return result
  }

  /// Whether the edge that ends at a vertex of a closed ring runs round the whole parallel, from one
  /// side of the antimeridian to the other, instead of stepping over it.
  private static func isWholeEdge(_ ring: [Coordinate], endingAt index: Int) -> Bool {
    guard index > 0, abs(ring[index].x - ring[index - 1].x) == 360 else { return false }
    if abs(ring[index].y) == 90 && abs(ring[index - 1].y) == 90 { return true }
    let last = ring.count - 1
    let before = index >= 2 ? ring[index - 2] : ring[max(0, last - 1)]
    let after = index < last ? ring[index + 1] : ring[min(1, last)]
    return before.x == ring[index - 1].x || after.x == ring[index].x
  }

  /// The odd multiples of 180 strictly between two longitudes, rising.
  static func meridians(between low: Double, and high: Double) -> [Double] {
    var meridian = 360 * ((low + 180) / 360).rounded(.down) + 180
    var meridians: [Double] = []
    while meridian < high {
      if meridian > low { meridians.append(meridian) }
      meridian += 360
    }
    return meridians
  }
}
