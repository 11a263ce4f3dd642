import GeoFormats
import SimpleFeatures
import TestSupport
import Testing

/// Well-known binary, compared with what shapely 2.2.0 (GEOS) writes.
@Suite struct WKBTests {
  private static let known: [(Geometry, String)] = [
    (.point(Coordinate(x: 1.5, y: -2.25)), "0101000000000000000000F83F00000000000002C0"),
    (
      .lineString(LineString(coordinates([0, 0, 1, 1, 2, 0]))),
      "01020000000300000000000000000000000000000000000000000000000000F03F000000000000F03F"
        + "00000000000000400000000000000000"
    ),
    (
      .polygon(
        Polygon(
          exterior: coordinates([0, 0, 4, 0, 4, 4, 0, 0]),
          holes: [coordinates([1, 0.5, 2, 0.5, 2, 1, 1, 0.5])])),
      "01030000000200000004000000000000000000000000000000000000000000000000001040000000000000000000"
        + "00000000001040000000000000104000000000000000000000000000000000"
        + "04000000000000000000F03F000000000000E03F0000000000000040000000000000E03F"
        + "0000000000000040000000000000F03F000000000000F03F000000000000E03F"
    ),
    (
      .multiPoint(coordinates([1, 2, 3, 4])),
      "0104000000020000000101000000000000000000F03F0000000000000040"
        + "010100000000000000000008400000000000001040"
    ),
    (
      .multiLineString([
        LineString(coordinates([0, 0, 1, 1])), LineString(coordinates([2, 2, 3, 3])),
      ]),
      "01050000000200000001020000000200000000000000000000000000000000000000000000000000F03F"
        + "000000000000F03F01020000000200000000000000000000400000000000000040"
        + "00000000000008400000000000000840"
    ),
    (
      .multiPolygon([Polygon(exterior: coordinates([0, 0, 1, 0, 1, 1, 0, 0]))]),
      "0106000000010000000103000000010000000400000000000000000000000000000000000000"
        + "000000000000F03F0000000000000000000000000000F03F000000000000F03F"
        + "00000000000000000000000000000000"
    ),
    (
      .geometryCollection([
        .point(Coordinate(x: 1, y: 2)), .lineString(LineString(coordinates([0, 0, 1, 1]))),
      ]),
      "0107000000020000000101000000000000000000F03F0000000000000040"
        + "01020000000200000000000000000000000000000000000000000000000000F03F000000000000F03F"
    ),
  ]

  @Test(arguments: known)
  func `geometries are written and read as shapely writes them`(
    geometry: Geometry, hexadecimal: String
  ) throws {
    #expect(geometry.wellKnownBinary == bytes(hexadecimal))
    #expect(try Geometry(wellKnownBinary: bytes(hexadecimal)) == geometry)
  }

  @Test(arguments: [
    // ISO Z; EWKB with Z, SRID and the other byte order; a line in the other byte order.
    ("01E9030000000000000000F83F00000000000002C00000000000001C40", "POINT (1.5 -2.25)"),
    ("00A0000001000010E63FF8000000000000C002000000000000401C000000000000", "POINT (1.5 -2.25)"),
    (
      "000000000200000003000000000000000000000000000000003FF00000000000003FF0000000000000"
        + "40000000000000000000000000000000", "LINESTRING (0 0, 1 1, 2 0)"
    ),
  ])
  func `Z, SRID and both byte orders are read`(hexadecimal: String, text: String) throws {
    let geometry = try #require(try Geometry(wellKnownBinary: bytes(hexadecimal)))
    #expect(try geometry.wellKnownText() == text)
  }

  @Test(arguments: [
    "0101000000000000000000F87F000000000000F87F", "010200000000000000", "010300000000000000",
    "010700000000000000",
  ])
  func `an empty geometry is none`(hexadecimal: String) throws {
    #expect(try Geometry(wellKnownBinary: bytes(hexadecimal)) == nil)
  }

  @Test(arguments: [
    ("", "cut off"), ("0101000000000000000000F83F", "cut off"), ("02010000", "byte order"),
    ("0102000000FFFFFFFF", "cut off"), ("010800000000000000", "curve"),
    ("0101000000000000000000F83F00000000000002C000", "bytes follow"),
    ("0101000000000000000000F07F00000000000002C0", "not finite"),
    (
      "01030000000100000004000000000000000000000000000000000000000000000000001040"
        + "000000000000000000000000000010400000000000001040" + "000000000000F03F0000000000000000",
      "not closed"
    ),
  ])
  func `what cannot be taken is refused with the reason`(hexadecimal: String, reason: String) {
    let error = #expect(throws: WKBError.self) {
      _ = try Geometry(wellKnownBinary: bytes(hexadecimal))
    }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
  }

  @Test func `changed bytes never stop the program, and what is read is written back`() throws {
    let seed: UInt64 = 20_261_122
    var random = SplitMix64(seed: seed)
    for round in 0..<20_000 {
      var bytes = bytes(Self.known[round % Self.known.count].1)
      for _ in 0...Int.random(in: 0..<4, using: &random) {
        bytes[Int.random(in: 0..<min(bytes.count, 40), using: &random)] =
          UInt8.random(in: 0...255, using: &random)
      }
      guard let geometry = try? Geometry(wellKnownBinary: bytes) else { continue }
      #expect(
        try Geometry(wellKnownBinary: geometry.wellKnownBinary) == geometry, "seed \(seed)")
    }
  }
}

private func coordinates(_ numbers: [Double]) -> [Coordinate] {
  stride(from: 0, to: numbers.count, by: 2).map { Coordinate(x: numbers[$0], y: numbers[$0 + 1]) }
}

private func bytes(_ hexadecimal: String) -> [UInt8] {
  let digits = Array(hexadecimal.utf8)
  return stride(from: 0, to: digits.count, by: 2).compactMap {
    UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
  }
}
