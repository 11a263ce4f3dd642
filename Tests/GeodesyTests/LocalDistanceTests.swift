import Geodesy
import SimpleFeatures
import TestSupport
import Testing

@Suite("Short distances")
struct LocalDistanceTests {
  @Test(
    "a short distance is that of the geodesic within 0.0001 mm, or 0.01 mm, everywhere on Earth",
    arguments: [(0.01, 1e-7), (100, 1e-7), (5000, 1e-7), (59_999, 1e-7), (149_999, 1e-5)])
  func short(_ reach: Double, _ tolerance: Double) {
    var generator = SplitMix64(seed: UInt64(reach))
    for _ in 0..<4000 {
      let start = Coordinate(
        longitude: .random(in: -180...180, using: &generator),
        latitude: .random(in: -90...90, using: &generator))
      let end = Geodesic.wgs84.direct(
        from: start, azimuthDegrees: .random(in: 0...360, using: &generator),
        distanceMeters: .random(in: 0...reach, using: &generator)
      ).destination
      let distance = Geodesic.wgs84.distance(from: start, to: end)
      let local = Geodesic.wgs84.localDistance(from: start, to: end)
      #expect(abs(local - distance) < tolerance, "seed \(UInt64(reach)): \(start) \(end)")
    }
  }

  @Test("longer distances, none and what is not on Earth are those of the geodesic")
  func others() {
    let (a, b) = (
      Coordinate(longitude: 179.9, latitude: 10), Coordinate(longitude: -170, latitude: 0)
    )
    #expect(
      Geodesic.wgs84.localDistance(from: a, to: b) == Geodesic.wgs84.distance(from: a, to: b))
    #expect(Geodesic.wgs84.localDistance(from: a, to: a) == 0)
    let turned = Coordinate(longitude: -180.1, latitude: 10)
    #expect(Geodesic.wgs84.localDistance(from: a, to: turned) < 1e-6)
    let none = Coordinate(longitude: 0, latitude: 91)
    #expect(Geodesic.wgs84.localDistance(from: none, to: a).isNaN)
  }
}
