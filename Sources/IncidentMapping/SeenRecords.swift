import GeoFormats
import Incidents
import ReferenceGeography

/// The identifiers met so far, to notice a record that comes twice, and the names of countries that
/// are not known, to say so once for each.
///
/// Kept as 64-bit hashes, about 40 bytes a record with the table's spare room: among ten million records two different identifiers are taken for one with
/// a probability of 3 in a million, and then only a warning is wrong.
public struct SeenRecords: Sendable {
  private var files: [String] = []
  private var fileOfHash: [UInt64: Int32] = [:]
  private var unknownCountries: Set<String> = []

  /// Knows no record.
  public init() {}

  /// Notes an identifier; gives the file it came from before, if it did.
  mutating func insert(_ id: String, from file: String) -> String? {
    let number = files.lastIndex(of: file) ?? files.count
    if number == files.count { files.append(file) }
    let hash = Self.hash(id)
    if let before = fileOfHash[hash] { return files[Int(before)] }
    fileOfHash[hash] = Int32(clamping: number)
    return nil
  }

  /// A warning about the country that an incident names and the atlas does not know; nil where the
  /// name came before.
  mutating func unknownCountry(of incident: Incident, atlas: Atlas, file: String) -> Diagnostic? {
    guard let name = incident.countryReported, unknownCountries.insert(name).inserted else {
      return nil
    }
    let isShared = !atlas.countries.positions(named: name).isEmpty
    let nearest = atlas.countries.suggestions(for: name, count: 3)
    return Diagnostic(
      .warning, code: "country-unknown", file: file, line: incident.placePosition?.line,
      record: incident.id, value: name,
      reason: (isShared ? "several countries bear this name" : "no country bears this name")
        + (nearest.isEmpty ? "" : "; the nearest names are \(nearest.joined(separator: ", "))"),
      action: "records that name it are not compared with it; said once")
  }

  /// FNV-1a (Fowler, Noll and Vo), the same in every run.
  private static func hash(_ id: String) -> UInt64 {
    id.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
