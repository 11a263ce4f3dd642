import Geodesy
public import ReferenceGeography
public import SimpleFeatures
import Synchronization
import Topology

/// The part of a disc that lies in a region; its outline is drawn when one first asks for it.
///
/// Most outputs need the centre, the radius and the regions of a place, not its outline, which takes
/// an overlay of some 0.4 ms.
public final class CutDisc: Sendable {
  /// The centre of the disc.
  public let center: Coordinate
  /// The radius of the disc; above 0.
  public let radiusMeters: Double
  /// The region, of which the whole part is.
  public let region: Region
  private let drawn = Mutex<(geometry: Geometry, areaSquareMeters: Double)?>(nil)

  /// - Parameter region: a region that is known to hold a part of the disc.
  init(center: Coordinate, radiusMeters: Double, region: Region) {
    self.center = center
    self.radiusMeters = radiusMeters
    self.region = region
  }

  /// The outline, with its area on the ellipsoid; longitudes may run beyond 180. O(vertices of the
  /// region) at first, O(1) then.
  public var surface: (geometry: Geometry, areaSquareMeters: Double)? {
    drawn.withLock { drawn in
      if let drawn { return drawn }
      guard let part = try? draw() else { return nil }
      drawn = (part, Geodesic.wgs84.areaWithStraightEdges(of: part))
      return drawn
    }
  }

  private func draw() throws -> Geometry {
    let context = try GEOSContext()
    return try parts(of: circle(center, radiusMeters: radiusMeters)) {
      try context.intersection(region.geometry, $0)
    }
  }
}

/// The parts that an operation leaves of a shape, which is moved by whole turns to where the regions
/// lie, and back.
func parts(of shape: Geometry, _ operation: (Geometry) throws -> Geometry) throws -> Geometry {
  var parts: [Polygon] = []
  for shift in longitudeShifts(of: shape.envelope) {
    let part = try operation(shape.map { Coordinate(x: $0.x + shift, y: $0.y) })
    parts += part.map { Coordinate(x: $0.x - shift, y: $0.y) }.polygons
  }
  return .multiPolygon(parts)
}
