import Geodesy
public import Incidents
public import LinearReferencing
public import Querying
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
  /// A condition on the properties of incidents and, under `src_` and its name, on the input's own
  /// columns.
  public var condition: CQL2Query?
  /// Whether only what is certainly in is wanted, not all that could be.
  public var isSure = false

  /// Makes a selection of everything.
  public init() {}

  /// Whether everything is selected.
  public var isEverything: Bool {
    !hasSpace && days == nil && condition == nil
  }
}

extension Selection {
  /// Whether it asks anything of places.
  var hasSpace: Bool {
    !(regions.isEmpty && groups.isEmpty && vicinities.isEmpty && corridors.isEmpty && box == nil)
  }

  /// Whether all that it asks of places is to be in regions or groups.
  var hasOnlyRegions: Bool { vicinities.isEmpty && corridors.isEmpty && box == nil }

  /// Whether all that it asks of places is to be near points.
  var hasOnlyVicinities: Bool {
    !vicinities.isEmpty && regions.isEmpty && groups.isEmpty && corridors.isEmpty && box == nil
  }

  /// The box as polygons within -180...180.
  var boxPolygons: [Geometry] {
    guard let box else { return [] }
    return box.withinAntimeridian.map { piece in
      .polygon(
        Polygon(exterior: [
          Coordinate(x: piece.minX, y: piece.minY), Coordinate(x: piece.maxX, y: piece.minY),
          Coordinate(x: piece.maxX, y: piece.maxY), Coordinate(x: piece.minX, y: piece.maxY),
          Coordinate(x: piece.minX, y: piece.minY),
        ]))
    }
  }
}

extension Envelope {
  /// The box in one piece, or in two where it crosses the antimeridian (west > east).
  fileprivate var withinAntimeridian: [Envelope] {
    minX <= maxX
      ? [self]
      : [
        Envelope(minX: minX, minY: minY, maxX: 180, maxY: maxY),
        Envelope(minX: -180, minY: minY, maxX: maxX, maxY: maxY),
      ]
  }

  /// Whether a point lies in the box, its edges included.
  func holds(_ point: Coordinate) -> Bool {
    let x = wrappedLongitude(point.longitude)
    // The antimeridian has two names.
    return withinAntimeridian.contains { piece in
      point.latitude >= piece.minY && point.latitude <= piece.maxY
        && [x, abs(x) == 180 ? -x : x].contains { $0 >= piece.minX && $0 <= piece.maxX }
    }
  }
}
