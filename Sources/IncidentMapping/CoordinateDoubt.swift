import GeoFormats
import Geodesy
import Incidents
import SimpleFeatures
import Topology

extension Ground {
  /// A point nearer than this to the country may have slipped over its border without any swap.
  private static let doubtMeters = 50_000.0

  /// A warning where a point lies outside the country its record names, but inside it once latitude
  /// and longitude change places.
  func coordinateDoubt(of mapped: MappedIncident, file: String) throws -> Diagnostic? {
    guard let reported = mapped.incident.countryReported,
      mapped.place.kind == .exact || mapped.place.kind == .near,
      let point = mapped.place.representativePoint,
      let position = countryPosition(named: reported)
    else { return nil }
    let swapped = Coordinate(longitude: point.latitude, latitude: point.longitude)
    let region = try country(position)
    guard swapped.isGeographic, try region.covers(swapped), try !region.covers(point) else {
      return nil
    }
    let vicinity = try Geodesic.wgs84.pointsAround(center: point, radiusMeters: Self.doubtMeters)
    for shift in [0.0, -360, 360] {
      let moved = vicinity.map { Coordinate(x: $0.x + shift, y: $0.y) }
      if try region.intersects(.polygon(Polygon(exterior: moved))) { return nil }
    }
    return Diagnostic(
      .warning, code: "coordinates-swapped", file: file, record: mapped.incident.id,
      value: "\(point.longitude),\(point.latitude)",
      reason: "the point lies outside \(reported), but inside it with latitude and longitude "
        + "swapped", action: "kept as given")
  }
}
