/// How much more of the events lies on each section of a line than chance gives.
public struct LineSections: Sendable {
  /// One section.
  public struct Section: Hashable, Sendable {
    /// Where it begins, in kilometres.
    public let from: Double
    /// Where it ends.
    public let to: Double
    /// The mass of the events on it.
    public let observed: Double
    /// The part of all mass on the line that its length gives.
    public let expected: Double
    /// The share of replications, the data themselves counted among them, with at least as much mass.
    public let p: Double
  }

  /// The sections in the order of the line.
  public let sections: [Section]

  /// Compares the sections with events that are moved along the line at random.
  /// - Parameters:
  ///   - breaks: where sections begin, and the end; ascending.
  ///   - replications: how many times the events are moved; 1 or more.
  public init(
    of events: [LineMass], breaks: [Double], replications: Int, seed: UInt64 = 1,
    threads: Int = 1
  ) throws(StatisticsError) {
    let cells = try LineCells(checking: breaks)
    guard replications >= 1 else {
      throw StatisticsError("There cannot be \(replications) replications.")
    }
    let replicates = LineReplicates(events: events, cells: cells, seed: seed)
    let observed = replicates.observed
    let size = 32
    let pieces = Crew.map(
      threads: max(1, threads), pieces: (replications + size - 1) / size
    ) { _, piece in
      var reached = [Int](repeating: 0, count: observed.count)
      for number in piece * size..<min(replications, (piece + 1) * size) {
        let masses = replicates.masses(number)
        for cell in observed.indices where masses[cell] >= observed[cell] - 1e-9 {
          reached[cell] += 1
        }
      }
      return reached
    }
    let total = observed.reduce(0, +)
    sections = observed.indices.map { cell in
      Section(
        from: breaks[cell], to: breaks[cell + 1], observed: observed[cell],
        expected: total * (breaks[cell + 1] - breaks[cell]) / cells.length,
        p: Double(pieces.reduce(1) { $0 + $1[cell] }) / Double(replications + 1))
    }
  }
}

extension LineSections {
  /// The mass of an event on each section.
  /// - Parameter breaks: where sections begin, and the end; ascending, two or more.
  public static func masses(of event: LineMass, breaks: [Double]) -> [Double] {
    guard breaks.count >= 2 else { return [] }
    let cells = LineCells(breaks: breaks)
    var sums = [Double](repeating: 0, count: cells.count)
    cells.add(event, movedBy: 0, to: &sums)
    return sums
  }

  /// The mass of an event on a stretch that takes its start and not its end.
  public static func mass(of event: LineMass, from: Double, to: Double) -> Double {
    event.pieces.reduce(0) { sum, piece in
      guard piece.to > piece.from else {
        return piece.from >= from && piece.from < to ? sum + piece.mass : sum
      }
      let part = min(to, piece.to) - max(from, piece.from)
      return part > 0 ? sum + piece.mass * part / (piece.to - piece.from) : sum
    }
  }
}

extension LineCells {
  init(checking breaks: [Double]) throws(StatisticsError) {
    guard breaks.count >= 2, zip(breaks, breaks.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw StatisticsError("A line needs at least one section, and their ends must ascend.")
    }
    self.init(breaks: breaks)
  }
}
