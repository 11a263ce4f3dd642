import Foundation
import Geodesy
import SimpleFeatures

/// Boxes of coordinates that hold what lies between, or round, positions.
extension NetworkSurface {
  /// A box that holds the leg between two vertices.
  ///
  /// On the auxiliary sphere a geodesic is a great circle, and of those over a span of longitude none
  /// rises higher than the one between two ends at the higher latitude: tan(top) = tan(latitude) /
  /// cos(span / 2), for geodetic latitudes too. The span there is at most 1 / (1 - f) times as wide
  /// (Karney 2013, equation 8).
  func box(from start: Coordinate, to end: Coordinate) -> Envelope {
    var box = Envelope([start, end])
    guard case .ellipsoid = self else { return box }
    let span = (box.maxX - box.minX) * 1.004
    guard span < 178 else { return Envelope(minX: -540, minY: -90, maxX: 540, maxY: 90) }
    let widening = 1 / cos(span * .pi / 360)
    func beyond(_ latitude: Double) -> Double {
      atan(tan(latitude * .pi / 180) * widening) * 180 / .pi + 1e-9
    }
    if box.maxY > 0 { box.maxY = beyond(box.maxY) }
    if box.minY < 0 { box.minY = -beyond(-box.minY) }
    // The first longitude of a line lies in -180...180, that of a leg does not.
    let shift = start.normalizedLongitude.x - start.x
    return box.translated(x: shift)
  }

  /// Boxes that hold every position within a distance, in as many turns of longitude as legs lie in.
  func boxes(around point: Coordinate, meters: Double) -> [Envelope] {
    guard case .ellipsoid = self else {
      return [
        Envelope(
          minX: point.x - meters, minY: point.y - meters, maxX: point.x + meters,
          maxY: point.y + meters)
      ]
    }
    // On the auxiliary sphere the angle is at most the distance over b, latitudes are no larger, and
    // spans of longitude no smaller.
    let angle = meters / Self.leastRadiusMeters + 1e-12
    let degrees = angle * 180 / .pi
    let (south, north) = (point.latitude - degrees, point.latitude + degrees)
    guard south > -90, north < 90 else {
      return [Envelope(minX: -540, minY: south, maxX: 540, maxY: north)]
    }
    let ratio = sin(angle) / cos(point.latitude * .pi / 180)
    let width = ratio < 1 ? asin(ratio) * 180 / .pi + 1e-9 : 180
    let center = point.normalizedLongitude.x
    return [-360, 0, 360].map { turn in
      Envelope(
        minX: center + turn - width, minY: south, maxX: center + turn + width, maxY: north)
    }
  }
}
