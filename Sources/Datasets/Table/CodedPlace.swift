import Incidents
import SimpleFeatures

/// What a row says of a place: a point, and the names of what it lies in.
struct CodedPlace {
  /// "Near" is up to about 25 km in the codebook of UCDP GED; assumed for other data sets.
  static let nearMeters = 25_000.0
  /// Assumed radius of a district that no boundary set has.
  static let districtMeters = 30_000.0
  /// Assumed radius of a first-level region that no boundary set has.
  static let regionMeters = 90_000.0
  /// Assumed radius of a linear feature or fuzzy area.
  static let fuzzyMeters = 150_000.0

  var point: Coordinate?
  /// The name of the place.
  var name: String
  /// Names and codes of the country, tried in order.
  var countries: [String]
  /// Names and codes of the first-level region, tried in order.
  var firstLevel: [String]

  /// The country.
  var nation: AreaReference { AreaReference(names: countries, level: 0, at: point) }

  /// The first-level region.
  var region: AreaReference {
    AreaReference(names: firstLevel, level: 1, country: countries.first, at: point)
  }

  /// The point itself.
  var exact: Place? { point.map(Place.exact) }

  /// A disc around the point, cut to the first area that is known.
  func disc(_ radiusMeters: Double, clippedTo areas: [AreaReference] = []) -> Place? {
    point.map {
      .near(
        center: .coordinate($0, name: name.isEmpty ? nil : name), radiusMeters: radiusMeters,
        clippedTo: areas)
    }
  }

  /// The first-level region or, where no boundary set has it, a disc inside the country.
  var wholeRegion: Place {
    Self.first([.area(region), disc(Self.regionMeters, clippedTo: [nation])])
  }

  /// The first of several descriptions that can be put on the ground.
  static func first(_ places: [Place?]) -> Place {
    let known = places.compactMap(\.self)
    return known.count == 1 ? known[0] : known.isEmpty ? .unknown : .firstKnown(known)
  }
}
