import GeoFormats
import Incidents
import SimpleFeatures
import TestSupport
import Testing

@testable import Datasets

/// Counts by pandas on the same files.
@Suite("UCDP GED, files as published")
struct FieldDataTests {
  struct File: Sendable, CustomTestStringConvertible {
    var name: String
    var rows: Int
    var codes: [String: Int]
    var wherePrecision: [Int]
    /// Rows with a toll, the sums of killed_min, of killed_max and of killed_best.
    var tolls: [Int]
    var testDescription: String { name }
  }

  static let files: [File] = [
    File(
      name: "nigeria_1990_2019_hdx.csv", rows: 4603, codes: ["toll-out-of-order": 70],
      wherePrecision: [2628, 640, 945, 175, 209, 6, 0], tolls: [4603, 53697, 79097, 57032]),
    File(
      name: "GEDEvent_v26_0_4.csv", rows: 1675,
      codes: ["date-damaged": 3350, "toll-out-of-order": 8],
      wherePrecision: [853, 317, 283, 96, 102, 24, 0], tolls: [1675, 13925, 20115, 15583]),
    File(
      name: "global_sample1000_v23.csv", rows: 1000, codes: ["toll-out-of-order": 13],
      wherePrecision: [475, 232, 140, 105, 35, 12, 1], tolls: [1000, 6213, 22026, 9561]),
  ]

  @Test(
    "every row becomes an incident, and each finding is the one pandas counts",
    .enabled(if: fieldData("data/ucdp/nigeria_1990_2019_hdx.csv") != nil), arguments: files)
  func counts(_ file: File) throws {
    let path = try #require(fieldData("data/ucdp/\(file.name)"))
    let result = try ReadResult(path: path)
    #expect(result.incidents.count == file.rows)
    #expect(Set(result.incidents.map(\.id)).count == file.rows)
    #expect(result.incidents.map(\.sourceRow) == (1...file.rows).map(Optional.some))
    var codes: [String: Int] = [:]
    for code in result.codes { codes[code, default: 0] += 1 }
    #expect(codes == file.codes)
    let exact = result.incidents.count { if case .exact = $0.place { true } else { false } }
    #expect(exact == file.wherePrecision[0])
    // Sums of the least and of the greatest of low, best and high.
    let tolls = result.incidents.compactMap { $0.reportedToll?.toll }
    #expect(
      [
        tolls.count, tolls.reduce(0) { $0 + ($1.minimum ?? 0) },
        tolls.reduce(0) { $0 + ($1.maximum ?? 0) }, tolls.reduce(0) { $0 + ($1.best ?? 0) },
      ]
        == file.tolls)
  }

  @Test(
    "priogrid_gid is the cell of the coordinates in every row",
    .enabled(if: fieldData("data/ucdp/nigeria_1990_2019_hdx.csv") != nil), arguments: files)
  func cells(_ file: File) throws {
    let path = try #require(fieldData("data/ucdp/\(file.name)"))
    let result = try ReadResult(path: path, options: .init(columns: .text))
    let agreeing = try result.incidents.count { incident in
      func number(_ column: String) throws -> Double {
        try #require(Double(incident.extra[column]?.string ?? ""), "\(incident.id) \(column)")
      }
      let point = Coordinate(
        longitude: try number("longitude"), latitude: try number("latitude"))
      return try PRIOGRIDCell.number(of: point) == Int(number("priogrid_gid"))
    }
    #expect(agreeing == file.rows && result.incidents.count == file.rows)
  }
}
