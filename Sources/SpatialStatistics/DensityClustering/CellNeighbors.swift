/// The search for the cells that can hold neighbours of a cell's points, for one cell after the other.
struct CellNeighbors {
  /// The cells found, the cell itself too.
  private(set) var cells: [Int] = []
  private let table: CellTable
  private let columns: SharedArray<UInt32>
  private let boxes: SharedArray<SpaceBox>
  /// The row of the cell looked at last, and those in reach of it.
  private var row = -1
  private var rows = 0..<0
  /// Where the last window in each of those rows began: the next begins there or a little further.
  private var starts: [Int] = []

  init(_ table: CellTable) {
    (self.table, columns, boxes) = (table, table.columns, table.boxes)
  }

  /// Finds the cells around one. A few comparisons when cells come in their order.
  mutating func find(around cell: Int) {
    let own = table.cells[cell]
    if Int(own.row) != row { enter(Int(own.row)) }
    cells.removeAll(keepingCapacity: true)
    let box = boxes[cell]
    let place = BandGrid.Place(band: own.band, column: columns[cell])
    for number in rows {
      let other = table.rows[number]
      let end = Int(other.endCell)
      table.grid.forEachWindow(of: place, in: other.band) { window in
        var next = start(window.lowerBound, number - rows.lowerBound, other)
        while next < end, columns[next] <= window.upperBound {
          if box.leastSquared(to: boxes[next]) <= table.reachSquared { cells.append(next) }
          next += 1
        }
      }
    }
  }

  private mutating func enter(_ row: Int) {
    self.row = row
    rows = table.rows(near: row)
    starts = [Int](repeating: -1, count: rows.count)
  }

  /// The first cell of a row whose column is at least the one given.
  private mutating func start(_ column: UInt32, _ number: Int, _ row: CellTable.Row) -> Int {
    var (low, high) = (Int(row.firstCell), Int(row.endCell))
    let last = starts[number]
    if last >= 0, last == low || columns[last - 1] < column {
      low = last
      while low < high, columns[low] < column { low += 1 }
    } else {
      while low < high {
        let middle = (low + high) / 2
        if columns[middle] < column { low = middle + 1 } else { high = middle }
      }
    }
    starts[number] = low
    return low
  }
}
