internal import CGEOS
public import SimpleFeatures

/// Relations of OGC Simple Features, in the plane of the coordinates. An empty geometry intersects,
/// covers and touches nothing and is disjoint from everything. O((n + m) log(n + m)).
extension GEOSContext {
  /// Whether two geometries share at least one position.
  public func intersects(_ a: Geometry, _ b: Geometry) throws(TopologyError) -> Bool {
    try unsafe relate("intersects", a, b, GEOSIntersects_r)
  }

  /// Whether two geometries share no position.
  public func disjoint(_ a: Geometry, _ b: Geometry) throws(TopologyError) -> Bool {
    try unsafe relate("disjoint", a, b, GEOSDisjoint_r)
  }

  /// Whether no position of `b` lies outside `a` and the insides meet; false for a point on an edge.
  public func contains(_ a: Geometry, _ b: Geometry) throws(TopologyError) -> Bool {
    try unsafe relate("contains", a, b, GEOSContains_r)
  }

  /// Whether no position of `a` lies outside `b` and the insides meet.
  public func within(_ a: Geometry, _ b: Geometry) throws(TopologyError) -> Bool {
    try unsafe relate("within", a, b, GEOSWithin_r)
  }

  /// Whether no position of `b` lies outside `a`; true for a point on an edge.
  public func covers(_ a: Geometry, _ b: Geometry) throws(TopologyError) -> Bool {
    try unsafe relate("covers", a, b, GEOSCovers_r)
  }

  /// Whether no position of `a` lies outside `b`.
  public func coveredBy(_ a: Geometry, _ b: Geometry) throws(TopologyError) -> Bool {
    try unsafe relate("coveredBy", a, b, GEOSCoveredBy_r)
  }

  /// Whether two geometries meet but their insides do not.
  public func touches(_ a: Geometry, _ b: Geometry) throws(TopologyError) -> Bool {
    try unsafe relate("touches", a, b, GEOSTouches_r)
  }

  /// Whether the insides meet in something of lower dimension than the larger of the two.
  public func crosses(_ a: Geometry, _ b: Geometry) throws(TopologyError) -> Bool {
    try unsafe relate("crosses", a, b, GEOSCrosses_r)
  }

  /// Whether two geometries of one dimension share part of their insides and neither covers the other.
  public func overlaps(_ a: Geometry, _ b: Geometry) throws(TopologyError) -> Bool {
    try unsafe relate("overlaps", a, b, GEOSOverlaps_r)
  }

  /// Whether two geometries hold the same positions, whatever their vertices and types.
  public func equals(_ a: Geometry, _ b: Geometry) throws(TopologyError) -> Bool {
    try unsafe relate("equals", a, b, GEOSEquals_r)
  }

  private func relate(
    _ operation: String, _ a: Geometry, _ b: Geometry,
    _ function: (GEOSContextHandle_t?, OpaquePointer?, OpaquePointer?) -> CChar
  ) throws(TopologyError) -> Bool {
    let a = try GEOSGeometryHandle(self, a, operation)
    let b = try GEOSGeometryHandle(self, b, operation)
    return try checked(unsafe function(handle, a.pointer, b.pointer), operation)
  }
}
