internal import CGEOS
public import SimpleFeatures

/// A geometry converted and indexed once for many questions.
///
/// GEOS builds its index at the first question, so even asking is a change: the type is not
/// `Sendable`, and a chunk of work prepares its own in its own context.
@safe
public final class PreparedGeometry {
  /// The envelope of the geometry; empty for an empty one.
  public let envelope: Envelope
  private let geometry: GEOSGeometryHandle
  private let prepared: OpaquePointer
  private var context: GEOSContext { geometry.context }

  /// Prepares a geometry in a context, which it keeps alive. O(n).
  public init(_ geometry: Geometry, in context: GEOSContext) throws(TopologyError) {
    let encoded = try GEOSGeometryHandle(context, geometry, "prepare")
    unsafe prepared = try unsafe context.checked(
      GEOSPrepare_r(context.handle, encoded.pointer), "prepare")
    self.geometry = encoded
    envelope = geometry.envelope
  }

  deinit { unsafe GEOSPreparedGeom_destroy_r(context.handle, prepared) }

  /// Whether a position lies inside or on the geometry. O(log n).
  public func intersects(_ point: Coordinate) throws(TopologyError) -> Bool {
    try unsafe ask("intersects", point, GEOSPreparedIntersects_r)
  }

  /// Whether a position lies inside or on the geometry; for one position the same as intersects.
  public func covers(_ point: Coordinate) throws(TopologyError) -> Bool {
    try unsafe ask("covers", point, GEOSPreparedCovers_r)
  }

  /// Whether a position lies inside the geometry, not on its boundary. O(log n).
  public func contains(_ point: Coordinate) throws(TopologyError) -> Bool {
    try unsafe ask("contains", point, GEOSPreparedContains_r)
  }

  /// Whether another geometry shares at least one position.
  public func intersects(_ other: Geometry) throws(TopologyError) -> Bool {
    try unsafe ask("intersects", other, GEOSPreparedIntersects_r)
  }

  /// Whether no position of another geometry lies outside.
  public func covers(_ other: Geometry) throws(TopologyError) -> Bool {
    try unsafe ask("covers", other, GEOSPreparedCovers_r)
  }

  /// Whether no position of another geometry lies outside, and the insides meet.
  public func contains(_ other: Geometry) throws(TopologyError) -> Bool {
    try unsafe ask("contains", other, GEOSPreparedContains_r)
  }

  /// The part of another geometry that lies on this one.
  ///
  /// What is covered whole comes back unchanged, and nothing is an empty collection, both without
  /// the cost of an overlay.
  public func intersection(with other: Geometry) throws(TopologyError) -> Geometry {
    let operation = "intersection"
    let encoded = try GEOSGeometryHandle(context, other, operation)
    let (handle, pointer) = unsafe (context.handle, encoded.pointer)
    guard
      try context.checked(unsafe GEOSPreparedIntersects_r(handle, prepared, pointer), operation)
    else { return .geometryCollection([]) }
    if try context.checked(unsafe GEOSPreparedCovers_r(handle, prepared, pointer), operation) {
      return other
    }
    return try unsafe GEOSGeometryHandle(
      context, owning: GEOSIntersection_r(handle, geometry.pointer, pointer), operation
    ).decode(operation)
  }

  private typealias Question = (GEOSContextHandle_t?, OpaquePointer?, OpaquePointer?) -> CChar

  private func ask(
    _ operation: String, _ point: Coordinate, _ question: Question
  ) throws(TopologyError) -> Bool {
    // Also false for a position that is not finite, which lies nowhere.
    guard envelope.contains(point) else { return false }
    let encoder = GEOSEncoder(context: context, operation: operation)
    let encoded = try unsafe encoder.encode(point)
    defer { unsafe GEOSGeom_destroy_r(context.handle, encoded) }
    return try context.checked(unsafe question(context.handle, prepared, encoded), operation)
  }

  private func ask(
    _ operation: String, _ other: Geometry, _ question: Question
  ) throws(TopologyError) -> Bool {
    let encoded = try GEOSGeometryHandle(context, other, operation)
    return try context.checked(
      unsafe question(context.handle, prepared, encoded.pointer), operation)
  }
}
