import Foundation

/// The scan statistic on a line: the stretches on which events lie most densely.
///
/// The line is cut into equal cells; every run of cells up to a share of the line is a window. A window
/// with mass c where its length gives e has the logarithm of the likelihood ratio
/// c ln(c / e) + (N - c) ln((N - c) / (N - e)), N being all mass, if c is above e and at least 2. The
/// p-value of a window is the share of replications whose best window is at least as good, so it allows
/// for all windows that were tried.
/// Sources: Naus (1965), "The distribution of the size of the maximum cluster of points on a line",
/// Journal of the American Statistical Association 60; Kulldorff (1997), "A spatial scan statistic".
public struct LineScan: Hashable, Sendable {
  /// A window of the line.
  public struct Window: Hashable, Sendable {
    /// The cells of the window.
    let cells: Range<Int>
    /// Where it begins, in kilometres.
    public let from: Double
    /// Where it ends.
    public let to: Double
    /// The mass of the events in it.
    public let observed: Double
    /// What its length gives.
    public let expected: Double
    /// The logarithm of the likelihood ratio.
    public let logLikelihoodRatio: Double
    /// The share of replications, the data themselves counted among them, whose best window is at least
    /// as good.
    public let p: Double
  }

  /// The length of the line in kilometres.
  public let length: Double
  /// How many cells it is cut into.
  public let cellCount: Int
  /// The longest window, as a share of the line.
  public let maximumShare: Double
  /// How many times the events are moved at random.
  public let replications: Int
  /// From where the replications start.
  public let seed: UInt64

  /// How few events make no window, whatever its length.
  static let leastMass = 2.0
  /// How many windows are told at most.
  static let mostWindows = 10

  /// Makes the scan.
  /// - Parameters:
  ///   - length: above 0 km.
  ///   - cellCount: 2 to 5,000.
  ///   - maximumShare: above 0, at most 0.5.
  ///   - replications: 1 or more.
  public init(
    length: Double, cellCount: Int, maximumShare: Double = 0.5, replications: Int = 999,
    seed: UInt64 = 1
  ) throws(StatisticsError) {
    guard length > 0, length.isFinite else {
      throw StatisticsError("A line of \(length) km cannot be scanned.")
    }
    guard 2...5000 ~= cellCount else {
      throw StatisticsError(
        "A line is scanned in 2 to 5,000 cells, not \(cellCount): choose another length of cells.")
    }
    guard maximumShare > 0, maximumShare <= 0.5 else {
      throw StatisticsError("A window takes at most half of the line, not \(maximumShare) of it.")
    }
    guard replications >= 1 else {
      throw StatisticsError("There cannot be \(replications) replications.")
    }
    self.length = length
    self.cellCount = cellCount
    self.maximumShare = maximumShare
    self.replications = replications
    self.seed = seed
  }

  /// The windows and the best value of each replication.
  public struct Result: Sendable {
    /// The windows, best first, none overlapping another.
    public let windows: [Window]
    /// The best value of each replication.
    public let maxima: [Double]

    /// The share of replications, the data themselves counted among them, whose best window reaches a
    /// value.
    public func p(of value: Double) -> Double {
      Double(maxima.count { $0 >= value - 1e-9 } + 1) / Double(maxima.count + 1)
    }
  }

  /// The windows in which events most exceed what chance gives. O(cells^2) for each replication.
  public func result(of events: [LineMass], threads: Int = 1) -> Result {
    let replicates = LineReplicates(events: events, cells: cells, seed: seed)
    let maxima = Crew.map(threads: max(1, threads), pieces: replications) { _, number in
      best(replicates.masses(number))
    }
    let masses = replicates.observed
    var windows: [Window] = []
    var taken = [Bool](repeating: false, count: cellCount)
    while windows.count < Self.mostWindows, let window = best(masses, without: taken, maxima) {
      if windows.isEmpty || window.p < 1 { windows.append(window) } else { break }
      for cell in window.cells { taken[cell] = true }
    }
    return Result(windows: windows, maxima: maxima)
  }

  /// The value of a stretch of the line in other data; 0 where there is no more than its length gives.
  public func value(of window: Window, in events: [LineMass]) -> Double {
    let masses = LineReplicates(events: events, cells: cells, seed: seed).observed
    return value(
      masses[window.cells].reduce(0, +), masses.reduce(0, +), width: window.cells.count)
  }

  private var cells: LineCells {
    LineCells(breaks: (0...cellCount).map { length * Double($0) / Double(cellCount) })
  }

  private var mostCells: Int { max(1, Int(maximumShare * Double(cellCount) + 1e-9)) }

  private func value(_ inside: Double, _ total: Double, width: Int) -> Double {
    let expected = total * Double(width) / Double(cellCount)
    guard inside > expected, inside >= Self.leastMass - 1e-9 else { return 0 }
    let outside = total - inside
    let first = inside * log(inside / expected)
    // What rounding leaves outside is nothing.
    return outside > 1e-9 ? first + outside * log(outside / (total - expected)) : first
  }

  /// The value of the best window: for each width the one with most mass, as the value grows with it.
  private func best(_ masses: [Double]) -> Double {
    let sums = Self.sums(masses)
    let total = sums[cellCount]
    var best = 0.0
    for width in 1...mostCells {
      var most = 0.0
      for start in 0...cellCount - width { most = max(most, sums[start + width] - sums[start]) }
      best = max(best, value(most, total, width: width))
    }
    return best
  }

  /// The best window of cells that are not taken: of equal ones the shorter, then the first.
  private func best(_ masses: [Double], without taken: [Bool], _ maxima: [Double]) -> Window? {
    let sums = Self.sums(masses)
    let blocked = Self.sums(taken.map { $0 ? 1 : 0 })
    var best = (value: 0.0, cells: 0..<0)
    for width in 1...mostCells {
      var most = (mass: -1.0, start: 0)
      for start in 0...cellCount - width where blocked[start + width] == blocked[start] {
        let mass = sums[start + width] - sums[start]
        if mass > most.mass + 1e-9 { most = (mass, start) }
      }
      let value = value(most.mass, sums[cellCount], width: width)
      if value > best.value + 1e-9 { best = (value, most.start..<most.start + width) }
    }
    guard best.value > 0 else { return nil }
    let cells = best.cells
    let reached = maxima.count { $0 >= best.value - 1e-9 }
    return Window(
      cells: cells, from: self.cells.breaks[cells.lowerBound],
      to: self.cells.breaks[cells.upperBound],
      observed: sums[cells.upperBound] - sums[cells.lowerBound],
      expected: sums[cellCount] * Double(cells.count) / Double(cellCount),
      logLikelihoodRatio: best.value, p: Double(reached + 1) / Double(maxima.count + 1))
  }

  private static func sums(_ values: [Double]) -> [Double] {
    var total = 0.0
    return [0]
      + values.map {
        total += $0
        return total
      }
  }
}
