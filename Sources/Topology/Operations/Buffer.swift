internal import CGEOS
internal import Geodesy
public import SimpleFeatures

extension GEOSContext {
  /// The positions within a distance of a geometry in longitude and latitude, on WGS 84.
  ///
  /// The radius is in metres, above 0 and at most 2,000 km. A quarter of a circle is drawn with
  /// `quadrantSegments` edges (default 16, which lies up to 0.12 % inside the circle; at least 1).
  /// Edges of the geometry are straight in longitude and latitude. Longitudes of the result run on
  /// past 180 degrees rather than wrap. Empty for an empty geometry. Throws if a pole is as near as
  /// the radius, as no such ring can be drawn, and for polygons that are not valid.
  ///
  /// A single projection would distort long geometries. Points and pieces of line of some 200 km are
  /// each widened in an azimuthal equidistant projection round their own middle, where distances
  /// are right to 0.02 %, and then united with each other and with the polygons themselves.
  /// O(n log n).
  public func bufferMeters(
    of geometry: Geometry, radiusMeters: Double, quadrantSegments: Int = 16
  ) throws(TopologyError) -> Geometry {
    let operation = "bufferMeters"
    guard radiusMeters > 0, radiusMeters <= 2_000_000 else {
      throw TopologyError(
        operation: operation,
        message: "the radius is \(radiusMeters) m; it must be above 0 and at most 2,000,000 m")
    }
    guard (1...1000).contains(quadrantSegments) else {
      throw TopologyError(
        operation: operation,
        message: "\(quadrantSegments) segments a quadrant were asked for; 1 to 1000 can be drawn")
    }
    var pieces = LocalPieces(radiusMeters: radiusMeters)
    try pieces.append(geometry)
    var parts: [Geometry] = geometry.polygons.map { .polygon($0) }
    for piece in pieces.pieces {
      parts.append(try widen(piece, radiusMeters, Int32(quadrantSegments)))
    }
    return try unaryUnion(.geometryCollection(parts))
  }

  /// The buffer of a piece, drawn in a projection round its middle.
  private func widen(
    _ piece: LocalPieces.Piece, _ radiusMeters: Double, _ quadrantSegments: Int32
  ) throws(TopologyError) -> Geometry {
    let operation = "bufferMeters"
    let box = Envelope(piece.coordinates)
    let center = Coordinate(x: (box.minX + box.maxX) / 2, y: (box.minY + box.maxY) / 2)
    let projection = LocalProjection.azimuthalEquidistant(center: center)
    let plane = projection.forward(piece.coordinates)
    let projected: Geometry = plane.count == 1 ? .point(plane[0]) : .lineString(LineString(plane))
    let buffer = try unsafe derive(operation, projected) { handle, pointer in
      guard
        let buffer = unsafe GEOSBuffer_r(handle, pointer, radiusMeters, quadrantSegments)
      else { return nil }
      defer { unsafe GEOSGeom_destroy_r(handle, buffer) }
      return unsafe GEOSDensify_r(handle, buffer, piece.stepMeters)
    }
    return projection.inverse(buffer)
  }
}
