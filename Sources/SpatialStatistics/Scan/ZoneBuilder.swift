/// Makes the zones of centres.
struct ZoneBuilder: Sendable {
  let problem: ScanProblem
  let order: NeighborOrder
  let firstRow: [Int]
  let isFirst: [Bool]
  let locationOfRow: [Int]
  let floors: [Double]
  let caps: [Int]

  func piece(_ centers: Range<Int>) -> ScanZones.Piece {
    var piece = ScanZones.Piece()
    var (keys, spare): ([UInt64], [UInt64]) = ([], [])
    for center in centers {
      order.sort(around: center, keys: &keys, spare: &spare)
      addRows(around: center, keys, to: &piece)
      addBlocks(to: &piece)
      piece.starts.append((piece.rows.count, piece.blocks.count))
    }
    return piece
  }

  private func addRows(around center: Int, _ keys: [UInt64], to piece: inout ScanZones.Piece) {
    let limit = problem.maximumShare * problem.measure.total
    var sum = 0.0
    for key in keys {
      let location = Int(key & 0xFFFF_FFFF)
      sum += problem.measure.totals[location]
      guard sum <= limit else { return }
      if let radius = problem.maximumRadius, order.chord(center, location) > radius { return }
      var row = firstRow[location]
      repeat {
        piece.rows.append(UInt16(truncatingIfNeeded: row))
        row += 1
      } while row < isFirst.count && !isFirst[row]
    }
  }

  private func addBlocks(to piece: inout ScanZones.Piece) {
    let start = piece.starts[piece.starts.count - 1].row
    let measure = problem.measure
    var floor = FloorSum(measure)
    let grid = problem.grid
    var (place, capSum, blockStart) = (0, 0, 0)
    var nextLine = 0.0
    var isOpen = false
    func line(behind place: Int) -> Double {
      let next = place == 0 ? 1 : place + grid.fineness
      return next < grid.values.count ? grid.values[next] : .infinity
    }
    for zone in 0..<piece.rows.count - start {
      let row = Int(piece.rows[start + zone])
      let before = floor.value
      if isFirst[row] { floor.add(row: row, self) }
      let value = floor.value
      if !isOpen || capSum + caps[row] > 255 || value >= nextLine {
        while value >= nextLine || !isOpen {
          if isOpen { place = place == 0 ? 1 : place + grid.fineness }
          isOpen = true
          nextLine = line(behind: place)
        }
        if zone > 0 { close(&piece, from: blockStart, to: zone) }
        blockStart = zone
        // Rounded down, so that it stays a bound.
        var least = Float(before)
        if Double(least) > before { least = least.nextDown }
        piece.blocks.append(
          ScanZones.Block(
            end: 0, place: UInt16(truncatingIfNeeded: place), before: least))
        capSum = 0
      }
      capSum += caps[row]
    }
    if piece.rows.count > start { close(&piece, from: blockStart, to: piece.rows.count - start) }
  }

  /// Ends the last block of the last centre before a zone.
  private func close(_ piece: inout ScanZones.Piece, from first: Int, to end: Int) {
    let start = piece.starts[piece.starts.count - 1].row
    let last = piece.blocks.count - 1
    piece.blocks[last].end = UInt16(truncatingIfNeeded: end)
    // Some rows of one location, not its last: there is no zone to test.
    let (a, b) = (Int(piece.rows[start + first]), Int(piece.rows[start + end - 1]))
    if locationOfRow[a] == locationOfRow[b], b + 1 < isFirst.count, !isFirst[b + 1] {
      piece.blocks[last].place = ScanZones.Block.untested
    }
  }
}

/// The floor measure of a growing zone.
private struct FloorSum {
  private(set) var value = 0.0
  private var sums: [Double]
  private let measure: ScanMeasure

  init(_ measure: ScanMeasure) {
    self.measure = measure
    sums = Array(repeating: 0, count: measure.isSeparable ? 0 : measure.intervals)
  }

  mutating func add(row: Int, _ builder: ZoneBuilder) {
    guard !measure.isSeparable else {
      value += builder.floors[row]
      return
    }
    let location = builder.locationOfRow[row]
    let start = location * (measure.intervals + 1)
    var least = Double.infinity
    for time in sums.indices {
      sums[time] += measure.cumulative[start + time + 1] - measure.cumulative[start + time]
      let share = measure.shares[time + 1] - measure.shares[time]
      if share > 0 { least = min(least, sums[time] / share) }
    }
    // Sums of differences round; the bound must not.
    value = max(value, least.isFinite ? least * (1 - 1e-11) : 0)
  }
}
