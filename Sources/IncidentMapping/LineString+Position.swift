import Geodesy
import SimpleFeatures

extension LineString {
  /// The position at a distance along the line on the ellipsoid, in metres from its start; the last
  /// vertex beyond its end, nil for an empty line. O(vertices).
  func position(atMeters meters: Double) -> Coordinate? {
    var rest = meters
    for (a, b) in zip(coordinates, coordinates.dropFirst()) {
      let length = Geodesic.wgs84.distance(from: a, to: b)
      if rest <= length, length > 0 {
        return Geodesic.wgs84.interpolate(from: a, to: b, fraction: rest / length)
      }
      rest -= length
    }
    return coordinates.last
  }
}
