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

/// The search for the nearest core point of a point.
///
/// The shortest straight line is the nearest by far the most often; where another is within the bounds
/// of it and leads to another cluster, distances decide, and then coordinates.
struct NearestCore {
  private let point: SurfacePoint
  private let neighborhood: Neighborhood
  private var found: (core: SurfacePoint, chordSquared: Double, cluster: Int32)?
  /// What lies further is out of the question.
  private(set) var limitSquared: Double
  /// The cell of the nearest found so far.
  private(set) var cell: Int?

  init(_ point: SurfacePoint, _ neighborhood: Neighborhood) {
    (self.point, self.neighborhood) = (point, neighborhood)
    limitSquared = neighborhood.reach.possibleSquared
  }

  /// Takes a core point into account.
  @inline(__always)
  mutating func consider(_ core: SurfacePoint, cell: Int, cluster: Int32) {
    let chordSquared = point.chordSquared(to: core)
    if chordSquared <= limitSquared { weigh(core, chordSquared, cell, cluster) }
  }

  @inline(never)
  private mutating func weigh(
    _ core: SurfacePoint, _ chordSquared: Double, _ cell: Int, _ cluster: Int32
  ) {
    guard neighborhood.contains(point, core) else { return }
    if let found {
      // Of the same cluster only the shortest line matters, but the nearest must stay known for others.
      if found.core.item == core.item { return }
      let isSure = chordSquared < certainlyNearer(than: found.chordSquared)
      if !isSure, !isNearer(core, than: found.core) { return }
    }
    found = (core, chordSquared, cluster)
    self.cell = cell
    let greatest = neighborhood.space.metersRange(chord: chordSquared.squareRoot()).greatest
    let possible = neighborhood.space.reach(meters: greatest).possibleSquared
    limitSquared = min(neighborhood.reach.possibleSquared, possible)
  }

  /// Squares of straight lines below this are nearer than one of the given square for certain.
  private func certainlyNearer(than chordSquared: Double) -> Double {
    let least = neighborhood.space.metersRange(chord: chordSquared.squareRoot()).least
    return neighborhood.space.reach(meters: least).certainSquared
  }

  private func isNearer(_ a: SurfacePoint, than b: SurfacePoint) -> Bool {
    let (distanceA, distanceB) = (
      neighborhood.distance(point, a), neighborhood.distance(point, b)
    )
    if distanceA != distanceB { return distanceA < distanceB }
    guard let a = neighborhood.position(a), let b = neighborhood.position(b) else { return false }
    return (a.x, a.y) < (b.x, b.y)
  }
}
