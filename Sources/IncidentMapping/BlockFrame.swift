import SimpleFeatures

/// Where a block lies, and which of its cells an edge meets.
struct BlockFrame {
  /// The block, a little widened.
  let envelope: Envelope
  private let west: Double
  private let south: Double
  /// The reference point of the cell in the south-west.
  private let reference: Coordinate
  private let side = RegionGrid.blockSide
  /// Powers of two both, so that to multiply by one is to divide by the other.
  private static let perDegree = 4.0
  private static let size = 0.25

  init(row: Int, column: Int) {
    let degrees = Double(side) * Self.size
    west = Double(column) * degrees - 180
    south = Double(row) * degrees - 90
    let reach = RegionGrid.reachDegrees
    envelope = Envelope(
      minX: west - reach, minY: south - reach, maxX: west + degrees + reach,
      maxY: south + degrees + reach)
    reference = RegionGrid.reference(row: row * side, column: column * side)
  }

  /// Calls a function with each row whose line of reference points an edge crosses and the first
  /// column whose point lies east of the crossing; in doubt where one lies too near to tell.
  @inline(__always)
  func forEachRow(
    crossing a: Coordinate, _ b: Coordinate, _ body: (Int, Int, _ isDoubtful: Bool) -> Void
  ) {
    let first = index((min(a.y, b.y) - reference.y) * Self.perDegree)
    let last = index((max(a.y, b.y) - reference.y) * Self.perDegree)
    for row in first...last {
      let y = reference.y + Double(row) * Self.size
      guard (a.y > y) != (b.y > y) else { continue }
      let x = a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x)
      let place = min(max((x - reference.x) * Self.perDegree, -0.5), Double(side) - 0.5)
      let isDoubtful = abs(place - place.rounded()) < 1e-7
      body(row, Int(place.rounded(.down)) + 1, isDoubtful)
    }
  }

  /// Calls a function with each row whose line of reference points lies between two latitudes.
  @inline(__always)
  func forEachRow(between a: Double, _ b: Double, _ body: (Int) -> Void) {
    let first = index((min(a, b) - reference.y) * Self.perDegree)
    let last = index((max(a, b) - reference.y) * Self.perDegree)
    for row in first...last {
      let y = reference.y + Double(row) * Self.size
      if (a > y) != (b > y) { body(row) }
    }
  }

  /// Calls a function with each cell that an edge touches.
  @inline(__always)
  func forEachCell(touchedBy a: Coordinate, _ b: Coordinate, _ body: (Int) -> Void) {
    let reach = RegionGrid.reachDegrees
    func row(_ latitude: Double) -> Int { index((latitude - south) * Self.perDegree) }
    func column(_ longitude: Double) -> Int { index((longitude - west) * Self.perDegree) }
    let rows = row(min(a.y, b.y) - reach)...row(max(a.y, b.y) + reach)
    let (low, high) = (min(a.x, b.x) - reach, max(a.x, b.x) + reach)
    for row in rows {
      var (left, right) = (low, high)
      if rows.count > 1 {
        // The part of the edge between the southern and the northern side of the row.
        let slope = (b.x - a.x) / (b.y - a.y)
        let floor = south + Double(row) * Self.size - reach
        let first = a.x + (min(max(floor, min(a.y, b.y)), max(a.y, b.y)) - a.y) * slope
        let ceiling = floor + Self.size + 2 * reach
        let second = a.x + (min(max(ceiling, min(a.y, b.y)), max(a.y, b.y)) - a.y) * slope
        if slope.isFinite {
          left = max(low, min(first, second) - reach)
          right = min(high, max(first, second) + reach)
        }
      }
      guard right >= envelope.minX, left <= envelope.maxX else { continue }
      let first = column(left)
      for column in first...max(first, column(right)) {
        body(row * side + column)
      }
    }
  }

  /// A row or column of the block, the nearest one for a place beside it.
  @inline(__always)
  private func index(_ place: Double) -> Int {
    Int(min(max(place, 0), Double(side - 1)))
  }
}
