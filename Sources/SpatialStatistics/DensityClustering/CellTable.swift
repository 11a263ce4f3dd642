import Geodesy
import SimpleFeatures

/// The points of a set of positions in the order of the cells of a grid, and those cells.
struct CellTable: Sendable {
  /// A cell that holds points.
  struct Cell: BitwiseCopyable {
    var first: UInt32
    var end: UInt32
    var band: UInt32
    var column: UInt32
    /// The number of its row among the rows that hold cells.
    var row: UInt32
    /// How many of its points are core points; those stand first.
    var coreCount: UInt32 = 0
    var box = SpaceBox()

    var count: Int { Int(end - first) }
    var places: Range<Int> { Int(first)..<Int(end) }
    var corePlaces: Range<Int> { Int(first)..<Int(first + coreCount) }
  }

  /// A band that holds cells.
  private struct Row: BitwiseCopyable {
    var band: UInt32
    var firstCell: UInt32
    var endCell: UInt32
  }

  let points: SharedArray<SurfacePoint>
  let cells: SharedArray<Cell>
  private let rows: SharedArray<Row>
  private let grid: BandGrid

  /// Puts positions into cells; those that are no positions are left out.
  init(_ coordinates: [Coordinate], _ grid: BandGrid, _ space: SurfaceSpace, threads: Int) {
    self.grid = grid
    let size = 16_384
    let records = SharedArray<SurfacePoint>(count: coordinates.count)
    var entries = SharedArray<SortEntry>(count: coordinates.count)
    let absent = UInt64.max
    let absentCounts = SharedArray<Int>(count: max(1, (coordinates.count + size - 1) / size))
    Crew.run(threads: threads, count: coordinates.count, size: size) { [entries] _, range in
      var absentCount = 0
      for item in range {
        let number = UInt32(truncatingIfNeeded: item)
        guard let position = space.metric.canonical(coordinates[item]) else {
          entries[item] = SortEntry(key: absent, item: number)
          absentCount += 1
          continue
        }
        records[item] = SurfacePoint(space.point(position), item: number)
        entries[item] = SortEntry(key: grid.key(position), item: number)
      }
      absentCounts[range.lowerBound / size] = absentCount
    }
    if (0..<absentCounts.count).contains(where: { absentCounts[$0] > 0 }) {
      entries = Self.compacted(entries) { $0.key != absent }
    }
    let sorted = RadixSort.sorted(entries, bits: grid.keyBits, threads: threads)

    let points = SharedArray<SurfacePoint>(count: sorted.count)
    // The cells that begin in each piece are counted first, so that all pieces can write theirs.
    @Sendable func begins(_ place: Int) -> Bool {
      place == 0 || sorted[place].key != sorted[place - 1].key
    }
    let pieces = (sorted.count + size - 1) / size
    let begun = SharedArray<Int>(count: pieces + 1)
    Crew.run(threads: threads, count: sorted.count, size: size) { _, range in
      var count = 0
      for place in range {
        points[place] = records[Int(sorted[place].item)]
        if begins(place) { count += 1 }
      }
      begun[range.lowerBound / size + 1] = count
    }
    for piece in 0..<pieces { begun[piece + 1] += begun[piece] }
    let cells = SharedArray<Cell>(count: begun[pieces])
    Crew.run(threads: threads, count: sorted.count, size: size) { _, range in
      var cell = begun[range.lowerBound / size]
      for place in range where begins(place) {
        let corner = grid.place(key: sorted[place].key)
        let first = UInt32(truncatingIfNeeded: place)
        cells[cell] = Cell(
          first: first, end: first, band: corner.band, column: corner.column, row: 0)
        cell += 1
      }
    }
    (self.points, self.cells) = (points, cells)

    var rows: [Row] = []
    for cell in 0..<cells.count {
      let number = UInt32(truncatingIfNeeded: cell)
      if rows.last?.band != cells[cell].band {
        rows.append(Row(band: cells[cell].band, firstCell: number, endCell: number))
      }
      rows[rows.count - 1].endCell += 1
      cells[cell].row = UInt32(rows.count - 1)
      cells[cell].end =
        cell + 1 < cells.count ? cells[cell + 1].first : UInt32(truncatingIfNeeded: points.count)
    }
    self.rows = SharedArray(rows)
    Crew.run(threads: threads, count: cells.count, size: 64) { _, range in
      for cell in range {
        var box = SpaceBox()
        for place in cells[cell].places { box.add(points[place]) }
        cells[cell].box = box
      }
    }
  }

  private static func compacted(
    _ entries: SharedArray<SortEntry>, _ isKept: (SortEntry) -> Bool
  ) -> SharedArray<SortEntry> {
    var kept: [SortEntry] = []
    for place in 0..<entries.count where isKept(entries[place]) { kept.append(entries[place]) }
    return SharedArray(kept)
  }

  /// Calls `body` with ranges of cells, ascending, that together hold all cells with a neighbour of a
  /// cell's points, itself too; with `after`, only cells of higher number.
  @inline(__always)
  func forEachNeighbour(of cell: Int, after isAfter: Bool = false, _ body: (Range<Int>) -> Void) {
    let own = cells[cell]
    let place = BandGrid.Place(band: own.band, column: own.column)
    let ownRow = Int(own.row)
    var row = ownRow
    if !isAfter {
      while row > 0, own.band - rows[row - 1].band <= grid.reachBands { row -= 1 }
    }
    while row < rows.count {
      let other = rows[row]
      guard other.band <= own.band || other.band - own.band <= grid.reachBands else { return }
      let least = isAfter && row == ownRow ? cell + 1 : Int(other.firstCell)
      grid.forEachWindow(of: place, in: other.band) { columns in
        let first = max(least, lowerBound(columns.lowerBound, in: other))
        var end = first
        while end < Int(other.endCell), cells[end].column <= columns.upperBound { end += 1 }
        if first < end { body(first..<end) }
      }
      row += 1
    }
  }

  /// The first cell of a row whose column is at least the one given.
  @inline(__always)
  private func lowerBound(_ column: UInt32, in row: Row) -> Int {
    var (low, high) = (Int(row.firstCell), Int(row.endCell))
    while low < high {
      let middle = (low + high) / 2
      if cells[middle].column < column { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
