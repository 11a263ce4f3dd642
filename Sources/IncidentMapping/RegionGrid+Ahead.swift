import SimpleFeatures

extension RegionGrid {
  /// Reads what answers about some positions will need, and keeps nothing of it.
  ///
  /// The cells that records lie in are anywhere in memory, and each has to be waited for when it is
  /// first read: reading those of many records one step at a time lets the machine wait for all at
  /// once.
  /// - Parameter positions: within -180...180, each with whether more than its own cell is needed.
  mutating func readAhead(_ positions: [(center: Coordinate, isWide: Bool)]) {
    var found: [Range<Int>] = []
    found.reserveCapacity(3 * positions.count)
    for (center, isWide) in positions {
      let (row, column) = (Self.row(center.y), Self.column(center.x))
      let reach = isWide ? 1 : 0
      for row in max(0, row - reach)...min(Self.rows - 1, row + reach) {
        let cell = cell(row: row, column: column)
        // Only within the block: beyond it the answer waits.
        let place = column % Self.blockSide
        let west = cell - min(place, reach)
        found.append(west..<cell + min(Self.blockSide - 1 - place, reach) + 1)
        touched ^= cells[west].run
      }
    }
    touched ^= read(found) & 1
  }

  /// Reads the members and edges of ranges of cells.
  private func read(_ ranges: [Range<Int>]) -> Int32 {
    let (cells, members) = (cells.span, members.span)
    let (boxes, runs, vertices) = (boxes.span, runs.span, vertices.span)
    var sum: Int32 = 0
    for range in ranges {
      let (low, high) = (cells[range.lowerBound], cells[range.upperBound])
      if low.member < high.member { sum ^= members[Int(low.member)].region }
      // A line of memory holds four boxes, or nearly three runs.
      for number in stride(from: Int(low.run), to: Int(high.run), by: 3) {
        sum ^= runs[number].first ^ (boxes[number].west > 0 ? 1 : 0)
      }
    }
    for range in ranges {
      for number in Int(cells[range.lowerBound].run)..<Int(cells[range.upperBound].run) {
        sum ^= vertices[Int(runs[number].first)].x > 0 ? 1 : 0
      }
    }
    return sum
  }
}
