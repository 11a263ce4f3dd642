/// Scans data sets in space and time, one worker's scratch space: as many data sets at a time as fit
/// side by side into rows of 64 lanes.
///
/// Lanes are as in `ScanWindows`. Blocks and bounds: see `ScanZones`.
@safe
final class SpaceTimeScan<Count: ScanCount>:
  @unchecked Sendable
{
  // One thread at a time uses a scan.
  private let problem: ScanProblem
  private let zones: ScanZones
  private let tables: LevelTables<Count>
  private let rows: SharedArray<SIMD64<UInt8>>
  /// Lanes of all data sets behind each block of a centre; nothing behind the zeroth.
  private let sums: SharedArray<Count>
  /// Lanes in the middle of halved blocks.
  private let middles: SharedArray<Count>
  private let zeros: SharedArray<Count>
  // Copies of what the windows say, at hand without a look at shared counts of references.
  private let lanes: Int
  private let stride: Int
  private let chunks: Int
  private let slots: Int
  private let columns: Int
  private let isProspective: Bool
  private let runs: SharedArray<ScanWindows.Run>
  /// Where each 16 lanes of a row stand among the sums: lanes of several slots, or a part of one's.
  private let groups: SharedArray<Int>
  private let kept: SharedArray<Count>
  private var isMasked = false
  /// The tables used so far.
  private var known: [LevelTable<Count>?]
  /// Where the thresholds of the level of each data set are.
  private let limits: UnsafeMutablePointer<UnsafePointer<Count>>
  private var cursor: MeasureCursor

  /// The best of each data set.
  private(set) var best: [ScanFinding]
  /// The step of the ladder that each data set has reached, or began at.
  private var steps: [Int]
  /// How much better, relatively, a finding must be than one before it: for data sets whose maximum
  /// alone matters anything, for the observed one more than rounding, so that ties go by the rules.
  private var slack = 0.0
  /// Whether to end with the first finding.
  private var isProbe = false
  private var isDone = false

  init(_ problem: ScanProblem, _ zones: ScanZones, _ tables: LevelTables<Count>) {
    let windows = problem.windows
    self.problem = problem
    self.zones = zones
    self.tables = tables
    rows = SharedArray(count: zones.rowCount * windows.chunks)
    sums = SharedArray(count: (zones.mostBlocks + 1) * windows.replicates * windows.stride)
    middles = SharedArray(count: 18 * windows.stride)
    zeros = SharedArray(count: windows.stride + windows.windows.count)
    runs = SharedArray(count: windows.runs.count)
    for (place, run) in windows.runs.enumerated() { runs[place] = run }
    groups = SharedArray(count: 4 * windows.chunks)
    for group in 0..<groups.count {
      groups[group] = group * 16 / windows.lanes * windows.stride + group * 16 % windows.lanes
    }
    kept = SharedArray(count: windows.windows.count)
    known = Array(repeating: nil, count: LevelLadder.count)
    unsafe limits = .allocate(capacity: windows.replicates)
    unsafe limits.initialize(repeating: UnsafePointer(zeros.start), count: windows.replicates)
    (lanes, stride, chunks) = (windows.lanes, windows.stride, windows.chunks)
    (slots, columns) = (windows.replicates, windows.windows.count)
    isProspective = windows.isProspective
    cursor = MeasureCursor(problem.measure)
    best = Array(repeating: ScanFinding(), count: windows.replicates)
    steps = Array(repeating: 0, count: windows.replicates)
  }

  deinit { unsafe limits.deallocate() }

  /// Puts a data set, cases by location and interval, into the lanes of a slot; false if a location has
  /// more cases than fit.
  func load(_ counts: [Int32], slot: Int) -> Bool {
    let windows = problem.windows
    // Rows are below the row count, lanes below those of a row.
    let bytes = unsafe UnsafeMutableRawPointer(rows.start).assumingMemoryBound(to: UInt8.self)
    for location in 0..<zones.centers {
      let start = location * windows.intervals
      var total = 0
      for interval in 0..<windows.intervals { total += Int(counts[start + interval]) }
      guard total <= zones.capacity[location] else { return false }
      var row = zones.firstRow[location]
      var taken = 0
      // Further rows of a location hold what the ones before did not.
      repeat {
        let base = row * windows.chunks * 64 + slot * windows.lanes
        windows.fill { lane, count in
          unsafe bytes[base + LaneKernel.byte(of: lane)] = UInt8(
            truncatingIfNeeded: min(255, max(0, count - taken)))
        } from: {
          Int(counts[start + $0])
        }
        taken += 255
        row += 1
      } while row < zones.rowCount && !zones.isFirst[row]
    }
    return true
  }

  /// Finds the best of the data sets in the first slots over all centres, as far as they reach the level
  /// of a step.
  func scan(slots: Int, from step: Int) {
    begin(slots, step)
    (isMasked, slack) = (false, 0)
    for center in 0..<zones.centers { scan(center, slots: slots) }
  }

  /// The best of the data set in the first slot round a centre that reaches the level of a step, among
  /// windows that share no time with those found before.
  /// - Parameter top: a step that nothing passes.
  func best(
    around center: Int, from step: Int, top: Int, apartFrom windows: [Range<Int>]
  ) -> ScanFinding {
    (isMasked, slack) = (!windows.isEmpty, 1e-10)
    if isMasked {
      for (place, window) in problem.windows.windows.enumerated() {
        let isKept = window.map { here in !windows.contains { $0.overlaps(here) } } ?? false
        kept[place] = isKept ? -1 : 0
      }
    }
    begin(1, step)
    (isProbe, isDone) = (true, false)
    scan(center, slots: 1)
    (isProbe, isDone) = (false, false)
    guard best[0].value >= 0 else { return best[0] }
    // From above, so that few zones are better than the best so far.
    let least = LevelLadder.step(below: best[0].value)
    var start = top
    while true {
      begin(1, max(start, least, step))
      scan(center, slots: 1)
      if best[0].value >= LevelLadder.level(max(start, step)) || start <= max(least, step) { break }
      start -= 6
    }
    return best[0]
  }

  private func begin(_ slots: Int, _ step: Int) {
    for slot in 0..<slots {
      best[slot] = ScanFinding()
      raise(slot, to: step)
    }
  }

  /// Has a data set tested against the level of a step from now on.
  private func raise(_ slot: Int, to step: Int) {
    steps[slot] = step
    let table = known[step] ?? tables.table(step)
    // Kept, so that its place stays good.
    known[step] = table
    unsafe limits[slot] = UnsafePointer(table.thresholds.start)
  }

  private func scan(_ center: Int, slots: Int) {
    let (start, end) = (zones.starts[center], zones.starts[center + 1])
    let slotStride = stride
    let stride = self.slots * slotStride
    // Rows of a centre are below the row count; blocks end within the rows of their centre; there is
    // room for the sums of every centre's blocks.
    let list = unsafe UnsafePointer(zones.rows.start + start.row)
    let blocks = unsafe UnsafePointer(zones.blocks.start + start.block)
    var before = 0
    var after = unsafe sums.start + stride
    for number in 0..<end.block - start.block {
      let block = unsafe blocks[number]
      let range = before..<Int(block.end)
      unsafe add(list, range, onto: after - stride, into: after)
      before = Int(block.end)
      unsafe after += stride
    }
    for slot in 0..<slots {
      var from = 0
      var lanes = unsafe sums.start + slot * slotStride
      for number in 0..<end.block - start.block {
        let block = unsafe blocks[number]
        let end = Int(block.end)
        if unsafe block.place != ScanZones.Block.untested
          && reaches(slot, Int(block.place), lanes + stride)
        {
          unsafe refine(
            center, slot, list, from..<end, floor: Double(block.before), before: lanes,
            after: lanes + stride, depth: 0)
          if isDone { return }
        }
        from = end
        unsafe lanes += stride
      }
    }
  }

  /// Adds rows of all data sets to the lanes before them.
  @inline(__always)
  private func add(
    _ list: UnsafePointer<UInt16>, _ range: Range<Int>, onto before: UnsafePointer<Count>,
    into after: UnsafeMutablePointer<Count>
  ) {
    for chunk in 0..<chunks {
      let sum = unsafe LaneKernel.sum(rows.start, list, range, chunks: chunks, chunk: chunk)
      unsafe withUnsafeBytes(of: sum) { bytes in
        guard let bytes = bytes.baseAddress else { return }
        for group in 0..<4 {
          let place = unsafe groups.start[chunk * 4 + group]
          unsafe Count.widen(bytes + group * 16, onto: before + place, into: after + place)
        }
      }
    }
    for slot in 0..<slots {
      let end = unsafe after + (slot * stride + lanes)
      let last = unsafe end[-1]
      for lane in 0..<16 { unsafe end[lane] = last }
    }
  }

  @inline(__always)
  private func reaches(_ slot: Int, _ place: Int, _ lanes: UnsafePointer<Count>) -> Bool {
    let thresholds = unsafe limits[slot] + place * columns
    let less = unsafe isProspective ? UnsafePointer(zeros.start) : lanes
    if isMasked {
      return unsafe LaneKernel.reaches(
        thresholds, lanes, less, runs.start, runs.count, kept: kept.start)
    }
    return unsafe LaneKernel.reaches(thresholds, lanes, less, runs.start, runs.count)
  }

  /// Halves a block that may hold a zone that reaches the level, down to single zones.
  ///
  /// - Parameters:
  ///   - floor: at most the floor measure before the first zone.
  ///   - before: the slot's lanes before the first zone; `after`: with the last one.
  private func refine(
    _ center: Int, _ slot: Int, _ list: UnsafePointer<UInt16>, _ range: Range<Int>, floor: Double,
    before: UnsafePointer<Count>, after: UnsafePointer<Count>, depth: Int
  ) {
    let first = unsafe floor + zones.floors[Int(list[range.lowerBound])]
    if range.count == 1 {
      let place = problem.grid.place(first)
      if unsafe reaches(slot, place, after) {
        unsafe evaluate(center, slot, rows: range.upperBound, place, after)
      }
      return
    }
    let middle = (range.lowerBound + range.upperBound) / 2
    let width = self.lanes
    let lanes = unsafe middles.start + depth * stride
    for chunk in 0..<chunks {
      let sum = unsafe LaneKernel.sum(
        rows.start, list, range.lowerBound..<middle, chunks: chunks, chunk: chunk)
      unsafe withUnsafeBytes(of: sum) { bytes in
        guard let bytes = bytes.baseAddress else { return }
        let own = width < 64 ? slot * width : 0
        for lane in Swift.stride(from: 0, to: min(64, width), by: 16) {
          let place = chunk * 64 + lane
          unsafe Count.widen(bytes + own + lane, onto: before + place, into: lanes + place)
        }
      }
    }
    let last = unsafe lanes[width - 1]
    for lane in 0..<16 { unsafe lanes[width + lane] = last }
    if unsafe reaches(slot, problem.grid.place(first), lanes) {
      unsafe refine(
        center, slot, list, range.lowerBound..<middle, floor: floor, before: before, after: lanes,
        depth: depth + 1)
      if isDone { return }
    }
    var floor = floor
    for place in range.lowerBound..<middle { unsafe floor += zones.floors[Int(list[place])] }
    let second = unsafe problem.grid.place(floor + zones.floors[Int(list[middle])])
    if unsafe reaches(slot, second, after) {
      unsafe refine(
        center, slot, list, middle..<range.upperBound, floor: floor, before: lanes, after: after,
        depth: depth + 1)
    }
  }

  /// Takes the ratio of the windows of a zone that may be better than the best: by their end, the
  /// shorter ones first.
  private func evaluate(
    _ center: Int, _ slot: Int, rows count: Int, _ place: Int, _ lanes: UnsafePointer<Count>
  ) {
    let windows = problem.windows
    var limits = unsafe self.limits[slot] + place * columns
    var finding = best[slot]
    cursor.move(to: center, count: count, zones)
    let ends = isProspective ? windows.intervals...windows.intervals : 1...windows.intervals
    for end in ends {
      for length in windows.lengths where length <= end {
        let start = end - length
        let number = length - windows.lengths.lowerBound
        let column = windows.column(start, length)
        let cases = unsafe isProspective ? Int(lanes[number]) : Int(lanes[end] &- lanes[start])
        guard unsafe cases > Int(limits[column]) else { continue }
        if isMasked, kept[column] == 0 { continue }
        let measure = cursor.value(start..<end)
        guard problem.ratio.isHigh(Double(cases), measure) else { continue }
        let value = problem.ratio.value(Double(cases), measure)
        guard value > finding.value + slack * max(1, value) else { continue }
        finding = ScanFinding(
          value: value, center: center, rows: count, window: start..<end, count: cases,
          measure: measure)
        let step = LevelLadder.step(below: value)
        if step > steps[slot] {
          raise(slot, to: step)
          unsafe limits = self.limits[slot] + place * columns
        }
      }
    }
    best[slot] = finding
    if isProbe, finding.value >= 0 { isDone = true }
  }
}
