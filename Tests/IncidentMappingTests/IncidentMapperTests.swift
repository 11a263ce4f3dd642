import Datasets
import Foundation
import GeoFormats
import Incidents
import ReferenceGeography
import SimpleFeatures
import TestSupport
import Testing

@testable import IncidentMapping

/// Incidents through the whole chain. The rows made here are SYNTHETIC: nothing in them happened.
@Suite("Mapping a whole input")
struct IncidentMapperTests {
  private struct Run {
    var features: [Feature] = []
    var bytes: [UInt8] = []
    var findings: [Diagnostic] = []
    var counts = MappingCounts()
  }

  private static func run(_ path: URL, threads: Int, selection: Selection = Selection()) throws
    -> Run
  {
    var run = Run()
    let mapper = IncidentMapper(
      atlas: try Shipped.atlas, selection: selection, threads: threads)
    let sink = MemorySink()
    var writer = try IncidentWriter(
      .geojson, to: [sink], name: "", members: [:], isPretty: false)
    var seen = SeenRecords()
    run.counts = try mapper.map(
      IncidentSource(path: path.path), seen: &seen, report: { run.findings.append($0) },
      emit: { try writer.write($0) })
    try writer.finish()
    run.bytes = sink.bytes
    run.features = try GeoJSONReader.read(sink.bytes, file: "output").features
    return run
  }

  private func text(_ feature: Feature, _ name: String) -> String? {
    feature.properties[name]?.string
  }

  private static let header =
    "id,latitude,longitude,where_prec,where_coordinates,adm_1,adm_2,country,date_start,date_end,"
    + "best,high,low\n"

  private static func withTable<Result>(_ rows: [String], _ body: (URL) throws -> Result) throws
    -> Result
  {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "synthetic-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: path) }
    try Data((header + rows.joined(separator: "\n") + "\n").utf8).write(to: path)
    return try body(path)
  }

  @Test("one, two and seven threads write the same bytes, in the order of the input")
  func threads() throws {
    var generator = SplitMix64(seed: 11)
    let rows = (1...700).map { number in
      let latitude = Double(Int.random(in: 150_000...200_000, using: &generator)) / 10_000
      let longitude = Double(Int.random(in: -40_000...40_000, using: &generator)) / 10_000
      let precision = number % 8
      return "S\(number),\(number % 50 == 0 ? 95 : latitude),\(longitude),\(precision),"
        + "SYNTHETIC,Gao region,,Mali,2024-01-0\(1 + number % 9),,\(number % 5),4,1"
    }
    try Self.withTable(rows) { path in
      let one = try Self.run(path, threads: 1)
      let ids = one.features.map(\.id)
      let numbers = ids.compactMap { $0.flatMap { Int($0.dropFirst()) } }
      #expect(numbers.count == ids.count && numbers == numbers.sorted())
      // where_prec 0 is unknown, and latitude 95 fails where a position is needed.
      let rejected = (1...700).count { number in
        number % 8 == 0 || (number % 50 == 0 && number % 8 != 6 && number % 8 != 7)
      }
      #expect(one.counts.records == 700 && one.counts.rejected == rejected)
      #expect(one.features.count == 700 - rejected)
      #expect(one.counts.features.values.reduce(0, +) == one.features.count)
      for threads in [2, 7] {
        let other = try Self.run(path, threads: threads)
        #expect(other.bytes == one.bytes)
        #expect(other.findings == one.findings)
      }
    }
  }

  @Test("the branches of where_prec on the ground")
  func branches() throws {
    let cases: [(row: String, kind: String, basis: String?, regions: String?)] = [
      ("1,16.27,-0.04,1,SYNTHETIC,,,Mali", "exact", "stated", "Gao 1.000"),
      ("2,16.27,-0.04,2,SYNTHETIC,,,Mali", "near", "stated", "Gao 1.000"),
      ("3,16.27,-0.04,3,SYNTHETIC,Gao region,SYNTHETIC,Mali", "near", "assumed", "Gao 1.000"),
      (
        "4,16.27,-0.04,4,SYNTHETIC,Gao region,,Mali", "area", "stated, area found by name",
        "Gao 1.000"
      ),
      (
        "5,15.92,2.4,4,SYNTHETIC,Menaka region,,Mali", "area", "stated, area found by the point",
        "Gao 1.000"
      ),
      ("6,16.27,-0.04,4,SYNTHETIC,,,Niger", "near", "assumed", nil),
      ("7,16.6,-0.2,5,Gao-Bourem road,,,Mali", "route_section", "stated", "Gao 1.000"),
      ("8,11.5,8.1,5,Kano-Zaria road,,,Nigeria", "between", "stated", "Kano 0.587; Kaduna 0.413"),
      ("9,9.0,7.4,5,Kano-Zaria road,,,Nigeria", "near", "assumed", nil),
      ("10,16.27,-0.04,5,SYNTHETIC desert,,,Mali", "near", "assumed", nil),
      ("11,16.27,-0.04,6,SYNTHETIC,,,DR Congo (Zaire)", "area", "stated, area found by name", nil),
      ("12,16.27,-0.04,7,SYNTHETIC,,,Mali", "unknown", nil, nil),
      ("13,0,0,1,SYNTHETIC,,,Mali", "unknown", nil, nil),
      ("14,0,0,4,SYNTHETIC,Gao region,,Mali", "area", "stated, area found by name", "Gao 1.000"),
      (
        "15,0,0,3,SYNTHETIC,Gao region,SYNTHETIC,Mali", "area", "stated, area found by name",
        "Gao 1.000"
      ),
      ("16,0,0,6,SYNTHETIC,,,Mali", "area", "stated, area found by name", nil),
      (
        "17,31.5,34.45,4,SYNTHETIC,Gaza Strip,,Israel", "area", "stated, area found by name",
        "Gaza Strip 1.000"
      ),
      (
        "18,31.5,34.45,3,SYNTHETIC,Gaza Strip,SYNTHETIC,Israel", "near", "assumed",
        "Gaza Strip 1.000"
      ),
      ("19,42.66,21.16,1,SYNTHETIC,,,Serbia (Yugoslavia)", "exact", "stated", "Priština 1.000"),
      (
        "20,9.53,31.66,4,SYNTHETIC,Upper Nile state,,Sudan", "area", "stated, area found by name",
        "Upper Nile 1.000"
      ),
      ("21,16.27,-0.04,6,SYNTHETIC,,,Atlantis", "area", "stated, area found by the point", nil),
    ]
    try Self.withTable(cases.map { $0.row + ",2024-01-01,,1,1,1" }) { path in
      let run = try Self.run(path, threads: 1)
      #expect(run.features.count == cases.count)
      for (feature, expected) in zip(run.features, cases) {
        #expect(text(feature, "location_kind") == expected.kind, "\(expected.row)")
        #expect(text(feature, "location_basis") == expected.basis, "\(expected.row)")
        if let regions = expected.regions {
          #expect(text(feature, "regions") == regions, "\(expected.row)")
        }
      }
      let codes = run.findings.map { "\($0.record ?? "-") \($0.code)" }
      #expect(
        codes == [
          "6 outside-country", "13 null-island", "14 null-island", "15 null-island",
          "21 country-unknown",
        ])
    }
  }

  @Test("swapped coordinates are doubted where the point is far from the country it names")
  func swapped() throws {
    let rows = [
      // Kyiv with longitude and latitude exchanged lies in Iran.
      "1,30.52,50.45,1,SYNTHETIC,,,Ukraine", "2,50.45,30.52,1,SYNTHETIC,,,Ukraine",
      // Goma, exchanged: far from the DR Congo, but near a border of other regions.
      "3,29.22,-1.68,1,SYNTHETIC,,,DR Congo (Zaire)",
      // 8 km over the border of the country named: a slip, not a swap.
      "4,36.6,37.2,1,SYNTHETIC,,,Turkey", "5,36.2,37.16,2,SYNTHETIC,,,Syria",
    ]
    try Self.withTable(rows.map { $0 + ",2024-01-01,,1,1,1" }) { path in
      let run = try Self.run(path, threads: 1)
      let doubted = run.findings.filter { $0.code == "coordinates-swapped" }.map(\.record)
      #expect(doubted == ["1", "3"])
      #expect(run.findings.allSatisfy { $0.severity == .warning && !$0.rejectsRow })
    }
  }

  @Test("a selection counts what it leaves out, and what it leaves out for want of a date")
  func selection() throws {
    var selection = Selection()
    selection.days = (Day("2024-01-02"), nil)
    selection.vicinities = [.init(center: at(-0.04, 16.27), withinMeters: 25_000)]
    let rows = [
      "1,16.27,-0.04,1,SYNTHETIC,,,Mali,2024-01-02,,1,1,1",
      "2,16.27,-0.04,1,SYNTHETIC,,,Mali,2024-01-01,,1,1,1",
      "3,16.27,-0.04,1,SYNTHETIC,,,Mali,,,1,1,1",
      "4,12.6,-8.0,1,SYNTHETIC,,,Mali,2024-01-02,,1,1,1",
    ]
    try Self.withTable(rows) { path in
      let run = try Self.run(path, threads: 2, selection: selection)
      #expect(run.features.map(\.id) == ["1"])
      #expect(run.counts.notSelected == 3 && run.counts.undated == 1 && run.counts.records == 4)
    }
  }

  // MARK: Files as published

  /// By pandas and shapely 2.2: rows of where_prec 1, those with an `adm_1`, and those where it
  /// begins with the name of the region that covers the point.
  @Test(
    "published files: every record is there, and points agree with adm_1 as shapely says",
    .enabled(if: fieldData("data/ucdp/nigeria_1990_2019_hdx.csv") != nil),
    arguments: [
      ("nigeria_1990_2019_hdx.csv", 4603, 2628, 2627, 2439),
      ("GEDEvent_v26_0_4.csv", 1675, 853, 853, 548),
      ("global_sample1000_v23.csv", 1000, 475, 460, 278),
    ])
  func published(_ name: String, _ rows: Int, _ exact: Int, _ given: Int, _ agreeing: Int) throws {
    let path = try #require(fieldData("data/ucdp/\(name)"))
    let run = try Self.run(path, threads: 2)
    #expect(run.features.count == rows && Set(run.features.map(\.id)).count == rows)
    let points = run.features.filter { text($0, "location_kind") == "exact" }
    #expect(points.count == exact)
    let reported = points.filter { text($0, "admin1_reported") != nil }
    #expect(reported.count == given)
    let agree = reported.count { feature in
      guard let region = text(feature, "admin1"), let stated = text(feature, "admin1_reported")
      else {
        return false
      }
      return stated.hasPrefix(region + " ")
    }
    #expect(agree == agreeing)
    // Shares to three decimals add up to 1.000 in every record that has any.
    for feature in run.features {
      guard let shares = text(feature, "regions") else { continue }
      let sum = shares.split(separator: "; ").reduce(0.0) {
        $0 + (Double($1.split(separator: " ").last ?? "") ?? .nan)
      }
      #expect(abs(sum - 1) < 1e-9, "\(feature.id ?? "") \(shares)")
    }
  }
}
