public import SimpleFeatures

extension CQL2Expression {
  /// The expression as CQL2 JSON; O(size).
  public var jsonValue: PropertyValue {
    switch form {
    case .property(let name): .object(("property", .string(name)))
    case .boolean(let value): .bool(value)
    case .number(let value): .cql2(value)
    case .text(let text): .string(text)
    case .instant(let instant):
      .object((instant.isDate ? "date" : "timestamp", .string(instant.text)))
    case .interval(let start, let end):
      .object(("interval", .array([start, end].map(Self.json(ofEnd:)))))
    case .geometry(let geometry): geometry.jsonValue
    case .box(let values): .object(("bbox", .array(values.map(PropertyValue.cql2))))
    case .array(let elements): .array(elements.map(\.jsonValue))
    case .operation(let kind, let arguments): Self.json(kind.rawValue, arguments)
    case .function(let name, let arguments): Self.json(name, arguments)
    }
  }

  private static func json(_ name: String, _ arguments: [CQL2Expression]) -> PropertyValue {
    .object(("op", .string(name)), ("args", .array(arguments.map(\.jsonValue))))
  }

  private static func json(ofEnd end: CQL2Expression?) -> PropertyValue {
    switch end?.form {
    case nil: .string("..")
    case .instant(let instant)?: .string(instant.text)
    default: end?.jsonValue ?? .null
    }
  }
}

extension PropertyValue {
  /// A number, a whole one without a fraction.
  fileprivate static func cql2(_ number: Double) -> PropertyValue {
    if let integer = Int(exactly: number), abs(integer) < 1 << 53 { return .integer(integer) }
    return .number(number)
  }

  fileprivate static func object(_ members: (String, PropertyValue)...) -> PropertyValue {
    .object(Properties(members.map { Properties.Member($0.0, $0.1) }))
  }
}

extension CQL2Geometry {
  /// The geometry as GeoJSON, every number as it was read.
  var jsonValue: PropertyValue {
    var heights = self.heights[...]
    func position(_ point: Coordinate) -> PropertyValue {
      .array(
        ([point.x, point.y] + (heights.popFirst().map { [$0] } ?? [])).map(PropertyValue.cql2))
    }
    func line(_ positions: [Coordinate]) -> PropertyValue { .array(positions.map(position)) }
    func polygon(_ polygon: Polygon) -> PropertyValue { .array(polygon.rings.map(line)) }
    func object(_ geometry: Geometry) -> PropertyValue {
      if case .geometryCollection(let members) = geometry {
        return .object(
          ("type", .string(geometry.typeName)), ("geometries", .array(members.map(object))))
      }
      let coordinates: PropertyValue =
        switch geometry {
        case .point(let point): position(point)
        case .multiPoint(let points): line(points)
        case .lineString(let value): line(value.coordinates)
        case .multiLineString(let lines): .array(lines.map { line($0.coordinates) })
        case .polygon(let value): polygon(value)
        case .multiPolygon(let polygons): .array(polygons.map(polygon))
        case .geometryCollection: .null
        }
      return .object(("type", .string(geometry.typeName)), ("coordinates", coordinates))
    }
    return object(geometry)
  }
}
