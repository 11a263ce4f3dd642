public import IncidentMapping
import Incidents
public import LinearReferencing
public import ReferenceGeography
import SimpleFeatures
public import SpatialStatistics

/// Incidents laid along a route: the mass of each on it, and where it lies taken for a point.
public struct RoutePlacement: Sendable {
  /// Which way along the route an incident happened, where its place is told as a way.
  public enum Direction: Sendable {
    /// With rising kilometres.
    case forward
    /// With falling kilometres.
    case backward
    /// Not told.
    case unknown
  }

  /// The route.
  public let route: Route
  /// How far from the route a position may lie to belong to it, in metres.
  public let corridorMeters: Double
  /// The incidents.
  public let incidents: [LocatedIncident]
  /// The mass of each, in kilometres along the route; without pieces for those that are not on it.
  public let masses: [LineMass]
  /// The kilometre of the point that stands for each; nil for those off the route.
  public let dots: [Double?]
  /// The measures at which the mass of areas is cut.
  public let breaks: [Double]

  /// Lays incidents along a route.
  /// - Parameters:
  ///   - breaks: the measures at which the route is cut into cells, from 0 to its length; the mass of a
  ///     disc or area is spread evenly within each.
  ///   - corridorMeters: how far from the route a position belongs to it.
  public init(
    _ incidents: [LocatedIncident], along route: Route, breaks: [Double], corridorMeters: Double,
    on atlas: Atlas, threads: Int = 1
  ) throws {
    let cells = RouteCells(route: route, breaks: breaks, corridorMeters: corridorMeters)
    let ground = incidents.allSatisfy { cells.isPlain($0.place) } ? nil : try cells.atlas(atlas)
    var masses: [LineMass] = []
    var next = 0
    try OrderedCrew.run(
      try (0..<max(1, threads)).map { _ in try ground.map { try Ground(atlas: $0) } },
      next: { () -> Int? in
        defer { next += 1 }
        return next < incidents.count ? next : nil
      },
      work: { ground, index in
        LineMass(
          try cells.pieces(of: incidents[index].place, on: ground), report: incidents[index].report)
      },
      handOver: { masses.append($0) })
    self.route = route
    self.corridorMeters = corridorMeters
    self.incidents = incidents
    self.masses = masses
    self.breaks = breaks
    dots = incidents.map { $0.place.representativePoint.flatMap(cells.kilometers) }
  }

  /// The numbers of the incidents with mass on the route.
  public var members: [Int] { masses.indices.filter { masses[$0].total > 1e-12 } }

  /// Whether any of them is more than a point.
  public var isUncertain: Bool { members.contains { !incidents[$0].place.isExact } }

  /// The incidents as dots on the route.
  var dotMasses: [LineMass] {
    incidents.indices.compactMap { index in
      dots[index].map { LineMass(at: $0, report: incidents[index].report) }
    }
  }

  /// Which way an incident happened: that of the section of this route which is its place.
  public func direction(of index: Int) -> Direction {
    guard let section = incidents[index].place.section, section.routeID == route.id else {
      return .unknown
    }
    return section.section.fromKilometers < section.section.toKilometers ? .forward : .backward
  }

  /// The incidents of each replicate as dots, positions drawn anew; handed to a function, whose results
  /// come back in order.
  func replicates<Result: Sendable>(
    _ count: Int, seed: UInt64, on atlas: Atlas, threads: Int,
    work: ([LineMass]) throws -> Result, progress: (Int) -> Void
  ) throws -> [Result] {
    let cells = RouteCells(route: route, breaks: breaks, corridorMeters: corridorMeters)
    var results: [Result] = []
    var next = 0
    try OrderedCrew.run(
      try (0..<max(1, threads)).map { _ in
        IncidentDraws(incidents, on: try Ground(atlas: atlas), seed: seed)
      },
      next: { () -> Int? in
        defer { next += 1 }
        return next < count ? next : nil
      },
      work: { draws, replicate in
        let events = try members.compactMap { index -> LineMass? in
          let kilometers =
            incidents[index].place.isExact
            ? dots[index]
            : try draws.position(of: index, replicate: replicate).flatMap(cells.kilometers)
          return kilometers.map { LineMass(at: $0, report: incidents[index].report) }
        }
        return try work(events)
      },
      handOver: {
        results.append($0)
        progress(results.count)
      })
    return results
  }
}
