import Foundation
import GeoFormats
import SimpleFeatures
import TestSupport
import Testing

@testable import GeoPackage

/// Files written and read back.
@Suite struct GeoPackageFileTests {
  private static let columns: [GeoPackageLayer.Column] = [
    .init("name", "TEXT"), .init("count", "INTEGER"), .init("share", "DOUBLE"),
    .init("open", "BOOLEAN"), .init("day", "DATE"), .init("odd \"name\"", "TEXT"),
  ]

  private static let values: [SQLValue] = [
    .text("Kidal \u{0} \u{1F3D4} 'x'"), .integer(-7), .real(0.125), .integer(1),
    .text("2025-03-01"), .text(""),
  ]

  private func inFolder(_ work: (URL) throws -> Void) throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    try work(folder)
  }

  /// Writes features into a layer of a type.
  private func write(_ geometries: [Geometry?], type: String, to path: String) throws {
    let writer = try GeoPackageWriter(path: path, purpose: .newFile)
    let table = try writer.open(
      GeoPackageTable("things", title: "Things", geometryType: type, columns: Self.columns))
    for (index, geometry) in geometries.enumerated() {
      let fields = Self.values.enumerated().map { GeoPackageRow.Field($0.offset, $0.element) }
      try writer.insert(
        GeoPackageRow(geometry: geometry, fields: fields), into: table, key: index + 1)
    }
    try writer.commit()
    writer.close()
  }

  @Test func `what was written is read back`() throws {
    let geometries: [Geometry?] = [
      .point(Coordinate(x: 1.5, y: -2.25)), nil,
      .multiPolygon([
        Polygon(exterior: [(0, 0), (1, 0), (1, 1), (0, 0)].map { Coordinate(x: $0, y: $1) })
      ]),
    ]
    try inFolder { folder in
      let path = folder.appending(path: "a.gpkg").path
      try write(geometries, type: "GEOMETRY", to: path)
      let reader = try GeoPackageReader(path: path)
      let layer = try reader.layer(named: "things")
      #expect(reader.layers == [layer])
      #expect(layer.columns == Self.columns)
      #expect(layer.geometryColumn == "geom" && layer.geometryType == "GEOMETRY")
      #expect(layer.keyColumn == "fid" && layer.rowCount == 3)
      #expect(layer.referenceSystem?.isWGS84 == true)
      #expect(layer.extent == Envelope(minX: 0, minY: -2.25, maxX: 1.5, maxY: 1))
      let (features, diagnostics) = try reader.readFeatures(layer)
      #expect(diagnostics.isEmpty)
      #expect(features.map(\.feature.geometry) == geometries)
      #expect(features.map(\.feature.id) == ["1", "2", "3"])
      #expect(
        features[0].feature.properties == [
          "name": .string("Kidal \u{0} \u{1F3D4} 'x'"), "count": .integer(-7),
          "share": .number(0.125), "open": .bool(true), "day": .string("2025-03-01"),
          "odd \"name\"": .string(""),
        ])
    }
  }

  @Test func `the same calls give the same bytes`() throws {
    try inFolder { folder in
      let paths = ["a.gpkg", "b.gpkg"].map { folder.appending(path: $0).path }
      let points = (0..<2000).map { Geometry.point(Coordinate(x: Double($0 % 97), y: 1)) }
      for path in paths { try write(points, type: "POINT", to: path) }
      let bytes = try paths.map { try Data(contentsOf: URL(filePath: $0)) }
      #expect(bytes[0] == bytes[1])
    }
  }

  @Test(arguments: [0, 1, 51, 52, 2601, 2602, 9000])
  func `the R-tree finds what comparing every box finds`(count: Int) throws {
    let seed = UInt64(20_261_123 + count)
    var random = SplitMix64(seed: seed)
    // Sixty-fourths are the same as floats and as doubles.
    func number(_ range: ClosedRange<Int>) -> Double {
      Double(Int.random(in: range, using: &random)) / 64
    }
    let boxes = (0..<count).map { _ in
      let (x, y) = (number(-9000...9000), number(-4500...4500))
      return Envelope(minX: x, minY: y, maxX: x + number(0...300), maxY: y + number(0...300))
    }
    let geometries = boxes.map { box in
      Geometry.lineString(
        LineString([Coordinate(x: box.minX, y: box.minY), Coordinate(x: box.maxX, y: box.maxY)]))
    }
    try inFolder { folder in
      let path = folder.appending(path: "a.gpkg").path
      try write(geometries, type: "LINESTRING", to: path)
      let reader = try GeoPackageReader(path: path)
      let check = try reader.rows("SELECT rtreecheck('rtree_things_geom')")
      #expect(check == [[.text("ok")]], "seed \(seed)")
      for _ in 0..<50 {
        let (x, y) = (number(-9000...9000), number(-4500...4500))
        let wanted = Envelope(minX: x, minY: y, maxX: x + 20, maxY: y + 10)
        let found = try reader.rows(
          """
          SELECT id FROM rtree_things_geom
            WHERE maxx >= ? AND minx <= ? AND maxy >= ? AND miny <= ? ORDER BY id
          """, [wanted.minX, wanted.maxX, wanted.minY, wanted.maxY].map(SQLValue.real))
        let expected = boxes.indices.filter { boxes[$0].intersects(wanted) }.map { $0 + 1 }
        #expect(found.map { $0[0].integer } == expected, "seed \(seed)")
      }
    }
  }

  @Test func `a damaged geometry is said and the rest is kept`() throws {
    try inFolder { folder in
      let path = folder.appending(path: "a.gpkg").path
      try write([.point(Coordinate(x: 1, y: 2)), nil], type: "POINT", to: path)
      let writer = try GeoPackageWriter(path: path, purpose: .store)
      // The triggers would call functions that only viewers have; the writer drops them.
      _ = try writer.open(
        GeoPackageTable("things", title: "Things", geometryType: "POINT", columns: []))
      try writer.rows("UPDATE things SET geom = x'475000010000000001' WHERE fid = 2")
      try writer.commit()
      writer.close()
      let reader = try GeoPackageReader(path: path)
      let (features, diagnostics) = try reader.readFeatures(reader.layers[0])
      #expect(features.count == 2)
      #expect(diagnostics.map(\.code) == ["gpkg-geometry"])
      #expect(diagnostics.first?.record == "things 2")
    }
  }

  @Test func `without commit nothing of a store is changed`() throws {
    try inFolder { folder in
      let path = folder.appending(path: "a.gpkg").path
      try write([.point(Coordinate(x: 1, y: 2))], type: "POINT", to: path)
      let before = try Data(contentsOf: URL(filePath: path))
      let writer = try GeoPackageWriter(path: path, purpose: .store)
      try writer.delete(
        1,
        from: try writer.open(
          GeoPackageTable("things", title: "Things", geometryType: "POINT", columns: [])))
      writer.rollback()
      writer.close()
      #expect(try Data(contentsOf: URL(filePath: path)) == before)
    }
  }

  @Test(arguments: [
    ("SQLite format 3\0 and then nothing that makes sense", "no SQLite database"),
    ("", "without the tables of a GeoPackage"),
  ])
  func `what is no GeoPackage is refused`(text: String, reason: String) throws {
    try inFolder { folder in
      let url = folder.appending(path: "a.gpkg")
      try Data(text.utf8).write(to: url)
      let error = #expect(throws: InputError.self) { _ = try GeoPackageReader(path: url.path) }
      #expect(error?.reason.contains(reason) == true, "\(error?.description ?? "")")
    }
  }
}
