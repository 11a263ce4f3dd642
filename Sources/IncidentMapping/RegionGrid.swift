import ReferenceGeography
import SimpleFeatures
import SpatialIndexing

/// The regions of a boundary set laid over cells of a quarter of a degree, for one thread.
///
/// A cell knows which regions cover its reference point and keeps the edges that touch it. A
/// position is inside a region if the way to it from the reference point crosses the region's edges
/// an even number of times and the reference point is inside, or an odd number and it is not
/// (Jordan curve theorem). The tests of sides carry an error bound (Shewchuk 1997, "Adaptive
/// precision floating-point arithmetic", section 4.3): where a sign is in doubt, the caller decides,
/// so answers are those of exact arithmetic. Cells are filled when first asked for, in blocks of
/// 5 degrees: some 0.1 ms a block, so one question costs no more than it needs.
struct RegionGrid {
  static let cellsPerDegree = 4
  static let rows = 180 * cellsPerDegree
  static let columns = 360 * cellsPerDegree
  /// Cells along the side of a block.
  static let blockSide = 20
  static let blockColumns = columns / blockSide
  /// How far beyond its sides a cell keeps edges, in degrees: more than rounding can move a point.
  static let reachDegrees = 1e-9

  /// What is known of the reference point of a cell.
  enum Reference: UInt8 {
    case outside, inside, doubtful
  }

  /// A region that has something of a cell.
  struct Entry {
    var region: Int32
    /// The first of its edges in `edges`; they end where those of the next entry start.
    var firstEdge: Int32
    var reference: Reference
  }

  let set: BoundarySet
  /// Where the cells of each block start in `cells`; -1 where it is not filled.
  var blockStarts: [Int32]
  /// The first entry of each cell, row by row, and behind each block the end of its entries.
  var cells: [Int32]
  /// Regions of each cell in order of their positions; behind each block an empty one.
  var entries: [Entry]
  /// Numbers of vertices at which the edges of the entries start.
  var edges: [Int32] = []
  /// Rings of the regions met so far, closed, each with the surface to its left.
  var vertices: [Coordinate] = []
  /// The vertices of each ring.
  var rings: [Range<Int>] = []
  /// The rings of each region; nil where it was not met.
  var outlines: [Range<Int>?]
  /// The region on the left of the edge that starts at each vertex.
  var owners: [Int32] = []
  /// The edge that runs back along each edge: the same border from the other side; -1 for none.
  var twins: [Int32] = []
  var edgeTable = EdgeTable()
  /// The last search that met each edge, so that it counts once.
  var searches: [UInt32] = []
  var search: UInt32 = 0
  /// How often the caller was asked to decide.
  private(set) var doubts = 0

  init(_ set: BoundarySet) {
    self.set = set
    blockStarts = Array(
      repeating: -1, count: Self.columns * Self.rows / (Self.blockSide * Self.blockSide))
    outlines = Array(repeating: nil, count: set.regions.count)
    // The block without any region, which all empty ones share.
    cells = Array(repeating: 0, count: Self.blockSide * Self.blockSide + 1)
    entries = [Entry(region: -1, firstEdge: 0, reference: .outside)]
  }

  /// The number in `cells` of a cell, its block filled.
  mutating func cell(row: Int, column: Int) -> Int {
    let side = Self.blockSide
    let block = row / side * Self.blockColumns + column / side
    if blockStarts[block] < 0 { fill(block) }
    return Int(blockStarts[block]) + row % side * side + column % side
  }

  static func row(_ latitude: Double) -> Int {
    min(max(Int((latitude + 90) * Double(cellsPerDegree)), 0), rows - 1)
  }

  static func column(_ longitude: Double) -> Int {
    min(max(Int((longitude + 180) * Double(cellsPerDegree)), 0), columns - 1)
  }

  /// The reference point of a cell: near the middle, off any round number.
  static func reference(row: Int, column: Int) -> Coordinate {
    Coordinate(
      longitude: (Double(column) + 0.5) / Double(cellsPerDegree) - 180 + 0.001_414_213_562_373,
      latitude: (Double(row) + 0.5) / Double(cellsPerDegree) - 90 + 0.001_732_050_807_569)
  }

  /// Calls a function with each region that covers a position, in order of their positions in the
  /// set; edges belong to their regions. Nothing for a position off the map.
  /// - Parameter isCovered: decides where the position lies on an edge, or so near to one that
  ///   rounding could; called for that region only.
  mutating func forEachRegion(
    covering point: Coordinate, isCovered: (Int) throws -> Bool, _ body: (Int) -> Void
  ) rethrows {
    guard point.isGeographic else { return }
    let (row, column) = (Self.row(point.y), Self.column(point.x))
    let cell = cell(row: row, column: column)
    let reference = Self.reference(row: row, column: column)
    for number in Int(cells[cell])..<Int(cells[cell + 1]) {
      let entry = entries[number]
      let own = Int(entry.firstEdge)..<Int(entries[number + 1].firstEdge)
      var isInside = entry.reference == .inside
      var isDoubtful = entry.reference == .doubtful
      for index in own where !isDoubtful {
        let edge = Int(edges[index])
        switch crossing(of: vertices[edge], vertices[edge + 1], from: reference, to: point) {
        case .no: break
        case .yes: isInside.toggle()
        case .doubtful: isDoubtful = true
        }
      }
      if isDoubtful {
        doubts += 1
        isInside = try isCovered(Int(entry.region))
      }
      if isInside { body(Int(entry.region)) }
    }
  }
}

private enum Crossing {
  case no, yes, doubtful
}

/// Whether the way between two positions crosses an edge; in doubt where one end of either lies on
/// the other, or so near that rounding could put it there.
@inline(__always)
private func crossing(
  of a: Coordinate, _ b: Coordinate, from start: Coordinate, to end: Coordinate
) -> Crossing {
  let first = side(of: start, a, b)
  let second = side(of: end, a, b)
  if first * second > 0 { return .no }
  let third = side(of: a, start, end)
  let fourth = side(of: b, start, end)
  if third * fourth > 0 { return .no }
  return first * second < 0 && third * fourth < 0 ? .yes : .doubtful
}

/// On which side of the line from one position to another a third lies: 1 left, -1 right, 0 where
/// rounding does not tell.
@inline(__always)
private func side(of point: Coordinate, _ a: Coordinate, _ b: Coordinate) -> Double {
  let left = (b.x - a.x) * (point.y - a.y)
  let right = (b.y - a.y) * (point.x - a.x)
  let turn = left - right
  // (3 + 16 u) u with u = 2^-53, Shewchuk's bound A, rounded up.
  let bound = 3.330_669_073_875_472e-16 * 1.001 * (abs(left) + abs(right))
  return turn > bound ? 1 : turn < -bound ? -1 : 0
}
