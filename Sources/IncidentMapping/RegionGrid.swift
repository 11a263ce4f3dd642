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
    var box: Envelope
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
  /// Rings of the regions met so far, closed, each with the surface to its left.
  var vertices: [Coordinate] = []
  var chains: [Chain] = []
  /// The chains of each region; nil where it was not met.
  var outlines: [Range<Int>?]
  /// The last search that met each edge, so that it counts once.
  var searches: [UInt32] = []
  var search: UInt32 = 0
  /// How often the caller was asked to decide.
  private(set) var doubts = 0

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
    let side = Self.blockSide
    let block = row / side * Self.blockColumns + column / side
    if blockStarts[block] < 0 { fill(block) }
    return Int(blockStarts[block]) + row % side * side + column % side
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

  /// Calls a function with each region that covers a position, in order of their positions in the
  /// set; edges belong to their regions. Nothing for a position off the map.
  /// - Parameter isCovered: decides where the position lies on an edge, or so near to one that
  ///   rounding could; called for that region only.
  @inline(__always)
  mutating func forEachRegion(
    covering point: Coordinate, isCovered: (Int) throws -> Bool, _ body: (Int) -> Void
  ) rethrows {
    guard point.isGeographic else { return }
    let (row, column) = (Self.row(point.y), Self.column(point.x))
    let number = cell(row: row, column: column)
    let (cell, next) = (cells[number], cells[number + 1])
    // As many regions at a time as a word has bits; nearly always once.
    for first in stride(from: cell.member, to: next.member, by: 64) {
      let all = first..<min(first + 64, next.member)
      var (inside, doubtful) = self.inside(all, at: Self.reference(row: row, column: column))
      if cell.run < next.run {
        let crossed = crossings(
          from: Self.reference(row: row, column: column), to: point,
          runs: Int(cell.run)..<Int(next.run), firstMember: Int(first - cell.member))
        inside ^= crossed.odd
        doubtful |= crossed.doubtful
      }
      if inside | doubtful == 0 { continue }
      for (bit, member) in all.enumerated() where (inside | doubtful) >> UInt64(bit) & 1 == 1 {
        let region = Int(members[Int(member)].region)
        if doubtful >> UInt64(bit) & 1 == 1 {
          doubts += 1
          guard try isCovered(region) else { continue }
        }
        body(region)
      }
    }
  }

  /// Which members cover the reference point of their cell, and of which that is not known, as bits.
  @inline(__always)
  private func inside(_ numbers: Range<Int32>, at reference: Coordinate) -> (UInt64, UInt64) {
    var (inside, doubtful): (UInt64, UInt64) = (0, 0)
    for (bit, number) in numbers.enumerated() {
      switch members[Int(number)].reference {
      case .outside: break
      case .inside: inside |= 1 << UInt64(bit)
      case .doubtful: doubtful |= 1 << UInt64(bit)
      }
    }
    return (inside, doubtful)
  }

  /// The members, as bits from one of them on, whose edges the way between two positions crosses an
  /// odd number of times, and those of which rounding does not tell.
  private func crossings(
    from start: Coordinate, to end: Coordinate, runs range: Range<Int>, firstMember: Int
  ) -> (odd: UInt64, doubtful: UInt64) {
    let (runs, vertices) = (runs.span, vertices.span)
    let way = Envelope(
      minX: min(start.x, end.x), minY: min(start.y, end.y), maxX: max(start.x, end.x),
      maxY: max(start.y, end.y))
    var (odd, doubtful): (UInt64, UInt64) = (0, 0)
    for number in range where runs[number].box.intersects(way) {
      let run = runs[number]
      var a = vertices[Int(run.first)]
      var third = side(of: a, start, end)
      for index in Int(run.first) + 1...Int(run.first + run.count) {
        let b = vertices[index]
        let fourth = side(of: b, start, end)
        defer { (a, third) = (b, fourth) }
        if third * fourth > 0 { continue }
        let first = side(of: start, a, b)
        let second = side(of: end, a, b)
        if first * second > 0 { continue }
        // A shift by more than the width, or by less than nothing, leaves no bit.
        let left = (1 as UInt64) << (Int(run.leftMember) - firstMember)
        let right =
          run.rightMember < 0 ? 0 : (1 as UInt64) << (Int(run.rightMember) - firstMember)
        if first * second < 0 && third * fourth < 0 {
          odd ^= left ^ right
        } else {
          doubtful |= left | right
        }
      }
    }
    return (odd, doubtful)
  }
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
