public import SimpleFeatures

/// A place on a network: an edge, and how far along it.
public struct NetworkPosition: Hashable, Sendable {
  /// The number of the edge.
  public let edge: Int
  /// The metres by road from the edge's start; beyond the ends it counts as the end.
  public let offsetMeters: Double

  /// Describes a place.
  public init(edge: Int, offsetMeters: Double) {
    self.edge = edge
    self.offsetMeters = offsetMeters
  }
}

/// Where a position comes to lie on a network.
public struct NetworkLocation: Hashable, Sendable {
  /// The nearest place of the network.
  public let position: NetworkPosition
  /// How far the position lies off the line in metres; 0 or more.
  public let distanceMeters: Double
  /// Where the nearest place lies, longitude in -180...180.
  public let coordinate: Coordinate
}
