public import SimpleFeatures

/// A line of which a network is made.
public struct NetworkLine: Hashable, Sendable {
  /// The identifier.
  public var id: String
  /// The name shown; may be empty.
  public var name: String
  /// Two or more different positions in longitude and latitude.
  public var line: LineString
  /// The length by road in metres, spread evenly over the line; nil for the geodesic length.
  public var lengthMeters: Double?

  /// Describes a line.
  public init(id: String = "", name: String = "", line: LineString, lengthMeters: Double? = nil) {
    self.id = id
    self.name = name
    self.line = line
    self.lengthMeters = lengthMeters
  }

  /// Whether a network can be made of it: all vertices are positions, and it has a length. O(n).
  public var hasLength: Bool { (try? MeasuredLine(self)) != nil }
}
