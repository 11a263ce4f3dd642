import Foundation
import TestSupport
import Testing

@Suite struct OutputTests {
  private let input = testFolder.appending(path: "Inputs/ged-synthetic.csv").path

  @Test(arguments: [
    Refusal(
      "map", "Inputs/places.yaml", "-o", "Inputs/nowhere/x.geojson", status: 1,
      says: ["cannot write \"Inputs/nowhere/x.geojson\": there is no such file or folder"]),
    Refusal(
      "map", "Inputs/places.yaml", "-o", "Inputs", status: 1,
      says: ["cannot write \"Inputs\": it is a folder; name a file in it"]),
    Refusal(
      "map", "Inputs/places.yaml", "-o", "Inputs/new/", status: 1,
      says: ["cannot write \"Inputs/new/\": it names a folder"]),
    Refusal(
      "map", "Inputs/places.yaml", "-o", "Inputs/places.yaml/x", status: 1,
      says: ["cannot write \"Inputs/places.yaml/x\""]),
    Refusal(
      "map", "Inputs/places.yaml", "-o", "", status: 1,
      says: ["cannot write \"\": the name is empty"]),
    Refusal(
      "route", "section", "gao-adrar", "Gao", "Tessalit", "-o", "Inputs", status: 1,
      says: ["it is a folder"]),
  ])
  func `an output that cannot be written is said`(refusal: Refusal) throws { try refusal.check() }

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "there is no /dev/full"),
    arguments: ["map Inputs/places.yaml", "check Inputs/ged-faults.csv", "route list"])
  func `a full disk is an error with a message`(call: String) throws {
    let shown = try shell("\"$BALISE\" \(call) > /dev/full")
    #expect(shown.status == 1)
    #expect(
      shown.messages.hasSuffix("Error: cannot write \"standard output\": the disk is full\n"),
      "\(shown.messages)")
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "there is no /dev/full"))
  func `a device is written directly, and a full one is said`() throws {
    let device = try balise(["map", "Inputs/places.yaml", "-o", "/dev/full"])
    #expect(device.status == 1)
    #expect(device.messages == "Error: cannot write \"/dev/full\": the disk is full\n")
  }

  @Test(.enabled(if: getuid() != 0, "root may write everywhere"))
  func `a folder or file without permission to write is said`() throws {
    try inTemporaryFolder { folder in
      try write("old", to: "old.geojson", in: folder)
      let file = folder.appending(path: "old.geojson").path
      try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: file)
      try Refusal("map", input, "-o", file, status: 1, says: ["it is write-protected"]).check()
      try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.path)
      try Refusal(
        "map", input, "-o", "\(folder.path)/new.geojson", status: 1, says: ["cannot write"]
      )
      .check()
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
    }
  }

  @Test(arguments: [
    ["map", "Inputs/nothing.csv"], ["map", "Inputs/faults.yaml"],
    ["map", "Inputs/places.yaml", "Inputs/nothing.csv"],
    ["map", "Inputs/places.yaml", "--in", "Nowhere at all"],
    ["map", "Inputs/ged-synthetic.csv", "--keep", "nothing"],
    ["map", "Inputs/places.yaml", "--threads", "0"], ["check", "Inputs/nothing.csv"],
    ["route", "section", "gao-adrar", "Gao", "Nowhere"],
  ])
  func `a run that fails leaves an old output as it was, and nothing beside it`(call: [String])
    throws
  {
    try inTemporaryFolder { folder in
      try write("old", to: "out.geojson", in: folder)
      let file = folder.appending(path: "out.geojson")
      let run = try balise(call + ["-o", file.path])
      #expect(run.status != 0 && run.status != 3, "\(run.messages)")
      #expect(try String(contentsOf: file, encoding: .utf8) == "old")
      #expect(try names(in: folder) == ["out.geojson"])
    }
  }

  @Test func `a run with rejected rows does write its output`() throws {
    try inTemporaryFolder { folder in
      let file = folder.appending(path: "out.geojson")
      let run = try balise(["map", "Inputs/ged-faults.csv", "-o", file.path])
      #expect(run.status == 3)
      let golden = testFolder.appending(path: "Golden/ged-faults.geojson")
      #expect(try Data(contentsOf: file) == Data(contentsOf: golden))
      #expect(try names(in: folder) == ["out.geojson"])
    }
  }

  @Test(arguments: ["copy.csv", "./copy.csv", "link.csv", "folder/../copy.csv"])
  func `an input is never overwritten`(output: String) throws {
    try inTemporaryFolder { folder in
      let text = try inputText("ged-synthetic.csv")
      try write(text, to: "copy.csv", in: folder)
      let files = FileManager.default
      try files.createDirectory(
        at: folder.appending(path: "folder"), withIntermediateDirectories: false)
      try files.createSymbolicLink(
        atPath: folder.appending(path: "link.csv").path, withDestinationPath: "copy.csv")
      try Refusal(
        "map", "copy.csv", "-o", output, status: 1,
        says: ["cannot write \"\(output)\": it is an input too and would be lost"]
      ).check(folder: folder)
      try Refusal("check", "copy.csv", "-o", output, status: 1, says: ["an input too"])
        .check(folder: folder)
      #expect(try String(contentsOf: folder.appending(path: "copy.csv"), encoding: .utf8) == text)
    }
  }

  @Test(arguments: ["TERM", "HUP"])
  func `a run that is stopped by a signal leaves nothing behind`(signal: String) throws {
    try inTemporaryFolder { folder in
      try write("old", to: "out.geojson", in: folder)
      // The input never ends: the program is stopped in the middle of its work.
      let run = try shell(
        #"""
        mkfifo input; { head -n 20 "$INPUT"; exec sleep 30; } > input & feeder=$!
        "$BALISE" map input -o out.geojson & program=$!
        i=0; while [ $i -lt 100 ] && ! ls .out.geojson.partial-* >/dev/null 2>&1; do
        sleep 0.1; i=$((i+1)); done; ls -A; kill -\#(signal) $program; wait $program
        echo "status $?"; kill $feeder
        """#, environment: ["INPUT": input], folder: folder)
      #expect(run.text.contains(".out.geojson.partial-"), "\(run.text)\(run.messages)")
      #expect(run.text.hasSuffix("status \(signal == "HUP" ? 129 : 143)\n"), "\(run.text)")
      #expect(try names(in: folder) == ["input", "out.geojson"])
      let kept = try String(contentsOf: folder.appending(path: "out.geojson"), encoding: .utf8)
      #expect(kept == "old")
    }
  }

  @Test func `an old output keeps its permissions`() throws {
    try inTemporaryFolder { folder in
      try write("old", to: "out.geojson", in: folder)
      let file = folder.appending(path: "out.geojson").path
      try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file)
      #expect(try balise(["map", "Inputs/places.yaml", "-o", file]).status == 0)
      let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
      #expect(mode == 0o640)
    }
  }
}
