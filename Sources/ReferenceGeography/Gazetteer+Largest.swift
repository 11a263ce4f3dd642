import Foundation
public import SimpleFeatures

extension Gazetteer {
  /// For each of some points the place with most people within a distance, the nearest of equals; nil
  /// where there is none.
  ///
  /// Distances are compared as by `nearestPlace(to:)`. One pass over the places of the countries.
  /// - Parameters:
  ///   - meters: at most 5,000.
  ///   - countryCodes: ISO 3166-1 alpha-2.
  public func largestPlaces(
    near points: [Coordinate], withinMeters meters: Double, inCountries countryCodes: [String]
  ) -> [NamedPlace?] {
    let reach = min(meters, 5_000) / 111_000
    var byRow: [Int: [Int]] = [:]
    for (number, point) in points.enumerated() {
      for row in Self.row(point.latitude - reach)...Self.row(point.latitude + reach) {
        byRow[row, default: []].append(number)
      }
    }
    var best = [(place: NamedPlace, square: Double)?](repeating: nil, count: points.count)
    for (table, ranges) in zip(tables, countryRanges()) {
      for range in countryCodes.flatMap({ ranges[$0] ?? [] }) {
        forEachRow(in: range, of: table) { _, fields in
          guard let coordinate = Self.coordinate(fields, table),
            let near = byRow[Self.row(coordinate.latitude)]
          else { return }
          for index in near {
            let point = points[index]
            let dx = (coordinate.longitude - point.longitude) * cos(point.latitude * .pi / 180)
            let dy = coordinate.latitude - point.latitude
            let square = dx * dx + dy * dy
            guard square <= reach * reach, let place = Self.place(fields, table) else { continue }
            if let known = best[index],
              (known.place.population, -known.square) >= (place.population, -square)
            {
              continue
            }
            best[index] = (place, square)
          }
        }
      }
    }
    return best.map { $0?.place }
  }

  /// A band of latitude a tenth of a degree high.
  private static func row(_ latitude: Double) -> Int { Int((latitude * 10).rounded(.down)) }
}

extension Gazetteer {
  /// The places in an extent with most people, most first. O(places): every table is read through.
  public func largestPlaces(in extent: Envelope, atMost count: Int) -> [NamedPlace] {
    var found: [NamedPlace] = []
    for table in tables {
      forEachRow(in: table.start..<table.bytes.count, of: table) { _, fields in
        guard let coordinate = Self.coordinate(fields, table), extent.contains(coordinate),
          let place = Self.place(fields, table)
        else { return }
        found.append(place)
      }
    }
    found.sort { ($1.population, $0.id) < ($0.population, $1.id) }
    return Array(found.prefix(count))
  }
}
