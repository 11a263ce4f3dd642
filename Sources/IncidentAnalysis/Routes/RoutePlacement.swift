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

  /// Lays incidents along a route.
  /// - Parameters:
  ///   - breaks: the measures at which the route is cut into cells, from 0 to its length; the mass of a
  ///     disc or area is spread evenly within each.
  ///   - corridorMeters: how far from the route a position belongs to it.
  public init(
    _ incidents: [LocatedIncident], along route: Route, breaks: [Double], corridorMeters: Double,
    on atlas: Atlas, threads: Int = 1
  ) throws {
    var masses: [LineMass] = []
    var dots: [Double?] = []
    var next = 0
    try OrderedCrew.run(
      try (0..<max(1, threads)).map { _ in
        RouteCells(
          route, breaks: breaks, corridorMeters: corridorMeters, on: try Ground(atlas: atlas))
      },
      next: { () -> Int? in
        defer { next += 1 }
        return next < incidents.count ? next : nil
      },
      work: { cells, index -> (LineMass, Double?) in
        let place = incidents[index].place
        return (
          LineMass(try cells.pieces(of: place), report: incidents[index].report),
          place.representativePoint.flatMap(cells.kilometers)
        )
      },
      handOver: { placed in
        masses.append(placed.0)
        dots.append(placed.1)
      })
    self.route = route
    self.corridorMeters = corridorMeters
    self.incidents = incidents
    self.masses = masses
    self.dots = dots
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
    let members = members
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
            : try draws.position(of: index, replicate: replicate).flatMap {
              route.locate($0, withinMeters: corridorMeters).first?.measureKilometers
            }
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
