import Foundation
import TestSupport
import Testing

@Suite struct GoldenTests {
  /// A missing file, or `RECORD=1`, records the output and fails, so that nothing is recorded
  /// without being looked at.
  @Test(arguments: GoldenCase.all)
  func `outputs are byte for byte as recorded`(golden: GoldenCase) throws {
    let run = try balise(golden.arguments)
    #expect(run.status == golden.status, "\(run.messages)")
    let output = golden.recorded(run.output)
    let recorded = try? [UInt8](Data(contentsOf: golden.file))
    guard let recorded, ProcessInfo.processInfo.environment["RECORD"] == nil else {
      try Data(output).write(to: golden.file)
      Issue.record("recorded \(golden.file.path); look at it, then run again")
      return
    }
    #expect(
      output == recorded,
      "differs from \(golden.name) at \(firstDifference(output, recorded))")
  }

  @Test func `names of recorded outputs differ, and no recorded output is left over`() throws {
    let names = GoldenCase.all.map(\.name).sorted()
    #expect(names == (try BaliseCommandsTests.names(in: testFolder.appending(path: "Golden"))))
  }

  @Test(
    .enabled(if: Interpreter.python != nil, "Python 3 was not found; BALISE_PYTHON names it"),
    arguments: GoldenCase.all.filter(\.isOfIncidents))
  func `Python finds every recorded GeoJSON in order`(golden: GoldenCase) throws {
    let python = try #require(Interpreter.python)
    let checked = try run(
      python, ["check_geojson.py", golden.file.path], environment: plainEnvironment,
      folder: testFolder)
    #expect(checked.status == 0, "\(checked.text)\(checked.messages)")
    #expect(checked.text.hasSuffix("in order\n"))
  }

  @Test(
    .enabled(if: Interpreter.ogrinfo != nil, "ogrinfo of GDAL was not found"),
    arguments: GoldenCase.all.filter(\.isGeoJSON))
  func `GDAL reads every recorded GeoJSON, with all its features`(golden: GoldenCase) throws {
    let ogrinfo = try #require(Interpreter.ogrinfo)
    let object = try JSONSerialization.jsonObject(with: Data(contentsOf: golden.file))
    let features = try #require((object as? [String: Any])?["features"] as? [Any])
    let read = try run(
      ogrinfo, ["-al", "-so", golden.file.path], environment: plainEnvironment, folder: testFolder)
    #expect(read.status == 0)
    #expect(read.messages.isEmpty, "\(read.messages)")
    #expect(read.text.contains("Feature Count: \(features.count)\n"), "\(read.text)")
  }

  private func firstDifference(_ found: [UInt8], _ recorded: [UInt8]) -> String {
    let offset = zip(found, recorded).enumerated().first { $1.0 != $1.1 }?.offset
    let start = offset ?? min(found.count, recorded.count)
    let line = 1 + found.prefix(start).count { $0 == UInt8(ascii: "\n") }
    func around(_ bytes: [UInt8]) -> String {
      String(decoding: bytes[min(max(0, start - 40), bytes.count)...].prefix(100), as: UTF8.self)
    }
    return "line \(line), byte \(start): \"\(around(found))\" for \"\(around(recorded))\""
  }
}

/// Programs of others that read the outputs back; nil where they are not installed.
enum Interpreter {
  static let python = find(
    ProcessInfo.processInfo.environment["BALISE_PYTHON"] ?? "/usr/bin/python3")
  static let ogrinfo = find("/usr/bin/ogrinfo")
  static let ogr2ogr = find("/usr/bin/ogr2ogr")

  /// GDAL's own check of GeoPackages, which needs Debian's python3-gdal.
  static let validator: URL? = {
    let script = "/usr/lib/python3/dist-packages/osgeo_utils/samples/validate_gpkg.py"
    return FileManager.default.fileExists(atPath: script) ? URL(filePath: script) : nil
  }()

  private static func find(_ path: String) -> URL? {
    FileManager.default.isExecutableFile(atPath: path) ? URL(filePath: path) : nil
  }
}
