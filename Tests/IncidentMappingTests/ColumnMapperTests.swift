import Datasets
import Foundation
import GeoFormats
import Incidents
import SimpleFeatures
import TestSupport
import Testing

@testable import IncidentMapping

/// The one pass from text to features against the reader, the model and the encoder, which share
/// no code with it. Made-up rows are SYNTHETIC: nothing in them happened.
@Suite("Columns alone")
struct ColumnMapperTests {
  /// Without places in no country (7), which as incidents have no coordinate.
  private static func table(seed: Int, rows: Int) -> [UInt8] {
    var choices = PlainFeaturesTests.choices
    choices["where_prec"] = ["1", "1.0", "2", "3", "4", "5", "6", "8", ""]
    return PlainFeaturesTests.table(seed: seed, rows: rows, choices: choices)
  }

  private static func source(_ bytes: [UInt8]) throws -> IncidentSource {
    try IncidentSource(bytes: bytes, name: "synthetic.csv", options: .init(columns: .typed))
  }

  private static func fast(_ bytes: [UInt8], _ columns: KeptColumns, threads: Int) throws
    -> (text: String, findings: [String], counts: MappingCounts)
  {
    let sink = MemorySink()
    var writer = try IncidentWriter(.geojson, to: [sink], name: "", members: [:], isPretty: false)
    var seen = SeenRecords()
    var findings: [String] = []
    let counts = try ColumnMapper(columns: columns, threads: threads).map(
      try source(bytes), seen: &seen,
      report: { if isCompared($0, columns) { findings.append("\($0)") } }, note: { _ in },
      emit: { try writer.write($0) })
    try writer.finish()
    return (sink.text, findings, counts)
  }

  private static func slow(_ bytes: [UInt8], _ columns: KeptColumns) throws
    -> (text: String, findings: [String])
  {
    let sink = MemorySink()
    var writer = try GeoJSONWriter(to: sink)
    var findings: [String] = []
    let source = try source(bytes)
    while let batch = try source.next() {
      let (incidents, found) = batch.read()
      findings += found.filter { isCompared($0, columns) }.map { "\($0)" }
      for incident in incidents {
        var properties = Properties()
        columns.append(incident.extra, to: &properties)
        try writer.write(
          Feature(
            id: incident.id, geometry: incident.place.codedPoint.map(Geometry.point),
            properties: properties))
      }
    }
    try writer.finish()
    return (sink.text, findings)
  }

  /// Repeats are found behind the rows, and columns that are not kept are looked at only in rows that
  /// are not plain.
  private static func isCompared(_ finding: Diagnostic, _ columns: KeptColumns) -> Bool {
    finding.code != "id-repeated"
      && (finding.code != "column-type" || columns.contains(finding.column ?? ""))
  }

  private static func compare(_ bytes: [UInt8], _ comment: String) throws {
    for columns in [KeptColumns.all, .named(["unknown_text", "best", "latitude"])] {
      let slow = try slow(bytes, columns)
      for threads in [1, 3] {
        let fast = try fast(bytes, columns, threads: threads)
        #expect(fast.text == slow.text, "\(comment)")
        #expect(fast.findings == slow.findings, "\(comment)")
        let counts = fast.counts
        #expect(counts.records == counts.unresolved + counts.rejected, "\(comment)")
      }
    }
  }

  @Test("seeded hostile rows", arguments: 0..<10)
  func hostile(seed: Int) throws {
    try Self.compare(Self.table(seed: seed, rows: 300), "seed \(seed)")
  }

  @Test("seeded damage to the bytes of a table", arguments: 0..<12)
  func damaged(seed: Int) throws {
    var generator = SplitMix64(seed: UInt64(seed))
    // Some tables are longer than the pieces in which a file is read.
    var bytes = Self.table(seed: seed, rows: seed % 6 == 0 ? 7_000 : 300)
    let start = (bytes.firstIndex(of: 0x0A) ?? 0) + 1
    let pieces: [[UInt8]] = [
      [0x22], [0x22, 0x22], [0x0A], [0x0D], [0x0D, 0x0A], [0], [0xFF], [0xC3], [0x2C], [0x5C],
      [0x0A, 0x0A], [0x22, 0x2C, 0x22], [0x2C, 0x22, 0x22, 0x2C], [0x1F], [0xE2, 0x82],
    ]
    for _ in 0..<Int.random(in: 1...6, using: &generator) {
      let place = Int.random(in: start..<bytes.count, using: &generator)
      let length = Int.random(in: 0...1, using: &generator)
      bytes.replaceSubrange(
        place..<min(bytes.count, place + length),
        with: pieces.randomElement(using: &generator) ?? [])
    }
    try Self.compare(bytes, "seed \(seed)")
  }

  @Test("lines that end in CRLF, blank lines, and columns separated otherwise", arguments: 0..<4)
  func forms(seed: Int) throws {
    let text = String(
      decoding: Self.table(seed: seed, rows: 200), as: UTF8.self)
    try Self.compare(Array(text.replacing("\n", with: "\r\n").utf8), "CRLF, seed \(seed)")
    try Self.compare(Array(text.replacing("\nS", with: "\n\r\n\nS").utf8), "blank, seed \(seed)")
    try Self.compare(Array((text + "\n").utf8), "seed \(seed)")
    try Self.compare(
      Array("\u{FEFF}\(text.replacing(",", with: "\t"))".utf8), "tabs, seed \(seed)")
  }

  @Test("a column name longer than the slots of names, and more columns than one row can hold")
  func longNames() throws {
    let name = String(repeating: "SYNTHETIC_", count: 30)
    let header =
      "id,latitude,longitude,where_prec,country,date_start,best,high,low,type_of_violence"
    let row = "SYNTHETIC 1,16.27,-0.04,1,Mali,2024-03-05,3,3,3,1"
    let many = (0..<3_000).map { ",\(name)\($0)" }.joined()
    let values = (0..<3_000).map { $0 % 3 == 0 ? "," : ",SYNTHETIC \($0)" }.joined()
    try Self.compare(
      Array("\(header)\(many)\n\(row)\(values)\n\(row)\(values)\n".utf8), "long names")
  }

  @Test(
    "published files",
    .enabled(if: fieldData("data/ucdp/nigeria_1990_2019_hdx.csv") != nil),
    arguments: ["nigeria_1990_2019_hdx.csv", "GEDEvent_v26_0_4.csv"])
  func published(name: String) throws {
    let bytes = Array(try Data(contentsOf: try #require(fieldData("data/ucdp/\(name)"))))
    try Self.compare(bytes, name)
  }
}
