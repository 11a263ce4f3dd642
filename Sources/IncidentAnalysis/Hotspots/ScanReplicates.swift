import IncidentMapping
import ReferenceGeography
import SpatialStatistics

/// Draws places and days of incidents again and again, and asks of clusters whether they stand.
struct ScanReplicates {
  let scan: IncidentScan
  let layout: ScanLayout
  let incidents: [LocatedIncident]
  let atlas: Atlas
  /// The ratio from which a cluster stands.
  let critical: Double

  /// For each cluster the share of the draws in which it stands; empty without draws.
  ///
  /// - Parameter model: makes the model of records that are whole in one location and interval.
  func shares(
    _ clusters: [ScanCluster],
    model:
      @Sendable ([(locations: IncidentScan.Mass, intervals: IncidentScan.Mass, isCase: Bool)]) ->
      ScanModel
  ) throws -> [Double] {
    guard scan.replicates > 0, !clusters.isEmpty, critical.isFinite else { return [] }
    var standing = Array(repeating: 0, count: clusters.count)
    var next = 0
    try OrderedCrew.run(
      try (0..<max(1, scan.settings.threads)).map { _ in
        (
          draws: IncidentDraws(
            incidents, on: try Ground(atlas: atlas), seed: UInt64(clamping: scan.settings.seed)),
          finder: try ScanLocator.Finder(layout.locator)
        )
      },
      next: {
        defer { next += 1 }
        return next < scan.replicates ? next : nil
      },
      work: { worker, number -> [Bool] in
        let records = try layout.records.map { record in
          var (dot, interval) = (record.dot, record.middle)
          if !record.hasOneLocation,
            let point = try worker.draws.position(of: record.incident, replicate: number),
            let place = try worker.finder.location(of: point),
            let drawn = layout.location(of: place)
          {
            dot = drawn
          }
          if record.days.count > 1,
            let day = worker.draws.day(of: record.incident, replicate: number)
          {
            interval = scan.intervals.index(ofDayNumber: day)
          }
          return (
            locations: [(place: dot, mass: 1.0)], intervals: [(place: interval, mass: 1.0)],
            isCase: record.isCase
          )
        }
        let ratio = ScanRatio(model(records))
        return clusters.map { ratio.value(of: $0.members, in: $0.window).ratio >= critical }
      },
      handOver: { stands in
        for (cluster, isStanding) in stands.enumerated() where isStanding { standing[cluster] += 1 }
      })
    return standing.map { Double($0) / Double(scan.replicates) }
  }
}
