import Geodesy
import SimpleFeatures

/// The points of a set of positions in the order of the cells of a grid, and those cells.
struct CellTable: Sendable {
  /// A cell that holds points.
  struct Cell: BitwiseCopyable {
    var first: UInt32
    var end: UInt32
    var band: UInt32
    /// The number of its row among the rows that hold cells.
    var row: UInt32
    /// How many of its points are core points; those stand first.
    var coreCount: UInt32 = 0

    var count: Int { Int(end - first) }
    var places: Range<Int> { Int(first)..<Int(end) }
    var corePlaces: Range<Int> { Int(first)..<Int(first + coreCount) }
  }

  /// A band that holds cells.
  struct Row: BitwiseCopyable {
    var band: UInt32
    var firstCell: UInt32
    var endCell: UInt32
  }

  let points: SharedArray<SurfacePoint>
  let cells: SharedArray<Cell>
  /// The column of each cell, and the box round its points.
  let columns: SharedArray<UInt32>
  let boxes: SharedArray<SpaceBox>
  let rows: SharedArray<Row>
  let grid: BandGrid
  /// The square of a straight distance beyond which nothing is a neighbour.
  let reachSquared: Double

  /// Puts positions into cells; those that are no positions are left out.
  init(
    _ coordinates: [Coordinate], _ space: SurfaceSpace, _ reach: ChordReach, threads: Int
  ) {
    let grid = BandGrid(space.metric, reach)
    self.grid = grid
    reachSquared = reach.possibleSquared
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
    let columns = SharedArray<UInt32>(count: cells.count)
    Crew.run(threads: threads, count: sorted.count, size: size) { _, range in
      var cell = begun[range.lowerBound / size]
      for place in range where begins(place) {
        let corner = grid.place(key: sorted[place].key)
        let first = UInt32(truncatingIfNeeded: place)
        cells[cell] = Cell(
          first: first, end: first, band: corner.band, row: 0)
        columns[cell] = corner.column
        cell += 1
      }
    }
    (self.points, self.cells, self.columns) = (points, cells, columns)

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
    let boxes = SharedArray<SpaceBox>(count: cells.count)
    self.boxes = boxes
    Crew.run(threads: threads, count: cells.count, size: 64) { _, range in
      for cell in range {
        var box = SpaceBox()
        for place in cells[cell].places { box.add(points[place]) }
        boxes[cell] = box
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

  /// The rows in which neighbours of the cells of a row can be.
  func rows(near row: Int) -> Range<Int> {
    let band = rows[row].band
    var (first, end) = (row, row + 1)
    while first > 0, band - rows[first - 1].band <= grid.reachBands { first -= 1 }
    while end < rows.count, rows[end].band - band <= grid.reachBands { end += 1 }
    return first..<end
  }
}
