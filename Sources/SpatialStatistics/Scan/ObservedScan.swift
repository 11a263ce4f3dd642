import Synchronization

extension ScanEngine {
  /// The best finding round each centre that reaches a level; in space and time, also the best ones
  /// round the same centre that share no time with it.
  /// - Parameter top: the largest ratio of all.
  func findings(_ observed: [Int32], reaching level: Double, top: Double) -> [ScanFinding] {
    problem.windows.intervals == 1
      ? spatialFindings(observed, reaching: level)
      : spaceTimeFindings(observed, reaching: level, top: top)
  }

  private func spaceTimeFindings(_ observed: [Int32], reaching level: Double, top: Double)
    -> [ScanFinding]
  {
    let step = LevelLadder.step(below: level)
    let topStep = LevelLadder.step(below: top)
    let found = Mutex<[ScanFinding]>([])
    let workers = Mutex<[Int: SpaceTimeScan<Count>]>([:])
    Crew.run(threads: threads, count: zones.centers, size: 16) { number, centers in
      let worker = workers.withLock { workers in
        if let worker = workers[number] { return worker }
        let worker = SpaceTimeScan(problem, zones, tables)
        // What does not fit has been found out before.
        _ = worker.load(observed, slot: 0)
        workers[number] = worker
        return worker
      }
      var findings: [ScanFinding] = []
      for center in centers {
        var windows: [Range<Int>] = []
        while true {
          // Only clusters above 1 are told besides a centre's first.
          let finding = worker.best(
            around: center, from: step, top: topStep, apartFrom: windows)
          guard finding.value >= level, windows.isEmpty || finding.value > 1 else { break }
          findings.append(finding)
          windows.append(finding.window)
          if problem.windows.isProspective { break }
        }
      }
      found.withLock { $0 += findings }
    }
    return found.withLock { $0 }
  }

  private func spatialFindings(_ observed: [Int32], reaching level: Double) -> [ScanFinding] {
    let thresholds = tables.table(LevelLadder.step(below: level)).thresholds
    // All cases of a location stand at its first row: its zone is complete with it.
    let cases = zones.locationOfRow.indices.map { row in
      zones.isFirst[row] ? Int(observed[zones.locationOfRow[row]]) : 0
    }
    let found = Mutex<[ScanFinding]>([])
    Crew.run(threads: threads, count: zones.centers, size: 32) { _, centers in
      var cursor = MeasureCursor(problem.measure)
      var findings: [ScanFinding] = []
      for center in centers {
        var best = ScanFinding()
        var (count, first) = (0, 0)
        let (start, end) = (zones.starts[center], zones.starts[center + 1])
        for number in start.block..<end.block {
          let block = zones.blocks[number]
          let range = first..<Int(block.end)
          first = range.upperBound
          let before = count
          for zone in range { count += cases[Int(zones.rows[start.row + zone])] }
          guard
            block.place == ScanZones.Block.untested
              || count > Int(thresholds[Int(block.place) * 16])
          else { continue }
          var count = before
          for zone in range {
            let row = Int(zones.rows[start.row + zone])
            count += cases[row]
            guard zones.isFirst[row] else { continue }
            cursor.move(to: center, count: zone + 1, zones)
            let measure = cursor.value(0..<1)
            guard count > Int(thresholds[problem.grid.place(measure) * 16]),
              problem.ratio.isHigh(Double(count), measure)
            else { continue }
            let value = problem.ratio.value(Double(count), measure)
            if value > best.value + 1e-10 * max(1, value), value >= level {
              best = ScanFinding(
                value: value, center: center, rows: zone + 1, window: 0..<1, count: count,
                measure: measure)
            }
          }
        }
        if best.value >= level { findings.append(best) }
      }
      found.withLock { $0 += findings }
    }
    return found.withLock { $0 }
  }
}
