internal import CGEOS
public import SimpleFeatures

extension GEOSContext {
  /// The least distance between two geometries of a projected plane, in units of the coordinates.
  ///
  /// Never for longitude and latitude: degrees are no distance. Nil if either is empty.
  public func planarDistance(_ a: Geometry, _ b: Geometry) throws(TopologyError) -> Double? {
    // GEOS gives zero for an empty geometry, which would read as touching.
    guard !a.isEmpty, !b.isEmpty else { return nil }
    let operation = "planarDistance"
    let a = try GEOSGeometryHandle(self, a, operation)
    let b = try GEOSGeometryHandle(self, b, operation)
    var distance = 0.0
    guard unsafe GEOSDistance_r(handle, a.pointer, b.pointer, &distance) == 1 else {
      throw failure(operation)
    }
    return distance
  }
}
