import Geodesy
public import LinearReferencing
public import ReferenceGeography
public import SimpleFeatures

/// A place put on the ground of one boundary set and one set of routes.
///
/// It is a uniform belief over its shape: per square metre of a surface, per metre of a line. That
/// is a prior, not knowledge, and every uncertain result says so.
public struct ResolvedPlace: Sendable {
  /// The kinds of place, as `location_kind` prints them.
  public enum Kind: String, Sendable, CaseIterable {
    /// A point that is known.
    case exact
    /// Anywhere on a disc round a point.
    case near
    /// Anywhere between two distances from a point.
    case ring
    /// Anywhere on a stretch of a named route.
    case routeSection = "route_section"
    /// Anywhere on the line between two places.
    case between
    /// Anywhere in an administrative area.
    case area
    /// Anywhere on a line that is given as such.
    case line
    /// Anywhere on a surface that is given as such.
    case surface
    /// One of several places, with weights.
    case mixture
    /// Not known.
    case unknown
  }

  /// What the place covers on the ground.
  public enum Shape: Sendable {
    /// One point.
    case point(Coordinate)
    /// All positions within a distance above 0 of a centre; drawn as a polygon only where one is
    /// asked for.
    case disc(center: Coordinate, radiusMeters: Double)
    /// The part of a disc in a region, its container.
    case cutDisc(CutDisc)
    /// A surface, with its area on the ellipsoid; longitudes may run beyond 180.
    case surface(Geometry, areaSquareMeters: Double)
    /// A line, with its length on the ellipsoid; longitudes may run beyond 180.
    case line(LineString, lengthMeters: Double)
    /// Several places; the weights add up to 1, the greatest first.
    case mixture([Part])
    /// Nothing.
    case unknown
  }

  /// One place of a mixture.
  public struct Part: Sendable {
    /// The probability, 0 to 1.
    public let weight: Double
    /// The place.
    public let place: ResolvedPlace
  }

  /// The kind of place.
  public let kind: Kind
  /// What it covers.
  public let shape: Shape
  /// The point that stands for it: centre of a disc, middle of a line, a point on an area's surface.
  public let representativePoint: Coordinate?
  /// How far the truth may lie from the representative point: 0 for a point, the (outer) radius of a
  /// disc or ring, the radius of the disc of equal area for an area; nil for lines and unknown.
  public let radiusMeters: Double?
  private let details: Details?

  /// What few places have, out of the way of the others.
  private final class Details: Sendable {
    let region: Region?
    let container: Region?
    let section: (routeID: String, section: RouteSection)?
    let corridorMeters: Double
    let way: Way
    let note: String?
    let drawn: Geometry?

    init(
      region: Region?, container: Region?, section: (routeID: String, section: RouteSection)?,
      corridorMeters: Double, way: Way, note: String?, drawn: Geometry?
    ) {
      self.region = region
      self.container = container
      self.section = section
      self.corridorMeters = corridorMeters
      self.way = way
      self.note = note
      self.drawn = drawn
    }
  }

  /// The region, for an area.
  public var region: Region? { details?.region }
  /// The region that a disc was cut to, in which the whole place lies.
  public var container: Region? { details?.container }
  /// The stretch of the route and the route's identifier, for a section.
  public var section: (routeID: String, section: RouteSection)? { details?.section }
  /// How far a line may lie from the truth.
  public var corridorMeters: Double { details?.corridorMeters ?? 0 }
  /// How the place came to be on the ground, where the description had to be interpreted: printed
  /// after `stated` or `assumed` in `location_basis`.
  public var way: Way { details?.way ?? .asGiven }
  /// A sentence on what was interpreted, for `location_note`; nil where nothing was.
  public var note: String? { details?.note }
  /// The line or surface as it was given, where the description was one.
  var drawn: Geometry? { details?.drawn }

  /// How a description was put on the ground.
  public enum Way: Sendable, Hashable {
    /// As it was given.
    case asGiven
    /// An area found by its name.
    case areaByName
    /// An area found as the one that holds the given point.
    case areaByPoint
    /// A shape of this program's making, because the stated one is not at hand.
    case assumed
  }

  init(kind: Kind, shape: Shape, representativePoint: Coordinate?, radiusMeters: Double?) {
    self.kind = kind
    self.shape = shape
    self.representativePoint = representativePoint
    self.radiusMeters = radiusMeters
    details = nil
  }

  init(
    kind: Kind, shape: Shape, representativePoint: Coordinate?, radiusMeters: Double? = nil,
    region: Region? = nil, container: Region? = nil,
    section: (routeID: String, section: RouteSection)? = nil,
    corridorMeters: Double = 0, way: Way = .asGiven, note: String? = nil, drawn: Geometry? = nil
  ) {
    self.kind = kind
    self.shape = shape
    self.representativePoint = representativePoint
    self.radiusMeters = radiusMeters
    details = Details(
      region: region, container: container, section: section, corridorMeters: corridorMeters,
      way: way, note: note, drawn: drawn)
  }

  /// The place of which nothing is known.
  public static func unknown(note: String? = nil) -> ResolvedPlace {
    ResolvedPlace(kind: .unknown, shape: .unknown, representativePoint: nil, note: note)
  }

  /// Whether the place is one point.
  public var isExact: Bool { if case .point = shape { true } else { false } }

  /// The surface of a disc, ring, area or clipped disc, with its area on the ellipsoid; nil for
  /// other places. That of a disc is made anew each time.
  public var surface: (geometry: Geometry, areaSquareMeters: Double)? {
    switch shape {
    case .surface(let geometry, let area): return (geometry, area)
    case .cutDisc(let part): return part.surface
    case .disc(let center, let radius):
      guard let circle = try? circle(center, radiusMeters: radius) else { return nil }
      // What was cut to a region is drawn in parts, though it be one.
      let geometry: Geometry = container == nil ? circle : .multiPolygon(circle.polygons)
      return (geometry, Geodesic.wgs84.areaWithStraightEdges(of: circle))
    case .point, .line, .mixture, .unknown: return nil
    }
  }

  /// The same place with another way and note.
  func told(_ way: Way, _ note: String?) -> ResolvedPlace {
    ResolvedPlace(
      kind: kind, shape: shape, representativePoint: representativePoint,
      radiusMeters: radiusMeters, region: region, container: container,
      section: section,
      corridorMeters: corridorMeters, way: way, note: note, drawn: drawn)
  }
}
