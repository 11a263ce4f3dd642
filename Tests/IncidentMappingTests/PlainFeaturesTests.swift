import Datasets
import Foundation
import GeoFormats
import SimpleFeatures
import TestSupport
import Testing

@testable import IncidentMapping

/// The fast way from a table to features against the way through `Incident`, which says what a
/// feature is. Made-up rows are SYNTHETIC: nothing in them happened.
@Suite("Plain rows")
struct PlainFeaturesTests {
  private static func run(
    _ bytes: [UInt8], plain: Bool, threads: Int = 1, columns: KeptColumns = .all,
    properties: PropertyChoice = .all, style: GeometryStyle = .place
  ) throws -> (bytes: [UInt8], findings: [String], kinds: [ResolvedPlace.Kind: Int]) {
    var mapper = IncidentMapper(
      atlas: try Shipped.atlas, style: style, columns: columns, properties: properties,
      threads: threads)
    mapper.takesPlainRows = plain
    let sink = MemorySink()
    var writer = try IncidentWriter(
      .geojson, to: [sink], name: "", members: [:], isPretty: false)
    var seen = SeenRecords()
    var findings: [String] = []
    let source = try IncidentSource(
      bytes: bytes, name: "synthetic.csv",
      options: .init(columns: columns == .none ? .none : .typed))
    let counts = try mapper.map(
      source, seen: &seen, report: { findings.append("\($0)") }, emit: { try writer.write($0) })
    try writer.finish()
    return (sink.bytes, findings, counts.features)
  }

  private static let columns = [
    "id", "type_of_violence", "conflict_name", "dyad_name", "side_a", "source_article",
    "source_original", "where_prec", "where_coordinates", "adm_1", "adm_2", "latitude",
    "longitude", "country", "date_prec", "date_start", "date_end", "best", "high", "low",
    "number_of_sources", "unknown_number", "unknown_text",
  ]

  static let choices: [String: [String]] = [
    "type_of_violence": ["1", "2", "3", "3.0", "3", "4", "", "x"],
    "source_article": [
      "SYNTHETIC one", "\"SYNTHETIC one\";\"SYNTHETIC, two\"", "\"SYNTHETIC", "\"\"", "\"",
      "\"SYNTHETIC\";\"\";\"b\"", "\";\"", "\"\";\"\"",
    ],
    "where_prec": ["1", "1", "1.0", "2", "2", "3", "4", "5", "6", "7", "8", ""],
    "adm_1": ["Gao region", "Kidal region", "", "Borno state"],
    "where_coordinates": ["SYNTHETIC", "Gao-Bourem road", "", "SYNTHETIC \u{1F30D}\t\"x\""],
    "latitude": ["16.27", "16.270000", "-0.5", "0", "95", "16.1234567", "1e1", ".5", "16.", "x"],
    "longitude": ["-0.04", "0", "1.5", "-1.2345678", "181", "-179.99", "00.5"],
    "country": ["Mali", "Nigeria", "", "Atlantis"],
    "date_prec": ["1", "2", "3", "4", "5", "", "9"],
    "date_start": [
      "2024-03-05", "2024-03-05 00:00:00.000", "2024-02-30", "05.03.2024", "2024-03-01",
      "2024-03-05x",
    ],
    "date_end": ["2024-03-05", "2024-03-31", "2024-03-11", "", "2024-03-01"],
    "best": ["3", "3.0", "0", "", "-1", "1000000000"], "high": ["5", "5", "2", "7.0"],
    "low": ["2", "2", "9", "0"],
    "number_of_sources": ["1", "-1", "1.0", "007", "-0", "0", "1.5", "x", "1234567890123456"],
    "unknown_number": ["1.5", "2", "-0.0001", "0.5", "-0.5", "0.0", "-0", "100.0", "1e5", "3."],
  ]

  static func table(seed: Int, rows: Int, choices: [String: [String]] = choices) -> [UInt8] {
    var generator = SplitMix64(seed: UInt64(seed))
    let pieces = [
      "SYNTHETIC", "\"", "\\", "é", "\u{1F30D}", "\n", "\t", " ", "a", "\u{2028}", ";",
      "\u{7F}", "0123456", ",",
    ]
    let lines = (1...rows).map { number in
      columns.map { column -> String in
        if column == "id" { return "S\(number)\(number % 9 == 0 ? ".0" : "")" }
        let text =
          choices[column]?.randomElement(using: &generator)
          ?? (0..<Int.random(in: 0...9, using: &generator)).map { _ in
            pieces.randomElement(using: &generator) ?? ""
          }.joined()
        return text.contains { "\",\n".contains($0) }
          ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
      }.joined(separator: ",")
    }
    return Array((columns.joined(separator: ",") + "\n" + lines.joined(separator: "\n")).utf8)
  }

  @Test("seeded hostile rows give the same bytes and findings both ways", arguments: 0..<12)
  func hostile(seed: Int) throws {
    let table = Self.table(seed: seed, rows: 400)
    let style: GeometryStyle = seed % 2 == 0 ? .place : .point
    let slow = try Self.run(table, plain: false, style: style)
    for threads in [1, 3] {
      let fast = try Self.run(table, plain: true, threads: threads, style: style)
      #expect(fast.bytes == slow.bytes, "seed \(seed)")
      #expect(fast.findings == slow.findings && fast.kinds == slow.kinds, "seed \(seed)")
    }
    let kept = KeptColumns.named(["unknown_text", "best", "latitude"])
    let some = try Self.run(table, plain: true, columns: kept, properties: .none, style: style)
    let same = try Self.run(table, plain: false, columns: kept, properties: .none, style: style)
    #expect(some.bytes == same.bytes, "seed \(seed)")
  }

  @Test(
    "published files give the same bytes both ways",
    .enabled(if: fieldData("data/ucdp/nigeria_1990_2019_hdx.csv") != nil),
    arguments: [
      "nigeria_1990_2019_hdx.csv", "GEDEvent_v26_0_4.csv", "global_sample1000_v23.csv",
    ])
  func published(name: String) throws {
    let bytes = Array(try Data(contentsOf: try #require(fieldData("data/ucdp/\(name)"))))
    let slow = try Self.run(bytes, plain: false)
    let fast = try Self.run(bytes, plain: true, threads: 2)
    #expect(fast.bytes == slow.bytes && fast.findings == slow.findings)
  }

  @Test("own columns have one type each, and a value of another is kept and said")
  func types() throws {
    let text = """
      id,latitude,longitude,where_prec,country,date_start,best,high,low,code,share,zip
      1,16.27,-0.04,1.0,Mali,2024-03-05,3.0,3,3,7,0.50,007
      2,16.27,-0.04,1.0,Mali,2024-03-05,3.0,3,3,8,2,12
      SYNTHETIC,16.27,-0.04,1.0,Mali,2024-03-05,3,3,3,9,1e2,12

      """
    let run = try Self.run(Array(text.utf8), plain: true, properties: .none)
    let features = try GeoJSONReader.read(run.bytes, file: "output").features
    let precisions = features.map { $0.properties["src_where_prec"] }
    #expect(precisions == [.integer(1), .integer(1), .integer(1)])
    #expect(features.map { $0.properties["src_code"] } == [.integer(7), .integer(8), .integer(9)])
    #expect(features[0].properties["src_share"] == .number(0.5))
    #expect(features[0].properties["src_zip"] == .string("007"))
    #expect(features[2].properties["src_id"] == .string("SYNTHETIC"))
    #expect(run.findings.count == 1 && run.findings[0].contains("whole numbers"))
    #expect(features[0].properties.members.allSatisfy { $0.name.hasPrefix("src_") })
  }
}
