import Incidents
import ReferenceGeography
import SimpleFeatures

/// What one record adds to the search for heaps: 16 bytes.
public struct CoordinateUse: Sendable {
  /// Longitude and latitude in millionths of a degree, the longitude in the upper half.
  let key: UInt64
  /// The dead: the best estimate, else the least number.
  let deaths: Int32
  /// The position of its country in the atlas; -1 for none.
  let country: Int16
  /// Whether the record claims to know the place: coded as exact, or near it up to 25 km.
  let isPoint: Bool

  init(_ point: Coordinate, deaths: Int, country: Int?, isPoint: Bool) {
    func millionths(_ degrees: Double) -> UInt64 {
      UInt64(UInt32(bitPattern: Int32((degrees * 1e6).rounded())))
    }
    key = millionths(point.x) << 32 | millionths(point.y)
    self.deaths = Int32(clamping: deaths)
    self.country = country.flatMap(Int16.init(exactly:)) ?? -1
    self.isPoint = isPoint
  }

  /// The coordinate of a key.
  static func coordinate(_ key: UInt64) -> Coordinate {
    func degrees(_ bits: UInt64) -> Double {
      Double(Int32(bitPattern: UInt32(truncatingIfNeeded: bits))) / 1e6
    }
    return Coordinate(x: degrees(key >> 32), y: degrees(key))
  }
}

extension Ground {
  /// What a record adds to the search for heaps; nil where its input gives no coordinate.
  func coordinateUse(of mapped: MappedIncident) -> CoordinateUse? {
    guard let point = mapped.incident.place.codedPoint, point.isGeographic else { return nil }
    return CoordinateUse(
      point, deaths: mapped.deaths, country: countryPosition(of: mapped),
      isPoint: mapped.place.claimsToBeKnown)
  }

  /// The country that a record names, else the one in which it lies: a town on a border belongs to
  /// the country whose records it is compared with.
  private func countryPosition(of mapped: MappedIncident) -> Int? {
    if let name = mapped.incident.countryReported,
      case .known(let position) = country(reportedAs: name)
    {
      return position
    }
    return mapped.membership.countries.first
      .flatMap { atlas.countries.position(ofID: $0.region.id) }
  }
}

extension MappedIncident {
  /// The dead: the best estimate, else the least number, else 0.
  fileprivate var deaths: Int {
    if let toll = incident.reportedToll { return toll.best ?? toll.low ?? 0 }
    guard !incident.claims.isEmpty, let toll = incident.derived.toll else { return 0 }
    return toll.best ?? toll.minimum ?? 0
  }
}
