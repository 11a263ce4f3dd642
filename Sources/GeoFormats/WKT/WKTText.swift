public import SimpleFeatures

/// A geometry that text cannot hold.
public struct WKTError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One sentence for people.
  public let description: String
}

extension Geometry {
  /// The geometry as well-known text (OGC 06-103r4, section 7), longitude before latitude.
  ///
  /// Degrees have six decimals without trailing zeros; what crosses the antimeridian is cut there,
  /// as in GeoJSON. A position off the Earth is an error. O(n).
  public func wellKnownText() throws(WKTError) -> String {
    var fault: WKTError?
    forEachCoordinate { point in
      guard fault == nil, !(abs(point.y) <= 90) || !(abs(point.x) <= 1000) else { return }
      fault = WKTError(description: "the position \(point.x), \(point.y) is not on Earth")
    }
    if let fault { throw fault }
    var bytes: [UInt8] = []
    bytes.appendWKT(AntimeridianCut.isNeeded(for: self) ? AntimeridianCut.cut(self) : self)
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension [UInt8] {
  /// Appends a geometry that is checked and cut already.
  fileprivate mutating func appendWKT(_ geometry: Geometry) {
    append(contentsOf: geometry.typeName.uppercased().utf8)
    append(UInt8(ascii: " "))
    switch geometry {
    case .point(let point): appendWKT([point])
    case .multiPoint(let points): appendList(points) { $0.appendWKT([$1]) }
    case .lineString(let line): appendWKT(line.coordinates)
    case .multiLineString(let lines): appendList(lines) { $0.appendWKT($1.coordinates) }
    case .polygon(let polygon): appendWKT(polygon)
    case .multiPolygon(let polygons): appendList(polygons) { $0.appendWKT($1) }
    case .geometryCollection(let members): appendList(members) { $0.appendWKT($1) }
    }
  }

  private mutating func appendWKT(_ polygon: Polygon) {
    appendList(polygon.exterior.isEmpty ? [] : polygon.rings) { $0.appendWKT($1) }
  }

  private mutating func appendWKT(_ positions: [Coordinate]) {
    appendList(positions) { bytes, position in
      bytes.append(addingCapacity: 2 * OutputSpan<UInt8>.millionthsCapacity + 1) { output in
        output.appendMillionths(Int((position.x * 1_000_000).rounded()))
        output.append(UInt8(ascii: " "))
        output.appendMillionths(Int((position.y * 1_000_000).rounded()))
      }
    }
  }

  private mutating func appendList<Part>(
    _ elements: [Part], _ append: (inout [UInt8], Part) -> Void
  ) {
    if elements.isEmpty {
      self.append(contentsOf: "EMPTY".utf8)
      return
    }
    self.append(UInt8(ascii: "("))
    for (index, element) in elements.enumerated() {
      if index > 0 { self.append(contentsOf: ", ".utf8) }
      append(&self, element)
    }
    self.append(UInt8(ascii: ")"))
  }
}
