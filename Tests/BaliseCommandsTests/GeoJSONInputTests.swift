import Foundation
import TestSupport
import Testing

/// GeoJSON as input: outputs of `map` again, and features of other makers.
@Suite struct GeoJSONInputTests {
  /// Inputs, with the exit status that each has.
  private static let inputs: [(String, Int32)] = [
    ("../../Geodata/incidents/gao-algeria-2025.yaml", 0), ("Inputs/places.yaml", 0),
    ("Inputs/incidents.json", 0), ("Inputs/ged-synthetic.csv", 0),
    ("Inputs/unknown-names.yaml", 3),
  ]

  /// Ways to map.
  private static let ways = [
    [], ["--geometry", "point"], ["--geometry", "footprint"], ["--keep", "all"],
    ["--keep", "all", "--geometry", "footprint", "--pretty"],
  ]

  @Test(arguments: inputs, ways)
  func `map of an output of map gives the same bytes`(input: (String, Int32), way: [String]) throws
  {
    let first = try balise(["map", input.0] + way)
    #expect(first.status == input.1, "\(first.messages)")
    let second = try balise(["map", "-"] + way, input: first.output)
    #expect(second.status == input.1, "\(second.messages)")
    #expect(second.output == first.output, "\(difference(first.text, second.text))")
  }

  @Test(arguments: inputs)
  func `an output drawn one way gives what the input gives drawn another way`(
    input: (String, Int32)
  ) throws {
    let wanted = try balise(["map", input.0])
    for way in Self.ways.dropFirst() {
      let drawn = try balise(["map", input.0] + way)
      let again = try balise(["map", "-"], input: drawn.output)
      #expect(again.output == wanted.output, "\(way): \(difference(wanted.text, again.text))")
    }
  }

  @Test(
    .enabled(if: Interpreter.python != nil, "no Python"), arguments: inputs)
  func `members in another order and numbers written as 1.0 change no byte`(
    input: (String, Int32)
  ) throws {
    let python = try #require(Interpreter.python)
    let first = try balise(["map", input.0])
    let script = """
      import json, sys
      def other(value):
        if isinstance(value, dict):
          return {key: other(value[key]) for key in sorted(value, reverse=True)}
        if isinstance(value, list): return [other(item) for item in value]
        if isinstance(value, int) and not isinstance(value, bool): return float(value)
        return value
      json.dump(other(json.load(sys.stdin)), sys.stdout, indent=3, ensure_ascii=True)
      """
    let saved = try TestSupport.run(
      python, ["-c", script], input: first.output, environment: plainEnvironment,
      folder: testFolder)
    #expect(saved.status == 0, "\(saved.messages)")
    let second = try balise(["map", "-"], input: saved.output)
    #expect(second.output == first.output, "\(difference(first.text, second.text))")
  }

  @Test func `an output can be selected from, and checked`() throws {
    let mapped = try balise(["map", "Inputs/places.yaml"])
    let direct = try balise(["map", "Inputs/places.yaml", "--in", "Kidal"])
    #expect(
      try balise(["map", "-", "--in", "Kidal"], input: mapped.output).output == direct.output)
    let checked = try balise(["check", "-"], input: mapped.output)
    #expect(
      checked.status == 0 && checked.text.contains("nothing found"),
      "\(checked.text)\(checked.messages)")
  }

  @Test func `without claims the grade stands as it is given`() throws {
    let mapped = try balise(["map", "../../Geodata/incidents/gao-algeria-2025.yaml"])
    let claims = try #require(try Regex(#","claims":"(\\.|[^"\\])*""#).firstMatch(in: mapped.text))
    let bare = mapped.text.replacingCharacters(in: claims.range, with: "")
    #expect(bare.contains("\"grade\":\"contested\"") && bare.contains("\"killed_open\":true"))
    let again = try balise(["map", "-"], input: Array(bare.utf8))
    #expect(again.text == bare, "\(difference(bare, again.text))")
  }

  @Test func `without place, kind and geometry are taken`() throws {
    let text = """
      {"type":"FeatureCollection","features":[
      {"type":"Feature","geometry":{"type":"Point","coordinates":[0,17]},"properties":{"id":"SYNTHETIC-1",\
      "location_kind":"near","location_radius_m":5000,"grade":"unstated"}},
      {"type":"Feature","geometry":null,"properties":{"id":"SYNTHETIC-2","location_kind":\
      "route_section","route_id":"gao-adrar","route_from_km":0,"route_to_km":97.5,"grade":"unstated"}},
      {"type":"Feature","geometry":null,"properties":{"id":"SYNTHETIC-3","location_kind":"area",\
      "area_id":"MLI.kidal","grade":"unstated"}},
      {"type":"Feature","geometry":{"type":"Point","coordinates":[1,18]},"properties":{"id":\
      "SYNTHETIC-4","location_kind":"ring","location_radius_m":5000,"grade":"unstated"}}
      ]}
      """
    let mapped = try balise(["map", "-"], input: Array(text.utf8))
    #expect(mapped.status == 0, "\(mapped.messages)")
    #expect(mapped.messages.contains("[geojson-place]"), "\(mapped.messages)")
    #expect(mapped.messages.contains("(1 exact, 1 near, 1 route_section, 1 area)"))
    #expect(mapped.text.contains("\"route_to_km\":97.5"))
    #expect(mapped.text.contains("\"area_id\":\"MLI.kidal\""))
  }

  @Test func `a point that was moved beside place is said, and place counts`() throws {
    let mapped = try balise(["map", "Inputs/places.yaml"]).text
    let moved = mapped.replacing("[1.04303,21.19006]}", with: "[1.5,21.19006]}", maxReplacements: 1)
    #expect(moved != mapped)
    let again = try balise(["map", "-"], input: Array(moved.utf8))
    #expect(again.messages.contains("does not lie where `place` says"), "\(again.messages)")
    #expect(again.text == mapped)
  }

  @Test func `another boundary set is said`() throws {
    let mapped = try balise(["map", "Inputs/places.yaml"]).text
    let other = mapped.replacing("(2018-05-21)", with: "(1999-01-01)")
    let again = try balise(["map", "-"], input: Array(other.utf8))
    #expect(again.messages.contains("[boundary-set-differs]"), "\(again.messages)")
    #expect(again.status == 0 && again.text == mapped)
  }

  /// SYNTHETIC features of another maker, one to a line.
  private static let others = """
    {"type":"Feature","id":7,"geometry":{"type":"Point","coordinates":[-0.04,16.27,250.5]},\
    "properties":{"Name":"SYNTHETIC a","Event Date":"2024-03-05","Fatalities":"3","colour":"red"}}
    {"type":"Feature","geometry":{"type":"LineString","coordinates":[[0,17],[1,18]]},\
    "properties":{"Name":"SYNTHETIC b","Event Date":1709596800000,"Fatalities":2.0}}
    {"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,17],[1,17],[1,18],[0,17]]]},\
    "properties":{"Name":"SYNTHETIC c","Event Date":"2024-03/2024-04","Fatalities":null}}
    {"type":"MultiPoint","coordinates":[[0,17],[1,18]]}
    {"type":"Feature","geometry":{"type":"MultiLineString","coordinates":\
    [[[0,17],[0,18]],[[2,17],[2,20]]]},"properties":{}}
    {"type":"Feature","geometry":null,"properties":{"Name":"SYNTHETIC d"}}
    {"type":"Feature","geometry":{"type":"Point","coordinates":[500,17]},"properties":{}}

    """

  @Test func `features of other makers are places of their own kinds`() throws {
    let mapped = try balise(["map", "-", "--keep", "all"], input: Array(Self.others.utf8))
    #expect(mapped.status == 3)
    #expect(
      mapped.messages.contains("(1 exact, 2 line, 1 surface, 1 mixture, 1 unknown)"),
      "\(mapped.messages)")
    #expect(
      mapped.messages.contains(
        "properties taken: title from Name, date from Event Date, killed_best from Fatalities"),
      "\(mapped.messages)")
    #expect(mapped.messages.contains("longitude 500.0 is not within -360...360"))
    for words in [
      "\"id\":\"7\",\"title\":\"SYNTHETIC a\",\"date_start\":\"2024-03-05\"", "\"killed_best\":3",
      "\"src_colour\":\"red\"", "\"date_start\":\"2024-03-05\",\"date_end\":\"2024-03-05\"",
      "\"date_start\":\"2024-03-01\",\"date_end\":\"2024-04-30\"",
      "\"LineString\",\"coordinates\":[[0,17],[1,18]]", "\"mixture\":\"exact 0.5; exact 0.5\"",
    ] { #expect(mapped.text.contains(words), "\(words) in \(mapped.text)") }
    let again = try balise(["map", "-", "--keep", "all"], input: mapped.output)
    #expect(again.output == mapped.output, "\(difference(mapped.text, again.text))")
    let points = try balise(["map", "-", "--geometry", "point"], input: Array(Self.others.utf8))
    let lines = try balise(["map", "-"], input: points.output)
    #expect(lines.output == (try balise(["map", "-"], input: Array(Self.others.utf8))).output)
  }

  @Test func `a folder of GeoJSON is read in order`() throws {
    try inTemporaryFolder { folder in
      for (name, number) in [("a.geojson", 1), ("b.geojsonl", 2), ("c.ndjson", 3), ("d.txt", 4)] {
        try write(
          #"{"type":"Feature","geometry":null,"properties":{"id":"SYNTHETIC-\#(number)"}}"#,
          to: name, in: folder)
      }
      let mapped = try balise(["map", "."], folder: folder)
      #expect(mapped.messages.contains("3 records in"), "\(mapped.messages)")
    }
  }

  @Test(arguments: ["{\"type\":\"Topology\",\"objects\":{}}", "[1,2]"])
  func `other JSON is not recognised`(text: String) throws {
    let mapped = try balise(["map", "-"], input: Array(text.utf8))
    #expect(mapped.status == 1 && mapped.messages.contains("not recognised"), "\(mapped.messages)")
  }

  @Test(
    .enabled(if: fieldData("data/ucdp/GEDEvent_v26_0_4.csv") != nil, "no field data"),
    arguments: [
      "data/ucdp/GEDEvent_v26_0_4.csv", "data/ucdp/global_sample1000_v23.csv",
      "data/gdelt/20191024143000.export.CSV",
    ])
  func `real data sets go through GeoJSON without loss`(path: String) throws {
    let input = try #require(fieldData(path))
    for way in Self.ways {
      let first = try balise(["map", input.path] + way)
      let second = try balise(["map", "-"] + way, input: first.output)
      #expect(second.output == first.output, "\(difference(first.text, second.text))")
    }
  }

  @Test(.enabled(if: fieldData("data/roads/gao_algeria_edges.geojson") != nil, "no field data"))
  func `a published file of roads is mapped as lines`() throws {
    let input = try #require(fieldData("data/roads/gao_algeria_edges.geojson"))
    let mapped = try balise(["map", input.path])
    #expect(mapped.status == 0, "\(mapped.messages)")
    #expect(mapped.messages.contains(" line)"), "\(mapped.messages)")
  }
}

/// The first lines in which two texts differ.
func difference(_ first: String, _ second: String) -> String {
  let lines = zip(first.split(separator: "\n"), second.split(separator: "\n"))
  guard let (a, b) = lines.first(where: { $0 != $1 }) else { return "one is longer" }
  let same = zip(a, b).prefix { $0 == $1 }.count
  return
    "\(a.dropFirst(max(0, same - 60)).prefix(300))\n\(b.dropFirst(max(0, same - 60)).prefix(300))"
}
