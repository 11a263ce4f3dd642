import SimpleFeatures

extension CQL2JSONParser {
  /// Reads a GeoJSON geometry (RFC 7946, section 3.1), heights kept.
  mutating func geometry(_ members: Properties) throws(CQL2Error) -> CQL2Geometry {
    var heights: [Double] = []
    var dimensions: Int?
    let geometry = try geometry(members, &heights, &dimensions)
    if let fault = geometry.structuralFault { throw self.fault(fault) }
    return CQL2Geometry(geometry, heights: heights)
  }

  private mutating func geometry(
    _ members: Properties, _ heights: inout [Double], _ dimensions: inout Int?
  ) throws(CQL2Error) -> Geometry {
    let type = members["type"]?.string ?? ""
    if type == "GeometryCollection" {
      var parts: [Geometry] = []
      for part in try list(members["geometries"]) {
        guard case .object(let members) = part else { throw fault("a geometry is an object") }
        parts.append(try geometry(members, &heights, &dimensions))
      }
      return .geometryCollection(parts)
    }
    let coordinates = members["coordinates"]
    func position(_ value: PropertyValue?) throws(CQL2Error) -> Coordinate {
      let numbers = try self.numbers(try list(value))
      if dimensions == nil { dimensions = numbers.count }
      guard numbers.count == 2 || numbers.count == 3, numbers.count == dimensions else {
        throw fault("a position has two numbers, or three at every place")
      }
      if numbers.count == 3 { heights.append(numbers[2]) }
      return Coordinate(x: numbers[0], y: numbers[1])
    }
    func line(_ value: PropertyValue?) throws(CQL2Error) -> [Coordinate] {
      var line: [Coordinate] = []
      for value in try list(value) { line.append(try position(value)) }
      return line
    }
    func lines(_ value: PropertyValue?) throws(CQL2Error) -> [[Coordinate]] {
      var lines: [[Coordinate]] = []
      for value in try list(value) { lines.append(try line(value)) }
      return lines
    }
    func polygon(_ value: PropertyValue?) throws(CQL2Error) -> Polygon {
      let rings = try lines(value)
      return Polygon(exterior: rings.first ?? [], holes: Array(rings.dropFirst()))
    }
    switch type {
    case "Point": return .point(try position(coordinates))
    case "MultiPoint": return .multiPoint(try line(coordinates))
    case "LineString": return .lineString(LineString(try line(coordinates)))
    case "MultiLineString": return .multiLineString(try lines(coordinates).map(LineString.init))
    case "Polygon": return .polygon(try polygon(coordinates))
    case "MultiPolygon":
      var polygons: [Polygon] = []
      for value in try list(coordinates) { polygons.append(try polygon(value)) }
      return .multiPolygon(polygons)
    default: throw fault("\(type.quoted) is not a type of a GeoJSON geometry")
    }
  }

  private func list(_ value: PropertyValue?) throws(CQL2Error) -> [PropertyValue] {
    guard case .array(let values)? = value else { throw fault("a list of coordinates is needed") }
    return values
  }
}
