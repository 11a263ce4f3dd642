import IncidentMapping
public import ReferenceGeography
public import SpatialStatistics

/// A stretch of a route on which incidents lie densely.
public struct RouteHotspot: Sendable {
  /// The stretch, with the test on expected numbers.
  public let window: LineScan.Window
  /// The number of incidents as dots on it, and the p of the best stretch of the dots that overlaps it;
  /// nil where none does.
  public let dots: (incidents: Double, p: Double?)
  /// The share of replicates in which this stretch has a p of at most 0.05; nil where nothing is
  /// uncertain, or nothing was drawn.
  public let replicateShare: Double?
}

extension RoutePlacement {
  /// The stretches with more incidents than chance gives, by the scan statistic on the measure.
  /// - Parameter progress: called with the number of replicates done.
  public func hotspots(
    _ scan: LineScan, replicates: Int, on atlas: Atlas, threads: Int = 1,
    progress: (Int) -> Void = { _ in }
  ) throws -> [RouteHotspot] {
    let windows = scan.result(of: masses, threads: threads).windows
    let dots = isUncertain ? scan.result(of: dotMasses, threads: threads).windows : windows
    var hits: [[Bool]] = []
    if isUncertain, replicates > 0 {
      let small = try LineScan(
        length: scan.length, cellCount: scan.cellCount, maximumShare: scan.maximumShare,
        replications: Self.replicateReplications, seed: scan.seed)
      hits = try self.replicates(
        replicates, seed: scan.seed, on: atlas, threads: threads,
        work: { events in
          let chance = small.result(of: events)
          return windows.map { chance.p(of: small.value(of: $0, in: events)) <= 0.05 }
        }, progress: progress)
    }
    return windows.enumerated().map { number, window in
      // The last cell takes the end of the route.
      let end = window.to < scan.length ? window.to : .infinity
      return RouteHotspot(
        window: window,
        dots: (
          dotMasses.reduce(0) { $0 + LineSections.mass(of: $1, from: window.from, to: end) },
          dots.first { $0.from < window.to && $0.to > window.from }?.p
        ),
        replicateShare: hits.isEmpty
          ? nil : Double(hits.count { $0[number] }) / Double(hits.count))
    }
  }
}
