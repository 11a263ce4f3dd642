import Foundation
import GeoFormats
import SimpleFeatures
import Testing

@Suite("Reading and writing files")
struct FileTests {
  private func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
  }

  private func names(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  @Test("an input that cannot be opened says why")
  func inputs() throws {
    try withTemporaryFolder { folder in
      for (path, reason) in [
        ("\(folder)/missing.csv", "there is no such file"), (folder, "it is a folder"),
        ("\(folder)/a/b.csv", "there is no such file"), ("", "the name is empty"),
      ] {
        let error = #expect(throws: InputError.self) { _ = try ByteSource.open(path) }
        #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
      }
    }
  }

  @Test("a file without permission says so")
  func permission() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/secret.csv"
      try Data("a\n".utf8).write(to: URL(filePath: path))
      try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
      // The superuser may read everything: then there is nothing to see.
      if (try? Data(contentsOf: URL(filePath: path))) != nil { return }
      let error = #expect(throws: InputError.self) { _ = try ByteSource.open(path) }
      #expect(error?.description.contains("no permission") == true)
    }
  }

  @Test("peeking takes nothing away, in files and in memory")
  func peeking() throws {
    let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
    try withTemporaryFolder { folder in
      try Data(bytes).write(to: URL(filePath: "\(folder)/x"))
      for source in [
        ByteSource(bytes: bytes, name: "memory"), try ByteSource.open("\(folder)/x"),
      ] {
        #expect(try source.peek(100) == bytes[..<100])
        #expect(Array(try source.peek(70_000)) == Array(bytes[..<70_000]))
        var start: [UInt8] = []
        #expect(try source.read(appendingTo: &start, atMost: 3) == 3)
        #expect(Array(try source.peek(5)) == Array(bytes[3..<8]))
        #expect(start + (try source.readAll()) == bytes)
        #expect(try source.peek().isEmpty)
      }
      #expect(throws: InputError.self) {
        try ByteSource.open("\(folder)/x").readAll(limit: 1_000_000)
      }
    }
  }

  @Test("a file appears whole at commit, with the mode of the one it replaces, and nothing else")
  func commit() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/out.csv"
      try Data("old".utf8).write(to: URL(filePath: path))
      try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
      let target = try OutputTarget.open(path)
      try target.write(Array("new".utf8))
      try target.flush()
      #expect(try text(path) == "old")
      #expect(try names(folder).count == 2)
      try target.commit()
      #expect(try text(path) == "new")
      #expect(try names(folder) == ["out.csv"])
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(mode == 0o640)
      #expect(throws: OutputError.self) {
        try target.write([UInt8](repeating: 1, count: 2 << 20))
      }
    }
  }

  @Test("without commit the older file stays and nothing is left beside it")
  func failure() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/out.geojson"
      try Data("old".utf8).write(to: URL(filePath: path))
      do {
        let target = try OutputTarget.open(path)
        var writer = try GeoJSONWriter(to: target)
        try writer.write(Feature(geometry: nil))
        #expect(throws: GeoJSONWriteError.self) {
          try writer.write(Feature(geometry: .point(Coordinate(x: .nan, y: 0))))
        }
        try target.flush()
      }
      #expect(try text(path) == "old")
      #expect(try names(folder) == ["out.geojson"])
    }
  }

  @Test("two targets of one name do not disturb each other")
  func twice() throws {
    try withTemporaryFolder { folder in
      let first = try OutputTarget.open("\(folder)/x")
      let second = try OutputTarget.open("\(folder)/x")
      try first.write([0x31])
      try second.write([0x32])
      try first.commit()
      try second.commit()
      #expect(try text("\(folder)/x") == "2")
    }
  }

  @Test("an output that cannot be made says why")
  func outputs() throws {
    try withTemporaryFolder { folder in
      for (path, reason) in [
        ("\(folder)/missing/x.csv", "there is no such file or folder"), (folder, "it is a folder"),
        ("\(folder)/new/", "it names a folder"), ("", "the name is empty"),
        ("/proc/x.csv", "cannot write"),
      ] {
        let error = #expect(throws: OutputError.self) { _ = try OutputTarget.open(path) }
        #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
      }
    }
  }

  @Test("links are written through, devices directly")
  func directly() throws {
    try withTemporaryFolder { folder in
      try Data("old".utf8).write(to: URL(filePath: "\(folder)/real"))
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder)/link", withDestinationPath: "\(folder)/real")
      let target = try OutputTarget.open("\(folder)/link")
      try target.write(Array("new".utf8))
      try target.commit()
      #expect(try text("\(folder)/real") == "new")
      #expect(try names(folder) == ["link", "real"])
    }
    let null = try OutputTarget.open("/dev/null")
    try null.write([1])
    try null.commit()
  }

  @Test(
    "a full disk is an error with its reason",
    .enabled("there is no /dev/full") { FileManager.default.fileExists(atPath: "/dev/full") })
  func full() throws {
    let target = try OutputTarget.open("/dev/full")
    let error = #expect(throws: OutputError.self) {
      try target.write([UInt8](repeating: 1, count: 2 << 20))
    }
    #expect(error?.description == "cannot write \"/dev/full\": the disk is full")
  }

  @Test("a reader of the output that goes away is an error of its own")
  func closedPipe() throws {
    OutputTarget.ignoreClosedPipes()
    try withTemporaryFolder { folder in
      let path = "\(folder)/pipe"
      guard let mkfifo = externalTool("mkfifo"), let head = externalTool("head") else { return }
      #expect(try run(mkfifo, [path]).status == 0)
      let reader = Process()
      reader.executableURL = head
      reader.arguments = ["-c", "10", path]
      reader.standardOutput = FileHandle.nullDevice
      try reader.run()
      let target = try OutputTarget.open(path)
      let error = #expect(throws: OutputError.self) {
        for _ in 0..<100 { try target.write([UInt8](repeating: 0x61, count: 1 << 20)) }
      }
      #expect(error == .closedPipe)
      reader.waitUntilExit()
      #expect(try names(folder) == ["pipe"])
    }
  }
}

@Suite("Diagnostics")
struct DiagnosticTests {
  @Test("a finding is one line with file, line, column, value, reason and action")
  func description() {
    let finding = Diagnostic(
      .error, code: "date-unreadable", file: "ged.csv", line: 12, column: "date_start",
      value: "00:00.0", reason: "not a date", action: "kept as the year 2026")
    #expect(
      finding.description
        == "ged.csv:12: column date_start: \"00:00.0\": not a date; kept as the year 2026")
    #expect(!finding.isKept && !finding.rejectsRow)
    #expect(Diagnostic(.warning, code: "c", file: "f", reason: "r").description == "f: r")
  }

  @Test("long values are cut and control characters cannot reach the terminal")
  func values() {
    let finding = Diagnostic(
      .warning, code: "c", file: "a\u{1B}[2Jb", line: 1,
      value: "\u{1B}[31m\n" + String(repeating: "é", count: 100), reason: "r")
    #expect(
      finding.description
        == "a\\u{1b}[2Jb:1: \"\\u{1b}[31m\\n" + String(repeating: "é", count: 54) + "...\": r")
  }
}
