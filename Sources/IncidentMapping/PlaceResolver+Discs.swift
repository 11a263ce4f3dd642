import Foundation
import Geodesy
import Incidents
import ReferenceGeography
import SimpleFeatures
import Topology

extension Ground {
  /// How many corners stand for a circle in computations: with the circle's own area, a share is
  /// then within 1e-5 of the circle's.
  private static let circleCorners = 256

  func circle(_ center: Coordinate, radiusMeters: Double) throws -> Geometry {
    let step = 2 * Double.pi / Double(Self.circleCorners)
    // The polygon through points on the circle is smaller than the disc: widen it to equal area.
    let widened = radiusMeters * (step / sin(step)).squareRoot()
    return .polygon(
      Polygon(
        exterior: try Geodesic.wgs84.pointsAround(
          center: center, radiusMeters: widened, count: Self.circleCorners)))
  }

  func disc(
    _ center: PlaceReference, radiusMeters: Double, clippedTo clips: [AreaReference]
  ) throws -> ResolvedPlace {
    let point = try coordinate(of: center)
    guard radiusMeters >= 0 else {
      throw Unresolved(
        description:
          "The radius of the disc about \(name(of: center)) is \(radiusMeters) m; it must "
          + "be 0 or more.")
    }
    guard radiusMeters > 0 else {
      return ResolvedPlace(
        kind: .near, shape: .point(point), representativePoint: point, radiusMeters: 0)
    }
    var shape = try circle(point, radiusMeters: radiusMeters)
    var note: String?
    var container: Region?
    if let clip = try clips.lazy.compactMap({ try self.clip($0) }).first {
      let part = try clipped(shape, to: clip)
      if part.isEmpty {
        note =
          "The disc of \(kilometersText(fromMeters: radiusMeters)) km lies outside \(clip.name)."
      } else {
        shape = part
        container = clip
        note = "A disc of \(kilometersText(fromMeters: radiusMeters)) km inside \(clip.name)."
      }
    }
    return ResolvedPlace(
      kind: .near,
      shape: .surface(shape, areaSquareMeters: Geodesic.wgs84.areaWithStraightEdges(of: shape)),
      representativePoint: point, radiusMeters: radiusMeters, container: container, note: note)
  }

  func ring(_ center: PlaceReference, innerMeters: Double, outerMeters: Double) throws
    -> ResolvedPlace
  {
    let point = try coordinate(of: center)
    guard innerMeters < outerMeters else {
      throw Unresolved(
        description: "The ring about \(name(of: center)) has an inner radius of "
          + "\(kilometersText(fromMeters: innerMeters)) km, which is not less than its outer radius of "
          + "\(kilometersText(fromMeters: outerMeters)) km.")
    }
    let outer = try circle(point, radiusMeters: outerMeters)
    let shape =
      innerMeters > 0
      ? try context.difference(outer, try circle(point, radiusMeters: innerMeters)) : outer
    return ResolvedPlace(
      kind: .ring,
      shape: .surface(shape, areaSquareMeters: Geodesic.wgs84.areaWithStraightEdges(of: shape)),
      representativePoint: point, radiusMeters: outerMeters)
  }

  /// The region that a disc is cut to; nil where it is not known, and where the point that it should
  /// hold clearly lies in another country: borders have moved, and data sets file places under one
  /// country that lie in another.
  private func clip(_ reference: AreaReference) throws -> Region? {
    guard let region = try? area(reference).region else { return nil }
    guard region.level == 0, let point = reference.at, try country(covering: point) != nil else {
      return region
    }
    return try holds(region, point) ? region : nil
  }

  private func clipped(_ shape: Geometry, to region: Region) throws -> Geometry {
    guard let prepared = try prepared(region) else { return .multiPolygon([]) }
    var parts: [Geometry] = []
    for shift in longitudeShifts(of: shape.envelope) {
      let moved = shape.map { Coordinate(x: $0.x + shift, y: $0.y) }
      let part = try prepared.intersection(with: moved)
      parts += part.polygons.map { polygon in
        Geometry.polygon(polygon).map { Coordinate(x: $0.x - shift, y: $0.y) }
      }
    }
    return .multiPolygon(parts.flatMap(\.polygons))
  }
}
