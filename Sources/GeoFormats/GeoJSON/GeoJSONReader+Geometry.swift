import SimpleFeatures

extension JSONScanner {
  /// Reads a geometry or null; an empty geometry becomes nil.
  mutating func geometry(depth: Int) throws(JSONError) -> Geometry? {
    skipBlanks()
    if current == UInt8(ascii: "n") {
      try literal("null")
      return nil
    }
    let start = position
    var type: String?
    var typeStart = start
    var result: Geometry?
    var isRead = false
    // Where "coordinates" or "geometries" stands, if it comes before "type".
    var postponed: (name: String, offset: Int)?
    var found: String?
    try object(depth: depth) { (scanner, name) throws(JSONError) in
      switch name {
      case "type":
        scanner.skipBlanks()
        typeStart = scanner.position
        type = try scanner.typeName()
      case "coordinates", "geometries":
        found = name
        if let type, name == JSONScanner.memberName(ofType: type) {
          result = try scanner.shape(type, typeStart: typeStart, depth: depth + 1)
          isRead = true
        } else {
          postponed = (name, scanner.position)
          try scanner.skipValue(depth: depth + 1)
        }
      default: try scanner.skipValue(depth: depth + 1)
      }
    }
    guard let type else { throw error(at: start, "the geometry has no member \"type\"") }
    if isRead { return result }
    let wanted = JSONScanner.memberName(ofType: type)
    guard let postponed, postponed.name == wanted else {
      if !JSONScanner.geometryTypes.contains(type) {
        throw error(at: typeStart, JSONScanner.unknownType(type))
      }
      let instead = found.map { ", but \"\($0)\"" } ?? ""
      throw error(at: start, "the \(type) has no member \"\(wanted)\"\(instead)")
    }
    let end = position
    position = postponed.offset
    result = try shape(type, typeStart: typeStart, depth: depth + 1)
    position = end
    return result
  }

  /// Whether GeoJSON has a type of that name.
  static func isTypeName(_ name: String) -> Bool {
    name == "FeatureCollection" || name == "Feature" || geometryTypes.contains(name)
  }

  private static let geometryTypes = [
    "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon",
    "GeometryCollection",
  ]

  private static func memberName(ofType type: String) -> String {
    type == "GeometryCollection" ? "geometries" : "coordinates"
  }

  private static func unknownType(_ type: String) -> String {
    "type \(Diagnostic.quoted(type)) is not one of \(geometryTypes.joined(separator: ", "))"
  }

  /// Reads the coordinates of a type, or the members of a collection.
  private mutating func shape(
    _ type: String, typeStart: Int, depth: Int
  ) throws(JSONError) -> Geometry? {
    skipBlanks()
    let start = position
    switch type {
    case "Point":
      // An empty array is an empty point.
      if take(UInt8(ascii: "[")), take(UInt8(ascii: "]")) { return nil }
      position = start
      return .point(try coordinate())
    case "MultiPoint":
      let points = try coordinates(depth: depth)
      return points.isEmpty ? nil : .multiPoint(points)
    case "LineString":
      let line = try lineString(depth: depth)
      return line.coordinates.isEmpty ? nil : .lineString(line)
    case "MultiLineString":
      var lines: [LineString] = []
      try array(depth: depth) { scanner throws(JSONError) in
        let line = try scanner.lineString(depth: depth + 1)
        if !line.coordinates.isEmpty { lines.append(line) }
      }
      return lines.isEmpty ? nil : .multiLineString(lines)
    case "Polygon": return try polygon(depth: depth).map(Geometry.polygon)
    case "MultiPolygon":
      var polygons: [Polygon] = []
      try array(depth: depth) { scanner throws(JSONError) in
        if let polygon = try scanner.polygon(depth: depth + 1) { polygons.append(polygon) }
      }
      return polygons.isEmpty ? nil : .multiPolygon(polygons)
    case "GeometryCollection":
      var members: [Geometry] = []
      try array(depth: depth) { scanner throws(JSONError) in
        if let member = try scanner.geometry(depth: depth + 1) { members.append(member) }
      }
      return members.isEmpty ? nil : .geometryCollection(members)
    default: throw error(at: typeStart, JSONScanner.unknownType(type))
    }
  }

  private mutating func lineString(depth: Int) throws(JSONError) -> LineString {
    skipBlanks()
    let start = position
    let line = try coordinates(depth: depth)
    if line.count == 1 { throw error(at: start, "a line has two positions or more, this has one") }
    return LineString(line)
  }

  private mutating func polygon(depth: Int) throws(JSONError) -> Polygon? {
    var exterior: [Coordinate]?
    var holes: [[Coordinate]] = []
    try array(depth: depth) { scanner throws(JSONError) in
      let ring = try scanner.ring(depth: depth + 1)
      if exterior == nil { exterior = ring } else { holes.append(ring) }
    }
    guard let exterior else { return nil }
    return Polygon(exterior: exterior, holes: holes)
  }

  private mutating func ring(depth: Int) throws(JSONError) -> [Coordinate] {
    skipBlanks()
    let start = position
    var ring = try coordinates(depth: depth)
    if let first = ring.first, first != ring.last {
      ring.append(first)
      diagnostics.append(
        Diagnostic(
          .warning, code: "geojson-open-ring", file: file, line: line(at: start),
          reason: "a ring does not end where it begins", action: "closed"))
    }
    if ring.count < 4 {
      throw error(
        at: start, "a ring has four positions or more, this has \(ring.count)")
    }
    return ring
  }

  /// Reads an array of positions.
  private mutating func coordinates(depth: Int) throws(JSONError) -> [Coordinate] {
    scratch.removeAll(keepingCapacity: true)
    try array(depth: depth) { scanner throws(JSONError) in
      let coordinate = try scanner.coordinate()
      scanner.scratch.append(coordinate)
    }
    // Not `Array(scratch)`, which would share the buffer and take its spare room along.
    var coordinates: [Coordinate] = []
    coordinates.reserveCapacity(scratch.count)
    coordinates.append(contentsOf: scratch)
    return coordinates
  }

  /// Reads a position: longitude, latitude and up to two numbers that are dropped.
  @inline(__always)
  private mutating func coordinate() throws(JSONError) -> Coordinate {
    skipBlanks()
    let start = position
    try expect(UInt8(ascii: "["), "a position")
    let x = try double()
    try expect(UInt8(ascii: ","), "a comma and the latitude")
    let y = try double()
    if take(UInt8(ascii: ",")) {
      _ = try double()
      if take(UInt8(ascii: ",")) { _ = try double() }
    }
    try expect(UInt8(ascii: "]"), "a comma or ]")
    if abs(y) > 90 || abs(x) > 360, !acceptsAnySystem { throw outOfRange(x, y, at: start) }
    return Coordinate(x: x, y: y)
  }

  private func outOfRange(_ x: Double, _ y: Double, at offset: Int) -> JSONError {
    let what =
      abs(y) > 90
      ? "latitude \(y) is not within -90...90" : "longitude \(x) is not within -360...360"
    let isProjected = abs(x) > 1000 || abs(y) > 1000
    let hint =
      isProjected
      ? "; these look like metres of a projection: transform the file first"
        + " (ogr2ogr -t_srs EPSG:4326)"
      : "; the order is longitude, latitude"
    return error(at: offset, what + hint)
  }
}
