import Geodesy
import SimpleFeatures
import Testing

@Suite("Geodesic circles")
struct CircleTests {
  /// Source: 2 pi (1 - cos(r/R)) R^2 on the sphere of the same area, 0.1 % of which covers the
  /// ellipsoid; at a pole the exact area of the cap is known.
  static func areaOfDisc(_ radius: Double) -> Double {
    let sphere = 6_371_007.18
    let half = radius / 2 / sphere
    let sine = half - half * half * half / 6 + half * half * half * half * half / 120
    return 4 * .pi * sphere * sphere * sine * sine
  }

  static let centers = [
    Coordinate(longitude: -0.04472, latitude: 16.27167), Coordinate(longitude: 179.9, latitude: 5),
    Coordinate(longitude: -179.9, latitude: -60), Coordinate(longitude: 30, latitude: 89.9),
    Coordinate(longitude: 179, latitude: -89.5), Coordinate(longitude: -70, latitude: 90),
    Coordinate(longitude: 181, latitude: 89),
  ]

  @Test("close, keep their radius and enclose their disc", arguments: centers)
  func rings(_ center: Coordinate) throws {
    for radius in [100.0, 25_000, 600_000] {
      let ring = try Geodesic.wgs84.pointsAround(
        center: center, radiusMeters: radius, count: 720)
      #expect(ring.first == ring.last)
      let area = Geodesic.wgs84.areaWithStraightEdges(of: Polygon(exterior: ring))
      #expect(abs(area / Self.areaOfDisc(radius) - 1) < 0.01, "radius \(radius)")
      let polar = ring.contains { abs($0.latitude) == 90 }
      for vertex in ring where !polar {
        #expect(abs(Geodesic.wgs84.distance(from: center, to: vertex) - radius) < 1e-6)
        #expect(abs(vertex.longitude - center.longitude) < 180)
      }
      let signed = zip(ring, ring.dropFirst()).reduce(0) {
        $0 + ($1.0.x - center.x) * ($1.1.y - center.y) - ($1.1.x - center.x) * ($1.0.y - center.y)
      }
      #expect(signed > 0, "counter-clockwise")
    }
  }

  @Test("round the pole itself are caps of the right area")
  func cap() throws {
    let pole = Coordinate(longitude: 0, latitude: 90)
    let parallel = Geodesic.wgs84.distance(from: pole, to: Coordinate(longitude: 0, latitude: 80))
    let ring = try Geodesic.wgs84.pointsAround(center: pole, radiusMeters: parallel, count: 36)
    let area = Geodesic.wgs84.areaWithStraightEdges(of: Polygon(exterior: ring))
    #expect(abs(area / 3_908_572_761_836.572 - 1) < 1e-12)
  }

  @Test("refuse radii, counts and centres that make none")
  func refusals() {
    let gao = Self.centers[0]
    for radius in [0, -5, .nan, .infinity, 1e7] {
      #expect(throws: GeodesyError.self) {
        try Geodesic.wgs84.pointsAround(center: gao, radiusMeters: radius, count: 8)
      }
    }
    #expect(throws: GeodesyError.self) {
      try Geodesic.wgs84.pointsAround(center: gao, radiusMeters: 10, count: 2)
    }
    #expect(throws: GeodesyError.self) {
      try Geodesic.wgs84.pointsAround(
        center: Coordinate(longitude: 0, latitude: 95), radiusMeters: 10, count: 8)
    }
  }
}
