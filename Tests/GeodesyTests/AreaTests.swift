import Geodesy
import SimpleFeatures
import TestSupport
import Testing

/// A ring, open, with its area in square metres from another tool.
struct AreaCase: CustomTestStringConvertible {
  let name: String
  let ring: [(Double, Double)]
  let squareMeters: Double

  init(_ name: String, _ ring: [(Double, Double)], _ squareMeters: Double) {
    self.name = name
    self.ring = ring
    self.squareMeters = squareMeters
  }

  var testDescription: String { name }
  var closed: [Coordinate] {
    (ring + ring.prefix(1)).map { Coordinate(longitude: $0.0, latitude: $0.1) }
  }
}

@Suite("Areas on WGS 84")
struct AreaTests {
  /// Source: geographiclib 2.1 (Python), Geodesic.WGS84.Polygon.
  static let geodesicEdges = [
    AreaCase(
      "triangle in the Sahel", [(-0.04472, 16.27167), (1.01186, 20.20126), (2.4022, 15.9182)],
      59_122_728_095.54007),
    AreaCase("degree square", [(0, 45), (1, 45), (1, 46), (0, 46)], 8_686_379_301.739563),
    AreaCase(
      "over the antimeridian", [(179, -17), (-179, -17), (-179, -15), (179, -15)],
      47_378_519_562.5437),
    AreaCase(
      "round the north pole", [(0, 80), (90, 80), (180, 80), (-90, 80)], 2_507_270_031_169.875),
    AreaCase("an eighth of the Earth", [(0, 0), (90, 0), (0, 90)], 63_758_202_715_511.055),
  ]

  @Test("with geodesic edges agree with GeographicLib", arguments: geodesicEdges)
  func agreesWithGeographicLib(_ area: AreaCase) {
    for ring in [area.closed, area.closed.reversed()] {
      let measured = Geodesic.wgs84.area(ofGeodesicPolygon: Polygon(exterior: ring))
      #expect(abs(measured - area.squareMeters) < 1e-12 * area.squareMeters + 0.1)
    }
  }

  /// Source: numpy in 80-bit floats, the area element a^2 (1 - e^2) cos(phi) / (1 - e^2 sin^2(phi))^2
  /// integrated in two dimensions by Gauss-Legendre with 20 points and 20 subdivisions each way.
  static let straightEdges = [
    AreaCase(
      "triangle in the Sahel", [(-0.04472, 16.27167), (1.01186, 20.20126), (2.4022, 15.9182)],
      58_705_676_611.606201),
    AreaCase("degree square", [(0, 45), (1, 45), (1, 46), (0, 46)], 8_686_494_956.670402),
    AreaCase(
      "over the antimeridian", [(179, -17), (181, -17), (181, -15), (179, -15)],
      47_374_778_658.121268),
    AreaCase(
      "along the north pole's edge", [(-180, 80), (180, 80), (180, 90), (-180, 90)],
      3_908_572_761_836.572),
    AreaCase(
      "along the south pole's edge", [(-180, -90), (180, -90), (180, -60), (0, -65), (-180, -60)],
      29_104_362_864_841.6217),
    AreaCase(
      "one kilometre", [(1.0, 20.0), (1.01, 20.0), (1.01, 20.01), (1.0, 20.01)], 1_158_452.187814),
    AreaCase("triangle to the pole", [(0, 0), (90, 0), (0, 90)], 40_529_108_660_228.854),
    AreaCase(
      "the whole Earth", [(-180, -90), (180, -90), (180, 90), (-180, 90)], 510_065_621_724_088.49),
    AreaCase(
      "edges of thousands of kilometres", [(-60, -70), (100, -20), (80, 75), (-10, 30)],
      121_884_395_275_292.444),
    AreaCase("over the equator", [(-1, -0.5), (1, -0.25), (0.5, 1.5)], 22_309_331_947.788242),
  ]

  @Test("with straight edges agree with an integral in two dimensions", arguments: straightEdges)
  func agreesWithIntegral(_ area: AreaCase) {
    for ring in [area.closed, area.closed.reversed()] {
      let measured = Geodesic.wgs84.areaWithStraightEdges(of: Polygon(exterior: ring))
      #expect(abs(measured - area.squareMeters) < 1e-12 * area.squareMeters)
    }
  }

  @Test("with straight edges do not change when edges are cut")
  func cutEdges() {
    let seed: UInt64 = 7
    var random = SplitMix64(seed: seed)
    for _ in 0..<200 {
      let corners = (0..<3).map { _ in
        Coordinate(
          longitude: .random(in: -180...180, using: &random),
          latitude: .random(in: -90...90, using: &random))
      }
      let ring = corners + corners.prefix(1)
      var cut: [Coordinate] = []
      for (start, end) in zip(ring, ring.dropFirst()) {
        for part in 0..<50 {
          let fraction = Double(part) / 50
          cut.append(
            Coordinate(
              x: start.x + fraction * (end.x - start.x), y: start.y + fraction * (end.y - start.y)))
        }
      }
      cut.append(cut[0])
      let whole = Geodesic.wgs84.areaWithStraightEdges(of: Polygon(exterior: ring))
      let parts = Geodesic.wgs84.areaWithStraightEdges(of: Polygon(exterior: cut))
      // Cut corners are rounded to 3e-14 degrees, over edges of up to 20,000 km.
      #expect(abs(whole - parts) < 1, "seed \(seed), \(ring)")
    }
  }

  @Test("subtract holes, whatever the ring directions, and add up over a geometry")
  func holes() {
    func square(_ west: Double, _ south: Double, _ size: Double) -> [Coordinate] {
      [
        Coordinate(x: west, y: south), Coordinate(x: west + size, y: south),
        Coordinate(x: west + size, y: south + size), Coordinate(x: west, y: south + size),
        Coordinate(x: west, y: south),
      ]
    }
    let outer = Polygon(exterior: square(0, 10, 4))
    let inner = Polygon(exterior: square(1, 11, 1))
    for measure in [
      { Geodesic.wgs84.areaWithStraightEdges(of: $0) },
      { Geodesic.wgs84.area(ofGeodesicPolygon: $0) },
    ] as [(Polygon) -> Double] {
      let expected = measure(outer) - measure(inner)
      for hole in [inner.exterior, inner.exterior.reversed()] {
        let holed = Polygon(exterior: outer.exterior, holes: [hole])
        #expect(abs(measure(holed) - expected) < 1)
      }
    }
    let both = Geometry.geometryCollection([
      .multiPolygon([outer, inner]), .point(Coordinate(x: 0, y: 0)),
    ])
    #expect(
      abs(
        Geodesic.wgs84.areaWithStraightEdges(of: both)
          - Geodesic.wgs84.areaWithStraightEdges(of: outer)
          - Geodesic.wgs84.areaWithStraightEdges(of: inner)) < 1)
    #expect(Geodesic.wgs84.areaWithStraightEdges(of: Polygon(exterior: [])) == 0)
    #expect(Geodesic.wgs84.area(ofGeodesicPolygon: Polygon(exterior: [])) == 0)
  }

  @Test("follow the closed form on a sphere and on a flatter ellipsoid")
  func otherEllipsoids() throws {
    let octant = Polygon(exterior: [
      Coordinate(x: 0, y: 0), Coordinate(x: 90, y: 0), Coordinate(x: 90, y: 90),
      Coordinate(x: 0, y: 90), Coordinate(x: 0, y: 0),
    ])
    let sphere = Geodesic(try .sphere(radiusMeters: 1000))
    #expect(abs(sphere.areaWithStraightEdges(of: octant) / (.pi / 2 * 1e6) - 1) < 1e-14)
    let flat = Geodesic(try Ellipsoid(equatorialRadiusMeters: 1000, flattening: 0.02))
    // Source: 2 pi a^2 (1 + (1 - e^2) artanh(e) / e) / 8 in numpy with 80-bit floats.
    #expect(abs(flat.areaWithStraightEdges(of: octant) / 1_549_894.7480445067 - 1) < 1e-14)
  }
}
