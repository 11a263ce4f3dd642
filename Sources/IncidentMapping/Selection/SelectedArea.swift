import GeoFormats
import Geodesy
import LinearReferencing
import ReferenceGeography
import SimpleFeatures
import Topology

/// All that a selection asks for in space, as one geometry within -180...180: what its kinds of
/// condition have in common, each the union of its alternatives.
struct SelectedArea {
  private let prepared: PreparedGeometry
  private let geometry: Geometry

  init(_ selection: Selection, in context: GEOSContext) throws {
    var kinds: [[Geometry]] = [
      selection.regions.map(\.geometry), try selection.vicinities.map { try $0.circle() },
      try selection.corridors.map { try $0.area(in: context) }, selection.boxPolygons,
    ].filter { !$0.isEmpty }
    let first = kinds.isEmpty ? [] : kinds.removeFirst()
    var common = try Self.union(first, in: context)
    for kind in kinds {
      common = try context.intersection(common, try Self.union(kind, in: context))
    }
    geometry = common
    prepared = try PreparedGeometry(common, in: context)
  }

  private static func union(_ parts: [Geometry], in context: GEOSContext) throws -> Geometry {
    try parts.count == 1 ? parts[0] : context.unaryUnion(.geometryCollection(parts))
  }

  /// How surely a line or surface is in, by the part of it that is; what only shares a border is
  /// not. O(vertices near by).
  func admission(of place: ResolvedPlace, in context: GEOSContext) throws -> Admission {
    switch place.shape {
    case .line(let line, let length):
      // The line as outputs draw it may leave the geodesic by a metre.
      return try admission(of: .lineString(line), whole: length) { part in
        part.lineStrings.reduce(0) { $0 + Geodesic.wgs84.length(of: $1) }
      }
    case .disc, .cutDisc, .surface:
      guard let (surface, area) = place.surface else { return .none }
      return try admission(of: surface, whole: area) {
        Geodesic.wgs84.areaWithStraightEdges(of: $0)
      }
    case .point, .mixture, .unknown: return .none
    }
  }

  private func admission(
    of footprint: Geometry, whole: Double, measure: (Geometry) -> Double
  ) throws -> Admission {
    guard whole > 0 else { return .none }
    var inside = 0.0
    var touches = false
    for shift in [0.0, -360, 360] {
      let moved = shift == 0 ? footprint : footprint.map { .init(x: $0.x + shift, y: $0.y) }
      guard prepared.envelope.intersects(moved.envelope), try prepared.intersects(moved) else {
        continue
      }
      if try prepared.covers(moved) { return .certain }
      touches = true
      inside += measure(try prepared.intersection(with: moved))
    }
    var admission = Admission(share: min(1, inside / whole))
    // A part of no width holds nothing of a surface and can be hit all the same.
    if touches, !geometry.isSurface { admission.isPossible = true }
    return admission
  }
}

extension Geometry {
  fileprivate var isSurface: Bool { !polygons.isEmpty }
}

extension Selection.Vicinity {
  /// The circle with 256 corners, at most 0.008 % of the radius short, or the point.
  fileprivate func circle() throws -> Geometry {
    guard withinMeters > 0 else { return .point(center) }
    let ring = try Geodesic.wgs84.pointsAround(
      center: center, radiusMeters: withinMeters, count: 256)
    return AntimeridianCut.cut(.polygon(Polygon(exterior: ring)))
  }
}

extension Selection.Corridor {
  /// The stretch of the route.
  func line() throws -> LineString {
    try route.section(fromKilometers: fromKilometers, toKilometers: toKilometers).line
  }

  /// All that is not further from the stretch than the greatest distance.
  fileprivate func area(in context: GEOSContext) throws -> Geometry {
    let dense = Geometry.lineString(
      Geodesic.wgs84.densify(try line(), maximumDeviationMeters: 1))
    guard withinMeters > 0 else { return AntimeridianCut.cut(dense) }
    return AntimeridianCut.cut(try context.bufferMeters(of: dense, radiusMeters: withinMeters))
  }
}
