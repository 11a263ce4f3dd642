import Foundation
import TestSupport
import Testing

@Suite("balise hotspots scan")
struct ScanTests {
  private static let scan = [
    "hotspots", "scan", "Inputs/clusters-synthetic.csv", "--replications", "19",
  ]

  private static func scan(_ arguments: String..., status: Int32 = 64, says: [String]) -> Refusal {
    var refusal = Refusal(status: status, says: says)
    refusal.arguments = scan + arguments
    return refusal
  }

  @Test(arguments: [
    ["--interval", "1month"], ["--cases", "killed_best > 0", "--analysis", "spatial"],
    ["--grid", "hex:20km", "--format", "json"], ["-o", "-"],
  ])
  func `the number of threads changes no byte`(arguments: [String]) throws {
    let one = try balise(Self.scan + arguments + ["--threads", "1"])
    #expect(one.status == 0, "\(one.messages)")
    #expect(try balise(Self.scan + arguments + ["--threads", "2"]).output == one.output)
    #expect(try balise(Self.scan + arguments + ["--threads", "5"]).output == one.output)
  }

  @Test func `the order of the rows changes no byte`() throws {
    let lines = try inputText("clusters-synthetic.csv").split(separator: "\n")
    func scanned(_ rows: [Substring]) throws -> [UInt8] {
      let text = ([lines[0]] + rows).joined(separator: "\n") + "\n"
      return try balise(
        ["hotspots", "scan", "-", "--replications", "19", "--replicates", "9"],
        input: Array(text.utf8)
      ).output
    }
    let rows = Array(lines.dropFirst())
    #expect(try scanned(rows) == scanned(rows.reversed()))
  }

  @Test func `the order of the population's areas changes no byte`() throws {
    let lines = try inputText("population-synthetic.geojson")
    let parts = lines.components(separatedBy: ",{\"type\":\"Feature\"")
    try #require(parts.count == 6)
    let head = "{\"type\":\"FeatureCollection\",\"features\":["
    let features =
      [String(parts[0].dropFirst(head.count))]
      + parts.dropFirst().map { "{\"type\":\"Feature\"" + $0 }
    try inTemporaryFolder { folder in
      func scanned(_ features: [String]) throws -> [UInt8] {
        let clean = features.map { $0.hasSuffix("]}\n") ? String($0.dropLast(3)) : $0 }
        try write(head + clean.joined(separator: ",") + "]}\n", to: "p.geojson", in: folder)
        return try balise(
          Self.scan + [
            "--analysis", "spatial", "--population-field", "people", "--population",
            folder.appending(path: "p.geojson").path,
          ]
        ).output
      }
      let plain = try scanned(features)
      #expect(!plain.isEmpty)
      #expect(try scanned(features.reversed()) == plain)
    }
  }

  @Test func `a population of 0 where there are incidents is refused`() throws {
    try inTemporaryFolder { folder in
      let text = try inputText("population-synthetic.geojson")
        .replacing("\"people\":1200000", with: "\"people\":0")
      try write(text, to: "p.geojson", in: folder)
      let run = try balise(
        Self.scan + [
          "--analysis", "spatial", "--population-field", "people", "--population",
          folder.appending(path: "p.geojson").path,
        ])
      #expect(run.status == 1)
      #expect(run.messages.contains("\"S11\" has no population, but incidents"), "\(run.messages)")
    }
  }

  @Test func `of exact records there is one p, of whole records, and nothing is drawn`() throws {
    let run = try balise(
      Self.scan + [
        "--where", "location_kind = 'exact'", "--grid", "hex:5km", "--format", "json",
      ])
    #expect(run.status == 0, "\(run.messages)")
    #expect(run.text.contains("\"units_of_a_record\": 1,"))
    #expect(run.text.contains("\"replicates\": 0,"))
    #expect(run.text.contains("\"p\": "))
    #expect(!run.text.contains("dots_p"))
    #expect(!run.text.contains("replicate_share"))
    #expect(run.text.contains("hot = more reports than elsewhere in this file; not a risk"))
  }

  @Test(
    .enabled(if: fieldData("data/ucdp/nigeria_1990_2019_hdx.csv") != nil, "no field data"))
  func `Nigeria's clusters are where its history has them`() throws {
    let file = try #require(fieldData("data/ucdp/nigeria_1990_2019_hdx.csv")).path
    let run = try balise([
      "hotspots", "scan", file, "--replications", "99", "--replicates", "20", "--threads", "2",
    ])
    #expect(run.status == 0, "\(run.messages)")
    // The Niger Delta to 2008, Borno in the years of the caliphate, Maiduguri before, Yelwa in 2004.
    for (place, days) in [
      ("5.25N 5.75E", "1994-01-01  2008-12-31"), ("10.25N 13.75E", "2014-01-01  2017-12-31"),
      ("11.75N 13.25E", "2010-01-01  2012-12-31"), ("8.75N 9.75E", "2004-01-01  2004-12-31"),
    ] {
      #expect(
        run.text.split(separator: "\n").prefix(8).contains {
          $0.contains(place) && $0.contains(days) && $0.contains("0.010")
        }, "\(place) \(days)")
    }
  }

  @Test(arguments: [
    scan("--analysis", "spatial", says: ["In space alone incidents cannot be compared"]),
    scan(
      "--interval", "2020d", says: ["needs two intervals or more", "has less than one of 2020d"]),
    scan("--interval", "7", says: ["a whole number with its unit"]),
    scan("--grid", "square", says: ["there are prio, hex:25km (100m and more), admin1 and points"]),
    scan("--grid", "points", status: 1, says: ["17 of 47 places are not exact"]),
    scan("--max-share", "0", says: ["is no part above 0 % and up to 90 %"]),
    scan(
      "--max-time", "1d", "--interval", "7d", says: ["--max-time 1d is shorter than an interval"]),
    scan("--model", "poisson", says: ["--model poisson needs --population FILE."]),
    scan("--model", "bernoulli", says: ["--model bernoulli needs --cases CONDITION."]),
    scan("--cases", "nonsense ~", says: ["--cases: "]),
    scan("--cases", "killed_best >= 0", says: ["47 records of 47 selected are cases"]),
    scan("--cases", "id = 'none'", says: ["0 records of 47 selected are cases", "at least 2"]),
    scan("--replications", "2000000", says: ["--replications must be 0 to 1,000,000"]),
    scan("--in", "Mali", says: ["No incident has a first and a last day"]),
    scan("--where", "id = '1'", says: ["All incidents happened on 2020-01-10", "1 selected"]),
    scan("--interval", "1year", says: ["needs two intervals or more", "has one of 1year"]),
    scan(
      "--where", "place_name = 'SYNTHETIC place' AND date_end < DATE('2020-02-20')", "--near",
      "11.82N,13.15E", status: 1, says: ["needs two locations or more"]),
    scan(
      "--population", "Inputs/population-synthetic.geojson", says: ["--population-field names"]),
    scan(
      "--population", "Inputs/population-synthetic.geojson", "--population-field", "cows",
      status: 1, says: ["has no property \"cows\"; it has name, people"]),
    scan("--population", "Inputs/none.pop", status: 1, says: ["none.geo"]),
    scan("--satscan", "--in", "Mali", says: ["With --satscan the parameter file says"]),
  ])
  func `what cannot be scanned is said`(refusal: Refusal) throws { try refusal.check() }

  /// Parameters of SaTScan that would change the result and are not followed, and values out of range.
  @Test(arguments: [
    ("ScanAreas=2", "a scan for low rates is not supported"), ("UseGridFile=y", "a grid file"),
    ("SpatialWindowShapeType=1", "an elliptic window"), ("ModelType=3", "is not supported"),
    ("AnalysisType=2", "is not supported"), ("AnalysisType=1", "is not purely spatial"),
    ("TimeTrendAdjustmentType=3", "an adjustment for time trends"),
    ("AdjustForWeeklyTrends=1", "weekly trends"), ("IterativeScan=y", "an iterative scan"),
    ("IncludePurelyTemporal=y", "purely temporal clusters"),
    ("UseNeighborsFile=y", "a neighbours file"), ("CaseFile2=x.cas", "several data sets"),
    ("MaxSpatialSizeInPopulationAtRisk=70", "must be a number"), ("MonteCarloReps=many", "whole"),
    ("StartDate=2021/1/1", "the study ends before it begins"), ("EndDate=never", "must be a day"),
    ("TimeAggregationLength=30", "is longer than half the study"),
    ("CoordinatesFile=", "no coordinates file is named"), ("CaseFile=none.cas", "none.cas"),
    ("PValueReportType=7", "is not supported"), ("ModelType=1", "needs a control file"),
  ])
  func `a parameter file that asks for what is not there is refused`(
    line: String, says: String
  ) throws {
    var text = try inputText("scan-synthetic.prm").split(separator: "\n").map(String.init)
    let key = line.prefix { $0 != "=" }
    text.removeAll { $0.hasPrefix("\(key)=") }
    text.insert(line, at: 1)
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    for ending in ["cas", "geo", "pop"] {
      let name = "scan-synthetic.\(ending)"
      try FileManager.default.copyItem(
        at: testFolder.appending(path: "Inputs/\(name)"), to: folder.appending(path: name))
    }
    let file = folder.appending(path: "x.prm")
    try Data((text.joined(separator: "\n") + "\n").utf8).write(to: file)
    let run = try balise(["hotspots", "scan", "--satscan", file.path])
    #expect(run.status == 1)
    #expect(run.messages.contains(says), "\(run.messages)")
    #expect(run.output.isEmpty)
  }
}
