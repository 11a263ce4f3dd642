public import SimpleFeatures

/// Where a position comes to lie on a route.
public struct RouteLocation: Hashable, Sendable {
  /// A side of the route, seen in the direction of rising measures.
  public enum Side: Hashable, Sendable {
    /// To the left.
    case left
    /// To the right.
    case right
    /// On the line, to within 1 mm.
    case on
  }

  /// The measure of the nearest point of the line, in kilometres from the start.
  public let measureKilometers: Double
  /// The geodesic distance from the line in metres; 0 or more.
  public let offsetMeters: Double
  /// On which side of the line the position lies.
  public let side: Side
  /// The nearest point of the line, longitude in -180...180.
  public let point: Coordinate
  /// The index of the leg it lies on, from 0; the earlier one at a vertex.
  public let segmentIndex: Int
}
