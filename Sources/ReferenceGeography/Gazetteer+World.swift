import NameMatching

extension Gazetteer {
  /// The places of the world that bear a name, most people first.
  ///
  /// Places that have it as their name come before those that have it as another name. O(places):
  /// every table is read through.
  public func places(named name: String) -> [NamedPlace] {
    let key = FoldedName.fold(name)
    guard !key.isEmpty else { return [] }
    var own: [NamedPlace] = []
    var others: [NamedPlace] = []
    forEachPlace(possiblyNamed: key) { place in
      if FoldedName.fold(place.name) == key {
        own.append(place)
      } else if place.alternativeNames.contains(where: { FoldedName.fold($0) == key }) {
        others.append(place)
      }
    }
    func bySize(_ places: [NamedPlace]) -> [NamedPlace] {
      places.sorted { ($1.population, $0.id) < ($0.population, $1.id) }
    }
    return bySize(own) + bySize(others)
  }

  /// Names nearest in spelling to one that was not found, best first.
  public func suggestions(for name: String, count: Int = 5) -> [String] {
    let key = FoldedName.fold(name)
    var candidates: Set<String> = []
    for table in tables {
      // Of nearly all rows only the name is looked at.
      forEachRow(
        in: table.start..<table.bytes.count, of: table,
        where: { row in
          let given = Self.field(table.columns.name, of: row)
          return abs(given.count - name.utf8.count) <= 2
            && editDistance(FoldedName.fold(String(decoding: given, as: UTF8.self)), key) <= 2
        },
        { _, fields in
          guard let place = Self.place(fields, table) else { return }
          candidates.insert("\(place.name), \(place.countryCode)")
        })
    }
    return nearestNames(to: name, among: Array(candidates), count: count)
  }

  /// A field of a row by its number; empty where there is none.
  private static func field(_ column: Int, of row: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var start = row.startIndex
    for _ in 0..<max(0, column) {
      guard let tab = row[start...].firstIndex(of: Self.tab) else { return [] }
      start = tab + 1
    }
    return row[start...].prefix { $0 != Self.tab }
  }
}

extension Atlas {
  /// The ISO 3166-1 alpha-2 code of the country at a position of the set; empty where it has none.
  public func countryCode(ofCountryAt position: Int) -> String {
    countries.regions[position].codes.first { $0.count == 2 } ?? ""
  }
}
