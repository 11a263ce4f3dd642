import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import GeoFormats

/// Shapefiles written by GDAL (`Tests/ReferenceGeographyTests/Boundaries/make-boundaries.py`),
/// with what GDAL 3.10 reads back as oracle, and damaged ones. All records are SYNTHETIC.
@Suite("Shapefiles")
struct ShapefileTests {
  private static let folder = packageFolder.appending(
    path: "Tests/ReferenceGeographyTests/Boundaries")

  private struct Expected: Decodable {
    var name: String
    var parts: Int
    var holes: Int
    var area: Double
  }

  private static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appending(path: name)))
  }

  private static func planarArea(_ polygon: Polygon) -> Double {
    func area(_ ring: [Coordinate]) -> Double {
      abs(zip(ring, ring.dropFirst()).reduce(0) { $0 + $1.0.x * $1.1.y - $1.1.x * $1.0.y }) / 2
    }
    return polygon.holes.reduce(area(polygon.exterior)) { $0 - area($1) }
  }

  @Test(
    "shapes, holes, parts and names are those that GDAL reads",
    arguments: [
      "utf8", "latin1", "utm", "z",
    ])
  func oracle(name: String) throws {
    let expected = try JSONDecoder().decode(
      [String: [Expected]].self, from: Data(try Self.bytes("expected.json")))
    let wanted = try #require(expected[name])
    let file = try Shapefile(path: Self.folder.appending(path: "synthetic-\(name).shp").path)
    #expect(file.name == "synthetic-\(name)" && file.coordinateSystem?.contains("WGS") == true)
    #expect(file.features.count == wanted.count)
    for (feature, wanted) in zip(file.features, wanted) {
      let polygons = feature.geometry?.polygons ?? []
      #expect(feature.properties["ADM1_FR"]?.string == wanted.name)
      #expect(polygons.count == wanted.parts)
      #expect(polygons.reduce(0) { $0 + $1.holes.count } == wanted.holes)
      let area = polygons.reduce(0) { $0 + Self.planarArea($1) }
      #expect(abs(area - wanted.area) <= 1e-6 * max(1, wanted.area))
    }
    #expect(file.features[1].properties["NUMBER"] == .integer(1))
    #expect(file.features[0].properties["AREA"]?.number.map { abs($0 - 0.84) < 1e-9 } == true)
    #expect(file.encoding == (name == "latin1" ? "CP1252" : "UTF-8"))
    #expect(file.diagnostics.map(\.code) == (name == "latin1" ? ["encoding-windows-1252"] : []))
  }

  @Test("a shapefile in a zip archive is read, by its name where there are several")
  func archive() throws {
    func entries(_ name: String, as other: String) throws -> [(name: String, bytes: [UInt8])] {
      try ["shp", "dbf", "prj"].map { ("a/\(other).\($0)", try Self.bytes("\(name).\($0)")) }
    }
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let one = folder.appending(path: "one.zip").path
    try Data(storedZip(try entries("synthetic-utf8", as: "x"))).write(to: URL(filePath: one))
    #expect(try Shapefile(path: one).features.count == 4)
    let two = folder.appending(path: "two.zip").path
    let both = try entries("synthetic-utf8", as: "x") + entries("synthetic-z", as: "y")
    try Data(storedZip(both)).write(to: URL(filePath: two))
    #expect(try Shapefile(path: two + ":y").features.count == 3)
    #expect(try Shapefile(path: two + ":a/x.shp").features.count == 4)
    let error = #expect(throws: InputError.self) { try Shapefile(path: two) }
    #expect(error?.description.contains("2 shapefiles") == true)
  }

  private static func parts(_ shapes: [UInt8], _ table: [UInt8]) -> ShapefileParts {
    ShapefileParts(file: "SYNTHETIC.shp", layer: "x", shapes: shapes, table: table)
  }

  @Test("every cut of the shapes or the table is an error that says so")
  func cut() throws {
    let shapes = try Self.bytes("synthetic-utf8.shp")
    let table = try Self.bytes("synthetic-utf8.dbf")
    #expect(try Shapefile(Self.parts(shapes, table)).features.count == 4)
    for length in stride(from: 0, to: shapes.count, by: 7) {
      let error = #expect(throws: InputError.self, "\(length)") {
        try Shapefile(Self.parts(Array(shapes.prefix(length)), table))
      }
      #expect(error?.reason.contains("cut off") == true, "\(length)")
    }
    for length in stride(from: 0, to: table.count - 2, by: 11) {
      #expect(throws: InputError.self, "\(length)") {
        try Shapefile(Self.parts(shapes, Array(table.prefix(length))))
      }
    }
  }

  @Test("files with random bytes changed are read or refused", arguments: UInt64(1)...8)
  func damaged(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let shapes = try Self.bytes("synthetic-z.shp")
    let table = try Self.bytes("synthetic-z.dbf")
    for _ in 0..<400 {
      var (some, other) = (shapes, table)
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let byte = UInt8.random(in: 0...255, using: &generator)
        some[Int.random(in: 0..<some.count, using: &generator)] = byte
        other[Int.random(in: 0..<other.count, using: &generator)] = byte
      }
      do {
        let file = try Shapefile(Self.parts(some, other))
        #expect(file.features.count <= 3, "seed \(seed)")
      } catch {
        #expect(!error.reason.isEmpty, "seed \(seed)")
      }
    }
  }

  private static func square(_ low: Double, _ high: Double, clockwise: Bool) -> [Coordinate] {
    let ring = [
      Coordinate(x: low, y: low), Coordinate(x: low, y: high), Coordinate(x: high, y: high),
      Coordinate(x: high, y: low), Coordinate(x: low, y: low),
    ]
    return clockwise ? ring : ring.reversed()
  }

  @Test("holes are found whatever the direction of the rings")
  func directions() {
    for isRight in [true, false] {
      var flat = 0
      // A ring in a ring in a ring, with a fourth beside them and a flat one.
      let rings = [
        Self.square(0, 10, clockwise: isRight), Self.square(2, 8, clockwise: !isRight),
        Self.square(4, 6, clockwise: isRight), Self.square(20, 21, clockwise: isRight),
        [Coordinate(x: 0, y: 0), Coordinate(x: 1, y: 1), Coordinate(x: 0, y: 0)],
      ]
      let polygons = RingNesting.polygons(of: rings, flatRings: &flat)
      #expect(polygons.map(\.holes.count) == [1, 0, 0] && flat == 1, "\(isRight)")
      #expect(polygons.map { Self.planarArea($0) } == [64, 4, 1], "\(isRight)")
    }
  }

  @Test("texts are taken for UTF-8 where they are, else for what is stated, else for Windows-1252")
  func encodings() {
    func text(_ bytes: [UInt8], _ stated: String?, _ driver: UInt8 = 0) -> String {
      TableTextDecoder(stated: stated, languageDriver: driver, texts: [bytes[...]]).text(bytes[...])
    }
    let table: [(bytes: [UInt8], stated: String?, driver: UInt8, text: String)] = [
      (Array("Ségou  ".utf8), nil, 0, "Ségou"), (Array("Ségou".utf8), "1252", 0x57, "Ségou"),
      ([0x53, 0xE9, 0x67], nil, 0, "Ség"), ([0x53, 0xE9, 0x67], "UTF-8", 0, "Ség"),
      ([0xCC, 0xCE], "CP1251", 0, "МО"), ([0xCC, 0xCE], nil, 0xC9, "МО"),
      ([0xCC, 0xCE], "ANSI 1251", 0, "МО"), ([0xE7], "ISO-8859-1", 0, "ç"),
      ([0x87], "OEM 850", 0, "ç"), ([0x87], nil, 2, "ç"), ([0xE3, 0xD5], "8859_6", 0, "كص"),
      ([0xE9], "no such page", 0, "é"),
      // A character cut in two by the end of its column.
      (Array("Ségou".utf8) + [0xC3], nil, 0, "Ségou\u{FFFD}"),
    ]
    for (bytes, stated, driver, expected) in table {
      #expect(text(bytes, stated, driver) == expected, "\(stated ?? "") \(driver)")
    }
  }
}
