import Geodesy
import SimpleFeatures

/// What the lines of a network lie on.
enum NetworkSurface: Sendable {
  /// Geodesics on WGS 84 between longitudes and latitudes.
  case ellipsoid
  /// Straight lines between coordinates in metres.
  case plane

  /// The smallest radius of curvature of the ellipsoid in metres.
  static let leastRadiusMeters = ChordBounds.wgs84.leastRadiusMeters

  /// The nearest place of a leg.
  struct Foot {
    let fraction: Double
    let distanceMeters: Double
    let coordinate: Coordinate
  }

  func distance(from start: Coordinate, to end: Coordinate) -> Double {
    switch self {
    case .ellipsoid: Geodesic.wgs84.distance(from: start, to: end)
    case .plane: Euclidean().distance(from: start, to: end)
    }
  }

  /// The nearest place of the leg between two vertices; what is within a micrometre of a vertex is
  /// the vertex.
  func foot(of point: Coordinate, from start: Coordinate, to end: Coordinate) -> Foot {
    switch self {
    case .ellipsoid:
      let leg = GeodesicLine(from: start, to: end)
      let nearest = leg.nearestPoint(to: point)
      let along = nearest.alongMeters
      let fraction =
        along <= 1e-6 ? 0 : along >= leg.lengthMeters - 1e-6 ? 1 : along / leg.lengthMeters
      return Foot(
        fraction: fraction, distanceMeters: nearest.distanceMeters,
        coordinate: fraction == 0
          ? start.normalizedLongitude
          : fraction == 1 ? end.normalizedLongitude : nearest.coordinate)
    case .plane:
      let (dx, dy) = (end.x - start.x, end.y - start.y)
      let square = dx * dx + dy * dy
      let share = ((point.x - start.x) * dx + (point.y - start.y) * dy) / square
      let fraction = square > 0 ? min(max(share, 0), 1) : 0
      let place = position(from: start, to: end, fraction: fraction)
      return Foot(
        fraction: fraction, distanceMeters: distance(from: place, to: point), coordinate: place)
    }
  }

  /// The place at a fraction of the way between two vertices, longitude in -180...180.
  func position(from start: Coordinate, to end: Coordinate, fraction: Double) -> Coordinate {
    switch self {
    case .ellipsoid:
      if fraction <= 0 { return start.normalizedLongitude }
      if fraction >= 1 { return end.normalizedLongitude }
      let leg = GeodesicLine(from: start, to: end)
      return leg.position(atMeters: fraction * leg.lengthMeters).coordinate.normalizedLongitude
    case .plane:
      if fraction >= 1 { return end }
      return Coordinate(
        x: start.x + fraction * (end.x - start.x), y: start.y + fraction * (end.y - start.y))
    }
  }

  /// The place of a vertex in space, in metres; distances on the surface are no shorter there.
  func point(_ coordinate: Coordinate) -> SIMD3<Double> {
    switch self {
    case .ellipsoid:
      let place = Ellipsoid.wgs84.geocentric(coordinate.normalizedLongitude)
      return SIMD3(place.x, place.y, place.z)
    case .plane: return SIMD3(coordinate.x, coordinate.y, 0)
    }
  }

  /// How far a leg may rise over its chord: what an arc of the smallest radius does.
  func rise(chordMeters: Double) -> Double {
    switch self {
    // r - sqrt(r^2 - c^2 / 4) is less than this below 2,000 km; 1 mm is more than the rounding.
    case .ellipsoid:
      chordMeters < 2e6
        ? chordMeters * chordMeters * 1.02 / (8 * Self.leastRadiusMeters) + 1e-3 : .infinity
    case .plane: 0
    }
  }
}
