import Synchronization

/// For one level: the least number of cases, less 1, with which a zone of a measure reaches it, by
/// measure of the grid and window.
///
/// What is not above the threshold surely stays below the level.
final class LevelTable<Count: ScanCount>: Sendable {
  let thresholds: SharedArray<Count>

  /// O(measures * windows + cases).
  init(_ problem: ScanProblem, level: Double) {
    let windows = problem.windows.windows
    let shares = windows.map { window in
      window.map {
        problem.measure.shares[$0.upperBound] - problem.measure.shares[$0.lowerBound]
      }
    }
    let grid = problem.grid.values
    let thresholds = SharedArray<Count>(count: grid.count * windows.count)
    // The largest measure that reaches the level with 0, 1, 2... steps, found as far as needed. A
    // step is one case, or a part of one cut into units: thresholds may be too low by less than that.
    let size = problem.ratio.units > 12 ? Int(problem.ratio.units / 12) : 1
    let least = max(1, problem.minimumCases / size)
    var reach: [Double] = Array(repeating: 0, count: least)
    let most = min(Int(Count.max) / size - 1, (problem.cases + size - 1) / size)
    var counts = Array(repeating: least, count: windows.count)
    for (row, measure) in grid.enumerated() {
      for (place, share) in shares.enumerated() {
        var count = counts[place]
        guard let share else {
          thresholds[row * windows.count + place] = Count.max
          continue
        }
        let inside = measure * share
        while count <= most {
          if count == reach.count {
            reach.append(
              problem.ratio.largestMeasure(
                reaching: level, count: min(Double(count * size), problem.ratio.cases),
                from: reach[count - 1]))
          }
          if reach[count] >= inside, reach[count] > 0 { break }
          count += 1
        }
        counts[place] = count
        thresholds[row * windows.count + place] =
          count > most
          ? Count.max : Count(truncatingIfNeeded: max((count - 1) * size, problem.minimumCases - 1))
      }
    }
    self.thresholds = thresholds
  }
}

/// The tables of all levels, each made when first asked for.
final class LevelTables<Count: ScanCount>: Sendable {
  let problem: ScanProblem
  private let tables: Mutex<[LevelTable<Count>?]>

  init(_ problem: ScanProblem) {
    self.problem = problem
    tables = Mutex(Array(repeating: nil, count: LevelLadder.count))
  }

  /// The table of a step of the ladder.
  func table(_ step: Int) -> LevelTable<Count> {
    if let table = tables.withLock({ $0[step] }) { return table }
    // Two threads may make the same one; the first is kept.
    let made = LevelTable<Count>(problem, level: LevelLadder.level(step))
    return tables.withLock { tables in
      if let table = tables[step] { return table }
      tables[step] = made
      return made
    }
  }
}
