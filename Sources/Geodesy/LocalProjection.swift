public import SimpleFeatures

/// A map projection about a centre: longitude and latitude in degrees on WGS 84 to metres.
///
/// A value, cheap to make and safe to share between threads. Positions come back from the plane
/// with longitudes continuous round the centre's, so that a shape over the antimeridian stays
/// whole; they may leave -180...180.
public struct LocalProjection: Hashable, Sendable {
  private enum Method: Hashable {
    case azimuthalEquidistant
    case equalArea(LambertAzimuthalEqualArea)
  }

  /// The centre in degrees; it maps to (0, 0), with north up.
  public let center: Coordinate
  private let method: Method

  /// The projection that keeps distances and azimuths from the centre.
  ///
  /// Distances between other positions are too long by at most about d^2/6R^2, with d the
  /// distance from the centre: 0.04 % at 300 km. Exact through geodesics.
  public static func azimuthalEquidistant(center: Coordinate) -> LocalProjection {
    LocalProjection(center: center, method: .azimuthalEquidistant)
  }

  /// The projection that keeps areas (Lambert's azimuthal equal-area, `laea` in PROJ).
  public static func equalArea(center: Coordinate) -> LocalProjection {
    LocalProjection(
      center: center, method: .equalArea(LambertAzimuthalEqualArea(center: center)))
  }

  /// The position on the plane, in metres east and north of the centre.
  ///
  /// Not finite for the antipode of the centre in the equal-area projection, and for latitudes
  /// outside -90...90.
  public func forward(_ position: Coordinate) -> Coordinate {
    switch method {
    case .azimuthalEquidistant: equidistantForward(position)
    case .equalArea(let projection): projection.forward(position)
    }
  }

  /// The position in degrees of a position on the plane in metres.
  ///
  /// NaN for positions outside the equal-area projection's disc, 12,742 km about the centre.
  public func inverse(_ position: Coordinate) -> Coordinate {
    switch method {
    case .azimuthalEquidistant: equidistantInverse(position)
    case .equalArea(let projection): projection.inverse(position)
    }
  }

  /// The positions on the plane. O(n).
  public func forward(_ positions: [Coordinate]) -> [Coordinate] { positions.map { forward($0) } }

  /// The positions in degrees. O(n).
  public func inverse(_ positions: [Coordinate]) -> [Coordinate] { positions.map { inverse($0) } }

  /// The geometry on the plane, vertex by vertex; densify it first if its edges are long. O(n).
  public func forward(_ geometry: Geometry) -> Geometry { geometry.map { forward($0) } }

  /// The geometry in degrees, vertex by vertex. O(n).
  public func inverse(_ geometry: Geometry) -> Geometry { geometry.map { inverse($0) } }
}
