import Geodesy
import SimpleFeatures

/// A polyline of geodesics on WGS 84 with the metres at each vertex.
struct RouteLine: Sendable {
  /// Nearer to a vertex than this, a position is the vertex: what is left of it is rounding.
  private static let snapMeters = 1e-6
  /// The vertices, longitudes continuous.
  let vertices: [Coordinate]
  /// The geodesics between neighbouring vertices.
  let legs: [GeodesicLine]
  /// The middle of each leg.
  let middles: [Coordinate]
  /// The metres from the start at each vertex.
  let vertexMeters: [Double]

  init(_ line: LineString) {
    vertices = line.unwrapped.coordinates
    legs = zip(vertices, vertices.dropFirst()).map { GeodesicLine(from: $0, to: $1) }
    middles = legs.map { $0.position(atMeters: $0.lengthMeters / 2).coordinate }
    var meters = 0.0
    vertexMeters =
      [0]
      + legs.map {
        meters += $0.lengthMeters
        return meters
      }
  }

  var lengthMeters: Double { vertexMeters.last ?? 0 }

  /// The leg that holds a position: the last one that starts at or before it. O(log n).
  func leg(atMeters meters: Double) -> Int {
    var low = 0
    var high = legs.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if vertexMeters[middle] <= meters { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// The position at a distance from the start, held at the ends; longitude continuous.
  func position(atMeters meters: Double) -> Coordinate {
    let index = leg(atMeters: meters)
    let along = meters - vertexMeters[index]
    if along <= Self.snapMeters { return vertices[index] }
    if along >= legs[index].lengthMeters - Self.snapMeters { return vertices[index + 1] }
    return legs[index].position(atMeters: along).coordinate
  }

  /// The metres from the start of a place on a leg.
  func lineMeters(leg index: Int, along: Double) -> Double {
    if along <= Self.snapMeters { return vertexMeters[index] }
    if along >= legs[index].lengthMeters - Self.snapMeters { return vertexMeters[index + 1] }
    return vertexMeters[index] + along
  }

  /// The stretch between two distances from the start, the first not above the second.
  func section(fromMeters start: Double, toMeters end: Double) -> LineString {
    var coordinates = [position(atMeters: start)]
    for (vertex, meters) in zip(vertices, vertexMeters)
    where meters > start + Self.snapMeters && meters < end - Self.snapMeters {
      coordinates.append(vertex)
    }
    coordinates.append(position(atMeters: end))
    return LineString(coordinates)
  }
}
