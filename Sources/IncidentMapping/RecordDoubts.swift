import GeoFormats
import Incidents
import ReferenceGeography
import SimpleFeatures

extension Ground {
  /// What is doubtful about where a record lies: at most one of `coordinates-swapped` and
  /// `outside-country`, and `precision-pretended`.
  ///
  /// Answered from the membership for all records but those that lie elsewhere than they say, so
  /// that it costs next to nothing in a large file.
  func doubts(of mapped: MappedIncident, file: String) throws -> [Diagnostic] {
    var doubts: [Diagnostic] = []
    if let doubt = try countryDoubt(of: mapped, file: file) { doubts.append(doubt) }
    if let doubt = try pretendedPrecision(of: mapped, file: file) { doubts.append(doubt) }
    return doubts
  }

  private func countryDoubt(of mapped: MappedIncident, file: String) throws -> Diagnostic? {
    guard let reported = mapped.incident.countryReported,
      mapped.place.kind == .exact || mapped.place.kind == .near || mapped.place.kind == .ring,
      case .known(let named) = country(reportedAs: reported)
    else { return nil }
    let country = atlas.countries.regions[named]
    let year = mapped.incident.date?.earliest?.civil.year
    let isInside = mapped.membership.countries.contains { share in
      share.region.id == country.id
        || FiledTerritory.isFiled(share.region.id, under: country.id, year: year)
    }
    if isInside { return nil }
    return try swappedCoordinates(mapped, named: named, file: file)
      ?? outsideCountry(mapped, named: named, file: file)
  }
}

extension MappedIncident {
  /// A doubt about a point of this record, which is kept as given.
  func doubt(_ code: String, file: String, point: Coordinate, reason: String) -> Diagnostic {
    Diagnostic(
      .warning, code: code, file: file, line: incident.placePosition?.line, record: incident.id,
      value: "\(point.longitude),\(point.latitude)", reason: reason, action: "kept as given")
  }
}
