import GeoFormats
import SimpleFeatures

extension BoundarySet {
  /// Reads a set from GeoJSON with the properties `id, name, names, country, country_name` and the
  /// codes `iso_a2, iso_a3, fips`, as `Scripts/build-geodata` writes them; a FIPS 10-4 code is known
  /// as `FIPS:AG`.
  ///
  /// Regions without polygons are left out. O(vertices).
  /// - Parameter description: used where the file has no member `boundary_set`.
  public init(geoJSON bytes: [UInt8], fileName: String, description: Description) throws {
    let file = try GeoJSONReader.read(bytes, file: fileName)
    var stated = description
    if case .object(let members)? = file.members["boundary_set"] {
      stated.id = members["id"]?.string ?? stated.id
      stated.name = members["name"]?.string ?? stated.name
      stated.date = members["date"]?.string ?? stated.date
      stated.accuracyMeters = members["accuracy_m"]?.number ?? stated.accuracyMeters
      stated.level = members["level"]?.integer ?? stated.level
    }
    let level = stated.level
    let regions = file.features.compactMap { feature -> Region? in
      guard let geometry = feature.geometry, !geometry.polygons.isEmpty else { return nil }
      func text(_ name: String) -> String? {
        feature.properties[name]?.string.flatMap { $0.isEmpty ? nil : $0 }
      }
      let name = text("name") ?? ""
      let id = text("id") ?? feature.id ?? name
      guard !id.isEmpty else { return nil }
      return Region(
        id: id, name: name,
        alternativeNames: text("names").map(splitList) ?? [],
        // FIPS 10-4 and ISO 3166 mean different countries by the same two letters.
        // Those of regions below are their countries'.
        codes: (level == 0 ? ["iso_a2", "iso_a3"] : []).compactMap(text).flatMap(splitList)
          + (text("fips").map(splitList) ?? []).map { "FIPS:" + $0 }, level: level,
        countryID: text("country") ?? id, countryName: text("country_name") ?? name,
        geometry: geometry)
    }
    self.init(description: stated, regions: regions)
  }
}

/// Splits a list of names joined with "; ".
func splitList(_ text: String) -> [String] {
  text.utf8.split(separator: UInt8(ascii: ";")).compactMap { part in
    var part = part
    while part.first == UInt8(ascii: " ") { part.removeFirst() }
    while part.last == UInt8(ascii: " ") { part.removeLast() }
    return part.isEmpty ? nil : String(Substring(part))
  }
}
