internal import CGEOS
internal import SimpleFeatures

/// The only owner of a GEOS geometry; keeps the geometry's context alive and destroys it once.
@safe
struct GEOSGeometryHandle: ~Copyable {
  let context: GEOSContext
  let pointer: OpaquePointer

  /// Takes ownership of what a call returned; throws if it is null.
  init(_ context: GEOSContext, owning pointer: OpaquePointer?, _ operation: String)
    throws(TopologyError)
  {
    unsafe self.pointer = try unsafe context.checked(pointer, operation)
    self.context = context
  }

  /// Makes the GEOS geometry of a value. O(n).
  init(_ context: GEOSContext, _ geometry: Geometry, _ operation: String) throws(TopologyError) {
    let encoder = GEOSEncoder(context: context, operation: operation)
    unsafe self.pointer = try unsafe encoder.encode(geometry)
    self.context = context
  }

  /// The value of the geometry. O(n).
  func decode(_ operation: String) throws(TopologyError) -> Geometry {
    try unsafe GEOSDecoder(context: context, operation: operation).decode(pointer)
  }

  deinit { unsafe GEOSGeom_destroy_r(context.handle, pointer) }
}
