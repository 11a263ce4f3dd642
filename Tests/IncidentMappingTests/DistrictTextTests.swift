import Datasets
import Foundation
import GeoFormats
import Incidents
import ReferenceGeography
import SimpleFeatures
import TestSupport
import Testing

@testable import IncidentMapping

/// The districts of the United Nations (COD-AB) against those that UCDP GED names in words.
@Suite("Districts in words")
struct DistrictTextTests {
  struct Level: Sendable, CustomTestStringConvertible {
    var column: String
    /// The boundary file; nil for the regions that ship.
    var file: String?
    /// Records that name a district, and those whose point lies in it.
    var given: Int
    var agreeing: Int
    /// The others: record, words, the district found, kilometres to the one that is named.
    var others: [String]
    var testDescription: String { "\(column) on \(file ?? "the shipped regions")" }
  }

  /// Counts and distances by shapely 2.2 and pyproj 3.7.2 on the same files.
  static let levels = [
    Level(
      column: "adm_1", file: "mli_admbnda_adm1_1m_gov_20211220.shp", given: 57, agreeing: 57,
      others: []),
    Level(
      column: "adm_2", file: "mli_admbnda_adm2_1m_gov_20211220.shp", given: 55, agreeing: 54,
      // N'Tillit is a commune of the cercle of Gao: the words are wrong, not the coordinate.
      others: ["352268 Ansongo cercle, Gao, 28.3"]),
    Level(
      column: "adm_1", file: nil, given: 57, agreeing: 53,
      // The shipped regions are from before Ménaka was taken out of Gao.
      others: [
        "627833 Ménaka region, Gao, unknown", "627837 Ménaka region, Gao, unknown",
        "627838 Ménaka region, Gao, unknown", "627835 Ménaka region, Gao, unknown",
      ]),
  ]

  @Test(
    "records of Mali with where_prec up to 3 lie in the districts that they name",
    .enabled(if: fieldData("data/boundaries/mali_cod_ab/adm1.geojson") != nil), arguments: levels)
  func mali(_ level: Level) throws {
    let shipped = try Shipped.atlas
    let ground = try Ground(
      atlas: level.file.map { file in
        let path = try #require(fieldData("data/boundaries/mali_cod_ab/\(file)")).path
        return shipped.choosing(try BoundaryFile(path: path, countries: shipped.countries).set)
      } ?? shipped)
    let set = ground.atlas.firstLevel
    var given = 0
    var others: [String] = []
    for file in ["GEDEvent_v26_0_4.csv", "global_sample1000_v23.csv"] {
      let source = try IncidentSource(
        path: try #require(fieldData("data/ucdp/\(file)")).path, options: .init(columns: .text))
      while let batch = try source.next() {
        for incident in batch.read().0 where incident.countryReported == "Mali" {
          func text(_ column: String) -> String { incident.extra[column]?.string ?? "" }
          let words = text(level.column)
          guard try #require(Int(text("where_prec"))) <= 3, !words.isEmpty else { continue }
          given += 1
          let point = at(
            try #require(Double(text("longitude"))), try #require(Double(text("latitude"))))
          let named = set.positions(named: words, inCountry: "MLI")
          let home = try ground.holders(of: point).first
          guard named.count != 1 || named.first != home else { continue }
          let distance = named.first.map {
            "\((Ground.edgeDistance(from: point, to: set.regions[$0]) / 100).rounded() / 10)"
          }
          others.append(
            "\(incident.id) \(words), \(home.map { set.regions[$0].name } ?? "outside"), "
              + (distance ?? "unknown"))
        }
      }
    }
    print("\(level.testDescription): \(given - others.count) of \(given) agree; \(others)")
    #expect(given == level.given && given - others.count == level.agreeing)
    #expect(others == level.others)
  }
}
