import Geodesy
import SimpleFeatures
import SpatialIndexing

/// A position where lines end or have a vertex in common.
struct JunctionPlace {
  /// A vertex of a line.
  struct Visit {
    let line: Int
    let vertex: Int
    let meters: Double
  }

  /// Vertices of different lines that are no further apart are one vertex written twice, in metres.
  ///
  /// It is far less than the tolerance for ends: along two roads that part at a narrow angle, or run
  /// side by side, any greater distance would join them at one vertex after another.
  static let vertexMeters = 1.0

  let coordinate: Coordinate
  /// What lies here, by line and vertex.
  let visits: [Visit]
  /// Whether a line ends here.
  let isEnd: Bool

  /// The places of lines, by longitude and latitude whatever the order of the lines. O(n log n).
  static func find(_ lines: [MeasuredLine], vertexMeters: Double) -> [JunctionPlace] {
    var vertices: [(coordinate: Coordinate, line: Int, vertex: Int)] = []
    for (line, measured) in lines.enumerated() {
      for (vertex, coordinate) in measured.vertices.enumerated() {
        vertices.append((oneSpelling(coordinate), line, vertex))
      }
    }
    vertices.sort {
      ($0.coordinate.x, $0.coordinate.y, $0.line, $0.vertex)
        < ($1.coordinate.x, $1.coordinate.y, $1.line, $1.vertex)
    }
    var places: [JunctionPlace] = []
    var start = 0
    while start < vertices.count {
      let coordinate = vertices[start].coordinate
      let end = vertices[start...].firstIndex { $0.coordinate != coordinate } ?? vertices.count
      let visits = vertices[start..<end].map {
        Visit(line: $0.line, vertex: $0.vertex, meters: lines[$0.line].measures[$0.vertex])
      }
      let isEnd = visits.contains {
        $0.vertex == 0 || $0.vertex == lines[$0.line].vertices.count - 1
      }
      places.append(JunctionPlace(coordinate: coordinate, visits: visits, isEnd: isEnd))
      start = end
    }
    let index = PointIndex(places.map(\.coordinate))
    return places.filter { place in
      place.isEnd || place.visits.count > 1
        || index.withinRadius(of: place.coordinate, meters: vertexMeters).contains {
          places[$0].visits[0].line != place.visits[0].line
        }
    }
  }

  /// One spelling of a position: longitude in -180..<180, at a pole 0, no negative zero.
  private static func oneSpelling(_ position: Coordinate) -> Coordinate {
    var x = position.normalizedLongitude.x
    if x == 180 { x = -180 }
    if abs(position.y) == 90 { x = 0 }
    return Coordinate(x: x + 0, y: position.y + 0)  // -0 + 0 is 0
  }
}
