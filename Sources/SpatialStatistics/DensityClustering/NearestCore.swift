import SimpleFeatures

/// The search for the nearest core point of a point.
///
/// The bounds of straight lines decide as a rule; where they overlap, distances do, and then
/// coordinates.
struct NearestCore {
  private let point: SurfacePoint
  private let neighborhood: Neighborhood
  private var found: SurfacePoint?
  /// What has a shorter line than this is nearer than what was found for certain.
  private var certainSquared = 0.0
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
  mutating func consider(_ core: SurfacePoint, cell: Int) {
    let chordSquared = point.chordSquared(to: core)
    if chordSquared <= limitSquared { weigh(core, chordSquared, cell) }
  }

  @inline(never)
  private mutating func weigh(
    _ core: SurfacePoint, _ chordSquared: Double, _ cell: Int
  ) {
    guard neighborhood.contains(point, core) else { return }
    if let found, chordSquared >= certainSquared, !isNearer(core, than: found) { return }
    found = core
    self.cell = cell
    let (least, greatest) = neighborhood.space.metersRange(chord: chordSquared.squareRoot())
    let possible = neighborhood.space.reach(meters: greatest).possibleSquared
    limitSquared = min(neighborhood.reach.possibleSquared, possible)
    certainSquared = neighborhood.space.reach(meters: least).certainSquared
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
