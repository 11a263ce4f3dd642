internal import CPROJ
public import SimpleFeatures

/// The geodesic from one position to another, prepared for many positions along it.
///
/// Longitudes along it are continuous from the start's: a line from 179 east across the
/// antimeridian goes on to 181. Finding a position is O(1) and four times faster than solving the
/// direct problem from scratch.
public struct GeodesicLine: Sendable {
  /// The space it lies in.
  public let geodesic: Geodesic
  /// Its length in metres.
  public let lengthMeters: Double
  private let line: geod_geodesicline

  /// Prepares the geodesic between two positions in degrees.
  public init(from start: Coordinate, to end: Coordinate, on geodesic: Geodesic = .wgs84) {
    var line = geod_geodesicline()
    unsafe withUnsafePointer(to: geodesic.constants) { constants in
      unsafe geod_inverseline(
        &line, constants, start.latitude, start.longitude, end.latitude, end.longitude,
        GEOD_LATITUDE.rawValue | GEOD_LONGITUDE.rawValue | GEOD_DISTANCE_IN.rawValue)
    }
    self.geodesic = geodesic
    self.line = line
    lengthMeters = line.s13
  }

  /// A position on the line and the azimuth of travel there.
  public struct Position: Hashable, Sendable {
    /// The position; its longitude is continuous from the start's.
    public let coordinate: Coordinate
    /// The azimuth in degrees, -180...180, forward along the line.
    public let azimuthDegrees: Double
  }

  /// The position at a distance in metres from the start.
  ///
  /// Distances below 0 or above the length lie on the geodesic continued.
  public func position(atMeters distance: Double) -> Position {
    var latitude = 0.0
    var longitude = 0.0
    var azimuth = 0.0
    _ = unsafe withUnsafePointer(to: line) { line in
      unsafe geod_genposition(
        line, GEOD_LONG_UNROLL.rawValue, distance, &latitude, &longitude, &azimuth,
        nil, nil, nil, nil, nil)
    }
    return Position(
      coordinate: Coordinate(longitude: longitude, latitude: latitude), azimuthDegrees: azimuth)
  }
}
