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

  /// Calls a function with the edges in the cells of a window about a position within -180...180 that
  /// are nearer than a bound, each once; one that two regions share comes once for both.
  /// - Parameters:
  ///   - bound: the square of the distance in degrees of latitude at first; the function may lower
  ///     it. Distances are those of `EdgeFoot`.
  ///   - scale: the cosine of the position's latitude.
  @inline(__always)
  mutating func forEachEdge(
    about center: Coordinate, window: (north: Double, east: Double), scale: Double,
    nearerThan bound: Double, _ body: (Edge, EdgeFoot, inout Double) -> Void
  ) {
    let rows = Self.row(center.y - window.north)...Self.row(center.y + window.north)
    let first = Self.place(center.x - window.east)
    let places = first...min(Self.place(center.x + window.east), first + Self.columns - 1)
    fillBlocks(rows: rows, places: places)
    search &+= 1
    // Beside the rest, so that the rest can be read while they are written.
    var searches: [UInt32] = []
    swap(&searches, &self.searches)
    forEachEdge(
      in: (rows, places), about: center, scale: scale, nearerThan: bound, searches: &searches, body)
    swap(&searches, &self.searches)
  }

  /// The same, the cells of the rows and places filled.
  @inline(__always)
  private func forEachEdge(
    in window: (rows: ClosedRange<Int>, places: ClosedRange<Int>), about center: Coordinate,
    scale: Double, nearerThan bound: Double, searches: inout [UInt32],
    _ body: (Edge, EdgeFoot, inout Double) -> Void
  ) {
    var bound = bound
    let size = 1 / Double(Self.cellsPerDegree)
    let reach = Self.reachDegrees
    let (blockStarts, cells, boxes) = (blockStarts.span, cells.span, boxes.span)
    let (runs, vertices) = (runs.span, vertices.span)
    var marks = searches.mutableSpan
    // From the middle outwards, so that a bound that falls leaves out the most.
    Self.forEachOutwards(window.rows, from: Self.row(center.y)) { row in
      let south = Double(row) * size - 90
      let north = max(0, south - reach - center.y, center.y - south - size - reach)
      guard north * north < bound else { return }
      Self.forEachOutwards(window.places, from: Self.place(center.x)) { place in
        let west = Double(place) * size - 180
        let east = max(0, west - reach - center.x, center.x - west - size - reach) * scale
        guard east * east + north * north < bound else { return }
        let turns = place < 0 ? -1 : place >= Self.columns ? 1 : 0
        let (block, offset) = Self.place(row: row, column: place - turns * Self.columns)
        let cell = Int(blockStarts[block]) + offset
        let numbers = Int(cells[cell].run)..<Int(cells[cell + 1].run)
        if numbers.isEmpty { return }
        let shift = Double(turns) * 360
        let moved = Coordinate(x: center.x - shift, y: center.y)
        for number in numbers {
          // A little more than rounding can take from the distance of a foot.
          guard boxes[number].square(from: moved, scale: scale) * (1 - 1e-12) < bound else {
            continue
          }
          let run = runs[number]
          let first = vertices[Int(run.first)]
          var end = Coordinate(x: first.x + shift, y: first.y)
          for vertex in Int(run.first)..<Int(run.first + run.count) {
            let start = end
            let next = vertices[vertex + 1]
            end = Coordinate(x: next.x + shift, y: next.y)
            let foot = EdgeFoot(of: center, on: start, end, scale: scale)
            guard foot.square < bound, marks[vertex] != search else { continue }
            marks[vertex] = search
            body(Edge(left: run.left, right: run.right, start: start, end: end), foot, &bound)
          }
        }
      }
    }
  }

  /// The column of a longitude, counted on beyond the antimeridian.
  @inline(__always)
  private static func place(_ longitude: Double) -> Int {
    Int(((longitude + 180) * Double(cellsPerDegree)).rounded(.down))
  }

  /// Fills the blocks of a window; places are columns, counted on beyond the antimeridian.
  @inline(__always)
  private mutating func fillBlocks(rows: ClosedRange<Int>, places: ClosedRange<Int>) {
    // A step of a block's side meets every block; the last place may lie in one more.
    func forEachBlock(_ range: ClosedRange<Int>, _ body: (Int) -> Void) {
      var number = range.lowerBound
      while number < range.upperBound {
        body(number)
        number += Self.blockSide
      }
      body(range.upperBound)
    }
    forEachBlock(rows) { row in
      forEachBlock(places) { place in
        let column = (place + Self.columns) % Self.columns
        let block = Self.place(row: row, column: column).block
        if blockStarts[block] < 0 { fill(block) }
      }
    }
  }

  /// Calls a function with the numbers of a range, nearest to a middle first.
  @inline(__always)
  private static func forEachOutwards(
    _ range: ClosedRange<Int>, from middle: Int, _ body: (Int) -> Void
  ) {
    for step in 0...2 * max(middle - range.lowerBound, range.upperBound - middle) {
      let number = middle + (step & 1 == 1 ? step / 2 + 1 : -(step / 2))
      if range.contains(number) { body(number) }
    }
  }

  /// The square of the distance in degrees beyond which, on the plane of `EdgeFoot`, no position
  /// within a distance is found; infinite where the plane does not tell.
  /// - Parameter errorPerDegree: that of `EdgeFoot` at the position.
  @inline(__always)
  static func bound(errorPerDegree: Double, withinMeters limit: Double) -> Double {
    let error = EdgeFoot.scaleError + errorPerDegree * limit / 110_000 * 1.5
    guard error < 1.0 / 3 else { return .infinity }
    let degrees = limit / EdgeFoot.leastMetersPerDegree / (1 - error)
    return degrees * degrees
  }
}
