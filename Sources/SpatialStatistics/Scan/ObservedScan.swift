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

  /// Every zone is looked at: fast enough for one data set.
  private func spatialFindings(_ observed: [Int32], reaching level: Double) -> [ScanFinding] {
    let thresholds = tables.table(LevelLadder.step(below: level)).thresholds
    let grid = problem.grid.values
    let found = Mutex<[ScanFinding]>([])
    Crew.run(threads: threads, count: zones.centers, size: 32) { _, centers in
      var findings: [ScanFinding] = []
      for center in centers {
        var best = ScanFinding()
        var (count, measure, place) = (0, 0.0, 0)
        let (start, end) = (zones.starts[center].row, zones.starts[center + 1].row)
        for zone in start..<end {
          let row = Int(zones.rows[zone])
          // Further rows of a location add nothing: the zone is complete with the first.
          guard zones.isFirst[row] else { continue }
          let location = zones.locationOfRow[row]
          count += Int(observed[location])
          measure += problem.measure.totals[location]
          while place + 1 < grid.count, grid[place + 1] <= measure { place += 1 }
          guard count > Int(thresholds[place * 16]),
            problem.ratio.isHigh(Double(count), measure)
          else { continue }
          let value = problem.ratio.value(Double(count), measure)
          if value > best.value + 1e-10 * max(1, value), value >= level {
            best = ScanFinding(
              value: value, center: center, rows: zone - start + 1, window: 0..<1, count: count,
              measure: measure)
          }
        }
        if best.value >= level { findings.append(best) }
      }
      found.withLock { $0 += findings }
    }
    return found.withLock { $0 }
  }
}
