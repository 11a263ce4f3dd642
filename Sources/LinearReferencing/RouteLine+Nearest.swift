import Foundation
import Geodesy
import SimpleFeatures

/// A place where the distance from a position to a line is least among its neighbours.
struct RouteFoot {
  let leg: Int
  let lineMeters: Double
  let offsetMeters: Double
  let coordinate: Coordinate
  let side: RouteLocation.Side
}

extension RouteLine {
  /// Feet nearer to one another than this along the line count as one place.
  private static let onePlaceMeters = 10.0

  /// The feet of a position whose distances are within `tieMeters` of the least, by metres along
  /// the line.
  ///
  /// A leg lies within half its length of its middle, so after the leg whose bound is least, those
  /// that cannot come as near are passed over at the price of one spherical distance. O(n).
  func nearestFeet(to point: Coordinate, tieMeters: Double) -> [RouteFoot] {
    let sphere = Haversine()
    // A geodesic is 0.9944 to 1.0045 times as long as the great circle.
    let bounds = middles.indices.map {
      sphere.distance(from: middles[$0], to: point) * 0.994
        - (vertexMeters[$0 + 1] - vertexMeters[$0]) / 2
    }
    var nearest = [NearestPoint?](repeating: nil, count: legs.count)
    var least = Double.infinity
    func measure(_ index: Int) {
      let foot = legs[index].nearestPoint(to: point)
      nearest[index] = foot
      least = min(least, foot.distanceMeters)
    }
    let first = bounds.indices.min { bounds[$0] < bounds[$1] } ?? 0
    measure(first)
    for index in legs.indices where index != first && bounds[index] <= least + tieMeters {
      measure(index)
    }
    var feet: [RouteFoot] = []
    for (index, foot) in nearest.enumerated() {
      guard let foot, foot.distanceMeters <= least + tieMeters, isLocalMinimum(index, nearest)
      else { continue }
      let next = RouteFoot(
        leg: index, lineMeters: lineMeters(leg: index, along: foot.alongMeters),
        offsetMeters: foot.distanceMeters, coordinate: foot.coordinate,
        side: side(of: point, leg: index, foot: foot))
      if let last = feet.last, next.lineMeters - last.lineMeters < Self.onePlaceMeters {
        if next.offsetMeters < last.offsetMeters { feet[feet.count - 1] = next }
      } else {
        feet.append(next)
      }
    }
    return feet
  }

  /// Whether the nearest point of a leg is no nearer on the leg before or after it.
  ///
  /// A foot at a vertex counts if both legs have theirs there, and then once, for the earlier leg.
  /// A leg that was passed over lies further off than any tie.
  private func isLocalMinimum(_ index: Int, _ nearest: [NearestPoint?]) -> Bool {
    guard let foot = nearest[index] else { return false }
    if foot.alongMeters <= 0, index > 0 { return false }
    guard foot.alongMeters >= legs[index].lengthMeters, index + 1 < legs.count else { return true }
    guard let next = nearest[index + 1] else { return true }
    return next.alongMeters <= 0
  }

  /// The side of the line on which a position lies.
  ///
  /// Beyond a vertex the two legs may disagree; the one that sees the position more nearly at a
  /// right angle is right, because the two angles off the perpendicular add up to the turn, which
  /// is less than 180 degrees.
  private func side(of point: Coordinate, leg index: Int, foot: NearestPoint) -> RouteLocation.Side
  {
    guard foot.distanceMeters > 1e-3 else { return .on }
    guard foot.alongMeters >= legs[index].lengthMeters, index + 1 < legs.count else {
      return foot.crossTrackMeters < 0 ? .left : .right
    }
    let azimuth =
      Geodesic.wgs84.inverse(from: foot.coordinate, to: point).initialAzimuthDegrees
    let incoming = legs[index].position(atMeters: legs[index].lengthMeters).azimuthDegrees
    let outgoing = legs[index + 1].position(atMeters: 0).azimuthDegrees
    let sines = [incoming, outgoing].map { sin((azimuth - $0) * .pi / 180) }
    let decisive = abs(sines[0]) >= abs(sines[1]) ? sines[0] : sines[1]
    return decisive < 0 ? .left : .right
  }
}
