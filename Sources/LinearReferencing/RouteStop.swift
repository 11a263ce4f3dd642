public import SimpleFeatures

/// A named position on a route.
public struct RouteStop: Hashable, Sendable {
  /// The name shown.
  public let name: String
  /// The position in degrees.
  public let coordinate: Coordinate
  /// Other names it is found by.
  public let alternativeNames: [String]
  /// The measure in kilometres from the route's start; 0 until the stop belongs to a route.
  public internal(set) var measureKilometers: Double

  /// Describes a stop; a route gives it its measure.
  public init(name: String, coordinate: Coordinate, alternativeNames: [String] = []) {
    self.name = name
    self.coordinate = coordinate
    self.alternativeNames = alternativeNames
    measureKilometers = 0
  }
}

/// A published road distance between two stops of a route.
public struct CalibrationSpan: Hashable, Sendable {
  /// The name of the stop where it begins.
  public let fromStop: String
  /// The name of the stop where it ends, further along the route.
  public let toStop: String
  /// The distance by road in kilometres; never shorter than the line.
  public let roadKilometers: Double
  /// Who published it.
  public let source: String

  /// Describes a road distance.
  public init(fromStop: String, toStop: String, roadKilometers: Double, source: String) {
    self.fromStop = fromStop
    self.toStop = toStop
    self.roadKilometers = roadKilometers
    self.source = source
  }
}
