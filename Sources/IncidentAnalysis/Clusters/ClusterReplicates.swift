import IncidentMapping
import ReferenceGeography
import SimpleFeatures
import SpatialStatistics

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
        PlaceDraws(incidents, on: try Ground(atlas: atlas), seed: seed)
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

/// Positions drawn for incidents on one thread's ground: the same for a seed, an incident and a
/// replicate, whoever draws; incidents that one report was split into are drawn together.
final class PlaceDraws {
  private let incidents: [LocatedIncident]
  private let ground: Ground
  private let seed: UInt64
  private var ofRegions: [String: PlaceSampler] = [:]
  private var ofIncidents: [Int: PlaceSampler] = [:]
  /// How many places of single incidents are kept prepared, before all are forgotten.
  private static let memory = 4096

  init(_ incidents: [LocatedIncident], on ground: Ground, seed: UInt64) {
    self.incidents = incidents
    self.ground = ground
    self.seed = seed
  }

  func position(of index: Int, replicate: Int) throws -> Coordinate? {
    var stream = SeededStream(seed, incidents[index].report, UInt64(replicate))
    return try sampler(of: index).draw(using: &stream)
  }

  /// What a disc's draws need is made in no time; that of other places is kept.
  private func sampler(of index: Int) throws -> PlaceSampler {
    let place = incidents[index].place
    if case .disc = place.shape { return try PlaceSampler(place, on: ground) }
    if let region = place.region {
      let key = "\(region.level) \(region.id)"
      if let known = ofRegions[key] { return known }
      let made = try PlaceSampler(place, on: ground)
      ofRegions[key] = made
      return made
    }
    if let known = ofIncidents[index] { return known }
    let made = try PlaceSampler(place, on: ground)
    if ofIncidents.count >= Self.memory { ofIncidents.removeAll(keepingCapacity: true) }
    ofIncidents[index] = made
    return made
  }
}
