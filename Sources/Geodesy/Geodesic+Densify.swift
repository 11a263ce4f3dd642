import Foundation
public import SimpleFeatures

extension Geodesic {
  /// The line with positions added along its geodesics so that no segment is longer than given.
  ///
  /// Each leg is cut into equal parts, a million at most. Vertices are kept; longitudes become continuous (see
  /// `GeodesicLine`), the first staying as it is. A maximum that is not positive adds nothing.
  public func densify(_ line: LineString, maximumSegmentMeters: Double) -> LineString {
    guard maximumSegmentMeters > 0 else { return line.unwrapped }
    return densify(line) { leg, append in
      let parts = min((leg.lengthMeters / maximumSegmentMeters).rounded(.up), 1e6)
      guard parts > 1 else { return }
      for part in 1..<Int(parts) {
        append(leg.position(atMeters: leg.lengthMeters * Double(part) / parts).coordinate)
      }
    }
  }

  /// The line with positions added along its geodesics so that no chord, straight in longitude
  /// and latitude as a map viewer draws it, lies further than given from the geodesic.
  ///
  /// Pieces are halved until the bound of `chordDeviationBound` holds; vertices are kept, and
  /// longitudes become continuous. Near a pole it stops when a piece lies within half the
  /// deviation of it. A maximum that is not positive adds nothing.
  public func densify(_ line: LineString, maximumDeviationMeters: Double) -> LineString {
    guard maximumDeviationMeters > 0 else { return line.unwrapped }
    return densify(line) { leg, append in
      func halve(_ start: Double, _ from: Coordinate, _ end: Double, _ to: Coordinate) {
        let bound = chordDeviationBound(from: from, to: to, distanceMeters: end - start)
        guard bound > maximumDeviationMeters,
          !isNearPole(from, to, withinMeters: maximumDeviationMeters / 2), end - start > 1e-3
        else { return }
        let middle = (start + end) / 2
        let position = leg.position(atMeters: middle).coordinate
        halve(start, from, middle, position)
        append(position)
        halve(middle, position, end, to)
      }
      halve(
        0, leg.position(atMeters: 0).coordinate,
        leg.lengthMeters, leg.position(atMeters: leg.lengthMeters).coordinate)
    }
  }

  /// An upper bound in metres of how far a chord, straight in longitude and latitude, lies from
  /// the geodesic between its ends.
  ///
  /// On a sphere such a chord, running at azimuth alpha, bends away from the geodesic with
  /// curvature tan(latitude) sin(alpha) (1 + cos^2(alpha)) / R: along it alpha =
  /// atan(cos(latitude) dlon/dlat), so d(alpha)/ds = -tan(latitude) sin(alpha) cos^2(alpha) / R,
  /// where a geodesic would have +tan(latitude) sin(alpha) / R. The factor of alpha is at most
  /// 4/3 sqrt(2/3) = 1.0887 and at most 2 sin(alpha). A curve of length L and curvature at most k
  /// strays about k L^2 / 8 from the geodesic between its ends, at most 1.8 % more while k L is
  /// below 1/2; 5 % are added for that and for the ellipsoid, and beyond 1/2 there is no bound.
  func chordDeviationBound(from start: Coordinate, to end: Coordinate, distanceMeters: Double)
    -> Double
  {
    let radians = Double.pi / 180
    let highest = max(abs(start.latitude), abs(end.latitude)) * radians
    let lowest =
      start.latitude * end.latitude < 0
      ? 0 : min(abs(start.latitude), abs(end.latitude)) * radians
    let eastward = abs(end.longitude - start.longitude) * cos(lowest)
    let northward = abs(end.latitude - start.latitude)
    guard eastward > 0 else { return 0 }
    let sine = eastward / (eastward * eastward + northward * northward).squareRoot()
    let curvature = min(1.0887, 2 * sine) * tan(highest) / ellipsoid.polarRadiusMeters
    guard curvature * distanceMeters < 0.5 else { return .infinity }
    return 1.05 * curvature * distanceMeters * distanceMeters / 8
  }

  /// Whether two positions lie so near the same pole that the geodesic and the chord between
  /// them cannot part by more than twice the distance given.
  private func isNearPole(_ start: Coordinate, _ end: Coordinate, withinMeters limit: Double)
    -> Bool
  {
    guard start.latitude * end.latitude > 0 else { return false }
    let degrees = 90 - min(abs(start.latitude), abs(end.latitude))
    return degrees * .pi / 180 * ellipsoid.equatorialRadiusMeters * 1.01 < limit
  }

  private func densify(
    _ line: LineString, inner: (GeodesicLine, (Coordinate) -> Void) -> Void
  ) -> LineString {
    guard var last = line.coordinates.first else { return line }
    var coordinates = [last]
    for vertex in line.coordinates.dropFirst() {
      let leg = GeodesicLine(from: last, to: vertex, on: self)
      inner(leg) { coordinates.append($0) }
      last = vertex.unwrapped(near: leg.position(atMeters: leg.lengthMeters).coordinate.longitude)
      coordinates.append(last)
    }
    return LineString(coordinates)
  }
}
