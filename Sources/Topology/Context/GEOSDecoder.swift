internal import CGEOS
internal import SimpleFeatures

/// Makes values of GEOS geometries, whole coordinate arrays at a time; owns nothing.
///
/// An empty point becomes an empty `multiPoint`, as `Geometry.point` always has a position;
/// a linear ring becomes a line; heights are dropped.
struct GEOSDecoder {
  let context: GEOSContext
  let operation: String

  func decode(_ geometry: OpaquePointer) throws(TopologyError) -> Geometry {
    let type = unsafe GEOSGeomTypeId_r(context.handle, geometry)
    switch GEOSGeomTypes(rawValue: UInt32(bitPattern: type)) {
    case GEOS_POINT:
      return if let point = try unsafe coordinates(geometry).first {
        .point(point)
      } else {
        .multiPoint([])
      }
    case GEOS_LINESTRING, GEOS_LINEARRING:
      return .lineString(try unsafe line(geometry))
    case GEOS_POLYGON:
      return .polygon(try unsafe polygon(geometry))
    case GEOS_MULTIPOINT:
      return .multiPoint(
        try unsafe members(geometry, coordinates).flatMap { $0 })
    case GEOS_MULTILINESTRING:
      return .multiLineString(try unsafe members(geometry, line))
    case GEOS_MULTIPOLYGON:
      return .multiPolygon(try unsafe members(geometry, polygon))
    case GEOS_GEOMETRYCOLLECTION:
      return .geometryCollection(try unsafe members(geometry, decode))
    default:
      throw TopologyError(
        operation: operation, message: "GEOS gave a geometry of unknown type \(type)")
    }
  }

  private func line(_ geometry: OpaquePointer) throws(TopologyError) -> LineString {
    LineString(try unsafe coordinates(geometry))
  }

  private func polygon(_ geometry: OpaquePointer) throws(TopologyError) -> Polygon {
    let exterior = try unsafe context.checked(
      GEOSGetExteriorRing_r(context.handle, geometry), operation)
    let count = unsafe GEOSGetNumInteriorRings_r(context.handle, geometry)
    guard count >= 0 else { throw context.failure(operation) }
    var holes: [[Coordinate]] = []
    for index in 0..<count {
      let hole = try unsafe context.checked(
        GEOSGetInteriorRingN_r(context.handle, geometry, index), operation)
      holes.append(try unsafe coordinates(hole))
    }
    return Polygon(exterior: try unsafe coordinates(exterior), holes: holes)
  }

  private func members<Part>(
    _ geometry: OpaquePointer, _ decode: (OpaquePointer) throws(TopologyError) -> Part
  ) throws(TopologyError) -> [Part] {
    let count = unsafe GEOSGetNumGeometries_r(context.handle, geometry)
    guard count >= 0 else { throw context.failure(operation) }
    var parts: [Part] = []
    parts.reserveCapacity(Int(count))
    for index in 0..<count {
      let member = try unsafe context.checked(
        GEOSGetGeometryN_r(context.handle, geometry, index), operation)
      parts.append(try unsafe decode(member))
    }
    return parts
  }

  private func coordinates(_ geometry: OpaquePointer) throws(TopologyError) -> [Coordinate] {
    let sequence = try unsafe context.checked(
      GEOSGeom_getCoordSeq_r(context.handle, geometry), operation)
    var size: UInt32 = 0
    guard unsafe GEOSCoordSeq_getSize_r(context.handle, sequence, &size) == 1 else {
      throw context.failure(operation)
    }
    let count = Int(size)
    guard count > 0 else { return [] }
    var copied: Int32 = 1
    let result = unsafe [Coordinate](unsafeUninitializedCapacity: count) { buffer, initialized in
      guard let start = buffer.baseAddress else { return }
      copied = unsafe start.withMemoryRebound(to: Double.self, capacity: 2 * count) { doubles in
        unsafe GEOSCoordSeq_copyToBuffer_r(context.handle, sequence, doubles, 0, 0)
      }
      initialized = copied == 1 ? count : 0
    }
    guard copied == 1 else { throw context.failure(operation) }
    return result
  }
}
