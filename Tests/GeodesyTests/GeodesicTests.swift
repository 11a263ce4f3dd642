import Foundation
import Geodesy
import SimpleFeatures
import TestSupport
import Testing

/// A published case: both ends with their azimuths, and the distance.
struct GeodesicCase: CustomTestStringConvertible {
  let start: Coordinate
  let initialAzimuth: Double
  let end: Coordinate
  let finalAzimuth: Double
  let distance: Double

  /// In the order latitude 1, longitude 1, azimuth 1, latitude 2, longitude 2, azimuth 2, metres.
  init(_ numbers: [Double]) {
    start = Coordinate(longitude: numbers[1], latitude: numbers[0])
    initialAzimuth = numbers[2]
    end = Coordinate(longitude: numbers[4], latitude: numbers[3])
    finalAzimuth = numbers[5]
    distance = numbers[6]
  }

  var testDescription: String { "\(start.latitude), \(start.longitude)" }

  func check() {
    let tolerance = 1e-9 * distance
    let inverse = Geodesic.wgs84.inverse(from: start, to: end)
    #expect(abs(inverse.distanceMeters - distance) < tolerance)
    #expect(abs(inverse.initialAzimuthDegrees - initialAzimuth) < 1e-12)
    #expect(abs(inverse.finalAzimuthDegrees - finalAzimuth) < 1e-12)
    #expect(Geodesic.wgs84.distance(from: start, to: end) == inverse.distanceMeters)

    let forward = Geodesic.wgs84.direct(
      from: start, azimuthDegrees: initialAzimuth, distanceMeters: distance)
    #expect(Geodesic.wgs84.distance(from: forward.destination, to: end) < tolerance)
    #expect(abs(forward.finalAzimuthDegrees - finalAzimuth) < 1e-12)

    let back = Geodesic.wgs84.direct(
      from: end, azimuthDegrees: finalAzimuth, distanceMeters: -distance)
    #expect(Geodesic.wgs84.distance(from: back.destination, to: start) < tolerance)
    #expect(abs(back.finalAzimuthDegrees - initialAzimuth) < 1e-12)
  }
}

@Suite("Geodesics on WGS 84")
struct GeodesicTests {
  /// Source: GeographicLib, tests/geodtest.c.
  static let published = [
    [
      35.60777, -139.44815, 111.098748429560326,
      -11.17491, -69.95921, 129.289270889708762, 8935244.5604818305,
    ],
    [
      55.52454, 106.05087, 22.020059880982801,
      77.03196, 197.18234, 109.112041110671519, 4105086.1713924406,
    ],
    [
      -21.97856, 142.59065, -32.44456876433189,
      41.84138, 98.56635, -41.84359951440466, 8394328.894657671,
    ],
    [
      -66.99028, 112.2363, 173.73491240878403,
      -12.70631, 285.90344, 2.512956620913668, 11150344.2312080241,
    ],
    [
      -17.42761, 173.34268, -159.033557661192928,
      -15.84784, 5.93557, -20.787484651536988, 16076603.1631180673,
    ],
    [
      32.84994, 48.28919, 150.492927788121982,
      -56.28556, 202.29132, 48.113449399816759, 16727068.9438164461,
    ],
    [
      -87.85331, 85.66836, -65.120313040242748,
      66.48646, 16.09921, -4.888658719272296, 17286615.3147144645,
    ],
    [
      -41.22777, 122.32875, 14.285113402275739,
      -7.57291, 130.37946, 10.805303085187369, 3812686.035106021,
    ],
  ].map(GeodesicCase.init)

  @Test("agree with published cases in three directions", arguments: published)
  func agreesWithPublished(_ geodesic: GeodesicCase) { geodesic.check() }

  @Test(
    "agree with all twenty published cases",
    .enabled(if: fieldData("oracles/geodesic_20.csv") != nil)
  )
  func allPublished() throws {
    let file = try #require(fieldData("oracles/geodesic_20.csv"))
    let rows = try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline)
    #expect(rows.count == 21)
    for row in rows.dropFirst() {
      GeodesicCase(row.split(separator: ",").compactMap { Double($0) }).check()
    }
  }

  @Test("round trips from the inverse to the direct problem end within 50 nanometres")
  func roundTrip() {
    let seed: UInt64 = 20_260_101
    var random = SplitMix64(seed: seed)
    for _ in 0..<2000 {
      let start = Coordinate(
        longitude: .random(in: -180...180, using: &random),
        latitude: .random(in: -90...90, using: &random))
      let end = Coordinate(
        longitude: .random(in: -180...180, using: &random),
        latitude: .random(in: -90...90, using: &random))
      let inverse = Geodesic.wgs84.inverse(from: start, to: end)
      let reached = Geodesic.wgs84.direct(
        from: start, azimuthDegrees: inverse.initialAzimuthDegrees,
        distanceMeters: inverse.distanceMeters
      ).destination
      #expect(
        Geodesic.wgs84.distance(from: reached, to: end) < 5e-8, "seed \(seed), \(start) \(end)")
      let middle = Geodesic.wgs84.interpolate(from: start, to: end, fraction: 0.5)
      #expect(
        abs(Geodesic.wgs84.distance(from: start, to: middle) * 2 - inverse.distanceMeters) < 1e-7,
        "seed \(seed), \(start) \(end)")
    }
  }

  @Test("coincident positions are 0 m apart, also by a whole turn or at a pole")
  func coincident() {
    let gao = Coordinate(longitude: -0.04472, latitude: 16.27167)
    #expect(Geodesic.wgs84.distance(from: gao, to: gao) == 0)
    let turned = Coordinate(longitude: gao.longitude + 360, latitude: gao.latitude)
    #expect(Geodesic.wgs84.distance(from: gao, to: turned) < 1e-8)
    let pole = Coordinate(longitude: 10, latitude: 90)
    let samePole = Coordinate(longitude: -120, latitude: 90)
    #expect(Geodesic.wgs84.distance(from: pole, to: samePole) < 1e-8)
  }

  /// Source: geographiclib 2.1 (Python). Half a meridian is 20003931.4586 m.
  @Test("antipodal positions lie half a meridian apart")
  func antipodal() {
    for latitude in [0.0, 30, 90] {
      let start = Coordinate(longitude: 20, latitude: latitude)
      let end = Coordinate(longitude: -160, latitude: -latitude)
      let distance = Geodesic.wgs84.distance(from: start, to: end)
      #expect(abs(distance - 20_003_931.458625447) < 1e-7, "latitude \(latitude)")
    }
  }

  @Test("positions that are none give NaN, not a crash")
  func notAPosition() {
    let gao = Coordinate(longitude: -0.04472, latitude: 16.27167)
    for bad in [
      Coordinate(longitude: 0, latitude: 91), Coordinate(longitude: .nan, latitude: 0),
      Coordinate(longitude: .infinity, latitude: 0),
    ] {
      #expect(Geodesic.wgs84.distance(from: gao, to: bad).isNaN)
      #expect(
        Geodesic.wgs84.nearestPoint(onSegmentFrom: gao, to: bad, to: gao).distanceMeters.isNaN)
    }
  }

  @Test("other ellipsoids are measured as such")
  func otherEllipsoids() throws {
    let sphere = Geodesic(try .sphere(radiusMeters: 6_371_008.8))
    let start = Coordinate(longitude: 2, latitude: 49)
    let end = Coordinate(longitude: -74, latitude: 41)
    let difference =
      sphere.distance(from: start, to: end) - Haversine().distance(from: start, to: end)
    #expect(abs(difference) < 1e-7)
    #expect(throws: GeodesyError.self) { try Ellipsoid.sphere(radiusMeters: 0) }
    #expect(throws: GeodesyError.self) {
      try Ellipsoid(equatorialRadiusMeters: 6_378_137, flattening: 298.257)
    }
    #expect(throws: GeodesyError.self) {
      try Ellipsoid(equatorialRadiusMeters: .nan, flattening: 0)
    }
  }

  @Test("great circles are within 0.56 % of geodesics")
  func haversine() {
    let seed: UInt64 = 22
    var random = SplitMix64(seed: seed)
    for _ in 0..<2000 {
      let start = Coordinate(
        longitude: .random(in: -180...180, using: &random),
        latitude: .random(in: -90...90, using: &random))
      let end = Coordinate(
        longitude: start.longitude + .random(in: -1...1, using: &random),
        latitude: min(90, max(-90, start.latitude + .random(in: -20...20, using: &random))))
      let ratio =
        Geodesic.wgs84.distance(from: start, to: end) / Haversine().distance(from: start, to: end)
      #expect(ratio > 0.9944 && ratio < 1.0056, "seed \(seed), \(start) \(end)")
    }
  }

  @Test("lengths are sums over the segments, in any metric space")
  func lengths() {
    let line = LineString([
      Coordinate(x: 0, y: 0), Coordinate(x: 3, y: 4), Coordinate(x: 3, y: 10),
    ])
    #expect(Euclidean().length(of: line) == 11)
    #expect(Euclidean().length(of: LineString([])) == 0)
    let degree = LineString([Coordinate(x: 0, y: 0), Coordinate(x: 1, y: 0)])
    #expect(abs(Geodesic.wgs84.length(of: degree) - 111_319.49079327357) < 1e-7)
    #expect(abs(Haversine().length(of: degree) - 6_371_008.8 * .pi / 180) < 1e-6)
  }
}
