import Foundation
import GeoFormats
import Geodesy
import Incidents
import ReferenceGeography
import SimpleFeatures
import SpatialIndexing

extension Ground {
  /// The sea that belongs to a country: 12 nautical miles (UN Convention on the Law of the Sea, 1982,
  /// article 3).
  private static let territorialSeaMeters = 22_224.0

  /// A warning where a point or disc lies outside the country its record names, further than its
  /// radius and the accuracy of the boundary set explain.
  ///
  /// A point in no country is given the territorial sea as well. Areas and lines are not asked: the
  /// first were found by their names, the second may run into other countries.
  /// - Parameter named: the position of the country that the record names.
  func outsideCountry(_ mapped: MappedIncident, named: Int, file: String) -> Diagnostic? {
    guard let point = mapped.place.representativePoint else { return nil }
    let region = atlas.countries.regions[named]
    let holder = mapped.membership.countries.first?.region
    let tolerance = outsideTolerance(
      radiusMeters: mapped.place.radiusMeters ?? 0, isHeld: holder != nil)
    guard !isNear(point, country: named, withinMeters: tolerance) else { return nil }
    let distance = countryDistance(from: point, to: named)
    guard distance > tolerance else { return nil }
    return mapped.doubt(
      "outside-country", file: file, point: point,
      reason: "the point lies \(holder.map { "in \($0.name)" } ?? "in no country"), "
        + "\(kilometersText(fromMeters: distance)) km outside \(region.name), which the record names"
    )
  }

  /// How far outside the country it names a record may lie without a doubt.
  private func outsideTolerance(radiusMeters: Double, isHeld: Bool) -> Double {
    atlas.countries.description.accuracyMeters + radiusMeters
      + (isHeld ? 0 : Self.territorialSeaMeters)
  }

  /// Whether there is certainly nothing to doubt about a point or disc outside a country: the country
  /// is near enough, and too near for latitude and longitude to have changed places.
  func isUndoubtedly(near country: Int, _ point: Coordinate, radiusMeters: Double, isHeld: Bool)
    -> Bool
  {
    isNear(
      point, country: country,
      withinMeters: min(
        outsideTolerance(radiusMeters: radiusMeters, isHeld: isHeld), Self.doubtMeters))
  }

  /// Whether an edge of a country is certainly nearer to a point than a limit; false in doubt.
  private func isNear(_ point: Coordinate, country: Int, withinMeters limit: Double) -> Bool {
    if let world { return world.isNear(point, country: country, withinMeters: limit) }
    let origin = Coordinate(longitude: wrappedLongitude(point.longitude), latitude: point.latitude)
    guard origin.isGeographic else { return false }
    let scale = cos(origin.latitude * .pi / 180)
    // 1 % for the error of the plane, and a degree is no longer than 111,700 m.
    let degrees = limit * 0.99 / 111_700
    let regions = atlas.firstLevel.regions
    let id = atlas.countries.regions[country].id
    var isNear = false
    grid.forEachEdge(
      about: origin, window: RegionGrid.window(about: origin, withinMeters: limit), scale: scale,
      nearerThan: degrees * degrees
    ) { edge, _, bound in
      guard
        regions[Int(edge.left)].countryID == id
          || (edge.right >= 0 && regions[Int(edge.right)].countryID == id)
      else { return }
      isNear = true
      bound = 0
    }
    return isNear
  }

  /// The distance in metres from a point outside a country to its nearest edge; infinite for a
  /// country without edges. O(vertices of the country).
  func countryDistance(from point: Coordinate, to position: Int) -> Double {
    Self.edgeDistance(from: point, to: atlas.countries.regions[position])
  }

  /// The distance in metres from a point to the nearest edge of a region; infinite for a region
  /// without edges. O(vertices).
  ///
  /// Edges are compared in a plane with longitudes shortened by the cosine of the latitude half way
  /// to each; the nearest position found is then measured on the ellipsoid.
  static func edgeDistance(from point: Coordinate, to region: Region) -> Double {
    let origin = Coordinate(longitude: wrappedLongitude(point.longitude), latitude: point.latitude)
    let rings = region.geometry.polygons.flatMap(\.rings)
    var nearest = EdgeFoot.none
    for shift in [0.0, -360, 360] {
      let center = Coordinate(x: origin.x + shift, y: origin.y)
      for ring in rings {
        for (a, b) in zip(ring, ring.dropFirst()) {
          let scale = cos((center.y + a.y) * .pi / 360)
          let foot = EdgeFoot(of: center, on: a, b, scale: scale)
          if foot.square < nearest.square { nearest = foot }
        }
      }
    }
    guard nearest.square.isFinite else { return .infinity }
    return Geodesic.wgs84.distance(from: origin, to: nearest.point)
  }
}
