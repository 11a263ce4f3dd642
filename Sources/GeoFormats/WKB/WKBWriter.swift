public import SimpleFeatures

extension Geometry {
  /// The geometry as well-known binary (OGC 06-103r4, section 8): little-endian, x before y. O(n).
  public var wellKnownBinary: [UInt8] {
    var bytes: [UInt8] = []
    bytes.appendWKB(self)
    return bytes
  }
}

extension [UInt8] {
  /// Appends a geometry as well-known binary. O(n).
  package mutating func appendWKB(_ geometry: Geometry) {
    append(1)
    switch geometry {
    case .point(let point):
      appendLittle(UInt32(1))
      appendWKB(point)
    case .lineString(let line):
      appendLittle(UInt32(2))
      appendWKB(line.coordinates)
    case .polygon(let polygon):
      appendLittle(UInt32(3))
      let rings = polygon.exterior.isEmpty ? [] : polygon.rings
      appendWKBCount(rings.count)
      for ring in rings { appendWKB(ring) }
    case .multiPoint(let points): appendWKB(4, points.map(Geometry.point))
    case .multiLineString(let lines): appendWKB(5, lines.map(Geometry.lineString))
    case .multiPolygon(let polygons): appendWKB(6, polygons.map(Geometry.polygon))
    case .geometryCollection(let members): appendWKB(7, members)
    }
  }

  /// Appends a number with its lowest byte first.
  package mutating func appendLittle(_ value: some FixedWidthInteger) {
    var rest = value
    for _ in 0..<(value.bitWidth / 8) {
      append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  private mutating func appendWKB(_ type: UInt32, _ members: [Geometry]) {
    appendLittle(type)
    appendWKBCount(members.count)
    for member in members { appendWKB(member) }
  }

  private mutating func appendWKB(_ positions: [Coordinate]) {
    appendWKBCount(positions.count)
    reserveCapacity(self.count + 16 * positions.count)
    for position in positions { appendWKB(position) }
  }

  private mutating func appendWKB(_ position: Coordinate) {
    appendLittle(position.x.bitPattern)
    appendLittle(position.y.bitPattern)
  }

  private mutating func appendWKBCount(_ count: Int) { appendLittle(UInt32(clamping: count)) }
}
