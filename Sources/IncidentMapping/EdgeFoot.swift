import SimpleFeatures

/// The foot of a position on an edge, in a plane in which a degree east is as long as it is at the
/// position; within 100 km the distance is right to 0.1 % in low and middle latitudes.
struct EdgeFoot {
  /// The position on the edge.
  let point: Coordinate
  /// The square of the distance, in degrees of latitude.
  let square: Double

  /// The foot where there is no edge.
  static let none = EdgeFoot(point: Coordinate(x: 0, y: 0), square: .infinity)

  private init(point: Coordinate, square: Double) {
    self.point = point
    self.square = square
  }

  /// - Parameter scale: the cosine of the position's latitude.
  @inline(__always)
  init(of position: Coordinate, on a: Coordinate, _ b: Coordinate, scale: Double) {
    let dx = (b.x - a.x) * scale
    let dy = b.y - a.y
    let length = dx * dx + dy * dy
    let along = ((position.x - a.x) * scale * dx + (position.y - a.y) * dy)
    let fraction = length > 0 ? min(1, max(0, along / length)) : 0
    point = Coordinate(x: a.x + (b.x - a.x) * fraction, y: a.y + (b.y - a.y) * fraction)
    let east = (point.x - position.x) * scale
    let north = point.y - position.y
    square = east * east + north * north
  }

  /// The length in metres of the shortest degree of latitude.
  static let leastMetersPerDegree = 110_574.0
  /// How far the plane is wrong however near the position is.
  static let scaleError = 0.02

  /// How far the plane is wrong for each degree of distance: parallels shrink towards the poles.
  /// - Parameter scale: the cosine of the position's latitude.
  static func errorPerDegree(scale: Double) -> Double {
    let cosine = max(scale, leastScale)
    return 2 * (1 - cosine * cosine).squareRoot() / cosine * .pi / 180
  }

  /// The cosine of 89 degrees, beyond which the plane does not get worse.
  private static let leastScale = 0.017_452_406_437_283_512

  /// A distance in metres that the true one is not less than.
  @inline(__always)
  func leastMeters(errorPerDegree: Double) -> Double {
    let degrees = square.squareRoot()
    let error = Self.scaleError + errorPerDegree * degrees
    return degrees * Self.leastMetersPerDegree * max(0.1, 1 - error)
  }
}
