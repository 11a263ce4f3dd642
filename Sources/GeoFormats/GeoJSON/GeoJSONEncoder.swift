public import SimpleFeatures

/// Features as the bytes of a collection's list, ready for `GeoJSONWriter`.
public struct EncodedFeatures: Sendable {
  /// The features, joined by commas.
  var bytes: [UInt8] = []
  var extent = GeographicExtent()
  /// How many features there are.
  public internal(set) var count = 0

  /// The features as text, joined by commas.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// How many bytes they have.
  public var byteCount: Int { bytes.count }

  /// No features.
  public init() {}

  /// Makes room for so many bytes at once.
  public mutating func reserve(_ byteCount: Int) { bytes.reserveCapacity(byteCount) }
}

/// Turns features into GeoJSON bytes (RFC 7946); pure, so that several threads can each encode a
/// part.
///
/// Coordinates have six decimals, about 10 cm, without trailing zeros; neighbours that become equal
/// are merged as far as the type allows. Exteriors run counter-clockwise, holes clockwise. What
/// crosses the antimeridian is cut there. Identifiers are strings unless told. Empty geometries
/// become null.
public struct GeoJSONEncoder: Sendable {
  /// Whether objects are indented; coordinates stay on one line.
  public let isPretty: Bool
  /// Whether identifiers that are whole numbers are written as numbers.
  public let hasIntegerIDs: Bool

  /// Makes an encoder; one feature a line unless `isPretty`.
  public init(isPretty: Bool = false, hasIntegerIDs: Bool = false) {
    self.isPretty = isPretty
    self.hasIntegerIDs = hasIntegerIDs
  }

  /// The bytes of features; `firstNumber` counts features without identifier in error messages.
  public func encode(
    _ features: some Sequence<Feature>, firstNumber: Int = 1
  ) throws(GeoJSONWriteError) -> EncodedFeatures {
    var encoded = EncodedFeatures()
    for feature in features { try append(feature, to: &encoded, firstNumber: firstNumber) }
    return encoded
  }

  /// Adds a feature to those encoded already.
  public func append(
    _ feature: Feature, to encoded: inout EncodedFeatures, firstNumber: Int = 1
  ) throws(GeoJSONWriteError) {
    let length = encoded.bytes.count
    do {
      if encoded.count > 0 { encoded.bytes.append(UInt8(ascii: ",")) }
      try appendFeature(feature, to: &encoded)
      encoded.count += 1
    } catch {
      encoded.bytes.removeLast(encoded.bytes.count - length)
      let name = feature.id ?? "number \(firstNumber + encoded.count)"
      let reason = (error as? GeometryFault)?.reason ?? "\(error)"
      throw GeoJSONWriteError(feature: name, reason: reason)
    }
  }

  private func appendFeature(_ feature: Feature, to encoded: inout EncodedFeatures) throws {
    let indent = isPretty ? 3 : nil
    let geometry = try feature.geometry.flatMap { $0.isEmpty ? nil : try prepared($0) }
    if isPretty { encoded.bytes.appendLineBreak(2) } else { encoded.bytes.append(0x0A) }
    encoded.bytes.append(UInt8(ascii: "{"))
    encoded.bytes.appendLineBreak(indent)
    encoded.bytes.appendName("type", isPretty: isPretty)
    encoded.bytes.append(contentsOf: "\"Feature\",".utf8)
    if let id = feature.id {
      encoded.bytes.appendLineBreak(indent)
      encoded.bytes.appendName("id", isPretty: isPretty)
      if hasIntegerIDs, let number = Int(id) {
        encoded.bytes.appendInteger(number)
      } else {
        encoded.bytes.appendJSONString(id)
      }
      encoded.bytes.append(UInt8(ascii: ","))
    }
    encoded.bytes.appendLineBreak(indent)
    encoded.bytes.appendName("geometry", isPretty: isPretty)
    if let geometry {
      encoded.append(geometry, indent: indent)
    } else {
      encoded.bytes.append(contentsOf: "null".utf8)
    }
    encoded.bytes.append(UInt8(ascii: ","))
    encoded.bytes.appendLineBreak(indent)
    encoded.bytes.appendName("properties", isPretty: isPretty)
    try encoded.bytes.appendJSON(feature.properties, indent: indent)
    encoded.bytes.appendLineBreak(indent.map { $0 - 1 })
    encoded.bytes.append(UInt8(ascii: "}"))
  }

  /// The geometry checked and cut at the antimeridian.
  func prepared(_ geometry: Geometry) throws -> Geometry {
    var fault: GeometryFault?
    geometry.forEachCoordinate { point in
      if !(abs(point.y) <= 90) || !point.x.isFinite {
        fault =
          fault ?? GeometryFault(reason: "the position \(point.x), \(point.y) is not on Earth")
      }
    }
    if let fault { throw fault }
    try checkParts(geometry)
    return AntimeridianCut.isNeeded(for: geometry) ? AntimeridianCut.cut(geometry) : geometry
  }

  /// Refuses lines of one position and rings of less than four, or open.
  private func checkParts(_ geometry: Geometry) throws {
    for line in geometry.lineStrings where line.coordinates.count == 1 {
      throw GeometryFault(reason: "a line has one position only")
    }
    for polygon in geometry.polygons {
      if polygon.exterior.isEmpty && polygon.holes.isEmpty { continue }
      for ring in polygon.rings where ring.count < 4 || ring.first != ring.last {
        throw GeometryFault(
          reason: "a ring has less than four positions, or does not end where it begins")
      }
    }
  }
}

private struct GeometryFault: Error {
  var reason: String
}
