import Synchronization

/// Scans the observed data and the replicates of a problem.
///
/// Counts are taken in 16 bits where they fit, else in 32.
struct ScanEngine<Count: ScanCount>: Sendable {
  let problem: ScanProblem
  let zones: ScanZones
  let tables: LevelTables<Count>
  let threads: Int

  init(_ problem: ScanProblem, _ zones: ScanZones, threads: Int) {
    self.problem = problem
    self.zones = zones
    self.threads = threads
    tables = LevelTables(problem)
  }

  private var isSpatial: Bool { problem.windows.intervals == 1 }

  /// The maximum of each of a number of data sets, exact; nil for those with more cases somewhere than
  /// fit.
  ///
  /// The level to start from is guessed by the maxima known so far, which affects the time alone.
  /// - Parameter draw: fills the cases of a data set by location and interval.
  func maxima(
    _ count: Int, known: [Double] = [],
    _ draw: @Sendable (Int, inout [Int32], inout SimulationScratch) -> Void
  ) -> [Double?] {
    let results = Mutex<[Double?]>(Array(repeating: nil, count: count))
    let guesses = Mutex(LevelGuess(known, isLow: isSpatial))
    let size = isSpatial ? 64 : problem.windows.replicates
    let batches = (count + size - 1) / size
    let workers = Mutex<[Int: ReplicateWorker<Count>]>([:])
    Crew.run(threads: threads, pieces: batches) { number, batch in
      let worker = workers.withLock { workers in
        if let worker = workers[number] { return worker }
        let worker = ReplicateWorker(self)
        workers[number] = worker
        return worker
      }
      let range = batch * size..<min(count, (batch + 1) * size)
      let maxima = worker.maxima(range, from: guesses.withLock { $0.step }, draw)
      results.withLock { results in
        for (place, value) in zip(range, maxima) { results[place] = value }
      }
      guesses.withLock { $0.add(maxima.compactMap { $0 }) }
    }
    return results.withLock { $0 }
  }
}

/// One thread's scans of replicates.
@safe
final class ReplicateWorker<Count: ScanCount>:
  @unchecked Sendable
{
  // One thread at a time uses a worker.
  private let spatial: SpatialScan<Count>?
  private let spaceTime: SpaceTimeScan<Count>?
  private var counts: [Int32]
  private var scratch = SimulationScratch()

  init(_ engine: ScanEngine<Count>) {
    let isSpatial = engine.problem.windows.intervals == 1
    spatial = isSpatial ? SpatialScan(engine.problem, engine.zones, engine.tables) : nil
    spaceTime = isSpatial ? nil : SpaceTimeScan(engine.problem, engine.zones, engine.tables)
    counts = Array(
      repeating: 0, count: engine.zones.centers * engine.problem.windows.intervals)
  }

  /// The maxima of some data sets, 0 where no zone has more cases than expected; nil for those that do
  /// not fit.
  func maxima(
    _ range: Range<Int>, from step: Int,
    _ draw: (Int, inout [Int32], inout SimulationScratch) -> Void
  ) -> [Double?] {
    var isLoaded = Array(repeating: false, count: range.count)
    for (place, number) in range.enumerated() {
      draw(number, &counts, &scratch)
      isLoaded[place] =
        spatial?.load(counts, lane: place) ?? spaceTime?.load(counts, slot: place) ?? false
    }
    var maxima: [Double?] = Array(repeating: nil, count: range.count)
    var open = isLoaded.indices.filter { isLoaded[$0] }
    var step = step
    while !open.isEmpty {
      // A maximum below the level that was started from is not known: begin lower.
      let best: [ScanFinding]
      if let spatial {
        guard spatial.scan(lanes: open, from: step) else { return maxima }
        best = spatial.best
      } else if let spaceTime {
        spaceTime.scan(slots: range.count, from: step)
        best = spaceTime.best
      } else {
        return maxima
      }
      let level = LevelLadder.level(step)
      for place in open where best[place].value >= level || step == 0 {
        maxima[place] = max(0, best[place].value)
      }
      open = open.filter { maxima[$0] == nil }
      step = step > 8 ? step - 8 : 0
    }
    return maxima
  }
}

/// A level that the maximum of the next data set probably reaches.
struct LevelGuess {
  private var maxima: [Double]
  private let isLow: Bool

  /// - Parameter isLow: whether failing is dear, as where 64 data sets are scanned at a time.
  init(_ maxima: [Double], isLow: Bool) {
    self.maxima = maxima.sorted()
    self.isLow = isLow
  }

  mutating func add(_ values: [Double]) {
    maxima += values
    maxima.sort()
  }

  var step: Int {
    guard maxima.count >= 8 else {
      return LevelLadder.step(below: (maxima.first ?? 4) * 0.7)
    }
    return LevelLadder.step(below: maxima[isLow ? 0 : maxima.count / 20] - 0.3)
  }
}
