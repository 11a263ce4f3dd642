import Foundation
import TestSupport
import Testing

/// GeoPackages as output and input.
@Suite struct GeoPackageTests {
  /// Inputs, with the exit status that each has.
  private static let inputs: [(String, Int32)] = [
    ("../../Geodata/incidents/gao-algeria-2025.yaml", 0), ("Inputs/places.yaml", 0),
    ("Inputs/incidents.json", 0), ("Inputs/ged-synthetic.csv", 0),
    ("Inputs/unknown-names.yaml", 3),
  ]

  private static let ways = [
    [], ["--geometry", "point"], ["--geometry", "footprint"], ["--keep", "all"],
  ]

  @Test(arguments: inputs, ways)
  func `map of a GeoPackage gives the bytes that map of its input gives`(
    input: (String, Int32), way: [String]
  ) throws {
    try inTemporaryFolder { folder in
      let file = folder.appending(path: "a.gpkg").path
      let kept = way.first == "--keep" ? way : []
      let wanted = try balise(["map", input.0] + kept)
      let first = try balise(["map", input.0, "-o", file] + way)
      #expect(first.status == input.1, "\(first.messages)")
      let second = try balise(["map", file] + kept)
      #expect(second.status == input.1, "\(second.messages)")
      #expect(second.output == wanted.output, "\(difference(wanted.text, second.text))")
      #expect(try names(in: folder) == ["a.gpkg"])
    }
  }

  @Test(arguments: inputs)
  func `any number of threads gives the same bytes`(input: (String, Int32)) throws {
    try inTemporaryFolder { folder in
      let files = ["1", "2", "5"].map { ($0, folder.appending(path: "\($0).gpkg")) }
      for (threads, file) in files {
        _ = try balise(
          ["map", input.0, "--keep", "all", "--threads", threads, "-o", file.path])
      }
      let bytes = try files.map { try Data(contentsOf: $0.1) }
      #expect(bytes[1] == bytes[0] && bytes[2] == bytes[0])
    }
  }

  @Test(.enabled(if: Interpreter.ogrinfo != nil, "ogrinfo of GDAL was not found"))
  func `GDAL reads layers, types and relations`() throws {
    let ogrinfo = try #require(Interpreter.ogrinfo)
    try inTemporaryFolder { folder in
      let file = folder.appending(path: "a.gpkg").path
      _ = try balise(["map", "../../Geodata/incidents/gao-algeria-2025.yaml", "-o", file])
      func ask(_ arguments: [String]) throws -> String {
        let run = try TestSupport.run(
          ogrinfo, ["-ro"] + arguments, environment: plainEnvironment, folder: folder)
        #expect(run.status == 0 && run.messages.isEmpty, "\(run.messages)")
        return run.text
      }
      let summary = try ask(["-al", "-so", file])
      for words in [
        "Layer name: incidents_point", "Layer name: incidents_line", "Geometry: Multi Line String",
        "Layer name: incident_claims", "date_start: Date", "killed_min: Integer",
        "killed_open: Integer(Boolean)", "ID[\"EPSG\",4326]", "GPKG_METADATA_ITEM_1={\"balise\":",
      ] { #expect(summary.contains(words), "\(words)") }
      for table in ["incidents_point", "incidents_line", "incidents_polygon"] {
        let check = try ask([file, "-sql", "SELECT rtreecheck('rtree_\(table)_geom')"])
        #expect(check.contains("= ok"), "\(check)")
      }
      #expect(try ask([file, "-sql", "PRAGMA integrity_check"]).contains("= ok"))
    }
  }

  @Test(.enabled(if: Interpreter.validator != nil, "GDAL's validate_gpkg.py was not found"))
  func `GDAL's validator finds nothing wrong`() throws {
    let validator = try #require(Interpreter.validator)
    try inTemporaryFolder { folder in
      for (name, arguments) in [
        ("map", ["map", "Inputs/places.yaml", "--geometry", "footprint", "-o"]),
        ("store", ["import", "Inputs/places.yaml", "Inputs/ged-synthetic.csv", "--store"]),
      ] {
        let file = folder.appending(path: "\(name).gpkg").path
        #expect(try balise(arguments + [file]).status == 0)
        let run = try TestSupport.run(
          URL(filePath: "/usr/bin/python3"), [validator.path, "--extra", file],
          environment: plainEnvironment, folder: folder)
        #expect(run.status == 0, "\(run.messages)")
      }
    }
  }

  @Test func `what cannot be written or read is refused in words`() throws {
    try inTemporaryFolder { folder in
      try write("SQLite format 3\0 broken", to: "broken.gpkg", in: folder)
      try write("", to: "open.gpkg-journal", in: folder)
      let input = testFolder.appending(path: "Inputs/places.yaml").path
      for refusal in [
        Refusal("map", "broken.gpkg", status: 1, says: ["no SQLite database"]),
        Refusal("map", input, "--profile", "gpkg", status: 64, says: ["needs a file"]),
        Refusal(
          "map", input, "-o", "open.gpkg", status: 1, says: ["another program has it open"]),
        Refusal("map", "none.gpkg", status: 1, says: ["there is no such file"]),
      ] { try refusal.check(folder: folder) }
      #expect(try names(in: folder) == ["broken.gpkg", "open.gpkg-journal"])
    }
  }

  @Test(.enabled(if: Interpreter.ogr2ogr != nil, "ogr2ogr of GDAL was not found"))
  func `a layer of another maker in metres is read in degrees, and the accuracy is said`() throws {
    let ogr2ogr = try #require(Interpreter.ogr2ogr)
    try inTemporaryFolder { folder in
      let features = """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"name":"SYNTHETIC","event_date":"2025-03-01","fatalities":3},
        "geometry":{"type":"Point","coordinates":[1.25,16.5]}}]}
        """
      try write(features, to: "a.geojson", in: folder)
      _ = try TestSupport.run(
        ogr2ogr, ["-f", "GPKG", "-t_srs", "EPSG:32631", "utm.gpkg", "a.geojson"],
        environment: plainEnvironment, folder: folder)
      let run = try balise(["map", "utm.gpkg"], folder: folder)
      #expect(run.status == 0, "\(run.messages)")
      #expect(run.text.contains("\"coordinates\":[1.25,16.5]"), "\(run.text)")
      #expect(run.text.contains("\"killed_best\":3"), "\(run.text)")
      #expect(run.messages.contains("WGS 84 / UTM zone 31N to WGS 84"), "\(run.messages)")
      #expect(run.messages.contains("exact to"), "\(run.messages)")
      _ = try TestSupport.run(
        ogr2ogr, ["-f", "GPKG", "-update", "-nln", "second", "utm.gpkg", "a.geojson"],
        environment: plainEnvironment, folder: folder)
      try Refusal("map", "utm.gpkg", status: 1, says: ["several layers", "second"])
        .check(folder: folder)
      #expect(try balise(["map", "utm.gpkg:second"], folder: folder).status == 0)
      try Refusal("map", "utm.gpkg:third", status: 1, says: ["no layer \"third\""])
        .check(folder: folder)
    }
  }
}
