import IncidentMapping
import ReferenceGeography

/// The cells, and the tolls, that were drawn for uncertain incidents; any of them can be left out
/// afterwards, and what is drawn for the others stays the same.
///
/// With intervals a cell is one in an interval, those of the first interval before those of the next,
/// and what falls outside of all is drawn for none.
struct DrawnCells: Sendable {
  /// How many times everything was drawn.
  let replicates: Int
  private let incidents: CellIncidents
  private let intervals: StudyIntervals?
  /// The incidents that are drawn.
  private let uncertain: [Int]
  /// The cell drawn for each of them, below 0 for none, by replicate.
  private var cells: [[Int32]] = []
  /// What each of them counts for, by replicate; empty where each counts for one.
  private var weights: [[Double]] = []

  /// Draws on several threads; the result does not depend on their number.
  init(
    _ incidents: CellIncidents, in intervals: StudyIntervals? = nil, replicates: Int, seed: UInt64,
    on atlas: Atlas, threads: Int, progress: (Int) -> Void
  ) throws {
    self.incidents = incidents
    self.intervals = intervals
    let all = incidents.incidents
    uncertain = all.indices.filter { index in
      guard incidents.exclusions[index] == nil else { return false }
      if incidents.measure.isUncertain(all[index]) { return true }
      guard let intervals, let days = all[index].days else { return false }
      return !intervals.isInOne(days)
    }
    self.replicates = uncertain.isEmpty ? 0 : replicates
    var next = 0
    try OrderedCrew.run(
      try (0..<max(1, threads)).map { _ in
        (
          draws: IncidentDraws(all, on: try Ground(atlas: atlas), seed: seed),
          sharer: try CellSharer(incidents.cells, on: atlas)
        )
      },
      next: { [replicates = self.replicates] () -> Int? in
        defer { next += 1 }
        return next < replicates ? next : nil
      },
      work: { [uncertain] worker, replicate in
        let cells = try uncertain.map { index -> Int32 in
          let point = try worker.draws.position(of: index, replicate: replicate)
          guard let cell = try point.flatMap({ try worker.sharer.position(of: $0) }) else {
            return -1
          }
          guard let intervals else { return Int32(cell) }
          guard
            let interval = worker.draws.day(of: index, replicate: replicate)
              .flatMap(intervals.interval)
          else { return -1 }
          return Int32(interval * incidents.cells.count + cell)
        }
        switch incidents.measure {
        case .incidents: return (cells, [Double]())
        case .killed:
          return (
            cells,
            uncertain.map { Double(worker.draws.killed(of: $0, replicate: replicate) ?? 0) }
          )
        }
      },
      handOver: { drawn in
        cells.append(drawn.0)
        if !drawn.1.isEmpty { weights.append(drawn.1) }
        progress(cells.count)
      })
  }

  /// The numbers by cell of each replicate, over the incidents that are kept.
  func values(keeping isKept: (Int) -> Bool = { _ in true }) -> [[Double]] {
    guard replicates > 0 else { return [] }
    let drawn = Set(uncertain)
    func isFixed(_ index: Int) -> Bool { !drawn.contains(index) && isKept(index) }
    let fixed =
      intervals.map { incidents.expected(in: $0, where: isFixed) }
      ?? incidents.dotted(where: isFixed)
    let kept = uncertain.indices.filter { isKept(uncertain[$0]) }
    return (0..<replicates).map { replicate in
      var values = fixed
      for place in kept where cells[replicate][place] >= 0 {
        values[Int(cells[replicate][place])] += weights.isEmpty ? 1 : weights[replicate][place]
      }
      return values
    }
  }
}
