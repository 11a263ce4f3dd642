import SimpleFeatures

/// The nodes of an R-tree of SQLite, packed at once from all its entries instead of grown one by one.
///
/// Entries are put in tiles, by their centres' x, then y (Leutenegger, Lopez and Edgington 1997, "STR:
/// a simple and efficient algorithm for R-tree packing"). The form of a node is the one of SQLite's
/// module rtree: depth and number of cells in two bytes each, then for each cell an integer of eight
/// bytes and the least and greatest x and y as 32-bit floats, all with the highest byte first.
struct PackedIndex {
  /// A box with the number of a row, or of a node below.
  struct Cell {
    var id: Int64
    var minX: Float
    var maxX: Float
    var minY: Float
    var maxY: Float

    /// The box rounded outwards.
    init(id: Int, _ envelope: Envelope) {
      self.id = Int64(id)
      minX = envelope.minX.roundedDown
      maxX = envelope.maxX.roundedUp
      minY = envelope.minY.roundedDown
      maxY = envelope.maxY.roundedUp
    }

    fileprivate init(node: Int, around cells: ArraySlice<Cell>) {
      id = Int64(node)
      (minX, maxX, minY, maxY) = (.infinity, -.infinity, .infinity, -.infinity)
      for cell in cells {
        minX = min(minX, cell.minX)
        maxX = max(maxX, cell.maxX)
        minY = min(minY, cell.minY)
        maxY = max(maxY, cell.maxY)
      }
    }
  }

  /// The most cells of a node, as SQLite has them for pages of 4,096 bytes.
  private static let capacity = 51
  /// The bytes of a node.
  private static let nodeSize = 4 + 24 * capacity

  /// The nodes by number; the root is 1.
  private(set) var nodes: [(number: Int, bytes: [UInt8])] = []
  /// The node above each node but the root, by the node's number.
  private(set) var parents: [(node: Int, parent: Int)] = []
  /// The leaf of each row, by the row's number.
  private(set) var leaves: [(row: Int64, node: Int)] = []

  /// Packs entries. O(n log n).
  init(_ entries: [Cell]) {
    var level = entries
    var depth = 0
    var nextNumber = 2
    while level.count > Self.capacity {
      let tiles = Self.tiles(&level)
      var above: [Cell] = []
      above.reserveCapacity(tiles.count)
      for tile in tiles {
        add(level[tile], number: nextNumber, depth: 0, isLeaf: depth == 0)
        above.append(Cell(node: nextNumber, around: level[tile]))
        nextNumber += 1
      }
      level = above
      depth += 1
    }
    add(level[...], number: 1, depth: depth, isLeaf: depth == 0)
    leaves.sort { $0.row < $1.row }
    parents.sort { $0.node < $1.node }
  }

  /// Orders cells by tiles and gives the ranges that become nodes.
  private static func tiles(_ cells: inout [Cell]) -> [Range<Int>] {
    let nodeCount = (cells.count + capacity - 1) / capacity
    let sliceCount = Int(Double(nodeCount).squareRoot().rounded(.up))
    let sliceSize = (nodeCount + sliceCount - 1) / sliceCount * capacity
    cells.sort { ($0.minX + $0.maxX, $0.id) < ($1.minX + $1.maxX, $1.id) }
    var ranges: [Range<Int>] = []
    var start = 0
    while start < cells.count {
      let end = min(cells.count, start + sliceSize)
      cells[start..<end].sort { ($0.minY + $0.maxY, $0.id) < ($1.minY + $1.maxY, $1.id) }
      for first in stride(from: start, to: end, by: capacity) {
        ranges.append(first..<min(end, first + capacity))
      }
      start = end
    }
    return ranges
  }

  private mutating func add(
    _ cells: ArraySlice<Cell>, number: Int, depth: Int, isLeaf: Bool
  ) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.nodeSize)
    bytes.appendBig(UInt16(truncatingIfNeeded: depth))
    bytes.appendBig(UInt16(truncatingIfNeeded: cells.count))
    for cell in cells {
      bytes.appendBig(cell.id)
      for bound in [cell.minX, cell.maxX, cell.minY, cell.maxY] {
        bytes.appendBig(bound.bitPattern)
      }
      if isLeaf {
        leaves.append((cell.id, number))
      } else {
        parents.append((Int(cell.id), number))
      }
    }
    bytes.append(contentsOf: repeatElement(0, count: Self.nodeSize - bytes.count))
    nodes.append((number, bytes))
  }
}

extension [UInt8] {
  /// Appends a number with its highest byte first.
  fileprivate mutating func appendBig(_ value: some FixedWidthInteger) {
    for shift in stride(from: value.bitWidth - 8, through: 0, by: -8) {
      append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }
}

extension Double {
  /// The greatest float that is not above it.
  fileprivate var roundedDown: Float {
    let nearest = Float(self)
    return Double(nearest) > self ? nearest.nextDown : nearest
  }

  /// The least float that is not below it.
  fileprivate var roundedUp: Float {
    let nearest = Float(self)
    return Double(nearest) < self ? nearest.nextUp : nearest
  }
}
