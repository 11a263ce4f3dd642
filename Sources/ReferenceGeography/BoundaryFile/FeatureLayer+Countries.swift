import Geodesy
import SimpleFeatures
import SpatialIndexing
import Topology

/// The countries of the regions of a layer.
struct CountryLinks {
  /// For each row the position of its country; nil where it lies in none or in several.
  var positions: [Int?]

  /// Whether the regions look like countries: most have a country of their own.
  func areCountries(among countries: BoundarySet) -> Bool {
    let known = positions.compactMap(\.self)
    return known.count * 5 >= positions.count * 4 && Set(known).count == known.count
      && known.count > 1
  }
}

extension FeatureLayer {
  /// The share of a region's area that has to lie in a country so that it counts as part of it: the
  /// rest is where two boundary sets disagree.
  private static let shareInside = 0.95

  /// Links each region to a known country: by what its columns say, else by the letters its
  /// identifier begins with, else by where it lies. O(regions) where the columns say it.
  func countries(
    _ table: BoundaryTable, _ columns: BoundaryColumns, among countries: BoundarySet
  ) throws -> CountryLinks {
    let context = try GEOSContext()
    var prepared: [Int: PreparedGeometry] = [:]
    var known: [String: Int?] = [:]
    func position(_ name: String) -> Int? {
      if let position = known[name] { return position }
      let position = Self.position(of: name, among: countries)
      known[name] = .some(position)
      return position
    }
    return CountryLinks(
      positions: try features.indices.map { row -> Int? in
        guard let geometry = features[row].geometry, !geometry.isEmpty else { return nil }
        let box = geometry.envelope
        func meets(_ position: Int) -> Bool { countries.regions[position].envelope.intersects(box) }
        func country(_ position: Int) throws -> PreparedGeometry {
          if let known = prepared[position] { return known }
          let made = try PreparedGeometry(countries.regions[position].geometry, in: context)
          prepared[position] = made
          return made
        }
        let inner = try context.pointOnSurface(of: geometry)
        for column in columns.country {
          guard let value = table.text(column, row: row), let found = position(value), meets(found)
          else { continue }
          // A district may bear the name of another country.
          if column == columns.id || column == columns.name || columns.codes.contains(column) {
            guard let inner, try country(found).covers(inner) else { continue }
          }
          return found
        }
        if let id = columns.id.flatMap({ table.text($0, row: row) }) {
          let letters = String(id.prefix { $0.isASCII && $0.isLetter })
          if letters.count == 2 || letters.count == 3, letters == letters.uppercased(),
            letters != id, let found = position(letters), let inner,
            try country(found).covers(inner)
          {
            return found
          }
        }
        guard let inner else { return nil }
        for candidate in countries.index.search(inner) {
          guard try country(candidate).covers(inner) else { continue }
          let part = try country(candidate).intersection(with: geometry)
          let whole = Geodesic.wgs84.areaWithStraightEdges(of: geometry)
          return Geodesic.wgs84.areaWithStraightEdges(of: part) >= whole * Self.shareInside
            ? candidate : nil
        }
        return nil
      })
  }

  /// The one country that bears a name or code, also as OCHA and Eurostat write them: `Mali (le)`,
  /// `EL`, `UK`.
  private static func position(of name: String, among countries: BoundarySet) -> Int? {
    let name = ["EL": "GR", "UK": "GB"][name] ?? name
    let found = countries.positions(named: name)
    if found.count == 1 { return found[0] }
    guard let short = name.split(separator: " (", maxSplits: 1).first, short.count < name.count
    else { return nil }
    let again = countries.positions(named: String(short))
    return again.count == 1 ? again[0] : nil
  }
}
