import Foundation
public import GeoFormats
import Geodesy
import Incidents
import ReferenceGeography
import SimpleFeatures

extension Heaping {
  /// How near a known place is named.
  private static let placeMeters = 2_000.0

  /// A warning for each heap, most records first: how many records and what share of the dead lie
  /// on it, and whether it is the middle of a region, a rounded degree or a known place.
  /// - Parameter file: the input, for the message; several inputs in a few words.
  public func findings(on ground: Ground, file: String) throws -> [Diagnostic] {
    let heaps = heaps()
    guard !heaps.isEmpty else { return [] }
    let atlas = ground.atlas
    let countries = Set(heaps.map(\.entry.country)).sorted().filter { $0 >= 0 }
    let places = atlas.gazetteer.largestPlaces(
      near: heaps.map(\.entry.coordinate), withinMeters: Self.placeMeters,
      inCountries: countries.map { atlas.countryCode(ofCountryAt: Int($0)) })
    return try zip(heaps, places).map { heap, place in
      let entry = heap.entry
      let country =
        entry.country < 0 ? "no country" : atlas.countries.regions[Int(entry.country)].name
      let mean = (sums(of: entry).mean * 10).rounded() / 10
      let power = Int((heap.logProbability / log(10)).rounded(.up))
      let what = try ground.standing(of: entry.coordinate, place: place)
      return Diagnostic(
        .warning, code: "heaping", file: file,
        value: "\(entry.coordinate.longitude),\(entry.coordinate.latitude)",
        reason: "\(entry.records) records on one coordinate, where \(country) has \(mean) on each "
          + "(Poisson tail at most 1e\(power)); \(what); \(coding(of: entry))"
          + deathShares(of: entry, country: country),
        action: "find out what the coordinate stands for")
    }
  }

  private func coding(of entry: Entry) -> String {
    let areas = entry.records - entry.points
    if areas == 0 { return "all coded as exact or near" }
    return entry.points == 0
      ? "none coded as exact or near"
      : "\(entry.points) coded as exact or near, \(areas) more vaguely"
  }

  private func deathShares(of entry: Entry, country: String) -> String {
    let national = sums(of: entry).deaths
    guard all.deaths > 0, national > 0 else { return "" }
    func percent(_ total: Int) -> Double {
      (Double(entry.deaths) / Double(total) * 1000).rounded() / 10
    }
    return
      "; \(percent(all.deaths)) % of all the dead, \(percent(national)) % of those in \(country)"
  }
}

extension Ground {
  /// What a coordinate is: the middle of a region, a rounded degree, a known place.
  fileprivate func standing(of point: Coordinate, place: NamedPlace?) throws -> String {
    var words: [String] = []
    let membership = try membership(of: try resolve(.exact(point)))
    if let middle = try middle(at: point, of: membership) {
      words.append("the middle of \(middle)")
    }
    if point.x.isHalfDegree && point.y.isHalfDegree {
      let isWhole = point.x == point.x.rounded() && point.y == point.y.rounded()
      words.append("\(isWhole ? "whole" : "half") degrees")
    }
    if let place {
      let meters = Geodesic.wgs84.distance(from: point, to: place.coordinate)
      if atlas.capitals[place.countryCode]?.id == place.id { words.append("the capital") }
      words.append(
        meters < 500 ? place.name : "\(kilometersText(fromMeters: meters)) km from \(place.name)")
    }
    return words.isEmpty ? "no known place within 2 km" : words.joined(separator: ", ")
  }
}
