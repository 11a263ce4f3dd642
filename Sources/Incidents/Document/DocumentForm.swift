public import SimpleFeatures

/// Places and claims in the document form, as values that a feature's property can hold as JSON.
extension Place {
  /// The place as it stands under `place` in a document; reading it gives the same place.
  public var form: PropertyValue {
    switch self {
    case .exact(let point): .object(["exact": point.form])
    case .near(let center, let radius, let areas):
      .object([
        "near": .object(
          Properties(
            [
              .init("center", center.form), .init("radius_km", .number(radius / 1000)),
            ] + (areas.isEmpty ? [] : [.init("clipped_to", .array(areas.map(\.form)))])))
      ])
    case .ring(let center, let inner, let outer):
      .object([
        "ring": .object([
          "center": center.form, "inner_km": .number(inner / 1000),
          "outer_km": .number(outer / 1000),
        ])
      ])
    case .routeSection(let route, let from, let to):
      .object([
        "route_section": .object(["route": .string(route), "from": from.form, "to": to.form])
      ])
    case .between(let from, let to, let point, let within):
      .object([
        "between": .object(
          Properties(
            [.init("from", from.form), .init("to", to.form)]
              + (point.map { [.init("at", $0.form)] } ?? [])
              + (within.map { [.init("within_km", .number($0 / 1000))] } ?? [])))
      ])
    case .area(let area): .object(["area": area.form])
    case .geometry(let geometry): .object(["geometry": geometry.form])
    case .mixture(let parts):
      .object([
        "mixture": .array(
          parts.map { .object(["weight": .number($0.weight), "place": $0.place.form]) })
      ])
    case .firstKnown(let places): .object(["first_known": .array(places.map(\.form))])
    case .unknown: .string("unknown")
    }
  }

  /// Reads the form; the file name and the path serve the messages only, which give no position.
  public init(form: PropertyValue, fileName: String) throws(IncidentDocumentError) {
    self = try DocumentReader.read(form, named: "place", fileName: fileName) { $0.place($1) }
  }
}

extension Claim {
  /// The claim as it stands in the list `claims` of a document; reading it gives the same claim.
  public var form: PropertyValue {
    var form = Properties()
    form.append("id", text: id)
    form.append("source", .string(source))
    form.append("source_group", text: sourceGroup)
    form.append("source_kind", text: sourceKind?.rawValue)
    form.append("speaks_for", text: speaksFor)
    form.append("stance", .string(stance.rawValue))
    form.append("date", text: date?.edtf)
    form.append(
      "attributed_to",
      attributedTo.isEmpty ? nil : .array(attributedTo.map(\.form)))
    form.append("toll", toll?.form)
    form.append(
      "shows_wrong", showsWrong.isEmpty ? nil : .array(showsWrong.map(PropertyValue.string)))
    form.append("summary", text: summary)
    form.append("quote", text: quote)
    form.append("note", text: note)
    form.append("url", text: url)
    return .object(form)
  }

  /// Reads a list of claims; the file name serves the messages only, which give no position.
  public static func list(form: PropertyValue, fileName: String) throws(IncidentDocumentError)
    -> [Claim]
  {
    try DocumentReader.read(form, named: "claims", fileName: fileName) { $0.claims($1) }
  }
}

// MARK: - Parts

extension DocumentReader {
  /// Reads a value on its own; all its problems are thrown.
  fileprivate static func read<Value>(
    _ form: PropertyValue, named name: String, fileName: String,
    _ read: (inout DocumentReader, DocumentValue) -> Value?
  ) throws(IncidentDocumentError) -> Value {
    var reader = DocumentReader(file: fileName)
    let value = DocumentValue(node: DocumentNode(form), path: name)
    let result = read(&reader, value)
    if let result, reader.problems.isEmpty { return result }
    if reader.problems.isEmpty { reader.report(value, "cannot be read") }
    throw IncidentDocumentError(problems: reader.problems)
  }
}

extension DocumentNode {
  /// A value without a position.
  fileprivate init(_ value: PropertyValue) {
    mark = DocumentMark(line: 1, column: 1)
    kind =
      switch value {
      case .null: .null
      case .bool(let flag): .bool(flag)
      case .integer(let integer): .number(Double(integer), written: String(integer))
      case .number(let number): .number(number, written: number.description)
      case .string(let text): .text(text)
      case .array(let values): .sequence(values.map(DocumentNode.init))
      case .object(let properties):
        .mapping(
          properties.members.map {
            Member(key: $0.name, keyMark: DocumentMark(line: 1, column: 1), value: .init($0.value))
          })
      }
  }
}

extension Coordinate {
  fileprivate var form: PropertyValue {
    .object(["lon": .number(longitude), "lat": .number(latitude)])
  }
}

extension PlaceReference {
  fileprivate var form: PropertyValue {
    var form = Properties()
    switch self {
    case .named(let name, let country):
      form.append("name", .string(name))
      form.append("country", text: country)
    case .coordinate(let point, let name):
      form.append("lon", .number(point.longitude))
      form.append("lat", .number(point.latitude))
      form.append("name", text: name?.nonBlank)
    }
    return .object(form)
  }
}

extension RoutePosition {
  fileprivate var form: PropertyValue {
    switch self {
    case .stop(let name): .object(["stop": .string(name)])
    case .kilometers(let measure): .object(["km": .number(measure)])
    case .border(let region): .object(["border_of": .string(region)])
    }
  }
}

extension AreaReference {
  fileprivate var form: PropertyValue {
    var form = Properties()
    form.append("names", .array(names.compactMap(\.nonBlank).map(PropertyValue.string)))
    form.append("level", level.map(PropertyValue.integer))
    form.append("country", text: country?.nonBlank)
    form.append("at", at?.form)
    return .object(form)
  }
}

extension Attribution {
  fileprivate var form: PropertyValue {
    if group == nil && certainty == .named { return .string(party) }
    var form: Properties = ["party": .string(party)]
    form.append("group", text: group)
    form.append("certainty", .string(certainty.rawValue))
    return .object(form)
  }
}

extension TollInterval {
  fileprivate var form: PropertyValue {
    var form = Properties()
    form.append("min", minimum.map(PropertyValue.integer))
    form.append("best", best.map(PropertyValue.integer))
    form.append("max", maximum.map(PropertyValue.integer))
    if maximum == nil { form.append("open", .bool(true)) }
    return .object(form)
  }
}

extension Geometry {
  /// As in GeoJSON.
  fileprivate var form: PropertyValue {
    func ring(_ positions: [Coordinate]) -> PropertyValue {
      .array(positions.map { .array([.number($0.longitude), .number($0.latitude)]) })
    }
    func polygon(_ polygon: Polygon) -> PropertyValue { .array(polygon.rings.map(ring)) }
    let coordinates: PropertyValue =
      switch self {
      case .point(let point): .array([.number(point.longitude), .number(point.latitude)])
      case .multiPoint(let points): ring(points)
      case .lineString(let line): ring(line.coordinates)
      case .multiLineString(let lines): .array(lines.map { ring($0.coordinates) })
      case .polygon(let value): polygon(value)
      case .multiPolygon(let polygons): .array(polygons.map(polygon))
      case .geometryCollection: .array([])
      }
    return .object(["type": .string(typeName), "coordinates": coordinates])
  }
}

extension String {
  /// The text; nil if it is blank.
  fileprivate var nonBlank: String? { allSatisfy(\.isWhitespace) ? nil : self }
}
