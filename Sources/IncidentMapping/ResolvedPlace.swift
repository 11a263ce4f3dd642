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
  public indirect enum Shape: Sendable {
    /// One point.
    case point(Coordinate)
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
  /// The region, for an area.
  public let region: Region?
  /// The region that a disc was cut to, in which the whole place lies.
  public let container: Region?
  /// The stretch of the route and the route's identifier, for a section.
  public let section: (routeID: String, section: RouteSection)?
  /// How far a line may lie from the truth.
  public let corridorMeters: Double
  /// How the place came to be on the ground, where the description had to be interpreted: printed
  /// after `stated` or `assumed` in `location_basis`.
  public let way: Way
  /// A sentence on what was interpreted, for `location_note`; nil where nothing was.
  public let note: String?
  /// The line or surface as it was given, where the description was one.
  let drawn: Geometry?

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
    self.region = region
    self.container = container
    self.section = section
    self.corridorMeters = corridorMeters
    self.way = way
    self.note = note
    self.drawn = drawn
  }

  /// The place of which nothing is known.
  public static func unknown(note: String? = nil) -> ResolvedPlace {
    ResolvedPlace(kind: .unknown, shape: .unknown, representativePoint: nil, note: note)
  }

  /// Whether the place is one point.
  public var isExact: Bool { if case .point = shape { true } else { false } }

  /// The same place with another way and note.
  func told(_ way: Way, _ note: String?) -> ResolvedPlace {
    ResolvedPlace(
      kind: kind, shape: shape, representativePoint: representativePoint,
      radiusMeters: radiusMeters, region: region, container: container,
      section: section,
      corridorMeters: corridorMeters, way: way, note: note, drawn: drawn)
  }
}
