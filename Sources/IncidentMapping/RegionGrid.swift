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
/// so answers are those of exact arithmetic. An edge that two regions share is kept once for both.
/// Cells are filled when first asked for, in blocks of 5 degrees, so one question costs no more than
/// it needs: some 0.1 ms a block, some 40 ms for the whole world of first-level regions.
struct RegionGrid {
  static let cellsPerDegree = 4
  static let rows = 180 * cellsPerDegree
  static let columns = 360 * cellsPerDegree
  /// Cells along the side of a block.
  static let blockSide = 20
  static let blockColumns = columns / blockSide
  static let blocks = columns * rows / (blockSide * blockSide)
  /// How far beyond its sides a cell keeps edges, in degrees: more than rounding can move a point.
  static let reachDegrees = 1e-9
  /// The most edges of a run.
  static let runLength = 8

  /// What is known of the reference point of a cell.
  enum Reference: UInt8 {
    case outside, inside, doubtful
  }

  /// A region that has something of a cell.
  struct Member {
    var region: Int32
    var reference: Reference
  }

  /// Edges of a ring behind one another that touch a cell, with the same regions on both sides.
  struct Run {
    /// The vertex at which the first edge starts.
    var first: Int32
    var count: Int32
    /// The region on the left, and the one on the right as far as that has the same edges; -1 for
    /// none.
    var left: Int32
    var right: Int32
    /// Where these regions stand among the members of the cell; -1 for none.
    var leftMember: Int32
    var rightMember: Int32
  }

  /// An envelope in single precision, widened by rounding: many fit into a line of memory.
  struct Box {
    private(set) var west = Float.infinity
    private(set) var south = Float.infinity
    private(set) var east = -Float.infinity
    private(set) var north = -Float.infinity

    mutating func expand(toInclude point: Coordinate) {
      let (x, y) = (Float(point.x), Float(point.y))
      west = min(west, x.nextDown)
      south = min(south, y.nextDown)
      east = max(east, x.nextUp)
      north = max(north, y.nextUp)
    }

    @inline(__always)
    func intersects(_ envelope: Envelope) -> Bool {
      Double(west) <= envelope.maxX && Double(east) >= envelope.minX
        && Double(south) <= envelope.maxY && Double(north) >= envelope.minY
    }

    /// The square of the distance of a position, with the width of a degree east as a share of that
    /// of a degree north.
    @inline(__always)
    func square(from position: Coordinate, scale: Double) -> Double {
      let x = max(0, Double(west) - position.x, position.x - Double(east)) * scale
      let y = max(0, Double(south) - position.y, position.y - Double(north))
      return x * x + y * y
    }
  }

  /// Where the members and the runs of a cell start; they end where those of the next cell start.
  struct Cell {
    var member: Int32
    var run: Int32
  }

  /// A stretch of a ring and the envelope of its edges.
  struct Chain {
    /// The vertices at which its edges start.
    var edges: Range<Int32>
    var box: Envelope
  }

  let set: BoundarySet
  /// Where the cells of each block start in `cells`; -1 where it is not filled.
  var blockStarts: [Int32]
  /// The cells of the blocks filled so far, row by row, and behind each block the end of its last.
  var cells: [Cell]
  /// Regions of each cell in order of their positions.
  var members: [Member] = []
  var runs: [Run] = []
  /// The boxes of the runs.
  var boxes: [Box] = []
  /// Rings of the regions met so far, closed, each with the surface to its left.
  var vertices: [Coordinate] = []
  var chains: [Chain] = []
  /// The chains of each region; nil where it was not met.
  var outlines: [Range<Int>?]
  /// The last search that met each edge, so that it counts once.
  var searches: [UInt32] = []
  var search: UInt32 = 0
  /// What was read ahead, so that it is read.
  var touched: Int32 = 0
  /// How often the caller was asked to decide.
  var doubts = 0

  init(_ set: BoundarySet) {
    self.set = set
    blockStarts = Array(repeating: -1, count: Self.blocks)
    outlines = Array(repeating: nil, count: set.regions.count)
    // The block without any region, which all empty ones share.
    cells = Array(
      repeating: Cell(member: 0, run: 0), count: Self.blockSide * Self.blockSide + 1)
  }

  /// The number in `cells` of a cell, its block filled.
  @inline(__always)
  mutating func cell(row: Int, column: Int) -> Int {
    let (block, offset) = Self.place(row: row, column: column)
    if blockStarts[block] < 0 { fill(block) }
    return Int(blockStarts[block]) + offset
  }

  /// The block of a cell, and where the cell stands in it.
  @inline(__always)
  static func place(row: Int, column: Int) -> (block: Int, offset: Int) {
    let (blockRow, blockColumn) = (row / blockSide, column / blockSide)
    return (
      blockRow * blockColumns + blockColumn,
      (row - blockRow * blockSide) * blockSide + column - blockColumn * blockSide
    )
  }

  /// Fills what is not filled yet. O(vertices), some 40 ms for the first-level regions of the world.
  mutating func fillAll() {
    for block in blockStarts.indices where blockStarts[block] < 0 { fill(block) }
  }

  @inline(__always)
  static func row(_ latitude: Double) -> Int {
    min(max(Int((latitude + 90) * Double(cellsPerDegree)), 0), rows - 1)
  }

  @inline(__always)
  static func column(_ longitude: Double) -> Int {
    min(max(Int((longitude + 180) * Double(cellsPerDegree)), 0), columns - 1)
  }

  /// The reference point of a cell: near the middle, off any round number.
  @inline(__always)
  static func reference(row: Int, column: Int) -> Coordinate {
    Coordinate(
      longitude: (Double(column) + 0.5) / Double(cellsPerDegree) - 180 + 0.001_414_213_562_373,
      latitude: (Double(row) + 0.5) / Double(cellsPerDegree) - 90 + 0.001_732_050_807_569)
  }
}
