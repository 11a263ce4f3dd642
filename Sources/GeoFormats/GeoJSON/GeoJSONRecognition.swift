extension GeoJSONStream {
  /// Whether the first bytes of a file look like GeoJSON: an object that names one of its types, or
  /// holds a list of features, before anything tells otherwise.
  public static func recognises(_ head: ArraySlice<UInt8>) -> Bool {
    var start = head
    if start.starts(with: [0xEF, 0xBB, 0xBF]) { start = start.dropFirst(3) }
    start = start.drop { [0x20, 0x0A, 0x0D, 0x09, 0x1E].contains($0) }
    guard start.first == UInt8(ascii: "{") else { return false }
    var scanner = JSONScanner(parts: Array(start), file: "")
    var isGeoJSON: Bool?
    // The text is cut off somewhere, which ends the reading.
    try? scanner.object(depth: 0) { (scanner, name) throws(JSONError) in
      switch name {
      case "features", "geometry", "geometries", "coordinates": isGeoJSON = true
      case "incident", "incidents": isGeoJSON = false
      case "type": isGeoJSON = JSONScanner.isTypeName(try scanner.typeName())
      default: return try scanner.skipValue(depth: 1)
      }
      throw scanner.error(at: 0, "enough is known")
    }
    return isGeoJSON ?? false
  }
}
