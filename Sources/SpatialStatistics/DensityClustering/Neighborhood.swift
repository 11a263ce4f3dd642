import SimpleFeatures

/// The relation of lying within a distance, that distance included.
struct Neighborhood: Sendable {
  let space: SurfaceSpace
  let meters: Double
  let reach: ChordReach
  private let coordinates: [Coordinate]

  init(_ space: SurfaceSpace, meters: Double, _ coordinates: [Coordinate]) {
    (self.space, self.meters, self.coordinates) = (space, meters, coordinates)
    reach = space.reach(meters: meters)
  }

  /// Whether two points are neighbours.
  @inline(__always)
  func contains(_ a: SurfacePoint, _ b: SurfacePoint) -> Bool {
    let chordSquared = a.chordSquared(to: b)
    if chordSquared <= reach.certainSquared { return true }
    return chordSquared <= reach.possibleSquared && distance(a, b) <= meters
  }

  /// The distance by the metric itself.
  @inline(never)
  func distance(_ a: SurfacePoint, _ b: SurfacePoint) -> Double {
    guard let a = position(a), let b = position(b) else { return .infinity }
    return space.metric.distance(from: a, to: b)
  }

  /// The canonical position of a point.
  func position(_ point: SurfacePoint) -> Coordinate? {
    space.metric.canonical(coordinates[Int(point.item)])
  }
}
