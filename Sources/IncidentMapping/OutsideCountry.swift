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
    let distance = countryDistance(from: point, to: named)
    var tolerance = atlas.countries.description.accuracyMeters + (mapped.place.radiusMeters ?? 0)
    if holder == nil { tolerance += Self.territorialSeaMeters }
    guard distance > tolerance else { return nil }
    return mapped.doubt(
      "outside-country", file: file, point: point,
      reason: "the point lies \(holder.map { "in \($0.name)" } ?? "in no country"), "
        + "\(kilometersText(fromMeters: distance)) km outside \(region.name), which the record names"
    )
  }

  /// The distance in metres from a point outside a country to its nearest edge; infinite for a
  /// country without edges. O(vertices of the country).
  ///
  /// Edges are compared in a plane with longitudes shortened by the cosine of the latitude half way
  /// to each; the nearest position found is then measured on the ellipsoid.
  func countryDistance(from point: Coordinate, to position: Int) -> Double {
    let origin = Coordinate(longitude: wrappedLongitude(point.longitude), latitude: point.latitude)
    let rings = atlas.countries.regions[position].geometry.polygons.flatMap(\.rings)
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
