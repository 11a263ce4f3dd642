/// A curve of straight pieces; two or more positions, or none when empty.
public struct LineString: Hashable, Sendable {
  /// The vertices in order.
  public var coordinates: [Coordinate]

  /// Makes a line from its vertices.
  public init(_ coordinates: [Coordinate]) { self.coordinates = coordinates }
}

/// A surface with one exterior ring and any number of holes.
///
/// Rings are closed: the first and last coordinates are equal. Ring direction carries no meaning
/// here; writers orient rings as their format asks.
public struct Polygon: Hashable, Sendable {
  /// The outer ring, closed.
  public var exterior: [Coordinate]
  /// The inner rings, closed.
  public var holes: [[Coordinate]]

  /// Makes a polygon from closed rings.
  public init(exterior: [Coordinate], holes: [[Coordinate]] = []) {
    self.exterior = exterior
    self.holes = holes
  }

  /// The exterior ring followed by the holes.
  public var rings: [[Coordinate]] { [exterior] + holes }
}

/// A geometry of OGC Simple Features in two dimensions.
public enum Geometry: Hashable, Sendable {
  /// One position.
  case point(Coordinate)
  /// Several positions.
  case multiPoint([Coordinate])
  /// A curve.
  case lineString(LineString)
  /// Several curves.
  case multiLineString([LineString])
  /// A surface.
  case polygon(Polygon)
  /// Several surfaces.
  case multiPolygon([Polygon])
  /// Geometries of any kinds.
  case geometryCollection([Geometry])
}

extension Geometry {
  /// The name of the type in GeoJSON and OGC Simple Features.
  public var typeName: String {
    switch self {
    case .point: "Point"
    case .multiPoint: "MultiPoint"
    case .lineString: "LineString"
    case .multiLineString: "MultiLineString"
    case .polygon: "Polygon"
    case .multiPolygon: "MultiPolygon"
    case .geometryCollection: "GeometryCollection"
    }
  }

  /// Whether it holds no position.
  public var isEmpty: Bool {
    switch self {
    case .point: false
    case .multiPoint(let points): points.isEmpty
    case .lineString(let line): line.coordinates.isEmpty
    case .multiLineString(let lines): lines.allSatisfy { $0.coordinates.isEmpty }
    case .polygon(let polygon): polygon.exterior.isEmpty
    case .multiPolygon(let polygons): polygons.allSatisfy { $0.exterior.isEmpty }
    case .geometryCollection(let members): members.allSatisfy(\.isEmpty)
    }
  }

  /// The polygons in it, those of collections included; empty for points and lines.
  public var polygons: [Polygon] {
    switch self {
    case .polygon(let polygon): [polygon]
    case .multiPolygon(let polygons): polygons
    case .geometryCollection(let members): members.flatMap(\.polygons)
    default: []
    }
  }

  /// The lines in it, those of collections included; empty for points and polygons.
  public var lineStrings: [LineString] {
    switch self {
    case .lineString(let line): [line]
    case .multiLineString(let lines): lines
    case .geometryCollection(let members): members.flatMap(\.lineStrings)
    default: []
    }
  }

  /// Calls a function with each position, in order. O(n).
  public func forEachCoordinate(_ body: (Coordinate) -> Void) {
    switch self {
    case .point(let point): body(point)
    case .multiPoint(let points): points.forEach(body)
    case .lineString(let line): line.coordinates.forEach(body)
    case .multiLineString(let lines): for line in lines { line.coordinates.forEach(body) }
    case .polygon(let polygon): for ring in polygon.rings { ring.forEach(body) }
    case .multiPolygon(let polygons):
      for polygon in polygons { for ring in polygon.rings { ring.forEach(body) } }
    case .geometryCollection(let members):
      for member in members { member.forEachCoordinate(body) }
    }
  }

  /// The smallest envelope that holds it; empty for an empty geometry. O(n).
  public var envelope: Envelope {
    var envelope = Envelope.empty
    forEachCoordinate { envelope.expand(toInclude: $0) }
    return envelope
  }

  /// The geometry with every position changed by a function. O(n).
  public func map(_ transform: (Coordinate) throws -> Coordinate) rethrows -> Geometry {
    func line(_ line: LineString) throws -> LineString {
      LineString(try line.coordinates.map(transform))
    }
    func polygon(_ polygon: Polygon) throws -> Polygon {
      Polygon(
        exterior: try polygon.exterior.map(transform),
        holes: try polygon.holes.map { try $0.map(transform) })
    }
    return switch self {
    case .point(let point): .point(try transform(point))
    case .multiPoint(let points): .multiPoint(try points.map(transform))
    case .lineString(let value): .lineString(try line(value))
    case .multiLineString(let lines): .multiLineString(try lines.map(line))
    case .polygon(let value): .polygon(try polygon(value))
    case .multiPolygon(let polygons): .multiPolygon(try polygons.map(polygon))
    case .geometryCollection(let members):
      .geometryCollection(try members.map { try $0.map(transform) })
    }
  }
}
