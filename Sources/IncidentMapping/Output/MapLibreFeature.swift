import Incidents
import SimpleFeatures

extension MappedIncident {
  /// A feature with a whole-numbered identifier, times in milliseconds, and what layers of a style
  /// are driven by: `uncertain`, `color`, `fill_opacity`, `sort_key`, `popup`.
  ///
  /// MapLibre keeps only identifiers that are whole numbers. One that is written as a number of up
  /// to 15 digits stays it; any other becomes one above those, by its hash, so that it is the same in
  /// every release.
  func typedForMapLibre(_ feature: Feature) -> Feature {
    let symbol = IncidentSymbol(self, feature)
    var feature = feature
    feature.id = String(Self.mapLibreID(incident.id))
    let days = [("date_start_ms", incident.date?.earliest), ("date_end_ms", incident.date?.latest)]
    for (name, day) in days {
      feature.properties.append(
        name, day.map { .integer($0.daysSince1970 * 86_400_000) })
    }
    feature.properties.append("uncertain", .bool(symbol.isUncertain))
    feature.properties.append("color", .string(symbol.color.hex))
    feature.properties.append(
      "fill_opacity", .number(symbol.isUncertain ? symbol.fillOpacity : 0.8))
    feature.properties.append("sort_key", .integer(sortKey(symbol)))
    feature.properties.append("popup", .string(IncidentDescription(self).html))
    return feature
  }

  /// What is drawn above: known points by their toll, below them uncertain places, the smaller above
  /// the larger.
  private func sortKey(_ symbol: IncidentSymbol) -> Int {
    guard symbol.isUncertain else { return symbol.killed }
    return -1 - (Int(exactly: extentMeters.rounded()) ?? 0)
  }

  private var extentMeters: Double {
    if case .line(_, let length) = place.shape { return length / 2 }
    return place.radiusMeters ?? 0
  }

  /// The identifier as a whole number that JavaScript holds exactly.
  static func mapLibreID(_ id: String) -> Int {
    if id.utf8.count <= 15, let number = Int(id), number >= 0, String(number) == id {
      return number
    }
    // 10^15 is below 2^50: numbers and hashes cannot meet.
    return 1 << 52 | Int(StableHash.fnv1a(id) >> 13)
  }
}

/// Hashes that are the same in every run and release.
enum StableHash {
  /// FNV-1a of 64 bits (Fowler, Noll and Vo, draft-eastlake-fnv, section 2) over UTF-8.
  static func fnv1a(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { hash, byte in
      (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
  }
}
