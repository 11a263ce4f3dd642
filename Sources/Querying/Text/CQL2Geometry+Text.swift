import SimpleFeatures

extension CQL2Geometry {
  /// The geometry as well-known text, every number as it was read.
  var wellKnownText: String {
    var heights = self.heights[...]
    func position(_ point: Coordinate) -> String {
      let plane = CQL2TextWriter.text(of: point.x) + " " + CQL2TextWriter.text(of: point.y)
      return heights.popFirst().map { plane + " " + CQL2TextWriter.text(of: $0) } ?? plane
    }
    func list<Part>(_ parts: [Part], _ text: (Part) -> String) -> String {
      "(" + parts.map(text).joined(separator: ", ") + ")"
    }
    func line(_ positions: [Coordinate]) -> String { list(positions, position) }
    func polygon(_ polygon: Polygon) -> String { list(polygon.rings, line) }
    func tagged(_ geometry: Geometry) -> String {
      let body =
        switch geometry {
        case .point(let point): line([point])
        case .multiPoint(let points): list(points) { line([$0]) }
        case .lineString(let value): line(value.coordinates)
        case .multiLineString(let lines): list(lines) { line($0.coordinates) }
        case .polygon(let value): polygon(value)
        case .multiPolygon(let polygons): list(polygons, polygon)
        case .geometryCollection(let members): list(members, tagged)
        }
      return geometry.typeName.uppercased() + (self.heights.isEmpty ? "" : " Z ") + body
    }
    return tagged(geometry)
  }
}
