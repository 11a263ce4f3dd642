import Foundation
import GeoFormats
import SimpleFeatures
import TestSupport
import Testing

@testable import Querying

@Suite struct CQL2SpatialTests {
  static let functions = [
    "INTERSECTS", "DISJOINT", "EQUALS", "TOUCHES", "WITHIN", "OVERLAPS", "CROSSES", "CONTAINS",
  ]
  static let square = "POLYGON((0 0,10 0,10 10,0 10,0 0))"

  /// Worked out by hand on a drawing; what is not named does not hold.
  static let crisp: [(first: String, second: String, holding: Set<String>)] = [
    ("POINT(5 5)", square, ["INTERSECTS", "WITHIN"]),
    ("POINT(0 5)", square, ["INTERSECTS", "TOUCHES"]),
    ("POINT(11 5)", square, ["DISJOINT"]),
    (square, "POINT(5 5)", ["INTERSECTS", "CONTAINS"]),
    (
      square, "POLYGON((10 10,10 0,0 0,0 10,10 10))",
      ["INTERSECTS", "EQUALS", "WITHIN", "CONTAINS"]
    ),
    ("POLYGON((2 2,3 2,3 3,2 2))", square, ["INTERSECTS", "WITHIN"]),
    ("POLYGON((5 5,15 5,15 15,5 5))", square, ["INTERSECTS", "OVERLAPS"]),
    ("POLYGON((10 0,20 0,20 10,10 0))", square, ["INTERSECTS", "TOUCHES"]),
    ("POLYGON((20 0,30 0,30 10,20 0))", square, ["DISJOINT"]),
    ("LINESTRING(-5 5,5 5)", square, ["INTERSECTS", "CROSSES"]),
    ("LINESTRING(1 1,2 2)", square, ["INTERSECTS", "WITHIN"]),
    ("LINESTRING(0 0,10 0)", square, ["INTERSECTS", "TOUCHES"]),
    ("LINESTRING(0 0,4 4)", "LINESTRING(2 2,6 6)", ["INTERSECTS", "OVERLAPS"]),
    ("LINESTRING(0 0,4 4)", "LINESTRING(0 4,4 0)", ["INTERSECTS", "CROSSES"]),
    ("LINESTRING(0 0,4 4)", "LINESTRING(4 4,8 0)", ["INTERSECTS", "TOUCHES"]),
    ("MULTIPOINT(1 1,20 20)", square, ["INTERSECTS", "CROSSES"]),
    ("MULTIPOINT(1 1,2 2)", "MULTIPOINT(2 2,3 3)", ["INTERSECTS", "OVERLAPS"]),
    ("POINT(1 1)", "MULTIPOINT(1 1)", ["INTERSECTS", "EQUALS", "WITHIN", "CONTAINS"]),
    ("POINT(5 5)", "POLYGON((0 0,10 0,10 10,0 10,0 0),(4 4,6 4,6 6,4 6,4 4))", ["DISJOINT"]),
    (
      "POINT(5 5)", "GEOMETRYCOLLECTION(POLYGON((0 0,6 0,6 6,0 6,0 0)),POLYGON((4 4,9 4,9 9,4 4)))",
      ["INTERSECTS", "WITHIN"]
    ),
    ("POINT Z (5 5 100)", "POLYGON Z ((0 0 1,10 0 1,10 10 1,0 0 1))", ["INTERSECTS", "TOUCHES"]),
  ]

  @Test(arguments: crisp) func `known geometries stand in the relations of a drawing`(
    row: (first: String, second: String, holding: Set<String>)
  ) throws {
    let geometry = try #require(try CQL2Query.geometry(row.first))
    let record = Record(values: [("geometry", .geometry, .geometry(geometry))])
    for function in Self.functions {
      let expected = CQL2Truth(row.holding.contains(function))
      #expect(try record.truth("S_\(function)(geometry, \(row.second))") == expected, "\(function)")
      let literal = try record.truth("S_\(function)(\(row.first), \(row.second))")
      #expect(literal == expected, "\(function) of literals")
      let converse = ["WITHIN": "CONTAINS", "CONTAINS": "WITHIN"][function] ?? function
      let turned = try record.truth("S_\(converse)(\(row.second), geometry)")
      #expect(turned == expected, "\(function) turned round")
    }
  }

  /// A point somewhere in the footprint; "c" certain, "p" possible; what is not named is impossible.
  /// Worked out by hand on a drawing.
  static let uncertain: [(footprint: String, literal: String, known: [String: String])] = [
    (
      "POLYGON((2 2,3 2,3 3,2 2))", square, ["INTERSECTS": "c", "WITHIN": "c"]
    ),
    (
      "POLYGON((5 5,15 5,15 15,5 5))", square,
      ["INTERSECTS": "p", "DISJOINT": "p", "WITHIN": "p", "TOUCHES": "p"]
    ),
    ("POLYGON((20 0,30 0,30 10,20 0))", square, ["DISJOINT": "c"]),
    (
      "POLYGON((10 0,20 0,20 10,10 0))", square,
      ["INTERSECTS": "p", "DISJOINT": "p", "TOUCHES": "p"]
    ),
    (square, square, ["INTERSECTS": "c", "WITHIN": "p", "TOUCHES": "p"]),
    ("LINESTRING(1 1,2 2)", square, ["INTERSECTS": "c", "WITHIN": "c"]),
    ("LINESTRING(0 0,10 0)", square, ["INTERSECTS": "c", "TOUCHES": "c"]),
    (
      "LINESTRING(-5 5,5 5)", square,
      ["INTERSECTS": "p", "DISJOINT": "p", "WITHIN": "p", "TOUCHES": "p"]
    ),
    (
      square, "POINT(5 5)",
      ["INTERSECTS": "p", "DISJOINT": "p", "WITHIN": "p", "EQUALS": "p", "CONTAINS": "p"]
    ),
    (
      square, "LINESTRING(5 5,6 6)",
      ["INTERSECTS": "p", "DISJOINT": "p", "WITHIN": "p", "TOUCHES": "p"]
    ),
    (
      "GEOMETRYCOLLECTION(POINT(5 5),POINT(20 20))", square,
      ["INTERSECTS": "p", "DISJOINT": "p", "WITHIN": "p"]
    ),
    (
      "GEOMETRYCOLLECTION(POINT(5 5),LINESTRING(1 1,2 2))", square,
      ["INTERSECTS": "c", "WITHIN": "c"]
    ),
  ]

  @Test(arguments: uncertain) func `a point somewhere in a footprint is certain or possible`(
    row: (footprint: String, literal: String, known: [String: String])
  ) throws {
    let footprint = try #require(try CQL2Query.geometry(row.footprint))
    let record = Record(values: [("geometry", .geometry, .place(Somewhere(geometry: footprint)))])
    for function in Self.functions {
      let truth = try record.truth("S_\(function)(geometry, \(row.literal))")
      switch row.known[function] {
      case "c": #expect(truth.isCertain, "\(function)")
      case "p": #expect(!truth.isCertain && truth.isPossible, "\(function)")
      default: #expect(truth == .no, "\(function)")
      }
      let converse = ["WITHIN": "CONTAINS", "CONTAINS": "WITHIN"][function] ?? function
      #expect(try record.truth("S_\(converse)(\(row.literal), geometry)") == truth)
    }
  }

  @Test(arguments: [
    ("BBOX(0, 40, 10, 50)", 5.0, 45.0, true), ("BBOX(0, 40, 10, 50)", 10.0, 50.0, true),
    ("BBOX(0, 40, 10, 50)", 10.001, 45.0, false), ("BBOX(0, 40, -5, 10, 50, 5)", 5.0, 45.0, true),
    ("BBOX(150, -90, -150, 90)", 170.0, 0.0, true), ("BBOX(150, -90, -150, 90)", -170.0, 0.0, true),
    ("BBOX(150, -90, -150, 90)", 180.0, 90.0, true),
    ("BBOX(150, -90, -150, 90)", -180.0, 0.0, true),
    ("BBOX(150, -90, -150, 90)", 0.0, 0.0, false), ("BBOX(150, -90, -150, 90)", 149.9, 0.0, false),
    ("BBOX(150, -90, -150, 90)", -149.9, 0.0, false), ("BBOX(5, 5, 5, 5)", 5.0, 5.0, true),
    ("BBOX(5, 0, 5, 10)", 5.0, 3.0, true), ("BBOX(170, 5, -170, 5)", -175.0, 5.0, true),
    ("BBOX(-180, -90, 180, 90)", 12.0, -90.0, true),
  ]) func `a box holds its edges and goes over the antimeridian`(
    box: String, longitude: Double, latitude: Double, holds: Bool
  ) throws {
    let point = Geometry.point(Coordinate(longitude: longitude, latitude: latitude))
    let record = Record(values: [("geometry", .geometry, .geometry(point))])
    #expect(try record.truth("S_INTERSECTS(geometry, \(box))") == CQL2Truth(holds))
    #expect(try record.truth("S_DISJOINT(geometry, \(box))") == CQL2Truth(!holds))
  }

  @Test func `a place that is not known is null, and two open places say nothing`() throws {
    let footprint = try #require(try CQL2Query.geometry(Self.square))
    let far = try #require(try CQL2Query.geometry("POLYGON((20 0,30 0,30 10,20 0))"))
    let record = Record(values: [
      ("none", .geometry, .null), ("a", .geometry, .place(Somewhere(geometry: footprint))),
      ("b", .geometry, .place(Somewhere(geometry: far))),
      ("c", .geometry, .geometry(.point(Coordinate(x: 5, y: 5)))),
    ])
    #expect(try record.truth("S_INTERSECTS(none, \(Self.square))") == .null)
    #expect(try record.truth("none IS NULL") == .yes)
    #expect(try record.truth("S_EQUALS(a, a)") == [.yes, .no])
    #expect(try record.truth("S_INTERSECTS(a, b)") == .no)
    #expect(try record.truth("S_EQUALS(a, c)") == [.yes, .no])
    #expect(try record.truth("S_WITHIN(c, a)") == [.yes, .no])
    #expect(try record.truth("S_INTERSECTS(c, c)") == .yes)
  }

  /// Counts that the standard's conformance tests publish for the 177 countries of Natural Earth
  /// (OGC 21-065r2, annex A); the variable names the layer as a GeoJSON file.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["BALISE_NE_110M_COUNTRIES"] != nil))
  func `the published counts of countries come out`() throws {
    let path = ProcessInfo.processInfo.environment["BALISE_NE_110M_COUNTRIES"] ?? ""
    let document = try JSONParser.parse(String(contentsOfFile: path, encoding: .utf8))
    guard case .object(let root) = document, case .array(let features)? = root["features"] else {
      Issue.record("no features")
      return
    }
    var records: [Record] = []
    for case .object(let feature) in features {
      guard case .object(let properties)? = feature["properties"], let shape = feature["geometry"],
        case .geometry(let literal) = try CQL2Query(json: shape.json()).expression.form
      else { continue }
      records.append(
        Record(values: [
          ("NAME", .text, CQL2Value(properties["NAME"])),
          ("geom", .geometry, .geometry(literal.geometry)),
        ]))
    }
    #expect(records.count == 177)
    let ring = try #require(
      records.first { try $0.truth("NAME = 'Luxembourg'").isCertain }?.values[1].value)
    guard case .geometry(let shape) = ring else { return }
    let luxembourg = CQL2Query(expression: CQL2Expression(.geometry(CQL2Geometry(shape)))).text
    for (text, count) in [
      ("S_INTERSECTS(geom, BBOX(0,40,10,50))", 8),
      ("S_INTERSECTS(geom, BBOX(150,-90,-150,90))", 10),
      ("S_INTERSECTS(geom, POINT(7.02 49.92))", 1),
      ("S_INTERSECTS(geom, LINESTRING(0 40,10 50))", 4),
      ("S_OVERLAPS(geom, BBOX(-180,-90,0,90))", 11), ("S_WITHIN(geom, BBOX(-180,-90,0,90))", 44),
      ("NAME >= 'Luxembourg'", 84), ("S_TOUCHES(geom, \(luxembourg))", 3),
    ] {
      #expect(try records.count { try $0.truth(text).isCertain } == count, "\(text)")
    }
  }
}
