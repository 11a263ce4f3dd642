import Synchronization

/// The zones of all centres, as rows of counts in the order in which zones take them in, cut into blocks.
///
/// A row holds the cases of a location in bytes. Locations whose cases may not fit into one have several
/// rows behind each other; what the first ones alone make up is no zone of its own, but never has a
/// larger ratio than the whole.
///
/// Zones of one centre are nested. So if the last zone of a block has too few cases for the measure of
/// the first one, no zone between reaches the level: one test for the block.
struct ScanZones: Sendable {
  /// Zones that are tested together.
  struct Block: Sendable {
    /// The number of rows of the last zone.
    var end: UInt16
    /// The place in the grid that is not above the measure of the first zone, or `untested`.
    var place: UInt16
    /// At most the floor measure of the zone before the first.
    var before: Float

    /// The place of a block that ends before its only location is complete.
    static let untested = UInt16.max
  }

  /// The zones of some centres behind each other, as they are made.
  struct Piece: Sendable {
    var rows: [UInt16] = []
    var blocks: [Block] = []
    /// Where each centre's rows and blocks begin, and the end.
    var starts: [(row: Int, block: Int)] = [(0, 0)]
  }

  /// Where rows and blocks of a centre begin.
  struct Start: Sendable {
    var row: Int
    var block: Int
  }

  /// The rows of all centres behind each other, as far as a limit ends their largest zones.
  let rows: SharedArray<UInt16>
  /// The blocks of all centres behind each other.
  let blocks: SharedArray<Block>
  /// The start of each centre, and the end.
  let starts: SharedArray<Start>
  let order: NeighborOrder
  /// The most cases of each location that fit.
  let capacity: [Int]
  /// Whether a row is the first one of its location.
  let isFirst: [Bool]
  let locationOfRow: [Int]
  /// The first row of each location.
  let firstRow: [Int]
  /// The floor measure of each row, 0 for further ones of a location.
  let floors: [Double]
  let centers: Int
  /// The most blocks of a centre.
  let mostBlocks: Int

  var rowCount: Int { isFirst.count }

  /// Lays out zones for at most `expectedMost` cases at each location.
  ///
  /// O(n^2) time, about two bytes for each location of each zone list.
  init(
    _ problem: ScanProblem, _ locations: ScanLocations, most expectedMost: [Int], threads: Int
  ) throws(StatisticsError) {
    let order = NeighborOrder(locations)
    self.order = order
    centers = locations.count
    // Rows of neighbours lie near each other.
    let sequence = SpatialSequence.order(locations.positions)
    var (isFirst, locationOfRow, floors): ([Bool], [Int], [Double]) = ([], [], [])
    var firstRow = Array(repeating: 0, count: locations.count)
    var capacity = firstRow
    var caps: [Int] = []
    for location in sequence {
      let most = max(1, expectedMost[location])
      let parts = (most + 254) / 255
      firstRow[location] = isFirst.count
      capacity[location] = parts == 1 ? most : parts * 255
      for part in 0..<parts {
        isFirst.append(part == 0)
        locationOfRow.append(location)
        floors.append(part == 0 ? problem.measure.floors[location] : 0)
        caps.append(parts == 1 ? most : 255)
      }
      guard isFirst.count <= 65_535 else {
        throw StatisticsError(
          "The scan has too many cases for so many locations: merge some of them.")
      }
    }
    self.isFirst = isFirst
    self.locationOfRow = locationOfRow
    self.firstRow = firstRow
    self.floors = floors
    self.capacity = capacity

    let builder = ZoneBuilder(
      problem: problem, order: order, firstRow: firstRow, isFirst: isFirst,
      locationOfRow: locationOfRow, floors: floors, caps: caps)
    let pieceSize = 32
    let count = (locations.count + pieceSize - 1) / pieceSize
    let made = Mutex<[Piece]>(Array(repeating: Piece(), count: count))
    Crew.run(threads: threads, pieces: count) { _, piece in
      let start = piece * pieceSize
      let zones = builder.piece(start..<min(start + pieceSize, locations.count))
      made.withLock { $0[piece] = zones }
    }
    (rows, blocks, starts) = Self.joined(made, centers: locations.count)
    var mostBlocks = 1
    for center in 0..<locations.count {
      mostBlocks = max(mostBlocks, starts[center + 1].block - starts[center].block)
    }
    self.mostBlocks = mostBlocks
  }

  /// The pieces behind each other; each is let go when it has been copied.
  private static func joined(_ made: borrowing Mutex<[Piece]>, centers: Int)
    -> (SharedArray<UInt16>, SharedArray<Block>, SharedArray<Start>)
  {
    made.withLock { pieces in
      let rows = SharedArray<UInt16>(count: pieces.reduce(0) { $0 + $1.rows.count })
      let blocks = SharedArray<Block>(count: pieces.reduce(0) { $0 + $1.blocks.count })
      let starts = SharedArray<Start>(count: centers + 1)
      var (row, block, center) = (0, 0, 0)
      for place in pieces.indices {
        let piece = pieces[place]
        pieces[place] = Piece()
        for start in piece.starts.dropLast() {
          starts[center] = Start(row: row + start.row, block: block + start.block)
          center += 1
        }
        for value in piece.rows {
          rows[row] = value
          row += 1
        }
        for value in piece.blocks {
          blocks[block] = value
          block += 1
        }
      }
      starts[center] = Start(row: row, block: block)
      return (rows, blocks, starts)
    }
  }

  /// The locations of a zone, in the order in which it takes them in.
  func members(of center: Int, rows count: Int) -> [Int] {
    let start = starts[center].row
    return (start..<start + count).compactMap { place in
      let row = Int(rows[place])
      return isFirst[row] ? locationOfRow[row] : nil
    }
  }
}
