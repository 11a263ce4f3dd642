import Foundation
import SimpleFeatures

extension RegionGrid {
  /// An edge near a position, with longitudes continuous with the position's.
  struct Edge {
    /// The region on its left.
    var left: Int32
    /// The region on its right, as far as that has the same edge; -1 where there is none.
    var right: Int32
    var start: Coordinate
    var end: Coordinate

    /// Whether it runs along the antimeridian or a pole: the end of the map, not a border.
    var isSeam: Bool {
      (start.x == end.x && abs(start.x.remainder(dividingBy: 360)) == 180)
        || (start.y == end.y && abs(start.y) == 90)
    }
  }

  /// Half the height and width in degrees of a window that holds all positions within a distance.
  static func window(about center: Coordinate, withinMeters limit: Double) -> (
    north: Double, east: Double
  ) {
    let north = limit / 110_000
    let cosine = max(cos(min(89.9, abs(center.latitude) + north) * .pi / 180), 1e-3)
    return (north, min(180, north / cosine))
  }

  /// Calls a function with each edge that touches the cells of a window about a position within
  /// -180...180, each once; one that two regions share comes once for both.
  mutating func forEachEdge(
    about center: Coordinate, window: (north: Double, east: Double), _ body: (Edge) -> Void
  ) {
    let perDegree = Double(Self.cellsPerDegree)
    let rows = Self.row(center.y - window.north)...Self.row(center.y + window.north)
    let first = Int(((center.x - window.east + 180) * perDegree).rounded(.down))
    let last = Int(((center.x + window.east + 180) * perDegree).rounded(.down))
    search &+= 1
    for row in rows {
      for place in first...min(last, first + Self.columns - 1) {
        let turns = place < 0 ? -1 : place >= Self.columns ? 1 : 0
        let cell = cell(row: row, column: place - turns * Self.columns)
        let numbers = Int(cells[cell])..<Int(cells[cell + 1])
        guard entries[numbers.lowerBound].firstEdge < entries[numbers.upperBound].firstEdge else {
          continue
        }
        let shift = Double(turns) * 360
        for number in numbers {
          for index in Int(entries[number].firstEdge)..<Int(entries[number + 1].firstEdge) {
            let edge = Int(edges[index])
            guard searches[edge] != search else { continue }
            searches[edge] = search
            let twin = Int(twins[edge])
            if twin >= 0 { searches[twin] = search }
            let (a, b) = (vertices[edge], vertices[edge + 1])
            body(
              Edge(
                left: owners[edge], right: twin < 0 ? -1 : owners[twin],
                start: Coordinate(x: a.x + shift, y: a.y), end: Coordinate(x: b.x + shift, y: b.y)))
          }
        }
      }
    }
  }
}

/// The foot of a position on an edge, in a plane in which a degree east is as long as it is at the
/// position; within 100 km the distance is right to 0.1 % in low and middle latitudes.
struct EdgeFoot {
  /// The position on the edge.
  let point: Coordinate
  /// The square of the distance, in degrees of latitude.
  let square: Double

  /// The foot where there is no edge.
  static let none = EdgeFoot(point: Coordinate(x: 0, y: 0), square: .infinity)

  private init(point: Coordinate, square: Double) {
    self.point = point
    self.square = square
  }

  /// - Parameter scale: the cosine of the position's latitude.
  @inline(__always)
  init(of position: Coordinate, on a: Coordinate, _ b: Coordinate, scale: Double) {
    let dx = (b.x - a.x) * scale
    let dy = b.y - a.y
    let length = dx * dx + dy * dy
    let along = ((position.x - a.x) * scale * dx + (position.y - a.y) * dy)
    let fraction = length > 0 ? min(1, max(0, along / length)) : 0
    point = Coordinate(x: a.x + (b.x - a.x) * fraction, y: a.y + (b.y - a.y) * fraction)
    let east = (point.x - position.x) * scale
    let north = point.y - position.y
    square = east * east + north * north
  }

  /// A distance in metres that the true one is not less than.
  ///
  /// A degree has 110,574 m or more; east of the position the plane is wrong as parallels shrink.
  func leastMeters(latitude: Double) -> Double {
    let degrees = square.squareRoot()
    let error = 0.02 + 2 * tan(min(abs(latitude), 89) * .pi / 180) * degrees * .pi / 180
    return degrees * 110_574 * max(0.1, 1 - error)
  }
}
