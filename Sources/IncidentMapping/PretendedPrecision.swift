import GeoFormats
import Geodesy
import Incidents
import ReferenceGeography
import SimpleFeatures
import Topology

extension Ground {
  /// How near to the middle of a country a point is taken for it: boundary sets differ by kilometres.
  private static let countryMiddleMeters = 5_000.0
  /// How near to the middle of a first-level region a point is taken for it. No record of three
  /// files of UCDP GED with 4,200 exact places lies as near.
  private static let regionMiddleMeters = 500.0
  /// A region is asked about only where its middle says something: with an equal-area radius of
  /// this many times the distance.
  private static let leastRadiusRatio = 20.0

  /// A warning where the coordinates claim more than they can know:
  ///
  /// - a record that stands for a whole country has coordinates finer than a minute of arc and with
  ///   four decimals or more;
  /// - a record coded as exact or near a place lies on whole or half degrees in both directions, or
  ///   on the middle of a country or first-level region, or to four decimals on the capital while the
  ///   name of its place is another.
  func pretendedPrecision(of mapped: MappedIncident, file: String) throws -> Diagnostic? {
    switch mapped.place.kind {
    case .area:
      guard mapped.place.region?.level == 0, let point = mapped.incident.place.codedPoint,
        point.x.isFinerThanMinutes || point.y.isFinerThanMinutes
      else { return nil }
      return mapped.doubt(
        "precision-pretended", file: file, point: point,
        reason: "the record stands for the whole of \(mapped.place.region?.name ?? "a country"), "
          + "but its coordinates have four decimals or more")
    case .exact, .near:
      guard mapped.place.claimsToBeKnown, let point = mapped.incident.place.codedPoint
      else { return nil }
      if point.x.isHalfDegree && point.y.isHalfDegree {
        return mapped.doubt(
          "precision-pretended", file: file, point: point,
          reason: "the record is coded as \(coded(mapped)), but its coordinates are whole or half "
            + "degrees")
      }
      if let capital = otherwiseNamedCapital(at: point, mapped) {
        return mapped.doubt(
          "precision-pretended", file: file, point: point,
          reason: "the record is coded as \(coded(mapped)) at "
            + "\(Diagnostic.quoted(mapped.incident.placeName ?? "")), but its coordinates are those "
            + "of the capital, \(capital.name)")
      }
      guard let middle = try middle(at: point, of: mapped.membership) else { return nil }
      return mapped.doubt(
        "precision-pretended", file: file, point: point,
        reason: "the record is coded as \(coded(mapped)), but its coordinates are the middle of "
          + middle)
    default: return nil
    }
  }

  private func coded(_ mapped: MappedIncident) -> String {
    mapped.place.isExact ? "exact" : "near a place"
  }

  /// The capital that a point is, to four decimals, where the record's place has another name.
  private func otherwiseNamedCapital(at point: Coordinate, _ mapped: MappedIncident)
    -> NamedPlace?
  {
    guard let name = mapped.incident.placeName,
      let country = mapped.membership.homeCountry, let capital = capitals[country],
      abs(capital.coordinate.x - point.x) < 1e-4, abs(capital.coordinate.y - point.y) < 1e-4,
      !capital.isNamed(in: name)
    else { return nil }
    return capital
  }

  /// The name of the country or region whose middle a point is.
  func middle(at point: Coordinate, of membership: Membership) throws -> String? {
    try middle(at: point, home: membership.home, country: membership.homeCountry)
  }

  /// The name of the country or region that a point lies in and whose middle it is.
  func middle(at point: Coordinate, home: Int?, country: Int?) throws -> String? {
    if let country, try isMiddle(point, ofCountry: country) {
      return atlas.countries.regions[country].name
    }
    guard let home, try isMiddle(point, ofFirstLevel: home) else { return nil }
    return atlas.firstLevel.regions[home].name
  }

  private func isMiddle(_ point: Coordinate, ofCountry position: Int) throws -> Bool {
    try middle(ofCountry: position)
      .isNear(point, meters: Self.countryMiddleMeters, ratio: Self.leastRadiusRatio)
  }

  private func middle(ofCountry position: Int) throws -> RegionMiddle {
    if let known = countryMiddles[position] { return known }
    let middle = try memory.middle(ofCountry: position) {
      try self.middle(of: atlas.countries.regions[position].geometry)
    }
    countryMiddles[position] = middle
    return middle
  }

  private func isMiddle(_ point: Coordinate, ofFirstLevel position: Int) throws -> Bool {
    try middle(ofFirstLevel: position)
      .isNear(point, meters: Self.regionMiddleMeters, ratio: Self.leastRadiusRatio)
  }

  private func middle(ofFirstLevel position: Int) throws -> RegionMiddle {
    if let known = firstLevelMiddles[position] { return known }
    let middle = try memory.middle(ofFirstLevel: position) {
      try self.middle(of: atlas.firstLevel.regions[position].geometry)
    }
    firstLevelMiddles[position] = middle
    return middle
  }

  private func middle(of geometry: Geometry) throws -> RegionMiddle {
    let area = Geodesic.wgs84.areaWithStraightEdges(of: geometry)
    return RegionMiddle(
      point: try context.centroid(of: geometry), radiusMeters: (area / .pi).squareRoot())
  }
}

extension ResolvedPlace {
  /// Whether a place is given as a point, or as the disc of up to 25 km that stands for "near".
  var claimsToBeKnown: Bool {
    switch kind {
    case .exact: true
    case .near: radiusMeters ?? .infinity <= 25_000
    default: false
    }
  }
}

/// The centre of mass of a region, in the plane of longitude and latitude as most programs make it,
/// and the radius of the disc with the region's area.
struct RegionMiddle {
  var point: Coordinate?
  var radiusMeters: Double

  fileprivate func isNear(_ other: Coordinate, meters: Double, ratio: Double) -> Bool {
    guard let point, abs(point.y - other.y) * 110_000 <= meters, radiusMeters >= meters * ratio
    else { return false }
    return Geodesic.wgs84.distance(from: point, to: other) <= meters
  }
}

extension Double {
  /// Whether an angle in degrees is a whole or half number.
  var isHalfDegree: Bool { self * 2 == (self * 2).rounded() }

  /// Whether an angle in degrees has four decimals or more and is no whole minute of arc.
  fileprivate var isFinerThanMinutes: Bool {
    let thousandths = self * 1000
    let minutes = self * 60
    return abs(thousandths - thousandths.rounded()) > 1e-6
      && abs(minutes - minutes.rounded()) > 0.005
  }
}
