public import SimpleFeatures

extension Geodesic {
  /// A closed ring of positions at one geodesic distance from a centre, counter-clockwise from
  /// north in equal steps of azimuth.
  ///
  /// Longitudes are continuous round the centre and may leave -180...180. A ring that goes round
  /// a pole is given in longitudes -180...180, eastwards for the north pole, and closed along the
  /// edge of the map at the pole, so that its area with straight edges is right.
  /// - Parameters:
  ///   - center: The centre in degrees.
  ///   - radiusMeters: The radius, above 0 and at most 9,000,000 m.
  ///   - count: How many positions, 3 or more; 72 leave out 0.13 % of the disc's area.
  public func pointsAround(center: Coordinate, radiusMeters: Double, count: Int = 72)
    throws(GeodesyError) -> [Coordinate]
  {
    guard radiusMeters > 0, radiusMeters <= 9_000_000 else {
      throw GeodesyError(
        "The radius of a geodesic circle must be above 0 and at most 9,000,000 m, "
          + "not \(radiusMeters) m.")
    }
    guard count >= 3 else {
      throw GeodesyError("A geodesic circle needs 3 or more positions, not \(count).")
    }
    guard center.latitude.magnitude <= 90, center.longitude.isFinite else {
      throw GeodesyError(
        "The centre of a geodesic circle must be a longitude and a latitude in -90...90, "
          + "not \(center.longitude), \(center.latitude).")
    }
    func position(_ step: Int) -> Coordinate {
      direct(
        from: center, azimuthDegrees: -360 * Double(step) / Double(count),
        distanceMeters: radiusMeters
      ).destination
    }
    for pole in [90.0, -90.0] {
      let toPole = distance(from: center, to: Coordinate(longitude: 0, latitude: pole))
      if toPole < radiusMeters {
        return closedAlongPole((0..<count).map(position), latitude: pole)
      }
    }
    // The eastern half is the western one in a mirror.
    var ring = (0...count / 2).map { position($0).unwrapped(near: center.longitude) }
    for step in count / 2 + 1..<count {
      let west = ring[count - step]
      ring.append(
        Coordinate(longitude: 2 * center.longitude - west.longitude, latitude: west.latitude))
    }
    return ring + ring.prefix(1)
  }

  /// A ring round a pole, cut at the antimeridian and led along the pole's edge.
  private func closedAlongPole(_ ring: [Coordinate], latitude pole: Double) -> [Coordinate] {
    var ring = ring.sorted { ($0.longitude, $0.latitude) < ($1.longitude, $1.latitude) }
    guard let west = ring.first, let east = ring.last else { return ring }
    // The latitude where the chord from the easternmost to the westernmost position crosses 180.
    let gap = west.longitude + 360 - east.longitude
    let fraction = gap > 0 ? (180 - east.longitude) / gap : 0
    let crossing = east.latitude + fraction * (west.latitude - east.latitude)
    ring.insert(Coordinate(longitude: -180, latitude: crossing), at: 0)
    ring += [
      Coordinate(longitude: 180, latitude: crossing),
      Coordinate(longitude: 180, latitude: pole),
      Coordinate(longitude: -180, latitude: pole),
      Coordinate(longitude: -180, latitude: crossing),
    ]
    return pole > 0 ? ring : ring.reversed()
  }
}
