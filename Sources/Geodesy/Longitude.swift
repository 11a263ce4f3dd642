public import SimpleFeatures

extension Coordinate {
  /// The position with its longitude brought into -180...180 by whole turns.
  ///
  /// Longitudes already in that range, both ends included, are kept.
  public var normalizedLongitude: Coordinate {
    guard abs(x) > 180 else { return self }
    return Coordinate(x: x - 360 * (x / 360).rounded(), y: y)
  }

  /// The position moved by whole turns to within half a turn of a longitude in degrees.
  public func unwrapped(near longitude: Double) -> Coordinate {
    let turns = ((longitude - x) / 360).rounded()
    return turns == 0 ? self : Coordinate(x: x + 360 * turns, y: y)
  }
}

extension LineString {
  /// The line with continuous longitudes: each vertex within half a turn of the one before.
  ///
  /// The first vertex stays; a line that crosses 180 degrees goes on to 181. O(n).
  public var unwrapped: LineString {
    var previous = coordinates.first?.longitude ?? 0
    return LineString(
      coordinates.map { coordinate in
        let moved = coordinate.unwrapped(near: previous)
        previous = moved.longitude
        return moved
      })
  }
}
