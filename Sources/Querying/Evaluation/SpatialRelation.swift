import SimpleFeatures
import Topology

/// A relation of two geometries (OGC 21-065r2, spatial functions; OGC 06-103r4, section 6.1.15).
enum SpatialRelation: Sendable {
  case intersects, disjoint, equals, touches, within, overlaps, crosses, contains

  init?(_ kind: CQL2Operator) {
    switch kind {
    case .spatialIntersects: self = .intersects
    case .spatialDisjoint: self = .disjoint
    case .spatialEquals: self = .equals
    case .spatialTouches: self = .touches
    case .spatialWithin: self = .within
    case .spatialOverlaps: self = .overlaps
    case .spatialCrosses: self = .crosses
    case .spatialContains: self = .contains
    default: return nil
    }
  }

  /// The relation of the second to the first.
  var converse: SpatialRelation {
    switch self {
    case .within: .contains
    case .contains: .within
    default: self
    }
  }

  /// Whether it holds for two geometries that share no position.
  var holdsApart: Bool { self == .disjoint }
}

/// A geometry literal in one GEOS context.
struct PreparedLiteral {
  let geometry: Geometry
  let prepared: PreparedGeometry
  let context: GEOSContext

  init(_ geometry: Geometry, in context: GEOSContext) throws(TopologyError) {
    self.geometry = geometry
    self.context = context
    prepared = try PreparedGeometry(geometry, in: context)
  }
}

extension SpatialRelation {
  /// Whether a geometry stands in the relation to a literal.
  func holds(_ geometry: Geometry, _ literal: PreparedLiteral) throws(TopologyError) -> Bool {
    guard geometry.envelope.intersects(literal.prepared.envelope) else { return holdsApart }
    switch self {
    case .intersects:
      if case .point(let point) = geometry { return try literal.prepared.intersects(point) }
      return try literal.prepared.intersects(geometry)
    case .disjoint: return try !SpatialRelation.intersects.holds(geometry, literal)
    case .within:
      if case .point(let point) = geometry { return try literal.prepared.contains(point) }
      return try literal.prepared.contains(geometry)
    default: return try holds(geometry, literal.geometry, in: literal.context)
    }
  }

  /// Whether one geometry stands in the relation to another.
  func holds(
    _ first: Geometry, _ second: Geometry, in context: GEOSContext
  ) throws(TopologyError) -> Bool {
    switch self {
    case .intersects: try context.intersects(first, second)
    case .disjoint: try context.disjoint(first, second)
    case .equals: try context.equals(first, second)
    case .touches: try context.touches(first, second)
    case .within: try context.within(first, second)
    case .overlaps: try context.overlaps(first, second)
    case .crosses: try context.crosses(first, second)
    case .contains: try context.contains(first, second)
    }
  }

  /// What is known of the relation of one point, which lies somewhere in a place, to a literal.
  func truth(_ place: any CQL2Place, _ literal: PreparedLiteral) throws -> CQL2Truth {
    guard place.envelope.intersects(literal.prepared.envelope) else { return CQL2Truth(holdsApart) }
    return try truth(somewhereIn: place.footprint(), literal)
  }

  private func truth(
    somewhereIn footprint: Geometry, _ literal: PreparedLiteral
  ) throws(TopologyError) -> CQL2Truth {
    switch footprint {
    case .point: return CQL2Truth(try holds(footprint, literal))
    case .geometryCollection(let members):
      var truth: CQL2Truth = []
      for member in members { truth.formUnion(try self.truth(somewhereIn: member, literal)) }
      return truth.isEmpty ? .null : truth
    default: break
    }
    let prepared = literal.prepared
    guard try prepared.intersects(footprint) else { return CQL2Truth(holdsApart) }
    // Rows of the matrix: inside and boundary of the footprint; columns: those of the literal.
    switch self {
    case .intersects: return CQL2Truth(certain: try prepared.covers(footprint), possible: true)
    case .disjoint: return try !SpatialRelation.intersects.truth(somewhereIn: footprint, literal)
    case .within:
      let matrix = try literal.context.relate(footprint, literal.geometry)
      return CQL2Truth(
        certain: matrix.matches("*FF*FF***"),
        possible: matrix.matches("T********") || matrix.matches("***T*****"))
    case .touches:
      let matrix = try literal.context.relate(footprint, literal.geometry)
      return CQL2Truth(
        certain: matrix.matches("F*FF*F***"),
        possible: matrix.matches("*T*******") || matrix.matches("****T****"))
    case .equals, .contains:
      // Only a point lies within a point, and a footprint that is not one can be elsewhere.
      if case .point = literal.geometry { return CQL2Truth(certain: false, possible: true) }
      return .no
    case .overlaps, .crosses: return .no
    }
  }
}
