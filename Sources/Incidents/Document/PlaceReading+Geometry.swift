import SimpleFeatures

extension DocumentReader {
  private static let geometryTypes = ["LineString", "MultiLineString", "Polygon", "MultiPolygon"]

  /// A line or surface as in GeoJSON: `type` and `coordinates`.
  mutating func geometry(_ value: DocumentValue) -> Geometry? {
    guard let fields = fields(value, known: ["type", "coordinates"]) else { return nil }
    let before = problemCount
    guard let type = required(fields, "type"), let name = text(type),
      let coordinates = required(fields, "coordinates")
    else { return nil }
    let geometry: Geometry
    switch name {
    case "LineString": geometry = .lineString(line(coordinates))
    case "MultiLineString": geometry = .multiLineString(list(coordinates) { $0.line($1) })
    case "Polygon": geometry = .polygon(polygon(coordinates))
    case "MultiPolygon": geometry = .multiPolygon(list(coordinates) { $0.polygon($1) })
    default:
      report(type, "should be one of \(Self.geometryTypes.joined(separator: ", "))")
      return nil
    }
    if geometry.isEmpty && problemCount == before { report(coordinates, "has no positions") }
    return problemCount == before ? geometry : nil
  }

  private mutating func line(_ value: DocumentValue) -> LineString {
    let positions = list(value) { $0.position($1) }
    if positions.count < 2 { report(value, "a line has two positions or more") }
    return LineString(positions)
  }

  private mutating func polygon(_ value: DocumentValue) -> Polygon {
    let rings = list(value) { $0.ring($1) }
    return Polygon(exterior: rings.first ?? [], holes: Array(rings.dropFirst()))
  }

  private mutating func ring(_ value: DocumentValue) -> [Coordinate] {
    let ring = list(value) { $0.position($1) }
    if ring.count < 4 || ring.first != ring.last {
      report(value, "a ring has four positions or more, and ends where it begins")
    }
    return ring
  }

  /// Longitude and latitude in a list of two.
  private mutating func position(_ value: DocumentValue) -> Coordinate? {
    guard case .sequence(let numbers) = value.node.kind, numbers.count == 2 else {
      expected("a position [longitude, latitude]", value)
      return nil
    }
    let longitude = number(
      DocumentValue(node: numbers[0], path: "\(value.path)[0]"), in: -360...360,
      "a longitude of -360 to 360 degrees")
    let latitude = number(
      DocumentValue(node: numbers[1], path: "\(value.path)[1]"), in: -90...90,
      "a latitude of -90 to 90 degrees")
    guard let longitude, let latitude else { return nil }
    return Coordinate(longitude: longitude, latitude: latitude)
  }
}
