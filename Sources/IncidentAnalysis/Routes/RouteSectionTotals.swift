import Foundation
import IncidentMapping
import LinearReferencing
public import ReferenceGeography
public import SpatialStatistics

/// Incidents and tolls of a section of a route, and their rates.
public struct RouteSectionTotal: Sendable {
  /// Where it begins, in kilometres.
  public let from: Double
  /// Where it ends.
  public let to: Double
  /// The expected number of incidents on it.
  public let incidents: Double
  /// Those of them that went with rising kilometres, and with falling ones, where that is told.
  public let forward: Double
  /// Those that went with falling kilometres.
  public let backward: Double
  /// What its length gives of all incidents on the route.
  public let expected: Double
  /// The interval of the mean number of incidents (Garwood 1936).
  public let interval: PoissonInterval
  /// The expected number of people killed, by those incidents of which a number is told.
  public let killed: Double
  /// The interval of its mean (Fay and Feuer 1997): incidents come by chance, not deaths one by one.
  public let killedInterval: PoissonInterval
  /// Whether no incident on it tells how many were killed.
  public let hasNoToll: Bool
  /// The test on the expected number.
  public let p: Double
  /// The same, adjusted for the number of sections.
  public let adjustedP: Double
  /// The number of incidents as dots, and its test.
  public let dots: (incidents: Double, p: Double)
  /// The share of replicates in which it has a p of at most 0.05; nil where nothing is uncertain, or
  /// nothing was drawn.
  public let replicateShare: Double?

  /// A number on it per 100 km and year.
  public func rate(_ number: Double, years: Double) -> Double {
    number / ((to - from) / 100) / years
  }
}

extension RoutePlacement {
  /// A replicate is tested by this many replications, against 0.05.
  static let replicateReplications = 99

  /// The totals of sections, and whether there is more on each than chance gives (`LineSections`).
  /// - Parameters:
  ///   - ends: where sections begin, and the end of the last; ascending.
  ///   - progress: called with the number of replicates done.
  public func sections(
    _ ends: [Double], replications: Int, replicates: Int, seed: UInt64, on atlas: Atlas,
    threads: Int = 1, progress: (Int) -> Void = { _ in }
  ) throws -> [RouteSectionTotal] {
    func test(_ events: [LineMass], _ count: Int, _ threads: Int) throws -> LineSections {
      try LineSections(of: events, breaks: ends, replications: count, seed: seed, threads: threads)
    }
    let tested = try test(masses, replications, threads).sections
    let dotted = isUncertain ? try test(dotMasses, replications, threads).sections : tested
    var shares: [Double]?
    if isUncertain, replicates > 0 {
      let hits = try self.replicates(
        replicates, seed: seed, on: atlas, threads: threads,
        work: { events in
          try test(events, Self.replicateReplications, 1).sections.map { $0.p <= 0.05 }
        }, progress: progress)
      shares = ends.indices.dropLast().map { section in
        Double(hits.count { $0[section] }) / Double(replicates)
      }
    }
    let adjusted = BenjaminiHochberg.adjusted(tested.map(\.p))
    let sums = sums(ends)
    return tested.indices.map { number in
      let (section, sum) = (tested[number], sums[number])
      return RouteSectionTotal(
        from: section.from, to: section.to, incidents: section.observed, forward: sum.forward,
        backward: sum.backward, expected: section.expected,
        interval: PoissonInterval(count: section.observed), killed: sum.killed,
        killedInterval: PoissonInterval(
          sum: sum.killed, squares: sum.squares, greatest: greatestToll),
        hasNoToll: !sum.hasToll, p: section.p, adjustedP: adjusted[number] ?? 1,
        dots: (dotted[number].observed, dotted[number].p), replicateShare: shares?[number])
    }
  }

  private struct Sum {
    var (forward, backward, killed, squares) = (0.0, 0.0, 0.0, 0.0)
    var hasToll = false
  }

  private var greatestToll: Double {
    members.compactMap { incidents[$0].expectedKilled }.max() ?? 0
  }

  private func sums(_ ends: [Double]) -> [Sum] {
    var sums = [Sum](repeating: Sum(), count: ends.count - 1)
    for index in members {
      for (number, mass) in LineSections.masses(of: masses[index], breaks: ends).enumerated()
      where mass > 0 {
        switch direction(of: index) {
        case .forward: sums[number].forward += mass
        case .backward: sums[number].backward += mass
        case .unknown: break
        }
        if let killed = incidents[index].expectedKilled {
          sums[number].killed += mass * killed
          sums[number].squares += mass * killed * mass * killed
          sums[number].hasToll = true
        }
      }
    }
    return sums
  }
}
