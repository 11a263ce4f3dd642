import Foundation
import Geodesy
import Incidents
import ReferenceGeography
import SimpleFeatures
import Topology

/// How many corners stand for a circle in computations: with the circle's own area, a share is
/// then within 1e-5 of the circle's.
private let circleCorners = 256

/// The polygon that stands for a disc.
func circle(_ center: Coordinate, radiusMeters: Double) throws -> Geometry {
  let step = 2 * Double.pi / Double(circleCorners)
  // The polygon through points on the circle is smaller than the disc: widen it to equal area.
  let widened = radiusMeters * (step / sin(step)).squareRoot()
  return .polygon(
    Polygon(
      exterior: try Geodesic.wgs84.pointsAround(
        center: center, radiusMeters: widened, count: circleCorners)))
}

extension Ground {
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
    let shape = try discShape(point, radiusMeters: radiusMeters)
    guard let clip = try clips.lazy.compactMap({ try self.clip($0) }).first else {
      return ResolvedPlace(
        kind: .near, shape: shape, representativePoint: point, radiusMeters: radiusMeters)
    }
    let kilometers = kilometersText(fromMeters: radiusMeters)
    let inside = "A disc of \(kilometers) km inside \(clip.name)."
    func place(_ shape: ResolvedPlace.Shape) -> ResolvedPlace {
      ResolvedPlace(
        kind: .near, shape: shape, representativePoint: point, radiusMeters: radiusMeters,
        container: clip, note: inside)
    }
    if try isWhole(point, radiusMeters: radiusMeters, in: clip) { return place(shape) }
    if try isPlainlyCut(point, radiusMeters: radiusMeters, by: clip) {
      return place(
        .cutDisc(CutDisc(center: point, radiusMeters: radiusMeters, region: clip)))
    }
    let part = try clipped(try circle(point, radiusMeters: radiusMeters), to: clip)
    guard !part.isEmpty else {
      return ResolvedPlace(
        kind: .near, shape: shape, representativePoint: point, radiusMeters: radiusMeters,
        note: "The disc of \(kilometers) km lies outside \(clip.name).")
    }
    return place(
      .surface(part, areaSquareMeters: Geodesic.wgs84.areaWithStraightEdges(of: part)))
  }

  /// A disc that is not drawn yet; throws at once if no circle can be drawn for it.
  private func discShape(_ center: Coordinate, radiusMeters: Double) throws -> ResolvedPlace.Shape {
    if radiusMeters > 8_900_000 || !center.longitude.isFinite || !(abs(center.latitude) <= 90) {
      _ = try circle(center, radiusMeters: radiusMeters)
    }
    return .disc(center: center, radiusMeters: radiusMeters)
  }

  /// Whether a disc plainly lies in a region or country: no border is as near as its rim.
  private func isWhole(_ center: Coordinate, radiusMeters: Double, in clip: Region) throws -> Bool {
    guard let home = try holders(of: center).first else {
      return try world?.isWhole(center, radiusMeters: radiusMeters, in: clip) ?? false
    }
    let region = atlas.firstLevel.regions[home]
    guard
      atlas.firstLevel.position(of: clip) == home
        || (clip.level == 0 && region.countryID == clip.id)
    else { return false }
    return survey(center, radiusMeters: radiusMeters, within: radiusMeters)?.isUncut == true
  }

  /// Whether a first-level region holds a part of a disc and plainly not all of it.
  private func isPlainlyCut(_ center: Coordinate, radiusMeters: Double, by clip: Region) throws
    -> Bool
  {
    guard let position = atlas.firstLevel.position(of: clip),
      let survey = survey(center, radiusMeters: radiusMeters, within: radiusMeters),
      let shares = survey.shares(try holders(of: center))
    else { return false }
    return shares.inOrder.contains { $0.position == position && (0.001...0.999).contains($0.share) }
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
    var shape = try discShape(point, radiusMeters: outerMeters)
    if innerMeters > 0 {
      let part = try context.difference(
        try circle(point, radiusMeters: outerMeters), try circle(point, radiusMeters: innerMeters))
      shape = .surface(part, areaSquareMeters: Geodesic.wgs84.areaWithStraightEdges(of: part))
    }
    return ResolvedPlace(
      kind: .ring, shape: shape, representativePoint: point, radiusMeters: outerMeters)
  }

  /// The region that a disc is cut to; nil where it is not known, and where the point that it should
  /// hold clearly lies in another country: borders have moved, and data sets file places under one
  /// country that lie in another.
  private func clip(_ reference: AreaReference) throws -> Region? {
    guard let region = try? area(reference).region else { return nil }
    guard region.level == 0, let point = reference.at,
      let holder = try country(covering: point), holder.id != region.id
    else { return region }
    return try holds(region, point) ? region : nil
  }

  private func clipped(_ shape: Geometry, to region: Region) throws -> Geometry {
    guard let prepared = try prepared(region) else { return .multiPolygon([]) }
    return try parts(of: shape) { try prepared.intersection(with: $0) }
  }
}
