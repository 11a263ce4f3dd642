import Geodesy
public import Incidents
public import LinearReferencing
public import ReferenceGeography
public import SimpleFeatures
import Topology

/// Which incidents a command works on: those that could lie in, near or along what is named.
///
/// Conditions of one kind are alternatives, kinds add up: in Gao or Kidal, and during 2024.
public struct Selection: Sendable {
  /// A point to be near, with its greatest distance.
  public struct Vicinity: Sendable {
    /// The point.
    public var center: Coordinate
    /// The greatest distance in metres.
    public var withinMeters: Double

    /// Makes a vicinity.
    public init(center: Coordinate, withinMeters: Double) {
      self.center = center
      self.withinMeters = withinMeters
    }
  }

  /// A stretch of a route to be along, with the greatest distance from it.
  public struct Corridor: Sendable {
    /// The route.
    public var route: Route
    /// The first measure in kilometres; may be greater than `toKilometers`.
    public var fromKilometers: Double
    /// The last measure in kilometres.
    public var toKilometers: Double
    /// The greatest distance in metres.
    public var withinMeters: Double

    /// Makes a corridor.
    public init(
      route: Route, fromKilometers: Double, toKilometers: Double, withinMeters: Double
    ) {
      self.route = route
      self.fromKilometers = fromKilometers
      self.toKilometers = toKilometers
      self.withinMeters = withinMeters
    }
  }

  /// Regions to be in.
  public var regions: [Region] = []
  /// Groups of countries to be in, by their members on the day of the incident; alternatives to
  /// `regions`.
  public var groups: [RegionGroup] = []
  /// Points to be near.
  public var vicinities: [Vicinity] = []
  /// Stretches of routes to be along.
  public var corridors: [Corridor] = []
  /// A box to be in: west, south, east, north in degrees; west > east crosses the antimeridian.
  public var box: Envelope?
  /// Days to be in, both included; nil ends are open. An incident without any date is never in.
  public var days: (first: Day?, last: Day?)?

  /// Makes a selection of everything.
  public init() {}

  /// Whether everything is selected.
  public var isEverything: Bool {
    regions.isEmpty && groups.isEmpty && vicinities.isEmpty && corridors.isEmpty && box == nil
      && days == nil
  }
}

extension Selection {
  /// Whether an incident could have happened on the selected days.
  func admits(_ date: UncertainDate?) -> Bool {
    guard let days else { return true }
    guard let date, date.earliest != nil || date.latest != nil else { return false }
    if let last = days.last, let earliest = date.earliest, earliest > last { return false }
    if let first = days.first, let latest = date.latest, latest < first { return false }
    return true
  }

  /// Whether a part of a place lies in a selected region, or in a country that may have been in a
  /// selected group; sharing a border with it is not enough.
  func admits(_ membership: Membership, on date: UncertainDate?) -> Bool {
    if regions.isEmpty && groups.isEmpty { return true }
    let isInRegion = regions.contains { region in
      membership.firstLevel.contains { $0.region.id == region.id }
        || membership.countries.contains { $0.region.id == region.id }
    }
    guard !isInRegion, !groups.isEmpty else { return isInRegion }
    let days = (date?.earliest?.description, date?.latest?.description)
    return membership.countries.contains { share in
      groups.contains { $0.mayInclude(share.region.id, from: days.0, to: days.1) }
    }
  }

  /// The whole selection in space as geometries, made once for each thread.
  func areas(in context: GEOSContext) throws -> Areas {
    Areas(
      // With groups the membership alone decides.
      regions: try (groups.isEmpty ? regions : []).map {
        try PreparedGeometry($0.geometry, in: context)
      },
      vicinities: try vicinities.map { vicinity in
        guard vicinity.withinMeters > 0 else {
          return try PreparedGeometry(.point(vicinity.center), in: context)
        }
        let ring = try Geodesic.wgs84.pointsAround(
          center: vicinity.center, radiusMeters: vicinity.withinMeters, count: 256)
        return try PreparedGeometry(.polygon(Polygon(exterior: ring)), in: context)
      },
      corridors: try corridors.map { corridor in
        let line = try corridor.route.section(
          fromKilometers: corridor.fromKilometers, toKilometers: corridor.toKilometers
        ).line
        let dense = Geometry.lineString(
          Geodesic.wgs84.densify(line, maximumDeviationMeters: 1))
        let area =
          corridor.withinMeters > 0
          ? try context.bufferMeters(of: dense, radiusMeters: corridor.withinMeters) : dense
        return (line, try PreparedGeometry(area, in: context))
      },
      boxes: try boxPolygons.map { try PreparedGeometry($0, in: context) })
  }

  private var boxPolygons: [Geometry] {
    guard let box else { return [] }
    let pieces =
      box.minX <= box.maxX
      ? [box]
      : [
        Envelope(minX: box.minX, minY: box.minY, maxX: 180, maxY: box.maxY),
        Envelope(minX: -180, minY: box.minY, maxX: box.maxX, maxY: box.maxY),
      ]
    return pieces.map { piece in
      .polygon(
        Polygon(exterior: [
          Coordinate(x: piece.minX, y: piece.minY), Coordinate(x: piece.maxX, y: piece.minY),
          Coordinate(x: piece.maxX, y: piece.maxY), Coordinate(x: piece.minX, y: piece.maxY),
          Coordinate(x: piece.minX, y: piece.minY),
        ]))
    }
  }

  /// The selection in space, prepared for one thread.
  struct Areas {
    let regions: [PreparedGeometry]
    let vicinities: [PreparedGeometry]
    let corridors: [(line: LineString, area: PreparedGeometry)]
    let boxes: [PreparedGeometry]
  }

  /// Whether a place could lie in the selected space.
  ///
  /// Points are decided by distance on the ellipsoid, everything else by whether its footprint meets
  /// the selected area (a circle has 256 corners there: at most 0.008 % of the radius short).
  func admits(_ place: ResolvedPlace, areas: Areas) throws -> Bool {
    if case .mixture(let parts) = place.shape {
      return try parts.contains { try admits($0.place, areas: areas) }
    }
    let hasSpace =
      !(areas.regions.isEmpty && areas.vicinities.isEmpty && areas.corridors.isEmpty
      && areas.boxes.isEmpty)
    guard hasSpace else { return true }
    guard let footprint = place.footprint else { return false }
    func meets(_ area: PreparedGeometry) throws -> Bool {
      for shift in [0.0, -360, 360] {
        let moved = shift == 0 ? footprint : footprint.map { .init(x: $0.x + shift, y: $0.y) }
        if area.envelope.intersects(moved.envelope), try area.intersects(moved) { return true }
      }
      return false
    }
    if !areas.regions.isEmpty, try !areas.regions.contains(where: meets) { return false }
    if !areas.boxes.isEmpty, try !areas.boxes.contains(where: meets) { return false }
    if !areas.vicinities.isEmpty {
      if case .point(let point) = footprint {
        guard
          vicinities.contains(where: {
            Geodesic.wgs84.distance(from: $0.center, to: point) <= $0.withinMeters
          })
        else { return false }
      } else if try !areas.vicinities.contains(where: meets) {
        return false
      }
    }
    if !areas.corridors.isEmpty {
      if case .point(let point) = footprint {
        guard
          zip(corridors, areas.corridors).contains(where: { corridor, area in
            distance(from: point, to: area.line) <= corridor.withinMeters
          })
        else { return false }
      } else if try !areas.corridors.contains(where: { try meets($0.area) }) {
        return false
      }
    }
    return true
  }
}
