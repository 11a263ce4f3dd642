internal import Geodesy
public import SimpleFeatures

/// An immutable index of positions for questions of distance in metres on the WGS 84 ellipsoid.
///
/// Answers are indices into the array it was made from and are exact: bounds decide for positions
/// clearly near or far, the geodesic for those in between (see `CentralAngle`). Right across the
/// antimeridian and at the poles; longitudes may be unwrapped. Positions with a latitude beyond 90
/// degrees or a value that is not finite are never found. No positions at all is fine.
public struct PointIndex: Sendable {
  /// A position found and how far it is.
  public struct Neighbor: Hashable, Sendable {
    /// The index into the positions the index was made from.
    public let index: Int
    /// The geodesic distance in metres.
    public let distanceMeters: Double

    /// Makes a neighbour.
    public init(index: Int, distanceMeters: Double) {
      self.index = index
      self.distanceMeters = distanceMeters
    }
  }

  private let coordinates: [Coordinate]
  private let tree: DirectionTree

  /// Indexes positions given as longitude and latitude in degrees. Expected O(n log n).
  public init(_ coordinates: [Coordinate]) {
    self.coordinates = coordinates
    tree = DirectionTree(
      coordinates.enumerated().compactMap { index, coordinate in
        Direction(coordinate).map { DirectionTree.Item(direction: $0, index: index) }
      })
  }

  /// The indices of the positions within a distance in metres, that distance included, ascending.
  ///
  /// Empty for a negative distance. O(log n + found) as a rule.
  public func withinRadius(of center: Coordinate, meters: Double) -> [Int] {
    guard meters >= 0, let direction = Direction(center) else { return [] }
    let certain = CentralAngle.certainChord(meters: meters)
    let certainSquared = certain < 0 ? -1 : certain * certain
    var found: [Int] = []
    tree.visit(around: direction, chord: CentralAngle.possibleChord(meters: meters)) {
      index, chordSquared in
      if chordSquared <= certainSquared || distance(center, index) <= meters {
        found.append(index)
      }
    }
    found.sort()
    return found
  }

  /// The nearest positions, nearest first, those at equal distance by index; fewer than `count` only
  /// if there are no more, or no more within `meters` (that distance included; default: no limit).
  ///
  /// O(log n + count log count) as a rule.
  public func nearest(
    to center: Coordinate, count: Int, within meters: Double = .infinity
  ) -> [Neighbor] {
    guard count > 0, meters >= 0, let direction = Direction(center) else { return [] }
    // No count-th neighbour is further than the geodesic can be for the count-th smallest chord.
    let chord = tree.chordSquared(ofNearest: count, to: direction).squareRoot()
    let reach = min(meters, CentralAngle.greatestMeters(chord: chord))
    var found: [Neighbor] = []
    // Many records share the coordinates of a town: those follow each other in the tree.
    var (place, distanceMeters) = (center, 0.0)
    tree.visit(around: direction, chord: CentralAngle.possibleChord(meters: reach)) { index, _ in
      if coordinates[index] != place {
        place = coordinates[index]
        distanceMeters = distance(center, index)
      }
      if distanceMeters <= meters {
        found.append(Neighbor(index: index, distanceMeters: distanceMeters))
      }
    }
    found.sort { ($0.distanceMeters, $0.index) < ($1.distanceMeters, $1.index) }
    return Array(found.prefix(count))
  }

  private func distance(_ center: Coordinate, _ index: Int) -> Double {
    Geodesic.wgs84.distance(from: center, to: coordinates[index])
  }
}
