import SimpleFeatures

/// Reads GeoJSON (RFC 7946): a collection, a feature, a geometry, a text sequence (RFC 8142) or
/// values line by line.
///
/// Positions have two to four numbers, of which longitude and latitude are kept; latitudes lie
/// within 90 degrees, longitudes within 360. Rings have four or more positions; a ring left open is
/// closed and reported as `geojson-open-ring`. Identifiers become text. Empty geometries, which RFC
/// 7946 lets stand for null, become null. Anything else is a `JSONError` with line and column.
/// O(n); polygons are read straight into coordinates.
public enum GeoJSONReader {
  /// Reads a whole text.
  /// - Parameters:
  ///   - file: the name for messages.
  ///   - acceptsAnySystem: whether positions may be in the coordinate reference system that a member
  ///     `crs` names; what they are is then not looked at.
  public static func read(
    _ bytes: [UInt8], file: String, acceptsAnySystem: Bool = false
  ) throws(JSONError) -> GeoJSONDocument {
    var scanner = try JSONScanner(bytes, file: file)
    scanner.acceptsAnySystem = acceptsAnySystem
    var document = GeoJSONDocument(features: [])
    scanner.skipSequenceSeparators()
    if scanner.current == nil { throw scanner.error(at: 0, "the file is empty") }
    while scanner.current != nil {
      try scanner.topLevel(into: &document)
      scanner.skipSequenceSeparators()
    }
    document.diagnostics = scanner.diagnostics
    document.coordinateSystem = scanner.coordinateSystem
    document.hasIntegerIDs =
      !scanner.hasTextIDs && document.features.contains { $0.id != nil }
    return document
  }

  /// Reads the members of a collection around its features: what stands before or behind them, its
  /// type perhaps on the other side.
  static func members(_ bytes: [UInt8], file: String) throws(JSONError) -> Properties {
    var scanner = try JSONScanner(bytes, file: file)
    var document = GeoJSONDocument(features: [])
    try scanner.topLevel(into: &document, defaultType: "FeatureCollection")
    return document.members
  }

  /// Reads all that a source holds.
  public static func read(_ source: ByteSource) throws -> GeoJSONDocument {
    try read(try source.readAll(), file: source.name)
  }
}

extension JSONScanner {
  /// The members of a top-level object whose type is not known before its end.
  private struct Parts {
    var type: String?
    var id: String?
    var features: [Feature]?
    var hasGeometry = false
    var geometry: Geometry?
    var properties: Properties = [:]
    var boundingBox: [Double]?
    var members: Properties = [:]
  }

  mutating func skipSequenceSeparators() {
    skipBlanks()
    while current == 0x1E {
      position += 1
      skipBlanks()
    }
  }

  /// Reads one value of the outermost level.
  mutating func topLevel(
    into document: inout GeoJSONDocument, defaultType: String? = nil
  ) throws(JSONError) {
    let start = position
    guard current == UInt8(ascii: "{") else { throw unexpected("a GeoJSON object") }
    var parts = Parts()
    try object(depth: 0) { (scanner, name) throws(JSONError) in
      switch name {
      case "type": parts.type = try scanner.typeName()
      case "features": parts.features = try scanner.features()
      case "geometry":
        parts.geometry = try scanner.geometry(depth: 1)
        parts.hasGeometry = true
      case "properties": parts.properties = try scanner.featureProperties(depth: 1)
      case "id": parts.id = try scanner.identifier()
      case "bbox": parts.boundingBox = try scanner.boundingBox()
      case "crs": try scanner.checkCoordinateSystem()
      case "coordinates", "geometries": try scanner.skipValue(depth: 1)
      default: parts.members.append(name, try scanner.value(depth: 1))
      }
    }
    switch parts.type ?? defaultType {
    case "FeatureCollection":
      guard let features = parts.features else {
        throw error(at: start, "the FeatureCollection has no member \"features\"")
      }
      if document.features.isEmpty {
        document.features = features
      } else {
        document.features += features
      }
      document.boundingBox = parts.boundingBox
      document.members = parts.members
    case "Feature":
      if !parts.hasGeometry { throw error(at: start, "the Feature has no member \"geometry\"") }
      document.features.append(
        Feature(id: parts.id, geometry: parts.geometry, properties: parts.properties))
    case nil: throw error(at: start, "the object has no member \"type\"; it is not GeoJSON")
    default:
      let end = position
      position = start
      document.features.append(Feature(geometry: try geometry(depth: 0)))
      position = end
    }
  }

  private mutating func features() throws(JSONError) -> [Feature] {
    var features: [Feature] = []
    try array(depth: 1) { scanner throws(JSONError) in
      features.append(try scanner.feature(depth: 2))
    }
    return features
  }

  /// Reads a feature of a collection.
  mutating func feature(depth: Int) throws(JSONError) -> Feature {
    skipBlanks()
    let start = position
    var type: String?
    var hasGeometry = false
    var feature = Feature(geometry: nil)
    try object(depth: depth) { (scanner, name) throws(JSONError) in
      switch name {
      case "type": type = try scanner.typeName()
      case "id": feature.id = try scanner.identifier()
      case "geometry":
        feature.geometry = try scanner.geometry(depth: depth + 1)
        hasGeometry = true
      case "properties":
        feature.properties = try scanner.featureProperties(depth: depth + 1)
      default: try scanner.skipValue(depth: depth + 1)
      }
    }
    if type != "Feature" {
      throw error(
        at: start,
        type.map { "type \(Diagnostic.quoted($0)) stands where \"Feature\" is expected" }
          ?? "the object has no member \"type\" where a Feature is expected")
    }
    if !hasGeometry { throw error(at: start, "the Feature has no member \"geometry\"") }
    return feature
  }

  mutating func typeName() throws(JSONError) -> String {
    skipBlanks()
    guard current == UInt8(ascii: "\"") else { throw unexpected("the name of a type in quotes") }
    return try string()
  }

  private mutating func featureProperties(depth: Int) throws(JSONError) -> Properties {
    skipBlanks()
    if current == UInt8(ascii: "n") {
      try literal("null")
      return [:]
    }
    return try properties(depth: depth)
  }

  /// Reads an identifier: text, or a number as it is written.
  private mutating func identifier() throws(JSONError) -> String? {
    skipBlanks()
    switch current {
    case UInt8(ascii: "\""):
      hasTextIDs = true
      return try string()
    case UInt8(ascii: "n"):
      try literal("null")
      return nil
    default:
      let number = try decimal()
      defer { position = number.end }
      let text = String(decoding: bytes[position..<number.end], as: UTF8.self)
      if Int(text).map(String.init) != text { hasTextIDs = true }
      return text
    }
  }

  private mutating func boundingBox() throws(JSONError) -> [Double]? {
    skipBlanks()
    let start = position
    if current == UInt8(ascii: "n") {
      try literal("null")
      return nil
    }
    var numbers: [Double] = []
    try array(depth: 1) { scanner throws(JSONError) in numbers.append(try scanner.double()) }
    if numbers.count != 4 && numbers.count != 6 {
      throw error(at: start, "a bbox has 4 or 6 numbers, this one has \(numbers.count)")
    }
    return numbers
  }

  /// Refuses coordinates that are said not to be longitude and latitude on WGS 84 (the member `crs`
  /// of 2008, taken out by RFC 7946).
  private mutating func checkCoordinateSystem() throws(JSONError) {
    skipBlanks()
    let start = position
    let value = try value(depth: 1)
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    let isLongitudeLatitude =
      text == "null"
      || ["CRS84", "EPSG::4326", "EPSG:4326", "EPSG:6.9:4326"].contains { text.contains($0) }
    if isLongitudeLatitude { return }
    if acceptsAnySystem, case .object(let system) = value,
      case .object(let properties)? = system["properties"], let name = properties["name"]?.string
    {
      coordinateSystem = name
    } else {
      throw error(
        at: start,
        "the member \"crs\" names another system than WGS 84 longitude and latitude;"
          + " transform the file first (ogr2ogr -t_srs EPSG:4326)")
    }
  }
}
