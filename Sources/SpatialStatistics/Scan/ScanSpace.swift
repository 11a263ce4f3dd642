import Foundation
import Geodesy
public import SimpleFeatures

/// What the distances of a scan are taken on.
public enum ScanSpace: Hashable, Sendable {
  /// Geodesics on WGS 84; positions are longitude and latitude in degrees, distances kilometres.
  case ellipsoid
  /// The sphere of 6,367 km that SaTScan uses; positions and distances as before.
  case satscanSphere
  /// Straight lines; positions and distances in the same units.
  case plane
}

extension ScanSpace {
  private static let radius = 6367.0

  /// The position in a space where straight lines are in the order of distances: kilometres on the
  /// Earth, units of the plane.
  func embedded(_ position: Coordinate) -> GeocentricPosition {
    switch self {
    case .ellipsoid:
      let metres = Ellipsoid.wgs84.geocentric(position)
      return GeocentricPosition(x: metres.x / 1000, y: metres.y / 1000, z: metres.z / 1000)
    case .satscanSphere:
      let (longitude, latitude) = (position.x * .pi / 180, position.y * .pi / 180)
      return GeocentricPosition(
        x: Self.radius * cos(longitude) * cos(latitude),
        y: Self.radius * sin(longitude) * cos(latitude), z: Self.radius * sin(latitude))
    case .plane: return GeocentricPosition(x: position.x, y: position.y, z: 0)
    }
  }

  /// The number of the point that is nearest to a position, of several the first; nil for no points.
  /// O(n).
  public func nearest(to position: Coordinate, among points: [Coordinate]) -> Int? {
    let here = embedded(position)
    return points.indices.min {
      chordBetween(here, embedded(points[$0])) < chordBetween(here, embedded(points[$1]))
    }
  }

  /// The distance that is told to people.
  func distance(from start: Coordinate, to end: Coordinate) -> Double {
    switch self {
    case .ellipsoid: return Geodesic.wgs84.distance(from: start, to: end) / 1000
    case .satscanSphere:
      let chord = chordBetween(embedded(start), embedded(end))
      return 2 * Self.radius * asin(min(1, chord / (2 * Self.radius)))
    case .plane: return chordBetween(embedded(start), embedded(end))
    }
  }

  /// Says why a position is none; nil if it is one.
  func complaint(_ position: Coordinate) -> String? {
    switch self {
    case .plane:
      abs(position.x) <= 1e9 && abs(position.y) <= 1e9 ? nil : "is not a number up to 1e9"
    case .ellipsoid, .satscanSphere:
      abs(position.x) <= 180 && abs(position.y) <= 90
        ? nil : "is not a longitude of -180 to 180 and a latitude of -90 to 90 degrees"
    }
  }
}

/// The straight line between two positions.
func chordBetween(_ a: GeocentricPosition, _ b: GeocentricPosition) -> Double {
  let (x, y, z) = (a.x - b.x, a.y - b.y, a.z - b.z)
  return (x * x + y * y + z * z).squareRoot()
}
