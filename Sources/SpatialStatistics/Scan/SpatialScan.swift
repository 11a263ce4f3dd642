/// Scans data sets in space alone, one worker's scratch space: 64 at a time, one in each lane.
///
/// Blocks and bounds: see `ScanZones`.
@safe
final class SpatialScan<Count: ScanCount>:
  @unchecked Sendable
{
  // One thread at a time uses a scan.
  private let problem: ScanProblem
  private let zones: ScanZones
  private let tables: LevelTables<Count>
  private let rows: SharedArray<SIMD64<UInt8>>
  /// The cases of a zone in each lane, before and with a block.
  private let sums: SharedArray<Count>
  /// For each coarse step of the grid, the thresholds of the lanes; at last ones that nothing passes.
  private let limits: SharedArray<Count>
  /// How many coarse steps there are.
  private let numbers: Int
  private var known: [LevelTable<Count>?]
  private var cursor: MeasureCursor

  /// The best of each lane.
  private(set) var best: [ScanFinding]
  private var steps: [Int]

  init(_ problem: ScanProblem, _ zones: ScanZones, _ tables: LevelTables<Count>) {
    self.problem = problem
    self.zones = zones
    self.tables = tables
    rows = SharedArray(count: zones.rowCount)
    sums = SharedArray(count: 2 * 64)
    numbers = problem.grid.coarseNumber(problem.grid.values.count - 1) + 1
    limits = SharedArray(count: 64 * (numbers + 1))
    known = Array(repeating: nil, count: LevelLadder.count)
    cursor = MeasureCursor(problem.measure)
    best = Array(repeating: ScanFinding(), count: 64)
    steps = Array(repeating: 0, count: 64)
  }

  /// Puts a data set, cases by location, into a lane; false if a location has more cases than fit.
  func load(_ counts: [Int32], lane: Int) -> Bool {
    // Rows are below the row count.
    let bytes = unsafe UnsafeMutableRawPointer(rows.start).assumingMemoryBound(to: UInt8.self)
    for location in 0..<zones.centers {
      var rest = Int(counts[location])
      guard rest <= zones.capacity[location] else { return false }
      var row = zones.firstRow[location]
      repeat {
        unsafe bytes[row * 64 + lane] = UInt8(truncatingIfNeeded: min(255, rest))
        rest = max(0, rest - 255)
        row += 1
      } while row < zones.rowCount && !zones.isFirst[row]
    }
    return true
  }

  /// Finds the best of some lanes over all centres, as far as they reach the level of a step.
  ///
  /// False if there are more cases in a zone than can be counted.
  func scan(lanes: [Int], from step: Int) -> Bool {
    for place in 0..<limits.count { limits[place] = Count.max }
    for lane in lanes {
      best[lane] = ScanFinding()
      raise(lane, to: step)
    }
    for center in 0..<zones.centers {
      guard scan(center) else { return false }
    }
    return true
  }

  private func table(_ step: Int) -> LevelTable<Count> {
    if let table = known[step] { return table }
    let table = tables.table(step)
    known[step] = table
    return table
  }

  /// Has a lane tested against the level of a step from now on.
  private func raise(_ lane: Int, to step: Int) {
    steps[lane] = step
    let table = table(step)
    for number in 0..<numbers {
      limits[number * 64 + lane] = table.thresholds[problem.grid.coarsePlace(number) * 16]
    }
  }

  private func scan(_ center: Int) -> Bool {
    let (start, end) = (zones.starts[center], zones.starts[center + 1])
    // Rows of a centre are below the row count, blocks end within them, places are in the grid.
    let list = unsafe UnsafePointer(zones.rows.start + start.row)
    var before = unsafe sums.start
    var after = unsafe sums.start + 64
    for lane in 0..<64 { unsafe before[lane] = 0 }
    var from = 0
    for number in start.block..<end.block {
      let block = unsafe zones.blocks.start[number]
      let range = from..<Int(block.end)
      let sum = unsafe LaneKernel.sum(rows.start, list, range, chunks: 1, chunk: 0)
      let number =
        block.place == ScanZones.Block.untested
        ? numbers : problem.grid.coarseNumber(Int(block.place))
      let limit = unsafe limits.start + number * 64
      var sign: Count = 0
      unsafe withUnsafeBytes(of: sum) { bytes in
        guard let bytes = unsafe bytes.bindMemory(to: UInt8.self).baseAddress else { return }
        for lane in 0..<64 {
          let count = unsafe before[lane] &+ Count(truncatingIfNeeded: bytes[lane])
          unsafe after[lane] = count
          unsafe sign |= limit[lane] &- count
        }
      }
      if sign < 0 {
        unsafe refine(center, list, range, number, floor: Double(block.before), before, after)
      }
      from = range.upperBound
      unsafe swap(&before, &after)
    }
    guard Count.bitWidth < 32 else { return true }
    // Counts grow from zone to zone: if the last fits, all did.
    var isNear = false
    for lane in 0..<64 {
      unsafe isNear = isNear || Int(UInt16(truncatingIfNeeded: before[lane])) > 32_000
    }
    return !isNear
  }

  /// Goes through the zones of a block for the lanes that may reach their levels.
  private func refine(
    _ center: Int, _ list: UnsafePointer<UInt16>, _ range: Range<Int>, _ number: Int, floor: Double,
    _ before: UnsafePointer<Count>, _ after: UnsafePointer<Count>
  ) {
    // Rows are below the row count.
    let bytes = unsafe UnsafeRawPointer(rows.start).assumingMemoryBound(to: UInt8.self)
    for lane in 0..<64 {
      guard unsafe after[lane] > limits.start[number * 64 + lane] else { continue }
      var count = unsafe before[lane]
      var floor = floor
      for zone in range {
        let row = unsafe Int(list[zone])
        unsafe count &+= Count(truncatingIfNeeded: bytes[row * 64 + lane])
        floor += zones.floors[row]
        guard unsafe count > limits.start[number * 64 + lane] else { continue }
        guard count > table(steps[lane]).thresholds[problem.grid.place(floor) * 16] else {
          continue
        }
        cursor.move(to: center, count: zone + 1, zones)
        let measure = cursor.value(0..<1)
        guard problem.ratio.isHigh(Double(count), measure) else { continue }
        let value = problem.ratio.value(Double(count), measure)
        guard value > best[lane].value else { continue }
        best[lane] = ScanFinding(
          value: value, center: center, rows: zone + 1, window: 0..<1, count: Int(count),
          measure: measure)
        let step = LevelLadder.step(below: value)
        if step > steps[lane] { raise(lane, to: step) }
      }
    }
  }
}
