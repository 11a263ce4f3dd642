public import IncidentMapping
public import LinearReferencing
public import ReferenceGeography
import SimpleFeatures
public import SpatialStatistics

/// Incidents put on the nearest place of a network.
public struct NetworkPlacement: Sendable {
  /// The network.
  public let network: RouteNetwork
  /// The place of the point that stands for each incident; nil for those off the network.
  public let dots: [NetworkPosition?]
  /// For each incident its place, or as many as it was drawn at; nil for draws off the network.
  private let draws: [[NetworkPosition?]]

  /// Puts incidents on a network.
  /// - Parameters:
  ///   - corridorMeters: how far from the network a position belongs to it.
  ///   - replicates: how many times uncertain places are drawn; without any, dots are all there is.
  public init(
    _ incidents: [LocatedIncident], on network: RouteNetwork, corridorMeters: Double,
    replicates: Int, seed: UInt64, atlas: Atlas, threads: Int = 1
  ) throws {
    var draws: [[NetworkPosition?]] = []
    var dots: [NetworkPosition?] = []
    var next = 0
    try OrderedCrew.run(
      try (0..<max(1, threads)).map { _ in
        IncidentDraws(incidents, on: try Ground(atlas: atlas), seed: seed)
      },
      next: { () -> Int? in
        defer { next += 1 }
        return next < incidents.count ? next : nil
      },
      work: { draws, index -> (NetworkPosition?, [NetworkPosition?]) in
        func place(_ point: Coordinate?) -> NetworkPosition? {
          point.flatMap { network.nearest(to: $0, withinMeters: corridorMeters)?.position }
        }
        let incident = incidents[index]
        let dot = place(incident.place.representativePoint)
        guard !incident.place.isExact, incident.place.kind != .unknown, replicates > 0 else {
          return (dot, [dot])
        }
        return (
          dot,
          try (0..<replicates).map { place(try draws.position(of: index, replicate: $0)) }
        )
      },
      handOver: { placed in
        dots.append(placed.0)
        draws.append(placed.1)
      })
    self.network = network
    self.dots = dots
    self.draws = draws
  }

  /// The numbers of the incidents of which at least a part is on the network.
  public var members: [Int] { draws.indices.filter { draws[$0].contains { $0 != nil } } }

  /// Whether any incident was drawn at several places.
  public var isUncertain: Bool { draws.contains { $0.count > 1 } }

  /// Each incident at its places, with as much weight as the share of draws there.
  public var events: [NetworkDensity.Event] {
    draws.flatMap { places in
      places.compactMap { place in
        place.map { NetworkDensity.Event($0, weight: 1 / Double(places.count)) }
      }
    }
  }

  /// Each incident whole at its point.
  public var dotEvents: [NetworkDensity.Event] {
    dots.compactMap { $0.map { NetworkDensity.Event($0) } }
  }

  /// K of the dots against evenly spread events, and the share of replicates in which it departs from
  /// these with a p of at most 0.05; nil where nothing was drawn.
  /// - Parameter progress: called with the number of replicates done.
  public func envelope(
    _ function: NetworkK, replications: Int, seed: UInt64, threads: Int = 1,
    progress: (Int) -> Void = { _ in }
  ) throws -> (envelope: NetworkEnvelope, replicateShare: Double?) {
    let envelope = try NetworkEnvelope(
      function, of: dots.compactMap(\.self), on: network, replications: replications, seed: seed,
      threads: threads)
    let count = draws.map(\.count).max() ?? 1
    guard count > 1 else { return (envelope, nil) }
    var hits = 0
    for replicate in 0..<count {
      let places = draws.compactMap { $0.count == 1 ? $0[0] : $0[replicate] }
      // 19 replications are the fewest that can give 0.05; a draw may leave fewer than two events.
      let one = try? NetworkEnvelope(
        function, of: places, on: network, replications: 19, seed: seed, threads: threads)
      if let one, one.p <= 0.05 { hits += 1 }
      progress(replicate + 1)
    }
    return (envelope, Double(hits) / Double(count))
  }
}
