import Foundation
import TestSupport
import Testing

@testable import Reports

@Suite("Files of the page")
struct ReportFilesTests {
  /// The script of a page whose template folder has these files.
  private static func script(_ files: [String: String]) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files {
      try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
    }
    return try ReportFiles(folder: folder.path).script
  }

  @Test func theScriptIsJoinedInOrder() throws {
    let script = try ReportFiles(folder: nil).script
    let places = [
      "libjs-leaflet", "'use strict';\n// Page data", "// The incidents as", "// Reads the",
    ]
    .map { script.range(of: $0)?.lowerBound }
    #expect(places.allSatisfy { $0 != nil })
    #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted())
    #expect(script.hasSuffix("start();\n\n})();\n"))
  }

  @Test func oneFileCanBeReplaced() throws {
    let own = try ReportFiles(folder: nil).script
    let script = try Self.script(["tint.js": "// SYNTHETIC tint"])
    #expect(script.contains("// SYNTHETIC tint") && !script.contains("function breaksOf"))
    #expect(script.contains("function drawLabels") && script.count < own.count)
  }

  @Test func aWholeScriptReplacesAllButTheMapLibrary() throws {
    let script = try Self.script([
      "report.js": "// SYNTHETIC script", "tint.js": "// SYNTHETIC tint",
    ])
    #expect(script.hasSuffix("})();\n") && script.contains("// SYNTHETIC script"))
    #expect(!script.contains("function drawLabels") && !script.contains("SYNTHETIC tint"))
    #expect(script.contains("libjs-leaflet"))
  }
}
