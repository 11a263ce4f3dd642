import Datasets
import GeoFormats
import IncidentMapping
import SimpleFeatures
import TestSupport
import Testing

@Suite("Differences between two releases")
struct ReleaseDifferenceTests {
  private static let header =
    "id,latitude,longitude,where_prec,where_coordinates,country,date_start,best\n"

  private static func row(_ id: Int, place: String = "SYNTHETIC", best: String = "1") -> String {
    "\(id),16.27,-0.04,1,\(place),Mali,2024-01-01,\(best)\n"
  }

  private func compare(_ old: String, _ new: String, threads: Int = 2) throws -> (
    difference: ReleaseDifference, changes: [ReleaseDifference.Change], findings: [String]
  ) {
    func source(_ text: String, _ name: String) throws -> IncidentSource {
      try IncidentSource(
        bytes: Array(text.utf8), name: name, options: IncidentSource.Options(columns: .text))
    }
    var changes: [ReleaseDifference.Change] = []
    var findings: [String] = []
    let difference = try ReleaseDifference(
      from: try source(old, "old"), to: try source(new, "new"), on: try Shipped.atlas,
      threads: threads, report: { findings.append($0.code) }, emit: { changes.append($0) })
    return (difference, changes, findings)
  }

  @Test("records are matched by their id and compared field by field, in the new order")
  func tables() throws {
    let old = Self.header + Self.row(1) + Self.row(2) + Self.row(3)
    let new =
      Self.header + Self.row(4) + Self.row(3, place: "SYNTHETIC two", best: "")
      + Self.row(1)
    let (difference, changes, findings) = try compare(old, new)
    let told = changes.map { "\($0.kind.rawValue) \($0.id) \($0.field ?? "-")" }
    #expect(
      told == ["added 4 -", "changed 3 where_coordinates", "changed 3 best", "removed 2 -"])
    #expect(changes[1].old == .string("SYNTHETIC") && changes[1].new == .string("SYNTHETIC two"))
    #expect(changes[2].old == .string("1") && changes[2].new == nil)
    #expect(difference.added == 1 && difference.removed == 1)
    #expect(difference.changed == 1 && difference.same == 1 && difference.errors == 0)
    #expect(findings.isEmpty)
  }

  @Test("a release compared with itself shows nothing; rows that cannot be read are said")
  func same() throws {
    let text = Self.header + Self.row(1) + "2,91,0,1,SYNTHETIC,Mali,2024-01-01,1\n"
    let (difference, changes, findings) = try compare(text, text)
    #expect(changes.isEmpty && difference.same == 1 && difference.errors == 2)
    #expect(findings == ["latitude-out-of-range", "latitude-out-of-range"])
  }

  @Test("documents are compared by the properties a map would show")
  func documents() throws {
    func document(_ toll: String) -> String {
      "balise: 1\nincident: {id: SYNTHETIC-1, place: {area: Kidal}, claims: "
        + "[{source: SYNTHETIC, stance: alleges, toll: \"\(toll)\"}]}\n"
    }
    let (_, changes, _) = try compare(document(">=24"), document("24-30"))
    #expect(changes.map(\.field) == ["killed_max", "killed_open", "claims"])
    #expect(Set(changes.map(\.id)) == ["SYNTHETIC-1"])
  }

  /// SYNTHETIC rows by their identifiers, in order: the values of `columns`.
  private typealias Table = [(id: Int, values: [String: String])]

  private static let columns = [
    "latitude", "longitude", "where_prec", "where_coordinates", "country", "date_start", "low",
    "best", "high", "note",
  ]

  private static func text(_ table: Table, _ columns: [String]) -> String {
    func field(_ text: String) -> String {
      text.contains { ",\"\n".contains($0) }
        ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }
    return (["id"] + columns).joined(separator: ",") + "\n"
      + table.map { row in
        (["\(row.id)"] + columns.map { field(row.values[$0] ?? "") }).joined(separator: ",") + "\n"
      }.joined()
  }

  @Test("seeded releases: what a comparison by dictionaries finds, for any number of threads")
  func seeded() throws {
    let seed: UInt64 = 20_261_130
    var generator = SplitMix64(seed: seed)
    let notes = [
      "", "a", "a \"b\", c", "two\nlines", "é\u{1F30D}", String(repeating: "x", count: 900),
    ]
    func row() -> [String: String] {
      // Rows in order, out of order, and such as cannot be taken the fast way.
      [
        "latitude": ["16.27", "-1.5", "12"].randomElement(using: &generator)!,
        "longitude": ["-0.04", "30", "7.25"].randomElement(using: &generator)!,
        "where_prec": ["1", "2", "3", "6", "7"].randomElement(using: &generator)!,
        "where_coordinates": notes.randomElement(using: &generator)!,
        "country": ["Mali", "", "Yemen (North Yemen)"].randomElement(using: &generator)!,
        "date_start": ["2024-01-01", "00:00.0"].randomElement(using: &generator)!,
        "low": "1", "best": ["1", "5", ""].randomElement(using: &generator)!, "high": "3",
        "note": notes.randomElement(using: &generator)!,
      ]
    }
    let old: Table = (0..<4000).map { ($0, row()) }
    var new: Table = []
    for (id, values) in old where Int.random(in: 0..<20, using: &generator) > 0 {
      var values = values
      if Int.random(in: 0..<4, using: &generator) == 0 {
        // Values that do not lose the row.
        let name = Self.columns.randomElement(using: &generator)!
        let isPlace = ["latitude", "longitude", "where_prec"].contains(name)
        values[name] = isPlace ? "1" : notes.randomElement(using: &generator)!
      }
      new.append((id, values))
      if Int.random(in: 0..<50, using: &generator) == 0 { new.append((10_000 + id, row())) }
    }
    for columns in [Self.columns, Self.columns.reversed() + ["added"]] {
      let known = Dictionary(uniqueKeysWithValues: old.map { ($0.id, $0.values) })
      var expected: [String] = []
      for (id, values) in new {
        guard let before = known[id] else {
          expected.append("added \(id)")
          continue
        }
        for name in columns where values[name] ?? "" != before[name] ?? "" {
          expected.append(
            "changed \(id) \(name) \(before[name] ?? "") -> \(values[name] ?? "")")
        }
      }
      let kept = Set(new.map(\.id))
      expected += old.filter { !kept.contains($0.id) }.map { "removed \($0.id)" }
      for threads in [1, 3] {
        let (difference, changes, _) = try compare(
          Self.text(old, Self.columns), Self.text(new, columns), threads: threads)
        let found = changes.map { change in
          "\(change.kind.rawValue) \(change.id)"
            + (change.field.map {
              " \($0) \(change.old?.string ?? "") -> \(change.new?.string ?? "")"
            } ?? "")
        }
        // Fields that are gone come behind those that are there: told apart by record only.
        #expect(found.sorted() == expected.sorted(), "seed \(seed), \(threads) threads")
        #expect(
          found.map { $0.split(separator: " ").prefix(2) }
            == expected.map { $0.split(separator: " ").prefix(2) })
        #expect(difference.added + difference.changed + difference.same == new.count)
      }
    }
  }
}
