import Foundation
import TestSupport
import Testing

@Suite struct LocalHotspotsTests {
  private static let file = "Inputs/areas-synthetic.geojson"
  private static let incidents = "Inputs/clusters-synthetic.csv"

  private static func areas(_ arguments: String..., status: Int32 = 64, says: [String]) -> Refusal {
    refusal(["--areas", file] + arguments, status, says)
  }

  private static func cells(_ arguments: String..., status: Int32 = 64, says: [String]) -> Refusal {
    refusal([incidents] + arguments, status, says)
  }

  private static func refusal(_ arguments: [String], _ status: Int32, _ says: [String]) -> Refusal {
    var refusal = Refusal(status: status, says: says)
    refusal.arguments = ["hotspots", "local"] + arguments
    return refusal
  }

  @Test(arguments: [
    areas(says: ["--areas needs --value"]),
    areas("--value", "cases", "--grid", "prio", says: ["exclude each other"]),
    areas("--value", "cases", "--in", "Mali", says: ["--areas brings its values with it"]),
    areas("--value", "cases", "--measure", "killed", says: ["are for incidents"]),
    areas("--value", "cases", "--rates", "eb", says: ["--rates goes with --denominator"]),
    areas("--value", "cases", "--weights", "near", says: ["queen, rook, band:15km, knn:8"]),
    areas("--value", "cases", "--weights", "band:15", says: ["with its unit, km or m"]),
    areas("--value", "cases", "--weights", "knn:0", says: ["from 1 to 1,000"]),
    areas("--value", "cases", "--permutations", "0", says: ["1 to 100,000,000"]),
    areas(
      "--value", "cases", "--statistic", "moran", "-o", "x.geojson", says: ["leave out -o"]),
    areas(
      "--value", "deaths", status: 1,
      says: ["no property \"deaths\"", "they have code, name, cases, people"]),
    areas("--value", "name", status: 1, says: ["area 101 has \"SYNTHETIC 1\" in \"name\""]),
    areas(
      "--value", "cases", "--weights", "band:1km", status: 1,
      says: ["no area has a neighbour by --weights band:1km", "make the distance larger"]),
    areas("--value", "cases", "--weights", "gal:no-such.gal", status: 1, says: ["no-such.gal"]),
    cells(says: ["Say where to look: --grid"]),
    cells("--grid", "hex", says: ["the cells are prio, hex:25km or admin1"]),
    cells("--grid", "hex:10m", says: ["at least 100m"]),
    cells("--grid", "prio", "--value", "x", says: ["go with --areas"]),
    cells("--grid", "prio", "--emerging", says: ["--emerging and --interval go together"]),
    cells(
      "--grid", "prio", "--emerging", "--interval", "1decade", says: ["as in 1year, 6months"]),
    cells(
      "--grid", "prio", "--emerging", "--interval", "1year", "--statistic", "gi",
      says: ["leave out --statistic"]),
    cells("--grid", "prio", "--near", "Gao", says: ["say with --study-area"]),
    cells("--grid", "prio", "--study-area", "Nowhereland", status: 1, says: ["Nowhereland"]),
    cells(
      "--grid", "prio", "--in", "Mali",
      says: ["No record lies in the study area", "Mali", "47 records read, 0 selected"]),
    cells(
      "--grid", "admin1", "--in", "Nigeria", "--emerging", "--interval", "1year",
      says: ["interval of 1year, and at least 4 are needed"]),
  ])
  func `wrong usage says what is wrong`(refusal: Refusal) throws { try refusal.check() }

  @Test func `without an input or areas it says what to give`() throws {
    var refusal = Refusal(status: 64, says: ["Name a file of incidents"])
    refusal.arguments = ["hotspots", "local", "--grid", "prio"]
    try refusal.check()
  }

  /// Areas side by side, with one property each as JSON.
  private static func row(_ values: [String], of field: String = "v") -> String {
    let features = values.enumerated().map { place, value in
      let (west, east) = (Double(place) / 2, Double(place + 1) / 2)
      return #"{"type":"Feature","properties":{"\#(field)":\#(value),"n":"a\#(place)"},"#
        + #""geometry":{"type":"Polygon","coordinates":[[[\#(west),0],[\#(east),0],"#
        + #"[\#(east),1],[\#(west),1],[\#(west),0]]]}}"#
    }
    return #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ","))]}"#
  }

  struct Fault: Sendable, CustomTestStringConvertible {
    let values: [String]
    let says: String
    var testDescription: String { says }
  }

  @Test(arguments: [
    Fault(values: ["1", "2", "null", "4"], says: "area 3 has no value in \"v\""),
    Fault(values: ["1", "2", "true", "4"], says: "area 3 has true in \"v\", which is no number"),
    Fault(values: ["1", "2", "[3]", "4"], says: "area 3 has [3] in \"v\", which is no number"),
    Fault(values: ["1", "2", "\"3\"", "4"], says: "area 3 has \"3\" in \"v\", which is no number"),
    Fault(values: ["1", "2", "1e200", "4"], says: "which is no number"),
    Fault(values: ["5", "5", "5", "5"], says: "all 4 areas have the same value"),
    Fault(values: ["5", "6"], says: "it has 2 areas; at least 4 are needed"),
    Fault(values: [], says: "it has 0 areas"),
  ])
  func `values that cannot be tested are named`(fault: Fault) throws {
    try inTemporaryFolder { folder in
      try write(Self.row(fault.values), to: "areas.geojson", in: folder)
      let run = try balise(
        ["hotspots", "local", "--areas", "areas.geojson", "--value", "v"], folder: folder)
      #expect(run.status == 1)
      #expect(run.messages.contains(fault.says), "\(run.messages)")
      #expect(run.output.isEmpty)
    }
  }

  @Test(arguments: ["0", "-3"])
  func `a denominator must be above 0`(value: String) throws {
    try inTemporaryFolder { folder in
      let text = Self.row(["1", "2", "3", "4"].map { "\($0),\"d\":\($0 == "2" ? value : "7")" })
      try write(text, to: "areas.geojson", in: folder)
      let run = try balise(
        [
          "hotspots", "local", "--areas", "areas.geojson", "--value", "v", "--denominator", "d",
        ], folder: folder)
      #expect(run.status == 1)
      #expect(run.messages.contains("area 2 has \(value).0 in \"d\""), "\(run.messages)")
    }
  }

  @Test func `a file of neighbours is matched by its field, ids, numbers and properties`() throws {
    try inTemporaryFolder { folder in
      try write(Self.row(["1", "2", "3", "9"]), to: "areas.geojson", in: folder)
      func local(_ gal: String) throws -> ProgramRun {
        try write(gal, to: "n.gal", in: folder)
        return try balise(
          [
            "hotspots", "local", "--areas", "areas.geojson", "--value", "v", "--weights",
            "gal:n.gal", "-o", "-",
          ], folder: folder)
      }
      func chain(_ names: [String], head: String) -> String {
        let rows = names.indices.map { place in
          let near = [place - 1, place + 1].filter(names.indices.contains).map { names[$0] }
          return "\(names[place]) \(near.count)\n\(near.joined(separator: " "))\n"
        }
        return head + "\n" + rows.joined()
      }
      let queen = try balise(
        ["hotspots", "local", "--areas", "areas.geojson", "--value", "v", "-o", "-"],
        folder: folder)
      func results(_ run: ProgramRun) -> Substring? {
        run.text.firstRange(of: "\"features\"").map { run.text[$0.lowerBound...] }
      }
      for (names, head) in [
        (["1", "2", "3", "4"], "4"), (["0", "1", "2", "3"], "4"), (["a0", "a1", "a2", "a3"], "4"),
        (["a0", "a1", "a2", "a3"], "0 4 areas n"),
      ] {
        let run = try local(chain(names, head: head))
        #expect(run.status == 0, "\(run.messages)")
        #expect(results(run) == results(queen), "\(names)")
      }
      let wrong = try local(chain(["a0", "a1", "a2", "b3"], head: "4"))
      #expect(wrong.status == 1)
      #expect(wrong.messages.contains("\"b3\", which no area is"), "\(wrong.messages)")
    }
  }

  @Test func `ids, properties and their order stay as they were`() throws {
    let run = try balise(["hotspots", "local", "--areas", Self.file, "--value", "cases", "-o", "-"])
    let before = try #require(
      JSONSerialization.jsonObject(with: Data(inputBytes("areas-synthetic.geojson")))
        as? [String: Any])
    let after = try #require(
      JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any])
    let old = try #require(before["features"] as? [[String: Any]])
    let new = try #require(after["features"] as? [[String: Any]])
    #expect(old.map { $0["id"] as? Int } == new.map { $0["id"] as? Int })
    for (old, new) in zip(old, new) {
      let before = try #require(old["properties"] as? [String: Any])
      var after = try #require(new["properties"] as? [String: Any])
      for name in ["z", "p", "p_adjusted", "gi_bin", "neighbors"] {
        #expect(after.removeValue(forKey: name) != nil)
      }
      #expect(NSDictionary(dictionary: after) == NSDictionary(dictionary: before))
    }
  }

  @Test(arguments: [
    ["--grid", "hex:100km", "--replicates", "10"],
    ["--grid", "prio", "--study-area", "occupied", "--measure", "killed", "--replicates", "5"],
    ["--grid", "admin1", "--statistic", "localmoran", "--replicates", "7"],
    ["--grid", "admin1", "--statistic", "moran"],
    ["--grid", "admin1", "--emerging", "--interval", "1month"],
  ])
  func `threads, a pipe and a second run change no byte`(arguments: [String]) throws {
    let call = ["hotspots", "local", "--in", "Nigeria", "--format", "json"] + arguments
    let one = try balise(call + [Self.incidents, "--threads", "1"])
    #expect(one.status == 0, "\(one.messages)")
    for threads in ["2", "5"] {
      let several = try balise(call + [Self.incidents, "--threads", threads])
      #expect(several.output == one.output)
    }
    let piped = try balise(call + ["-"], input: inputBytes("clusters-synthetic.csv"))
    #expect(piped.output == one.output)
  }

  @Test func `with exact records the dots, the expected numbers and the draws agree`() throws {
    let run = try balise([
      "hotspots", "local", Self.incidents, "--in", "Nigeria", "--grid", "prio", "--where",
      "location_kind = 'exact'", "--format", "json",
    ])
    #expect(run.status == 0, "\(run.messages)")
    let document = try #require(
      JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any])
    let areas = try #require(document["areas"] as? [[String: Any]])
    #expect(!areas.isEmpty)
    for area in areas {
      for (name, dots) in [
        ("value", "dots"), ("z", "dots_z"), ("p", "dots_p"), ("gi_bin", "dots_gi_bin"),
      ] {
        #expect((area[name] as? NSNumber) == (area[dots] as? NSNumber))
      }
      if let bin = area["gi_bin"] as? Int, bin != 0 {
        #expect(area["replicate_share"] as? Double == 1)
      }
    }
  }
}
