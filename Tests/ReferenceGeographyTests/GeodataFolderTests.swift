import Foundation
import ReferenceGeography
import TestSupport
import Testing

@Suite("Where the geography lies")
struct GeodataFolderTests {
  /// A folder for one test with empty geography below the given paths.
  private static func withFolder<Result>(
    geodataAt paths: [String], _ body: (URL) throws -> Result
  ) throws -> Result {
    let files = FileManager.default
    let root = files.temporaryDirectory.appending(path: "geodata-\(UUID().uuidString)")
    defer { try? files.removeItem(at: root) }
    for path in paths {
      let folder = root.appending(path: path).appending(path: "boundaries")
      try files.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data("{}".utf8).write(to: folder.appending(path: "natural-earth-admin0.geojson"))
    }
    return try body(root)
  }

  @Test("the variable wins over an installed folder, that over the package")
  func order() throws {
    try Self.withFolder(geodataAt: ["mine", "prefix/share/balise", "prefix/Geodata"]) { root in
      let program = root.appending(path: "prefix/bin/balise")
      let mine = root.appending(path: "mine").path
      func located(_ environment: [String: String]) throws -> String {
        try GeodataFolder.locate(environment: environment, executable: program)
          .standardizedFileURL.path
      }
      #expect(try located(["BALISE_GEODATA": mine]) == root.appending(path: "mine").path)
      #expect(try located([:]) == root.appending(path: "prefix/share/balise").path)
      #expect(
        try located(["BALISE_GEODATA": ""]) == root.appending(path: "prefix/share/balise").path)
      try FileManager.default.removeItem(at: root.appending(path: "prefix/share"))
      #expect(try located([:]) == root.appending(path: "prefix/Geodata").path)
    }
  }

  @Test("a variable that names a folder without geography is an error, whatever else is there")
  func badVariable() throws {
    try Self.withFolder(geodataAt: ["prefix/share/balise"]) { root in
      let error = #expect(throws: GeodataFolder.NotFound.self) {
        try GeodataFolder.locate(
          environment: ["BALISE_GEODATA": "/nowhere"],
          executable: root.appending(path: "prefix/bin/balise"))
      }
      #expect(error?.description.contains("BALISE_GEODATA=/nowhere") == true)
    }
  }

  @Test("nothing found is an error that says where was looked")
  func nowhere() throws {
    try Self.withFolder(geodataAt: []) { root in
      let error = #expect(throws: GeodataFolder.NotFound.self) {
        try GeodataFolder.locate(
          environment: [:], executable: root.appending(path: "prefix/bin/balise"))
      }
      #expect(error?.description.contains("share/balise") == true)
    }
    #expect(throws: GeodataFolder.NotFound.self) {
      try GeodataFolder.locate(environment: [:], executable: nil)
    }
  }

  @Test("a program built in the package finds the package's own")
  func package() throws {
    let found = try GeodataFolder.locate(
      environment: [:], executable: packageFolder.appending(path: ".build/release/balise"))
    #expect(
      found.standardizedFileURL.path
        == packageFolder.appending(path: "Geodata").standardizedFileURL.path)
  }
}
