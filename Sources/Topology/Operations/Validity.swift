internal import CGEOS
public import SimpleFeatures

/// Why a geometry is not valid, and where.
public struct ValidityProblem: Hashable, Sendable, CustomStringConvertible {
  /// The reason in the words of GEOS, such as "Self-intersection".
  public let reason: String
  /// A position at which the rule is broken; nil where GEOS gives none.
  public let location: Coordinate?

  /// The reason with its position.
  public var description: String {
    location.map { "\(reason) at \($0.x) \($0.y)" } ?? reason
  }
}

/// Validity after OGC Simple Features: rings do not cross themselves or each other, holes lie inside
/// their shell, the inside is connected, polygons of a set do not overlap.
extension GEOSContext {
  /// Whether a geometry is valid; an empty one is.
  public func isValid(_ geometry: Geometry) throws(TopologyError) -> Bool {
    let operation = "isValid"
    let geometry = try GEOSGeometryHandle(self, geometry, operation)
    return try checked(unsafe GEOSisValid_r(handle, geometry.pointer), operation)
  }

  /// The first breach of validity GEOS finds, or nil for a valid geometry.
  public func validityProblem(of geometry: Geometry) throws(TopologyError) -> ValidityProblem? {
    let operation = "validityProblem"
    let geometry = try GEOSGeometryHandle(self, geometry, operation)
    var reason: UnsafeMutablePointer<CChar>? = nil
    var location: OpaquePointer? = nil
    let answer = unsafe GEOSisValidDetail_r(handle, geometry.pointer, 0, &reason, &location)
    defer { if let reason = unsafe reason { unsafe GEOSFree_r(handle, reason) } }
    let place: Geometry? =
      unsafe location == nil
      ? nil : try unsafe GEOSGeometryHandle(self, owning: location, operation).decode(operation)
    if try checked(answer, operation) { return nil }
    let text = unsafe reason.map { unsafe String(cString: $0) } ?? "not valid"
    if case .point(let point)? = place { return ValidityProblem(reason: text, location: point) }
    return ValidityProblem(reason: text, location: nil)
  }

  /// A valid geometry that holds the same area, lines or points as far as that has a meaning.
  ///
  /// Each ring is made valid, shells are united, holes are taken away, parts that collapse are
  /// dropped. This "structure" rule is taken rather than "linework" because linework turns the
  /// overlap of two shells, common in boundary files, into a hole.
  public func makeValid(_ geometry: Geometry) throws(TopologyError) -> Geometry {
    try unsafe derive("makeValid", geometry) { handle, pointer in
      guard let parameters = unsafe GEOSMakeValidParams_create_r(handle) else {
        return nil
      }
      defer { unsafe GEOSMakeValidParams_destroy_r(handle, parameters) }
      unsafe GEOSMakeValidParams_setMethod_r(handle, parameters, GEOS_MAKE_VALID_STRUCTURE)
      unsafe GEOSMakeValidParams_setKeepCollapsed_r(handle, parameters, 0)
      return unsafe GEOSMakeValidWithParams_r(handle, pointer, parameters)
    }
  }
}
