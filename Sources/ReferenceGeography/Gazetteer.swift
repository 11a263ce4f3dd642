import Foundation
import GeoFormats
import NameMatching
public import SimpleFeatures
import Synchronization

/// A named place on the ground: a town, a well, a crossing.
public struct NamedPlace: Hashable, Sendable {
  /// The identifier in GeoNames.
  public let id: String
  /// The name people use.
  public let name: String
  /// Other names and spellings.
  public let alternativeNames: [String]
  /// The ISO 3166-1 alpha-2 code of its country.
  public let countryCode: String
  /// Where it lies, in longitude and latitude.
  public let coordinate: Coordinate
  /// How many people live there; 0 where that is not known.
  public let population: Int
}

extension NamedPlace {
  /// Whether a text holds its name or one of its other names, without regard to case, accents and
  /// punctuation. O(length of the names).
  public func isNamed(in text: String) -> Bool {
    let text = FoldedName.fold(text)
    return ([name] + alternativeNames).contains { name in
      let name = FoldedName.fold(name)
      return !name.isEmpty && text.contains(name)
    }
  }
}

/// Places by name and by nearness, from tab-separated tables.
///
/// The tables are kept as bytes and cut up one country at a time, when a name there is first asked
/// for: most runs never need more than one or two countries of the world's 235,000 places.
public final class Gazetteer: Sendable {
  /// A table could not be read.
  public struct FormatError: Error, CustomStringConvertible, Sendable {
    /// A sentence for people.
    public let description: String
  }

  struct Table: Sendable {
    let bytes: [UInt8]
    let columns: Columns
    /// Where the first row starts.
    let start: Int
  }

  struct Columns: Sendable {
    var id = -1
    var name = -1
    var alternates = -1
    var country = -1
    var longitude = -1
    var latitude = -1
    var population = -1
  }

  private struct CountryIndex {
    var places: [NamedPlace] = []
    var byName: [String: [Int]] = [:]
  }

  let tables: [Table]
  private let made = Mutex<[String: CountryIndex]>([:])
  /// For each table the rows of each country: one range where rows are sorted by country.
  private let ranges = Mutex<[[String: [Range<Int>]]]?>(nil)

  /// Makes a gazetteer of tables, each a file's bytes with its name for errors. O(bytes).
  ///
  /// The first row names the columns; `geonameid, name, country, longitude, latitude` must be there.
  public init(tables: [(bytes: [UInt8], fileName: String)]) throws {
    self.tables = try tables.map { try Self.table($0.bytes, fileName: $0.fileName) }
  }

  /// The places of a country that bear a name, most people first; without regard to case, accents
  /// and punctuation. Alternative names count when no place has it as its name.
  /// - Parameter countryCode: ISO 3166-1 alpha-2.
  public func places(named name: String, inCountry countryCode: String) -> [NamedPlace] {
    let key = FoldedName.fold(name)
    guard !key.isEmpty else { return [] }
    return made.withLock { made in
      let index = made[countryCode] ?? makeIndex(countryCode)
      made[countryCode] = index
      return (index.byName[key] ?? []).map { index.places[$0] }
    }
  }

  /// The place nearest in a rough plane, for echoing a coordinate back to a person; nil when empty.
  ///
  /// O(places). Degrees of longitude are scaled by the cosine of the latitude, which is enough to
  /// name a town; never use it for a distance.
  public func nearestPlace(to point: Coordinate) -> NamedPlace? {
    var best: (table: Int, row: Range<Int>, distance: Double)?
    let scale = cos(point.latitude * .pi / 180)
    for (number, table) in tables.enumerated() {
      forEachRow(in: table.start..<table.bytes.count, of: table) { row, fields in
        guard let place = Self.coordinate(fields, table) else { return }
        var dx = abs(place.longitude - point.longitude)
        if dx > 180 { dx = 360 - dx }
        dx *= scale
        let dy = place.latitude - point.latitude
        let distance = dx * dx + dy * dy
        if let known = best, distance >= known.distance { return }
        best = (number, row, distance)
      }
    }
    guard let best else { return nil }
    var result: NamedPlace?
    forEachRow(in: best.row, of: tables[best.table]) { _, fields in
      result = Self.place(fields, tables[best.table])
    }
    return result
  }

  /// Calls a function with every place, table by table, row by row.
  /// - Parameter key: a folded name; rows that cannot bear it are passed over unread.
  func forEachPlace(possiblyNamed key: String = "", _ body: (NamedPlace) -> Void) {
    let wanted = Array(key.utf8)
    for table in tables {
      forEachRow(
        in: table.start..<table.bytes.count, of: table,
        where: { wanted.isEmpty || Self.mayBear(wanted, $0, table.columns) }
      ) { _, fields in
        if let place = Self.place(fields, table) { body(place) }
      }
    }
  }

  /// For each table the rows of each country; found when first asked for.
  func countryRanges() -> [[String: [Range<Int>]]] {
    ranges.withLock { ranges in
      let known = ranges ?? tables.map(Self.countryRanges)
      ranges = known
      return known
    }
  }

  private func makeIndex(_ countryCode: String) -> CountryIndex {
    var index = CountryIndex()
    for (table, countries) in zip(tables, countryRanges()) {
      for range in countries[countryCode] ?? [] {
        forEachRow(in: range, of: table) { _, fields in
          guard let place = Self.place(fields, table) else { return }
          index.places.append(place)
        }
      }
    }
    index.places.sort { ($1.population, $0.id) < ($0.population, $1.id) }
    for (position, place) in index.places.enumerated() {
      index.byName[FoldedName.fold(place.name), default: []].append(position)
    }
    var alternatives: [String: [Int]] = [:]
    for (position, place) in index.places.enumerated() {
      for name in place.alternativeNames {
        let key = FoldedName.fold(name)
        if index.byName[key] == nil, alternatives[key]?.last != position {
          alternatives[key, default: []].append(position)
        }
      }
    }
    index.byName.merge(alternatives) { first, _ in first }
    return index
  }
}
