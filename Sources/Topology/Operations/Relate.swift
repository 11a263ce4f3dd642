internal import CGEOS
public import SimpleFeatures

/// How the inside, the boundary and the outside of two geometries meet: the dimensionally extended
/// nine-intersection model of OGC Simple Features (Clementini and Di Felice 1995).
public struct IntersectionMatrix: Hashable, Sendable, CustomStringConvertible {
  /// Nine characters, row by row: `F` for none, else the dimension 0, 1 or 2.
  public let description: String

  /// Whether it fits a pattern of nine characters: `F`, `T` for any dimension, `*` for anything,
  /// or a dimension.
  public func matches(_ pattern: String) -> Bool {
    guard pattern.utf8.count == 9, description.utf8.count == 9 else { return false }
    return zip(description.utf8, pattern.utf8).allSatisfy { found, wanted in
      switch wanted {
      case UInt8(ascii: "*"): true
      case UInt8(ascii: "T"): found != UInt8(ascii: "F")
      default: found == wanted
      }
    }
  }
}

extension GEOSContext {
  /// The matrix of two geometries; throws for a collection. O((n + m) log(n + m)).
  public func relate(_ a: Geometry, _ b: Geometry) throws(TopologyError) -> IntersectionMatrix {
    let operation = "relate"
    let a = try GEOSGeometryHandle(self, a, operation)
    let b = try GEOSGeometryHandle(self, b, operation)
    guard let text = unsafe GEOSRelate_r(handle, a.pointer, b.pointer) else {
      throw failure(operation)
    }
    defer { unsafe GEOSFree_r(handle, text) }
    return unsafe IntersectionMatrix(description: String(cString: text))
  }
}
