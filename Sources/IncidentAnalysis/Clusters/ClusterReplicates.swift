import IncidentMapping
import ReferenceGeography
import SimpleFeatures

/// Draws the places of incidents anew, again and again, and clusters each draw.
struct ClusterReplicates {
  let incidents: [LocatedIncident]
  let plain: ClusterLabels
  let order: RecordOrder
  let atlas: Atlas
  let count: Int
  let seed: UInt64
  let threads: Int

  /// The clusters' stability; without a draw where every place is one point, because each draw
  /// would then be the plain run.
  func stability(
    _ labels: @Sendable ([Coordinate?]) throws -> ClusterLabels,
    progress: (Int) -> Void
  ) throws -> ClusterStability {
    var tally = ClusterStability.Tally(plain)
    let uncertain = incidents.indices.filter {
      !incidents[$0].place.isExact && incidents[$0].place.kind != .unknown
    }
    guard !uncertain.isEmpty else {
      tally.add(ClusterMatch(plain, with: plain))
      return tally.stability(replicates: 0)
    }
    let points = incidents.map(\.place.representativePoint)
    var next = 0
    var done = 0
    try OrderedCrew.run(
      try (0..<max(1, threads)).map { _ in
        IncidentDraws(incidents, on: try Ground(atlas: atlas), seed: seed)
      },
      next: {
        defer { next += 1 }
        return next < count ? next : nil
      },
      work: { draws, number in
        var points = points
        for index in uncertain { points[index] = try draws.position(of: index, replicate: number) }
        return ClusterMatch(try labels(points), with: plain)
      },
      handOver: { match in
        tally.add(match)
        done += 1
        progress(done)
      })
    return tally.stability(replicates: count)
  }
}
