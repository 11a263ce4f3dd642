/// A position in a plane: longitude and latitude in degrees, or easting and northing in metres.
///
/// Order is always x then y (longitude then latitude), as in GeoJSON.
public struct Coordinate: Hashable, Sendable, BitwiseCopyable {
  /// Longitude in degrees, or easting.
  public var x: Double
  /// Latitude in degrees, or northing.
  public var y: Double

  /// Makes a position from x and y.
  @inlinable
  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }

  /// Makes a geographic position from degrees; neither value is checked or wrapped.
  @inlinable
  public init(longitude: Double, latitude: Double) {
    self.init(x: longitude, y: latitude)
  }

  /// The longitude in degrees of a geographic position.
  @inlinable public var longitude: Double { x }
  /// The latitude in degrees of a geographic position.
  @inlinable public var latitude: Double { y }

  /// Whether both values are finite and lie in -180...180 and -90...90.
  public var isGeographic: Bool { abs(x) <= 180 && abs(y) <= 90 }
}
