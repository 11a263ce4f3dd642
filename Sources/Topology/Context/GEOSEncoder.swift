internal import CGEOS
internal import SimpleFeatures

/// Makes GEOS geometries of values, whole coordinate arrays at a time.
///
/// What it returns belongs to the caller. GEOS takes over the parts of a geometry even when it
/// refuses them, so only parts not yet handed over are destroyed here on failure.
struct GEOSEncoder {
  let context: GEOSContext
  let operation: String

  func encode(_ geometry: Geometry) throws(TopologyError) -> OpaquePointer {
    switch geometry {
    case .point(let point):
      return try unsafe encode(point)
    case .lineString(let line):
      return try unsafe encode(line)
    case .polygon(let polygon):
      return try unsafe encode(polygon)
    case .multiPoint(let points):
      return try unsafe collection(GEOS_MULTIPOINT, points, encode)
    case .multiLineString(let lines):
      return try unsafe collection(GEOS_MULTILINESTRING, lines, encode)
    case .multiPolygon(let polygons):
      return try unsafe collection(GEOS_MULTIPOLYGON, polygons, encode)
    case .geometryCollection(let members):
      return try unsafe collection(GEOS_GEOMETRYCOLLECTION, members, encode)
    }
  }

  func encode(_ point: Coordinate) throws(TopologyError) -> OpaquePointer {
    guard (point.x - point.x) == 0, (point.y - point.y) == 0 else {
      throw notFinite(point, at: 0)
    }
    return try unsafe context.checked(
      GEOSGeom_createPointFromXY_r(context.handle, point.x, point.y), operation)
  }

  private func encode(_ line: LineString) throws(TopologyError) -> OpaquePointer {
    try unsafe context.checked(
      GEOSGeom_createLineString_r(context.handle, sequence(line.coordinates)), operation)
  }

  private func encode(_ polygon: Polygon) throws(TopologyError) -> OpaquePointer {
    guard !polygon.exterior.isEmpty else {
      return try unsafe context.checked(
        GEOSGeom_createEmptyPolygon_r(context.handle), operation)
    }
    // The shell is one of the rings until all of them exist: one clean-up on failure.
    var holes = try unsafe each(polygon.rings.filter { !$0.isEmpty }, ring)
    let shell = unsafe holes.removeFirst()
    return try unsafe context.checked(
      holes.withUnsafeMutableBufferPointer { holes in
        unsafe GEOSGeom_createPolygon_r(
          context.handle, shell, holes.baseAddress, UInt32(clamping: holes.count))
      }, operation)
  }

  private func ring(_ coordinates: [Coordinate]) throws(TopologyError) -> OpaquePointer {
    try unsafe context.checked(
      GEOSGeom_createLinearRing_r(context.handle, sequence(coordinates)), operation)
  }

  private func collection<Part>(
    _ type: GEOSGeomTypes, _ parts: [Part],
    _ encode: (Part) throws(TopologyError) -> OpaquePointer
  ) throws(TopologyError) -> OpaquePointer {
    var members = try unsafe each(parts, encode)
    return try unsafe context.checked(
      members.withUnsafeMutableBufferPointer { members in
        unsafe GEOSGeom_createCollection_r(
          context.handle, Int32(bitPattern: type.rawValue), members.baseAddress,
          UInt32(clamping: members.count))
      }, operation)
  }

  /// Encodes each part; if one fails, destroys those before it.
  private func each<Part>(
    _ parts: [Part], _ encode: (Part) throws(TopologyError) -> OpaquePointer
  ) throws(TopologyError) -> [OpaquePointer?] {
    var made: [OpaquePointer?] = unsafe []
    unsafe made.reserveCapacity(parts.count)
    do {
      for part in parts { unsafe made.append(try encode(part)) }
    } catch {
      unsafe made.forEach { unsafe GEOSGeom_destroy_r(context.handle, $0) }
      throw error
    }
    return unsafe made
  }

  /// Copies vertices in one call: `Coordinate` is two doubles, as GEOS reads them.
  private func sequence(_ coordinates: [Coordinate]) throws(TopologyError) -> OpaquePointer {
    guard let count = UInt32(exactly: coordinates.count) else {
      throw TopologyError(
        operation: operation, message: "\(coordinates.count) vertices are more than GEOS can hold")
    }
    // Not a number and infinities alone differ from themselves when subtracted; sums keep them.
    var probe = 0.0
    for coordinate in coordinates {
      probe += (coordinate.x - coordinate.x) + (coordinate.y - coordinate.y)
    }
    guard probe == 0 else {
      let index = coordinates.firstIndex { !($0.x.isFinite && $0.y.isFinite) } ?? 0
      throw notFinite(coordinates[index], at: index)
    }
    let sequence = unsafe coordinates.withUnsafeBytes { bytes in
      unsafe GEOSCoordSeq_copyFromBuffer_r(
        context.handle, bytes.baseAddress?.assumingMemoryBound(to: Double.self), count, 0, 0)
    }
    return try unsafe context.checked(sequence, operation)
  }

  private func notFinite(_ coordinate: Coordinate, at index: Int) -> TopologyError {
    TopologyError(
      operation: operation,
      message: "vertex \(index) is (\(coordinate.x), \(coordinate.y)), which is not finite")
  }
}
