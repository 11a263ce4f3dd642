import Datasets
import Foundation
import GeoFormats
import Incidents
import ReferenceGeography
import SimpleFeatures
import TestSupport
import Testing

@testable import IncidentMapping

/// The country in which a published record lies against the one that the record names.
@Suite("Countries that records name")
struct ReportedCountryTests {
  @Test(
    "spellings of data sets mean one country",
    arguments: [
      // UCDP GED and its table of countries and years.
      ("Bosnia-Herzegovina", "BIH"), ("Cambodia (Kampuchea)", "KHM"), ("Congo", "COG"),
      ("Czechoslovakia", "CZE"), ("DR Congo (Zaire)", "COD"), ("Ivory Coast", "CIV"),
      ("Kingdom of eSwatini (Swaziland)", "SWZ"), ("Macedonia, FYR", "MKD"),
      ("North Macedonia", "MKD"), ("Madagascar (Malagasy)", "MDG"), ("Myanmar (Burma)", "MMR"),
      ("Russia (Soviet Union)", "RUS"), ("Serbia (Yugoslavia)", "SRB"), ("South Sudan", "SDS"),
      ("South Vietnam", "VNM"), ("South Yemen", "YEM"), ("Vietnam (North Vietnam)", "VNM"),
      ("Yemen (North Yemen)", "YEM"), ("Zimbabwe (Rhodesia)", "ZWE"), ("Israel", "ISR"),
      ("Trinidad and Tobago", "TTO"), ("United States of America", "USA"),
      // Gleditsch and Ward, as CShapes has them.
      ("Antigua & Barbuda", "ATG"), ("Belarus (Byelorussia)", "BLR"),
      ("Burkina Faso (Upper Volta)", "BFA"), ("Congo, Democratic Republic of (Zaire)", "COD"),
      ("Cote D'Ivoire", "CIV"), ("German Democratic Republic", "DEU"),
      ("German Federal Republic", "DEU"), ("Iran (Persia)", "IRN"), ("Italy/Sardinia", "ITA"),
      ("Korea, People's Republic of", "PRK"), ("Korea, Republic of", "KOR"),
      ("Kyrgyz Republic", "KGZ"), ("Macedonia (Former Yugoslav Republic of)", "MKD"),
      ("Rumania", "ROU"), ("Sri Lanka (Ceylon)", "LKA"), ("Surinam", "SUR"),
      ("Tanzania (Tanganyika)", "TZA"), ("Turkey (Ottoman Empire)", "TUR"),
      ("Vietnam, Democratic Republic of", "VNM"), ("Vietnam, Republic of", "VNM"),
      ("Yemen (Arab Republic of Yemen)", "YEM"), ("Yemen, People's Republic of", "YEM"),
      ("Yugoslavia", "SRB"),
      // ISO 3166, and parts of countries that GDELT and ACLED have in their place.
      ("Palestine", "PSX"), ("Palestine, State of", "PSX"), ("West Bank", "PSX"),
      ("Palestinian Territory, Occupied", "PSX"), ("Gaza Strip", "PSX"), ("Gaza", "PSX"),
      ("West Bank and Gaza Strip", "PSX"), ("French Guiana", "FRA"), ("Martinique", "FRA"),
      ("Réunion", "FRA"), ("Somaliland", "SOM"), ("Svalbard and Jan Mayen", "NOR"),
    ])
  func spelling(_ name: String, _ id: String) throws {
    let ground = try Shipped.ground()
    guard case .known(let position) = ground.country(reportedAs: name) else {
      Issue.record("\(name) is not known")
      return
    }
    #expect(ground.atlas.countries.regions[position].id == id)
  }

  @Test(
    "what is no country or several is not known", arguments: ["Atlantis", "Central", "Borno", ""])
  func unknown(_ name: String) throws {
    guard case .unknown = try Shipped.ground().country(reportedAs: name) else {
      Issue.record("\(name) is known")
      return
    }
  }

  /// Why the coded point of a record may lie in another country than the record names.
  private enum Kind: String, CaseIterable {
    /// It lies in the country that is named.
    case same
    /// In a neighbour, the named country within the accuracy of the boundary set.
    case border
    /// In no country, the named one within the accuracy.
    case coast
    /// In no country, the named one within the accuracy and the territorial sea.
    case sea
    /// In land that UCDP files under the named country at the time.
    case filed
    case unexplained
  }

  struct File: Sendable, CustomTestStringConvertible {
    var name: String
    /// Records by kind, in the order of the kinds.
    var counts: [Int]
    /// The greatest distances to the named country at a border and a coast, in kilometres.
    var border: Double
    var coast: Double
    /// The records at sea with their distances.
    var sea: [String]
    var testDescription: String { name }
  }

  /// Counts and distances by shapely 2.2 and pyproj 3.7.2 on the same boundaries.
  static let files = [
    File(
      name: "nigeria_1990_2019_hdx.csv", counts: [4494, 42, 67, 0, 0, 0], border: 1.53,
      coast: 1.10, sea: []),
    File(
      name: "GEDEvent_v26_0_4.csv", counts: [1569, 5, 24, 2, 75, 0], border: 1.93, coast: 3.50,
      // In the strait of Hormuz.
      sea: ["629399 Iran 24.3", "629412 Iran 24.3"]),
    File(
      name: "global_sample1000_v23.csv", counts: [970, 8, 5, 1, 16, 0], border: 3.94, coast: 0.71,
      // The boundary set lacks the land of Isabela City, which is no part of its province.
      sea: ["125604 Philippines 6.5"]),
  ]

  @Test(
    "published records lie in the country that they name, or it is known why not",
    .enabled(if: fieldData("data/ucdp/nigeria_1990_2019_hdx.csv") != nil), arguments: files)
  func published(_ file: File) throws {
    let ground = try Shipped.ground()
    let source = try IncidentSource(
      path: try #require(fieldData("data/ucdp/\(file.name)")).path,
      options: .init(columns: .text))
    var found: [Kind: [(record: String, kilometers: Double)]] = [:]
    while let batch = try source.next() {
      for var incident in batch.read().0 {
        func number(_ column: String) -> Double? { Double(incident.extra[column]?.string ?? "") }
        let name = try #require(incident.countryReported)
        let point = at(try #require(number("longitude")), try #require(number("latitude")))
        guard case .known(let named) = ground.country(reportedAs: name) else {
          Issue.record("\(name) is not known")
          continue
        }
        let holder = try ground.countryPosition(of: ground.holders(of: point), at: point)
        let kilometers =
          holder == named ? 0 : ground.countryDistance(from: point, to: named) / 1000
        let kind = kind(
          named: ground.atlas.countries.regions[named],
          holder: holder.map { ground.atlas.countries.regions[$0] },
          year: incident.date?.earliest?.civil.year, kilometers: kilometers)
        found[kind, default: []].append(("\(incident.id) \(name)", kilometers))
        // What `balise check` says of the point alone, and of the place as it is coded.
        for place in [Place.exact(point), incident.place] {
          incident.place = place
          let resolved = try ground.resolve(place)
          let mapped = MappedIncident(
            incident: incident, place: resolved, membership: try ground.membership(of: resolved))
          let isDoubted = try ground.doubts(of: mapped, file: file.name)
            .contains { $0.code == "outside-country" || $0.code == "coordinates-swapped" }
          #expect(isDoubted == (kind == .unexplained), "\(incident.id) \(kind)")
        }
      }
    }
    func greatest(_ kind: Kind) -> Double { found[kind]?.map(\.kilometers).max() ?? 0 }
    for kind in Kind.allCases {
      print("\(file.name) \(kind): \(found[kind]?.count ?? 0), at most \(greatest(kind)) km")
    }
    #expect(Kind.allCases.map { found[$0]?.count ?? 0 } == file.counts)
    #expect(abs(greatest(.border) - file.border) < 0.01, "\(greatest(.border))")
    #expect(abs(greatest(.coast) - file.coast) < 0.01, "\(greatest(.coast))")
    #expect(
      (found[.sea] ?? []).map { "\($0.record) \(($0.kilometers * 10).rounded() / 10)" } == file.sea)
    #expect((found[.unexplained] ?? []).map(\.record) == [])
  }

  /// Decided here once more, from the numbers of the guide.
  private func kind(named: Region, holder: Region?, year: Int?, kilometers: Double) -> Kind {
    guard let holder else {
      return kilometers < 5 ? .coast : kilometers < 5 + 22.224 ? .sea : .unexplained
    }
    if holder.id == named.id { return .same }
    let year = year ?? 0
    let isFiled =
      switch (named.id, holder.id) {
      case ("ISR", "PSX"), ("SRB", "KOS"): true
      case ("SRB", "BIH"), ("SRB", "HRV"): year <= 1992
      case ("SDN", "SDS"): year <= 2011
      default: false
      }
    return isFiled ? .filed : kilometers < 5 ? .border : .unexplained
  }
}
