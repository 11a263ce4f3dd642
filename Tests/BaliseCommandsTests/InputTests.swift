import Foundation
import TestSupport
import Testing

/// A faulty input on standard input: what standard error must say, and the exit status.
struct FaultyInput: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var bytes: [UInt8]
  var status: Int32
  var says: [String]

  init(_ name: String, _ text: String, status: Int32, says: String...) {
    self.init(name, Array(text.utf8), status: status, says: says)
  }

  init(_ name: String, _ bytes: [UInt8], status: Int32, says: [String]) {
    testDescription = name
    self.bytes = bytes
    self.status = status
    self.says = says
  }
}

@Suite struct InputTests {
  @Test(arguments: [
    Refusal(
      "map", "nothing.csv", status: 1,
      says: ["Error: cannot read \"nothing.csv\": there is no such file or folder; check the path"]),
    Refusal(
      "map", ".", status: 1,
      says: ["Error: cannot read \".\": it is a folder without files", "name a file"]),
    Refusal("map", "", status: 1, says: ["cannot read \"\": the name is empty"]),
    Refusal("check", "nothing.csv", status: 1, says: ["there is no such file or folder"]),
    Refusal(
      "map", "check_geojson.py", status: 1,
      says: ["not recognised", "balise: 1", "where_prec", "--input-format"]),
    Refusal(
      "map", "Inputs/ged-synthetic.csv", "--format", "balise", status: 1,
      says: ["Inputs/ged-synthetic.csv:1:1: should be a mapping"]),
    Refusal(
      "map", "Inputs/places.yaml", "--format", "ucdp-ged", status: 1,
      says: ["columns are missing: id, latitude, longitude, where_prec"]),
    Refusal(
      "map", "Inputs/own-synthetic.csv", status: 1, says: ["balise check --suggest-mapping"]),
    Refusal(
      "check", "Inputs/places.yaml", "--suggest-mapping", status: 1,
      says: ["its first line does not name several columns"]),
    Refusal(
      "check", "--suggest-mapping", "a.csv", "b.csv", status: 64,
      says: ["--suggest-mapping takes one table"]),
    Refusal(
      "map", "a.csv", "b.csv", "--claims", "c.csv", status: 64,
      says: ["--claims goes with one table"]),
    Refusal(
      "map", "Inputs/own-synthetic.csv", "--mapping", "Inputs/own-faulty-mapping.yaml", status: 1,
      says: [
        "Inputs/own-faulty-mapping.yaml:3:1: dat: the key \"dat\" is not known",
        "4:11: latitude: says nothing without longitude", "did you mean \"separator\"?",
        "title takes one column",
      ]),
    Refusal(
      "map", "Inputs/own-synthetic.csv", "--mapping", "Inputs/own-unknown-column.yaml", status: 1,
      says: [
        "Inputs/own-unknown-column.yaml:3:7: date: Inputs/own-synthetic.csv has no column "
          + "\"Dates\"; did you mean \"Date\"?", "no column \"Endroit\"; its columns are Réf, Date",
      ]),
    Refusal(
      "map", "Inputs/ged-synthetic.csv", "--claims", "Inputs/founding-claims.csv", status: 1,
      says: ["claims of their own go with a table of your own"]),
    Refusal(
      "map", "Inputs/ged-synthetic.csv", "--keep", "side_a,sidebar", status: 1,
      says: ["no column \"sidebar\"", "side_a, side_b"]),
  ])
  func `an input that cannot be read is said`(refusal: Refusal) throws { try refusal.check() }

  @Test func `noise, whatever its bytes, is refused without a crash`() throws {
    var generator = SplitMix64(seed: 20_250_217)
    for round in 0..<12 {
      var bytes = (0..<Int.random(in: 1...5000, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
      // Half of the rounds begin like a document, so that the readers are reached.
      if round % 2 == 1 { bytes = Array("balise: 1\nincident: {".utf8) + bytes }
      let run = try balise(["map", "-"], input: bytes)
      #expect(run.status == 1, "seed 20250217, round \(round): \(run.messages.prefix(300))")
      #expect(run.output.isEmpty)
      #expect(!run.messages.isEmpty)
    }
  }

  @Test(arguments: documents)
  func `a faulty document is refused with line, column and path`(fault: FaultyInput) throws {
    let run = try balise(["map", "-"], input: fault.bytes)
    #expect(run.status == fault.status, "\(run.messages)")
    for words in fault.says { #expect(run.messages.contains(words), "\(run.messages)") }
    if fault.status == 1 { #expect(run.output.isEmpty) }
    let checked = try balise(["check", "-"], input: fault.bytes)
    #expect(checked.status == 3, "\(checked.messages)")
    #expect(
      checked.text.contains("document-problem: ") || checked.text.contains("place-not-found: "))
  }

  private static func incident(_ text: String) -> String {
    "balise: 1\nincident: { id: synthetic, \(text) }\n"
  }

  private static let documents = [
    FaultyInput(
      "unknown key", incident("titel: x"), status: 1,
      says: "2:28: incident.titel: the key \"titel\" is not known; did you mean \"title\"?"),
    FaultyInput(
      "EDTF nonsense", incident("date: 2024-02-30"), status: 1,
      says: "incident.date: the date \"2024-02-30\"", "character 9"),
    FaultyInput(
      "negative toll", incident("claims: [{ source: S, stance: alleges, toll: -2 }]"), status: 1,
      says: "incident.claims[0].toll: should be a whole number of 0 to 999999999, but is -2"),
    FaultyInput(
      "min above max",
      incident("claims: [{ source: S, stance: alleges, toll: { min: 5, max: 2 } }]"), status: 1,
      says: "incident.claims[0].toll: the toll is out of order", "5 is above 2"),
    FaultyInput(
      "latitude 91", incident("place: { exact: { lon: 1, lat: 91 } }"), status: 1,
      says: "incident.place.exact.lat: should be a latitude of -90 to 90 degrees, but is 91"),
    FaultyInput(
      "unclosed bracket", "balise: 1\nincident: { id: a", status: 1, says: "not well-formed YAML"),
    FaultyInput(
      "JSON with a comma too many", "{\"balise\": 1, \"incident\": {\"id\": \"a\",}}", status: 1,
      says: "standard input:1:38: "),
    FaultyInput(
      "truncated JSON", "{\"balise\": 1, \"incident\": {\"id\": \"a\"", status: 1,
      says: "standard input:1:"),
    FaultyInput(
      "not UTF-8", Array("balise: 1\nincident: { id: \"".utf8) + [0xFF] + Array("\" }".utf8),
      status: 1, says: ["2:18: this is not text in UTF-8"]),
    FaultyInput("zero byte", incident("title: \"a\0b\""), status: 1, says: "control character"),
    FaultyInput(
      "wrong version", "balise: 7\nincident: { id: a }", status: 1, says: "1:9: balise: should be 1"
    ),
    FaultyInput(
      "no such route",
      incident("place: { route_section: { route: gao-adra, from: Gao, to: Tessalit } }"), status: 3,
      says: "No route is called \"gao-adra\". The nearest names are: gao-adrar;"),
    FaultyInput(
      "no such stop",
      incident("place: { route_section: { route: gao-adrar, from: Gao, to: Tesalit } }"), status: 3,
      says: "no stop \"Tesalit\"; the nearest names are \"Tessalit\""),
    FaultyInput(
      "no such place", incident("place: { near: { center: Gaoooo, radius_km: 5 } }"), status: 3,
      says: "No place called \"Gaoooo\""),
    FaultyInput(
      "no such area", incident("place: { area: Kidall }"), status: 3, says: "\"Kidall\""),
  ]

  @Test(arguments: tables)
  func `a faulty table is mapped as far as it goes, and every loss is said`(fault: FaultyInput)
    throws
  {
    let run = try balise(["map", "-"], input: fault.bytes)
    #expect(run.status == fault.status, "\(run.messages)")
    for words in fault.says { #expect(run.messages.contains(words), "\(run.messages)") }
    if fault.status == 1 { #expect(run.output.isEmpty) }
  }

  private static let header = """
    id,year,type_of_violence,where_prec,where_coordinates,adm_1,latitude,longitude,country,\
    date_prec,date_start,date_end,low,best,high
    """

  private static func table(_ rows: String...) -> String {
    ([header] + rows).joined(separator: "\n") + "\n"
  }

  private static func row(
    _ id: Int, latitude: String = "16.3", longitude: String = "-0.05", country: String = "Mali",
    date: String = "2024-01-02", low: String = "1", name: String = "SYNTHETIC place"
  ) -> String {
    "\(id),2024,3,1,\(name),,\(latitude),\(longitude),\(country),1,\(date),\(date),\(low),1,1"
  }

  private static let tables = [
    FaultyInput("only blanks", "  \n\n", status: 1, says: "not recognised"),
    FaultyInput("empty", "", status: 1, says: "cannot read \"standard input\": the file is empty"),
    FaultyInput("wrong columns", "a,b\n1,2\n", status: 1, says: "not recognised"),
    FaultyInput(
      "a column is missing", "id,latitude,where_prec,country,date_start\n", status: 1,
      says: "these columns are missing: longitude"),
    FaultyInput(
      "header only", header + "\n", status: 0, says: "csv-no-records",
      "0 records in; 0 features out"),
    FaultyInput(
      "truncated last row", table(row(1), String(row(2).prefix(20))), status: 3,
      says: "standard input:3: the row has 5 fields where 15 are expected; row left out",
      "2 records in; 1 feature out (1 exact); 1 rejected"),
    FaultyInput(
      "too many fields", table(row(1) + ",x", row(2)), status: 3, says: "standard input:2: ",
      "16 fields where 15 are expected"),
    FaultyInput(
      "unclosed quote", table(row(1), row(2, name: "\"SYNTHETIC"), row(3)), status: 3,
      says: "standard input:3: ", "a quote opens a field here and is not closed"),
    FaultyInput(
      "latitude 91", table(row(1, latitude: "91"), row(2)), status: 3,
      says: "standard input:2: record 1: column latitude: \"91\"", "row left out",
      "2 records in; 1 feature out (1 exact); 1 rejected"),
    FaultyInput(
      "latitude nan", table(row(1, latitude: "nan"), row(2)), status: 3,
      says: "column latitude: \"nan\": not a number of degrees"),
    FaultyInput(
      "latitude and longitude swapped",
      table(row(1, latitude: "67.7", longitude: "34.5", country: "Afghanistan")), status: 0,
      says: "coordinates-swapped", "1 feature out (1 exact); 0 rejected; 1 warning"),
    FaultyInput(
      "0/0", table(row(1, latitude: "0", longitude: "0")), status: 3, says: "null-island",
      "1 feature out (1 unknown)"),
    FaultyInput(
      "negative toll", table(row(1, low: "-3")), status: 3,
      says: "column low: \"-3\": a number of dead cannot be negative; value left out"),
    FaultyInput(
      "a toll beyond all numbers", table(row(1, low: "99999999999999999999")), status: 3,
      says: "toll-unreadable"),
    FaultyInput(
      "a day that does not exist", table(row(1, date: "2023-02-29")), status: 3,
      says: "date-damaged", "kept as the year 2024"),
    FaultyInput(
      "not UTF-8",
      Array(table(row(1, name: "SYNTHETIC \u{E9}\u{E9}\u{E9}\u{E9}\u{E9} Y")).utf8)
        .map { $0 == UInt8(ascii: "Y") ? 0xFF : $0 }, status: 3,
      says: ["standard input:2: column where_coordinates", "csv-not-utf8"]),
    FaultyInput(
      "Windows-1252", Array(table(row(1)).utf8).map { $0 == UInt8(ascii: "Y") ? 0xE9 : $0 },
      status: 0, says: ["encoding-windows-1252"]),
    FaultyInput(
      "a long value", table(row(1, name: String(repeating: "x", count: 2_000_000))), status: 0,
      says: "1 record in; 1 feature out"),
    FaultyInput(
      "a record without end", table(row(1, name: String(repeating: "x", count: 18 << 20)), row(2)),
      status: 3, says: "csv-record-too-long", "2 records in; 1 feature out (1 exact); 1 rejected"),
  ]

  @Test func `several inputs stand in one collection, in the order given`() throws {
    let run = try balise(["map", "Inputs/incidents.json", "-"], input: inputBytes("places.yaml"))
    #expect(run.status == 0)
    #expect(run.messages.contains("22 records in; 22 features out"))
    let first = try #require(run.text.firstRange(of: "synthetic-json-1"))
    let second = try #require(run.text.firstRange(of: "synthetic-exact"))
    #expect(first.lowerBound < second.lowerBound)
  }

  @Test func `check goes on after a faulty document`() throws {
    let run = try balise(["check", "Inputs/faults.yaml", "Inputs/ged-faults.csv"])
    #expect(run.status == 3)
    #expect(run.text.contains("\ndocument-problem: 8 errors\n"))
    #expect(run.text.contains("\nnull-island: 1 error\n"))
  }

  @Test func `an input that cannot be read is a finding of check, and the others are read`() throws
  {
    try inTemporaryFolder { folder in
      try write("name;town\nSYNTHETIC;Gao\n", to: "other.csv", in: folder)
      try write("balise: 1\nincident: [\n", to: "broken.yaml", in: folder)
      let well = testFolder.appending(path: "Inputs/ged-synthetic.csv").path
      let inputs = ["nothing.csv", "other.csv", "broken.yaml", well]
      let run = try balise(["check"] + inputs, folder: folder)
      #expect(run.status == 3, "\(run.messages)")
      #expect(run.text.contains("\ninput-unreadable: 2 errors\n"), "\(run.text)")
      #expect(run.text.contains("  nothing.csv: there is no such file or folder; check the path\n"))
      #expect(run.text.contains("  other.csv: not recognised"))
      #expect(run.text.contains("\ndocument-problem: 1 error\n"))
      let none = try balise(["check", "nothing.csv", "other.csv"], folder: folder)
      #expect(none.status == 1)
      #expect(none.messages.contains("Error: cannot read \"nothing.csv\""))
      #expect(none.messages.contains("Error: cannot read \"other.csv\""))
    }
  }

  @Test func `the table of check is one JSON object too`() throws {
    let run = try balise(
      ["check", "Inputs/ged-faults.csv", "Inputs/unknown-names.yaml", "--output-format", "json"])
    #expect(run.status == 3)
    let object = try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any]
    #expect(
      object?["files"] as? [String] == ["Inputs/ged-faults.csv", "Inputs/unknown-names.yaml"])
    #expect(object?["records"] as? Int == 18)
    let codes = try #require(object?["codes"] as? [[String: Any]])
    #expect(codes.first?["code"] as? String == "place-not-found")
    #expect(codes.first?["severity"] as? String == "error")
    #expect(codes.first?["count"] as? Int == 4)
    #expect((codes.first?["meaning"] as? String)?.isEmpty == false)
    let example = try #require((codes.first?["examples"] as? [[String: Any]])?.first)
    #expect(example["file"] as? String == "Inputs/unknown-names.yaml")
    #expect(example["line"] as? Int != nil)
  }

  @Test func `findings on the whole file come from check alone`() throws {
    let rows = (0..<60).map { number in
      // One record in three on one spot, the others apart.
      let place = number % 3 == 0 ? "7.4321,9.1234" : "\(7 + Double(number) / 50),7.5\(number)"
      let parts = place.split(separator: ",")
      return "SYNTHETIC-\(number),\(parts[1]),\(parts[0]),1,SYNTHETIC,Nigeria,2024-01-01,2"
    }
    let table =
      "id,latitude,longitude,where_prec,where_coordinates,country,date_start,best\n"
      + rows.joined(separator: "\n") + "\n"
    let run = try balise(["check", "-"], input: Array(table.utf8))
    #expect(run.status == 0)
    #expect(
      run.text.contains(
        "\"7.4321,9.1234\": 20 records on one coordinate, where Nigeria has 1.5 on each"),
      "\(run.text)")
    #expect(run.text.contains("33.3 % of all the dead"))
    #expect(run.messages.contains("1 warning;"), "\(run.messages)")
    #expect(!(try balise(["map", "-"], input: Array(table.utf8)).messages.contains("heaping")))
  }
}
