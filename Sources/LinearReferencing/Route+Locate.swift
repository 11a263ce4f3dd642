import Geodesy
public import SimpleFeatures

extension Route {
  /// How much further than the nearest place another may lie and still be a candidate.
  private static let tieMeters = 1.0

  /// Where on the route a position lies: the nearest place of the line first.
  ///
  /// Where the route comes near itself or is met twice, every place whose distance is within 1 m
  /// of the least is given, smallest measure first; the first is the answer. Places less than
  /// 10 m apart along the line are one. Right on legs of any length, since every leg is a geodesic.
  /// Empty if the position lies further off than `withinMeters`, or is not a position.
  /// O(n) in the vertices: one spherical distance each, and a few geodesics for the legs in reach.
  public func locate(_ point: Coordinate, withinMeters limit: Double? = nil) -> [RouteLocation] {
    guard point.latitude.magnitude <= 90, point.longitude.isFinite else { return [] }
    let feet = path.nearestFeet(to: point, tieMeters: Self.tieMeters)
    return feet.filter { $0.offsetMeters <= limit ?? .infinity }.map { foot in
      RouteLocation(
        measureKilometers: kilometers(atLineMeters: foot.lineMeters),
        offsetMeters: foot.offsetMeters, side: foot.side, point: foot.coordinate,
        segmentIndex: foot.leg)
    }
  }

  /// The position at a measure in kilometres, longitude in -180...180.
  ///
  /// Throws with the range of measures if it lies outside.
  public func interpolate(atKilometers kilometers: Double) throws(RouteError) -> Coordinate {
    try check(kilometers)
    return path.position(atMeters: lineMeters(atKilometers: kilometers)).normalizedLongitude
  }

  func check(_ kilometers: Double) throws(RouteError) {
    guard kilometers >= 0, kilometers <= lengthKilometers else {
      throw RouteError(
        "\(kilometersText(kilometers)) km lies outside route \"\(name)\", which runs from 0 to "
          + "\(kilometersText(lengthKilometers)) km.")
    }
  }
}
