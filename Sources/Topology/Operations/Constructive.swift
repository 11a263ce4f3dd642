internal import CGEOS
public import SimpleFeatures

/// Geometries made from one geometry, in the plane of the coordinates.
extension GEOSContext {
  /// The smallest convex geometry that covers a geometry: a polygon, or a line or point where that
  /// is all there is. O(n log n).
  public func convexHull(_ geometry: Geometry) throws(TopologyError) -> Geometry {
    try unsafe derive("convexHull", geometry) { unsafe GEOSConvexHull_r($0, $1) }
  }

  /// A polygon that covers the vertices of a geometry and may bend inwards.
  ///
  /// `ratio` from 0 (as tight as can be) to 1 (convex) is the longest edge allowed, as a share of
  /// the range of edge lengths in the Delaunay triangulation. Holes are made only when allowed.
  public func concaveHull(
    _ geometry: Geometry, ratio: Double, allowsHoles: Bool = false
  ) throws(TopologyError) -> Geometry {
    guard (0...1).contains(ratio) else {
      throw TopologyError(
        operation: "concaveHull", message: "the ratio is \(ratio), which is not between 0 and 1")
    }
    return try unsafe derive("concaveHull", geometry) {
      unsafe GEOSConcaveHull_r($0, $1, ratio, allowsHoles ? 1 : 0)
    }
  }

  /// A position that lies on the geometry: inside a polygon, a vertex of a line; nil for empty.
  public func pointOnSurface(of geometry: Geometry) throws(TopologyError) -> Coordinate? {
    try unsafe derivePoint("pointOnSurface", geometry) { unsafe GEOSPointOnSurface_r($0, $1) }
  }

  /// The centre of mass in the plane of the coordinates; may lie outside; nil for empty.
  public func centroid(of geometry: Geometry) throws(TopologyError) -> Coordinate? {
    try unsafe derivePoint("centroid", geometry) { unsafe GEOSGetCentroid_r($0, $1) }
  }

  /// A geometry with fewer vertices, none further than a tolerance from what they replace.
  ///
  /// The tolerance is in units of the coordinates. A valid geometry stays valid; polygons that share
  /// an edge may come apart (Douglas and Peucker 1973, with checks against crossings).
  public func simplify(
    _ geometry: Geometry, planarTolerance: Double
  ) throws(TopologyError) -> Geometry {
    guard planarTolerance >= 0, planarTolerance.isFinite else {
      throw TopologyError(
        operation: "simplify",
        message: "the tolerance is \(planarTolerance); it must be zero or more")
    }
    return try unsafe derive("simplify", geometry) {
      unsafe GEOSTopologyPreserveSimplify_r($0, $1, planarTolerance)
    }
  }

  /// The rings of polygons, the ends of lines; empty for points; throws for a collection.
  public func boundary(of geometry: Geometry) throws(TopologyError) -> Geometry {
    try unsafe derive("boundary", geometry) { unsafe GEOSBoundary_r($0, $1) }
  }

  private func derivePoint(
    _ operation: String, _ geometry: Geometry,
    _ function: (GEOSContextHandle_t, OpaquePointer) -> OpaquePointer?
  ) throws(TopologyError) -> Coordinate? {
    let result = try unsafe derive(operation, geometry, function)
    return if case .point(let point) = result { point } else { nil }
  }
}
