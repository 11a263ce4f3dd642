import Foundation
import TestSupport
import Testing

@Suite struct ProfileTests {
  private static let input = testFolder.appending(path: "Inputs/places.yaml").path
  private static let profiles = [
    "geojson", "geojson.io", "leaflet", "maplibre", "kepler", "qgis", "umap", "timemap", "seq",
    "lines", "csv", "excel",
  ]

  private static func files(in folder: URL) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try names(in: folder) {
      files[name] = try Data(contentsOf: folder.appending(path: name))
    }
    return files
  }

  @Test(arguments: [
    Refusal(
      "map", "Inputs/places.yaml", "--profile", "arcgis", status: 64,
      says: ["'arcgis' is invalid", "geojson.io"]),
    Refusal(
      "map", "Inputs/places.yaml", "--profile", "qgis", status: 64,
      says: ["--profile qgis writes several files: give -o a name."]),
    Refusal(
      "map", "Inputs/places.yaml", "--profile", "timemap", status: 64,
      says: ["writes several files"]),
    Refusal(
      "map", "Inputs/places.yaml", "--profile", "csv", "--pretty", status: 64,
      says: ["--pretty does not go with --profile csv."]),
    Refusal(
      "map", "Inputs/places.yaml", "--profile", "excel", "--geometry", "footprint", status: 64,
      says: ["--profile excel knows points only"]),
  ])
  func `what a profile cannot do is said`(refusal: Refusal) throws { try refusal.check() }

  @Test(arguments: profiles)
  func `every profile writes the same bytes with one thread and with three`(profile: String) throws
  {
    let runs = try ["1", "3"].map { threads in
      var written: [String: Data] = [:]
      try inTemporaryFolder { folder in
        let run = try balise([
          "map", Self.input, "--profile", profile, "--threads", threads, "-o",
          folder.appending(path: "out.x").path,
        ])
        #expect(run.status == 0, "\(run.messages)")
        written = try Self.files(in: folder)
      }
      return written
    }
    #expect(runs[0] == runs[1])
    #expect(runs[0].count == (profile == "qgis" ? 4 : profile == "timemap" ? 3 : 1))
  }

  @Test func `the ending of the output's name chooses, and --profile overrides it`() throws {
    let cases: [(name: String, more: [String], start: String)] = [
      ("a.csv", [], "id,"), ("a.geojsons", [], "\u{1E}{\"t"), ("a.geojsonl", [], "{\"type"),
      ("a.json", [], "{\"type\":\"FeatureC"), ("a.csv", ["--profile", "excel"], "\u{FEFF}id,"),
    ]
    try inTemporaryFolder { folder in
      for call in cases {
        let path = folder.appending(path: call.name)
        let run = try balise(["map", Self.input, "-o", path.path] + call.more)
        #expect(run.status == 0, "\(run.messages)")
        let written = try Data(contentsOf: path)
        #expect(written.starts(with: Array(call.start.utf8)), "\(call.name)")
      }
    }
  }

  @Test func `the files of a profile are written together or not at all`() throws {
    try inTemporaryFolder { folder in
      try write("old", to: "out_lines.geojson", in: folder)
      let output = folder.appending(path: "out.geojson").path
      let faulty = testFolder.appending(path: "Inputs/faults.yaml").path
      let failed = try balise(["map", Self.input, faulty, "--profile", "qgis", "-o", output])
      #expect(failed.status == 1)
      let kept = try Self.files(in: folder)
      #expect(kept == ["out_lines.geojson": Data("old".utf8)])
      let done = try balise(["map", Self.input, "--profile", "qgis", "-o", output])
      #expect(done.status == 0)
      #expect(done.messages.contains("1 incident without a known place: in \(folder.path)/out_u"))
      let all = ["out_areas", "out_lines", "out_points", "out_unplaced"].map { "\($0).geojson" }
      let written = try names(in: folder)
      #expect(written == all)
    }
  }

  @Test func `what a viewer leaves out is said`() throws {
    let markers = try balise(["map", Self.input, "--profile", "geojson.io"])
    #expect(markers.messages.contains("1 incident without a known place left out: geojson.io"))
    #expect(markers.messages.contains("20 records in; 19 features out"), "\(markers.messages)")
    try inTemporaryFolder { folder in
      let output = folder.appending(path: "events.json").path
      let run = try balise(["map", Self.input, "--profile", "timemap", "-o", output])
      #expect(run.messages.contains("1 incident without a known place: on TimeMap's timeline"))
      #expect(run.messages.contains("1 incident without a first day: TimeMap leaves out"))
    }
  }

  @Test func `tables of several inputs have one header, and a column too many is refused`() throws {
    try inTemporaryFolder { folder in
      let table = try inputText("ged-synthetic.csv")
      try write(table, to: "a.csv", in: folder)
      let lines = table.split(separator: "\n", omittingEmptySubsequences: true)
      let wider = lines.enumerated().map { $1 + ($0 == 0 ? ",SYNTHETIC_extra" : ",1") }
      try write(wider.joined(separator: "\n") + "\n", to: "b.csv", in: folder)
      let call = ["map", "a.csv", "b.csv", "--profile", "csv"]
      let run = try balise(call, folder: folder)
      #expect(run.status == 0, "\(run.messages)")
      #expect(run.text.split(separator: "\n").count { $0.hasPrefix("id,") } == 1)
      try Refusal(
        "map", "a.csv", "b.csv", "--profile", "csv", "--keep", "all", "-o", "out", status: 1,
        says: ["the input before it has no column \"SYNTHETIC_extra\""]
      ).check(folder: folder)
      let left = try names(in: folder)
      #expect(left == ["a.csv", "b.csv"])
    }
  }

  @Test(.enabled(if: Interpreter.python != nil, "Python 3 was not found; BALISE_PYTHON names it"))
  func `Python's csv module reads the table for Excel as it was meant`() throws {
    let python = try #require(Interpreter.python)
    let table = try balise([
      "map", "Inputs/ged-synthetic.csv", "--profile", "excel", "--keep", "all",
    ])
    let script = """
      import csv, io, sys
      rows = list(csv.reader(io.TextIOWrapper(sys.stdin.buffer, "utf-8-sig", newline="")))
      assert rows[0][0] == "id" and len({len(row) for row in rows}) == 1, rows[0]
      for row in rows[1:]:
          for field in row:
              if field[:1] in "=+@\\t\\r":
                  assert not field, field
              if field[:1] == "-":
                  float(field)
      print(len(rows))
      """
    let read = try run(
      python, ["-c", script], input: table.output, environment: plainEnvironment,
      folder: testFolder)
    #expect(read.status == 0, "\(read.messages)")
    let features = try balise(["map", "Inputs/ged-synthetic.csv", "--profile", "lines"])
    #expect(read.text == "\(1 + features.text.split(separator: "\n").count)\n")
  }
}
