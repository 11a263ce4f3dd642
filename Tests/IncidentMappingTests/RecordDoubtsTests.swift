import Foundation
import GeoFormats
import Incidents
import ReferenceGeography
import SimpleFeatures
import Testing

@testable import IncidentMapping

/// Doubts about where a record lies. The incidents are SYNTHETIC.
@Suite("Doubts about places")
struct RecordDoubtsTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var place: Place
    var country: String?
    var year: Int?
    var codes: [String]
    var says: String
    var testDescription: String { name }

    init(
      _ name: String, _ place: Place, in country: String?, year: Int? = 2020,
      _ codes: String..., says: String = ""
    ) {
      self.name = name
      self.place = place
      self.country = country
      self.year = year
      self.codes = codes
      self.says = says
    }
  }

  private func doubts(_ known: Case) throws -> [Diagnostic] {
    let ground = try Shipped.ground()
    var incident = Incident(
      id: "SYNTHETIC", place: known.place, placePosition: InputPosition(line: 7),
      countryReported: known.country)
    if let year = known.year { incident.date = try UncertainDate(edtf: "\(year)") }
    let place = try ground.resolve(known.place)
    let mapped = MappedIncident(
      incident: incident, place: place, membership: try ground.membership(of: place))
    return try ground.doubts(of: mapped, file: "SYNTHETIC.csv")
  }

  static let countries: [Case] = [
    Case("inside", .exact(at(-0.04, 16.27)), in: "Mali"),
    Case("no country named", .exact(at(-0.04, 16.27)), in: nil),
    Case("a name that is not known", .exact(at(-0.04, 16.27)), in: "Atlantis"),
    // Distances by pyproj 3.7.2 and shapely 2.2: nearest point of Natural Earth's Niger from Gao.
    Case(
      "another country", .exact(at(-0.04, 16.27)), in: "Niger", "outside-country",
      says: "the point lies in Mali, 144 km outside Niger, which the record names"),
    Case(
      "a disc that does not reach the country", disc(at(-0.04, 16.27), 25_000), in: "Niger",
      "outside-country"),
    Case("a disc that reaches it", disc(at(-0.04, 16.27), 150_000), in: "Niger"),
    Case(
      "over the border by less than the accuracy", .exact(at(14.21731, 12.37066)), in: "Nigeria"),
    Case(
      "swapped, which is said alone", .exact(at(16.27, -0.04)), in: "Mali", "coordinates-swapped"),
    Case("the name of a former state", .exact(at(44.2, 15.35)), in: "Yemen (North Yemen)"),
    Case("at sea within 12 nautical miles", .exact(at(56.52, 26.66)), in: "Iran"),
    Case(
      "far out at sea", .exact(at(5.0, 2.0)), in: "Nigeria", "outside-country",
      "precision-pretended",
      says: "the point lies in no country"),
    Case("South Sudan before 2011", .exact(at(29.476944, 4.914722)), in: "Sudan", year: 2005),
    Case(
      "South Sudan after 2011", .exact(at(29.476944, 4.914722)), in: "Sudan", year: 2015,
      "outside-country", says: "in South Sudan, 493 km outside Sudan"),
    Case("Palestine filed under Israel", .exact(at(35.26362, 32.219919)), in: "Israel"),
    Case(
      "Bosnia under Yugoslavia", .exact(at(18.1124, 43.2575)), in: "Serbia (Yugoslavia)", year: 1992
    ),
  ]

  static let precisions: [Case] = [
    Case(
      "a country's round centre",
      .area(AreaReference(names: ["Ukraine"], level: 0, at: at(32, 49))), in: nil),
    Case(
      "six decimals for a country",
      .area(AreaReference(names: ["Ukraine"], level: 0, at: at(32.123457, 49.1))), in: nil,
      "precision-pretended", says: "the whole of Ukraine"),
    Case(
      "whole minutes for a country",
      .area(AreaReference(names: ["Lebanon"], level: 0, at: at(35.8333, 33.8333))), in: nil),
    Case(
      "six decimals for a first-level region",
      .area(AreaReference(names: ["Gao"], level: 1, country: "Mali", at: at(-0.123457, 16.654321))),
      in: nil),
    Case("exact on whole degrees", .exact(at(8, 10)), in: "Nigeria", "precision-pretended"),
    Case("near on half degrees", disc(at(8.5, 10), 25_000), in: "Nigeria", "precision-pretended"),
    Case("a large disc on whole degrees", disc(at(8, 10), 150_000), in: "Nigeria"),
    Case("half a degree in one direction only", .exact(at(8.5, 10.123)), in: "Nigeria"),
    // Centres of mass of Natural Earth's polygons by shapely 2.2.
    Case(
      "exact on the middle of a country", .exact(at(-3.54007, 17.34370)), in: "Mali",
      "precision-pretended",
      says: "coded as exact, but its coordinates are the middle of Mali"),
    Case(
      "exact on the middle of a region", .exact(at(13.17139, 11.89048)), in: "Nigeria",
      "precision-pretended",
      says: "the middle of Borno"),
    Case("2 km from the middle of a region", .exact(at(13.17139, 11.90848)), in: "Nigeria"),
  ]

  @Test("a place that is not the capital on the capital's coordinates")
  func capital() throws {
    let ground = try Shipped.ground()
    let baghdad = try #require(ground.atlas.capitals["IQ"])
    for (name, isDoubted) in [
      ("SYNTHETIC village", true), ("Baghdād city", false), ("Bagdad", false), (nil, false),
    ] {
      let incident = Incident(
        id: "SYNTHETIC", place: .exact(baghdad.coordinate), placeName: name,
        countryReported: "Iraq")
      let place = try ground.resolve(incident.place)
      let mapped = MappedIncident(
        incident: incident, place: place, membership: try ground.membership(of: place))
      let found = try ground.doubts(of: mapped, file: "SYNTHETIC.csv")
      #expect(found.map(\.code) == (isDoubted ? ["precision-pretended"] : []), "\(found)")
      if isDoubted {
        #expect(found.first?.reason.contains("those of the capital, Baghdad") == true, "\(found)")
      }
    }
  }

  @Test("the country that a record names", arguments: countries)
  func country(_ known: Case) throws {
    let found = try doubts(known)
    #expect(found.map(\.code) == known.codes, "\(found)")
    if !known.says.isEmpty {
      #expect(found.first?.reason.contains(known.says) == true, "\(found)")
    }
    for doubt in found { #expect(doubt.line == 7 && doubt.severity == .warning) }
  }

  @Test("coordinates that claim more than the record can know", arguments: precisions)
  func precision(_ known: Case) throws {
    let found = try doubts(known)
    #expect(found.map(\.code) == known.codes, "\(found)")
    if !known.says.isEmpty {
      #expect(found.first?.reason.contains(known.says) == true, "\(found)")
    }
  }
}
