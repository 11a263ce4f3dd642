import Foundation
import TestSupport
import Testing

/// Real data, where `BALISE_FIELD_DATA` names a folder with it.
@Suite struct FieldDataTests {
  @Test(
    .enabled(if: fieldData("data/ucdp/global_sample1000_v23.csv") != nil, "no field data"),
    arguments: ["place", "footprint"])
  func `a sample of UCDP GED is mapped in order`(geometry: String) throws {
    let input = try #require(fieldData("data/ucdp/global_sample1000_v23.csv"))
    try inTemporaryFolder { folder in
      let output = folder.appending(path: "out.geojson")
      let mapped = try balise(["map", input.path, "--geometry", geometry, "-o", output.path])
      #expect(mapped.status == 0 || mapped.status == 3, "\(mapped.messages)")
      #expect(mapped.messages.contains("1,000 records in"), "\(mapped.messages)")
      let again = try balise(["map", input.path, "--geometry", geometry, "--threads", "1"])
      #expect(try [UInt8](Data(contentsOf: output)) == again.output)
      guard let python = Interpreter.python else { return }
      let checked = try TestSupport.run(
        python, ["check_geojson.py", output.path], environment: plainEnvironment, folder: testFolder
      )
      #expect(checked.status == 0, "\(checked.text)\(checked.messages)")
    }
  }

  @Test(
    .enabled(
      if: fieldData("data/ucdp/nigeria_1990_2019_hdx.csv") != nil
        && FileManager.default.isExecutableFile(atPath: "/usr/bin/time"),
      "no field data, or no /usr/bin/time"))
  func `memory does not grow with the input`() throws {
    let input = try #require(fieldData("data/ucdp/nigeria_1990_2019_hdx.csv"))
    func peakKilobytes(copies: Int) throws -> Int {
      let call =
        #"{ cat "$INPUT"; i=1; while [ $i -lt \#(copies) ]; do tail -n +3 "$INPUT"; i=$((i+1)); done; }"#
        + #" | /usr/bin/time -f '%M kB' "$BALISE" map - > /dev/null"#
      let run = try shell(call, environment: ["INPUT": input.path])
      let last = run.messages.split(separator: "\n").last { $0.hasSuffix(" kB") }
      return try #require(last.flatMap { Int($0.dropLast(3)) }, "\(run.messages.suffix(500))")
    }
    let once = try peakKilobytes(copies: 1)
    let tenTimes = try peakKilobytes(copies: 10)
    #expect(tenTimes < once + 64_000, "\(once) kB for one, \(tenTimes) kB for ten")
  }
}
