import Geodesy
import SimpleFeatures

/// A metric seen in space: positions become points, and the squares of straight distances between
/// points decide what they can about distances.
struct SurfaceSpace: Sendable {
  let metric: DistanceMetric
  private let ellipsoid: Ellipsoid?
  private let bounds: ChordBounds

  init(_ metric: DistanceMetric) {
    self.metric = metric
    ellipsoid = metric.ellipsoid
    bounds = ChordBounds(ellipsoid ?? .wgs84)
  }

  /// The point of a canonical position.
  func point(_ position: Coordinate) -> GeocentricPosition {
    ellipsoid?.geocentric(position) ?? GeocentricPosition(x: position.x, y: position.y, z: 0)
  }

  /// What straight distances say about being within a distance.
  func reach(meters: Double) -> ChordReach {
    guard ellipsoid != nil else {
      // The difference of two coordinates is right to half a unit in the last place, and no two are
      // further apart than this.
      let meters = min(meters, 4 * DistanceMetric.planeLimitMeters)
      return ChordReach(certain: meters * (1 - 1e-14), possible: meters * (1 + 1e-14))
    }
    return ChordReach(
      certain: bounds.certainChord(meters: meters), possible: bounds.possibleChord(meters: meters))
  }

  /// The distance along the surface that a straight distance stands for; increases with it.
  func meters(chord: Double) -> Double {
    ellipsoid == nil ? chord : bounds.meters(chord: chord)
  }

  /// The least and greatest distance in metres that a straight distance can stand for.
  func metersRange(chord: Double) -> (least: Double, greatest: Double) {
    ellipsoid == nil
      ? (chord * (1 - 1e-14), chord * (1 + 1e-14))
      : (bounds.leastMeters(chord: chord), bounds.greatestMeters(chord: chord))
  }
}

/// Straight distances up to `certain` are within a distance along the surface, those above `possible`
/// are not; what lies between is for the metric itself to decide.
struct ChordReach: Sendable {
  let certain: Double
  let possible: Double
  let certainSquared: Double
  let possibleSquared: Double

  init(certain: Double, possible: Double) {
    self.certain = certain
    self.possible = possible
    certainSquared = certain < 0 ? -1 : certain * certain
    possibleSquared = possible * possible
  }
}
