import Incidents
import SimpleFeatures

/// `where_prec` of UCDP GED as a place.
///
/// Source: UCDP GED Codebook, `where_prec` 1-7. Radii where no polygon is at hand are assumptions
/// of this program, marked as such in every result: 30, 90 and 150 km.
enum UCDPGEDPlace {
  /// How far the coded point may lie from the line between the two ends of a road.
  static let roadToleranceMeters = 50_000.0

  /// Whether the data set gives a place or this program chose its shape: a disc that stands for an
  /// area, alone and not as the last of several descriptions.
  static func basis(of place: Place) -> LocationBasis {
    if case .near(_, _, let areas) = place, !areas.isEmpty { .assumed } else { .stated }
  }

  /// The place that a row describes; nil when the code is not one of 1 to 7.
  static func place(precision: Int, _ coded: CodedPlace, secondLevel: String) -> Place? {
    let country = coded.countries.first
    switch precision {
    case 1: return coded.exact ?? .unknown
    case 2: return coded.disc(CodedPlace.nearMeters) ?? .unknown
    case 3:
      let district = AreaReference(
        names: secondLevel.isEmpty ? [] : [secondLevel], level: 2, country: country,
        at: coded.point)
      // Without a point, the region is the smallest thing known to hold the district.
      let hasOnlyNames = coded.point == nil && !coded.firstLevel.isEmpty
      return CodedPlace.first([
        .area(district),
        coded.disc(CodedPlace.districtMeters, clippedTo: [coded.region, coded.nation]),
        hasOnlyNames ? .area(coded.region) : nil,
      ])
    case 4: return coded.wholeRegion
    case 5:
      let roads = coded.point.map { point in
        RoadName.ends(in: coded.name).map { from, to in
          Place.between(
            .named(from, country: country), .named(to, country: country), at: point,
            withinMeters: roadToleranceMeters)
        }
      }
      let areas = coded.firstLevel.isEmpty ? [coded.nation] : [coded.region, coded.nation]
      return CodedPlace.first(
        (roads ?? []) + [coded.disc(CodedPlace.fuzzyMeters, clippedTo: areas)])
    case 6: return .area(coded.nation)
    case 7: return .unknown
    default: return nil
    }
  }
}
