import Foundation
public import SimpleFeatures

extension Gazetteer {
  /// For each of some points the nearest place within a distance; nil where there is none.
  ///
  /// Distances are compared as by `nearestPlace(to:)`. One pass over the places of the countries.
  /// - Parameters:
  ///   - meters: at most 5,000.
  ///   - countryCodes: ISO 3166-1 alpha-2.
  public func nearestPlaces(
    to points: [Coordinate], withinMeters meters: Double, inCountries countryCodes: [String]
  ) -> [NamedPlace?] {
    let reach = min(meters, 5_000) / 111_000
    var byRow: [Int: [Int]] = [:]
    for (number, point) in points.enumerated() {
      for row in Self.row(point.latitude - reach)...Self.row(point.latitude + reach) {
        byRow[row, default: []].append(number)
      }
    }
    var best = [(table: Int, row: Range<Int>, square: Double)?](repeating: nil, count: points.count)
    for (number, (table, ranges)) in zip(tables, countryRanges()).enumerated() {
      for range in countryCodes.flatMap({ ranges[$0] ?? [] }) {
        forEachRow(in: range, of: table) { row, fields in
          guard let place = Self.coordinate(fields, table) else { return }
          for index in byRow[Self.row(place.latitude)] ?? [] {
            let point = points[index]
            let dx = (place.longitude - point.longitude) * cos(point.latitude * .pi / 180)
            let dy = place.latitude - point.latitude
            let square = dx * dx + dy * dy
            guard square <= reach * reach, square < best[index]?.square ?? .infinity else {
              continue
            }
            best[index] = (number, row, square)
          }
        }
      }
    }
    return best.map { found in
      guard let found else { return nil }
      var place: NamedPlace?
      forEachRow(in: found.row, of: tables[found.table]) { _, fields in
        place = Self.place(fields, tables[found.table])
      }
      return place
    }
  }

  /// A band of latitude a tenth of a degree high.
  private static func row(_ latitude: Double) -> Int { Int((latitude * 10).rounded(.down)) }
}
