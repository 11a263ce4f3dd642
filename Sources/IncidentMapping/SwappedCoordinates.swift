import GeoFormats
import Geodesy
import Incidents
import ReferenceGeography
import SimpleFeatures
import Topology

extension Ground {
  /// A point nearer than this to the country may have slipped over its border without any swap.
  static let doubtMeters = 50_000.0

  /// A warning where a point that lies outside the country its record names lies inside it once
  /// latitude and longitude change places.
  /// - Parameter named: the position of the country that the record names.
  func swappedCoordinates(_ mapped: MappedIncident, named: Int, file: String) throws
    -> Diagnostic?
  {
    guard let point = mapped.place.representativePoint else { return nil }
    let swapped = Coordinate(longitude: point.latitude, latitude: point.longitude)
    let region = try country(named)
    guard swapped.isGeographic, try region.covers(swapped), try !region.covers(point) else {
      return nil
    }
    let vicinity = try Geodesic.wgs84.pointsAround(center: point, radiusMeters: Self.doubtMeters)
    for shift in [0.0, -360, 360] {
      let moved = vicinity.map { Coordinate(x: $0.x + shift, y: $0.y) }
      if try region.intersects(.polygon(Polygon(exterior: moved))) { return nil }
    }
    return mapped.doubt(
      "coordinates-swapped", file: file, point: point,
      reason: "the point lies outside \(atlas.countries.regions[named].name), but inside it with "
        + "latitude and longitude swapped")
  }
}
