/// The search for the cells that can hold neighbours of a cell's points, for one cell after the other.
struct CellNeighbors {
  /// The cells found, the cell itself too, or only those after it.
  private(set) var cells: [Int] = []

  /// A row of cells in reach, as seen from the row of the cell.
  private struct Sight {
    let first: Int
    let end: Int
    let view: BandGrid.View
    /// Where the last range began: the next begins there or a little further. -1 if there was none.
    var start = -1
  }

  private let table: CellTable
  private let columns: SharedArray<UInt32>
  private let boxes: SharedArray<SpaceBox>
  private let reachSquared: Double
  private let isForward: Bool
  /// The row of the cell looked at last, and what is in reach of it.
  private var row = UInt32.max
  private var sights: [Sight] = []

  /// - Parameter isForward: whether only cells after one are looked for.
  init(_ table: CellTable, isForward: Bool = false) {
    (self.table, columns, boxes) = (table, table.columns, table.boxes)
    reachSquared = table.reachSquared
    self.isForward = isForward
  }

  /// Finds the cells around one. A few comparisons when cells come in their order.
  mutating func find(around cell: Int) {
    let own = table.cells[cell].row
    if own != row { enter(own) }
    cells.removeAll(keepingCapacity: true)
    let (box, column) = (boxes[cell], columns[cell])
    let least = isForward ? cell + 1 : 0
    for number in sights.indices where sights[number].end > least {
      let (view, end) = (sights[number].view, sights[number].end)
      view.forEachRange(of: column) { range in
        var next = max(start(range.lowerBound, number), least)
        while next < end, columns[next] <= range.upperBound {
          if box.leastSquared(to: boxes[next]) <= reachSquared { cells.append(next) }
          next += 1
        }
      }
    }
  }

  private mutating func enter(_ row: UInt32) {
    self.row = row
    let band = table.rows[Int(row)].band
    sights = table.rows(near: Int(row)).map { number in
      let other = table.rows[number]
      return Sight(
        first: Int(other.firstCell), end: Int(other.endCell),
        view: table.grid.view(from: band, to: other.band))
    }
  }

  /// The first cell in sight whose column is at least the one given.
  @inline(__always)
  private mutating func start(_ column: UInt32, _ number: Int) -> Int {
    var (low, high) = (sights[number].first, sights[number].end)
    let last = sights[number].start
    if last >= 0, last == low || columns[last - 1] < column {
      low = last
      while low < high, columns[low] < column { low += 1 }
    } else {
      while low < high {
        let middle = (low + high) / 2
        if columns[middle] < column { low = middle + 1 } else { high = middle }
      }
    }
    sights[number].start = low
    return low
  }
}
