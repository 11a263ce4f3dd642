import Incidents
import SimpleFeatures

/// `where_prec` of UCDP GED as a place.
///
/// Source: UCDP GED Codebook, `where_prec` 1-7. Radii where no polygon is at hand are assumptions
/// of this program, marked as such in every result: 30, 90 and 150 km.
enum UCDPGEDPlace {
  /// "Near" is up to about 25 km in the codebook.
  static let nearMeters = 25_000.0
  /// Assumed radius of a district that no boundary set has.
  static let districtMeters = 30_000.0
  /// Assumed radius of a first-level region that no boundary set has.
  static let regionMeters = 90_000.0
  /// Assumed radius of a linear feature or fuzzy area.
  static let fuzzyMeters = 150_000.0
  /// How far the coded point may lie from the line between the two ends of a road.
  static let roadToleranceMeters = 50_000.0

  /// Whether the data set gives a place or this program chose its shape: a disc that stands for an
  /// area, alone and not as the last of several descriptions.
  static func basis(of place: Place) -> LocationBasis {
    if case .near(_, _, let areas) = place, !areas.isEmpty { .assumed } else { .stated }
  }

  /// The place that a row describes; nil when the code is not one of 1 to 7.
  static func place(
    precision: Int, at point: Coordinate?, name: String, firstLevel: String, secondLevel: String,
    country: String
  ) -> Place? {
    let nation = AreaReference(names: [country], level: 0, country: nil, at: point)
    let region = AreaReference(
      names: firstLevel.isEmpty ? [] : [firstLevel], level: 1, country: country, at: point)
    func disc(_ radiusMeters: Double, clippedTo areas: [AreaReference]) -> Place? {
      point.map {
        .near(
          center: .coordinate($0, name: name.isEmpty ? nil : name), radiusMeters: radiusMeters,
          clippedTo: areas)
      }
    }
    func first(_ places: [Place?]) -> Place {
      let known = places.compactMap(\.self)
      return known.count == 1 ? known[0] : known.isEmpty ? .unknown : .firstKnown(known)
    }
    switch precision {
    case 1: return point.map(Place.exact) ?? .unknown
    case 2: return disc(nearMeters, clippedTo: []) ?? .unknown
    case 3:
      let district = AreaReference(
        names: secondLevel.isEmpty ? [] : [secondLevel], level: 2, country: country, at: point)
      // Without a point, the region is the smallest thing known to hold the district.
      let wider = point == nil && !firstLevel.isEmpty ? Place.area(region) : nil
      return first([.area(district), disc(districtMeters, clippedTo: [region, nation]), wider])
    case 4: return first([.area(region), disc(regionMeters, clippedTo: [nation])])
    case 5:
      let roads = point.map { point in
        RoadName.ends(in: name).map { from, to in
          Place.between(
            .named(from, country: country), .named(to, country: country), at: point,
            withinMeters: roadToleranceMeters)
        }
      }
      let areas = firstLevel.isEmpty ? [nation] : [region, nation]
      return first((roads ?? []) + [disc(fuzzyMeters, clippedTo: areas)])
    case 6: return .area(nation)
    case 7: return .unknown
    default: return nil
    }
  }
}
