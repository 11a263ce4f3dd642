internal import CGEOS
public import SimpleFeatures

/// Set operations in the plane of the coordinates.
///
/// The result may be of any type and may be empty. Polygons must be valid, or the operation throws.
/// O((n + m) log(n + m)) and more where many edges cross.
extension GEOSContext {
  /// The positions in both geometries.
  public func intersection(_ a: Geometry, _ b: Geometry) throws(TopologyError) -> Geometry {
    try unsafe combine("intersection", a, b, GEOSIntersection_r)
  }

  /// The positions in either geometry.
  public func union(_ a: Geometry, _ b: Geometry) throws(TopologyError) -> Geometry {
    try unsafe combine("union", a, b, GEOSUnion_r)
  }

  /// The positions in `a` and not in `b`, closed.
  public func difference(_ a: Geometry, _ b: Geometry) throws(TopologyError) -> Geometry {
    try unsafe combine("difference", a, b, GEOSDifference_r)
  }

  /// The positions in one geometry and not in the other, closed.
  public func symmetricDifference(_ a: Geometry, _ b: Geometry) throws(TopologyError) -> Geometry {
    try unsafe combine("symmetricDifference", a, b, GEOSSymDifference_r)
  }

  /// The positions in any part of a geometry: polygons are dissolved, lines are noded.
  ///
  /// Faster than uniting parts one by one.
  public func unaryUnion(_ geometry: Geometry) throws(TopologyError) -> Geometry {
    try unsafe derive("unaryUnion", geometry) { unsafe GEOSUnaryUnion_r($0, $1) }
  }

  /// The union of polygons that share borders vertex by vertex and do not overlap: much faster than
  /// `unaryUnion`. What overlaps or meets otherwise is not looked at and spoils the result.
  public func coverageUnion(_ polygons: [Polygon]) throws(TopologyError) -> Geometry {
    try unsafe derive("coverageUnion", .multiPolygon(polygons)) {
      unsafe GEOSCoverageUnion_r($0, $1)
    }
  }

  private func combine(
    _ operation: String, _ a: Geometry, _ b: Geometry,
    _ function: (GEOSContextHandle_t?, OpaquePointer?, OpaquePointer?) -> OpaquePointer?
  ) throws(TopologyError) -> Geometry {
    let a = try GEOSGeometryHandle(self, a, operation)
    let b = try GEOSGeometryHandle(self, b, operation)
    return try unsafe GEOSGeometryHandle(
      self, owning: function(handle, a.pointer, b.pointer), operation
    ).decode(operation)
  }

  /// Runs an operation that makes one geometry of another.
  func derive(
    _ operation: String, _ geometry: Geometry,
    _ function: (GEOSContextHandle_t, OpaquePointer) -> OpaquePointer?
  ) throws(TopologyError) -> Geometry {
    let geometry = try GEOSGeometryHandle(self, geometry, operation)
    return try unsafe GEOSGeometryHandle(
      self, owning: function(handle, geometry.pointer), operation
    ).decode(operation)
  }
}
