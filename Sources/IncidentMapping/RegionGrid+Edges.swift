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
