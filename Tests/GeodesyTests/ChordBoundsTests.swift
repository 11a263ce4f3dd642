import Foundation
import Geodesy
import SimpleFeatures
import TestSupport
import Testing

@Suite("Chord bounds")
struct ChordBoundsTests {
  /// The straight distance between two positions.
  private func chord(_ a: Coordinate, _ b: Coordinate, _ ellipsoid: Ellipsoid) -> Double {
    let (p, q) = (ellipsoid.geocentric(a), ellipsoid.geocentric(b))
    return ((p.x - q.x) * (p.x - q.x) + (p.y - q.y) * (p.y - q.y) + (p.z - q.z) * (p.z - q.z))
      .squareRoot()
  }

  @Test("hold between positions at all distances", arguments: [0.0, 1 / 298.257223563, 0.02])
  func bounds(flattening: Double) throws {
    let ellipsoid = try Ellipsoid(equatorialRadiusMeters: 6_378_137, flattening: flattening)
    let bounds = ChordBounds(ellipsoid)
    let geodesic = Geodesic(ellipsoid)
    var random = SplitMix64(seed: 41)
    for run in 0..<200_000 {
      // Near the equator and the poles the curvature is at its extremes.
      let latitude =
        [0, 90, -90, Double.random(in: -90...90, using: &random)][run % 4]
      let start = Coordinate(
        longitude: Double.random(in: -180...180, using: &random), latitude: latitude)
      let meters = pow(10, Double.random(in: -2...7.3, using: &random))
      let azimuth = [0, 90, Double.random(in: 0...360, using: &random)][run % 3]
      let end = geodesic.direct(
        from: start, azimuthDegrees: azimuth, distanceMeters: meters
      ).destination
      let distance = geodesic.distance(from: start, to: end)
      let chord = chord(start, end, ellipsoid)
      let (least, greatest) = (
        bounds.leastMeters(chord: chord), bounds.greatestMeters(chord: chord)
      )
      let comment: Comment = "\(start) to \(end), \(distance) m, chord \(chord)"
      #expect(least <= distance && distance <= greatest, comment)
      if chord <= bounds.certainChord(meters: meters) { #expect(distance <= meters, comment) }
      if chord > bounds.possibleChord(meters: meters) { #expect(distance > meters, comment) }
      // And they are of use.
      if distance <= 1e6, flattening < 0.01 {
        let width = 2.2e-7 + 9e-4 * distance * (distance / 6.4e6) * (distance / 6.4e6)
        #expect(greatest - least <= width, comment)
        #expect(abs(bounds.meters(chord: chord) - distance) <= width, comment)
      }
    }
  }

  @Test("the middle of the bounds never falls")
  func middleIncreases() {
    let bounds = ChordBounds.wgs84
    var last = -1.0
    for chord in stride(from: 0.0, through: 12_756_274, by: 500) {
      let meters = bounds.meters(chord: chord)
      #expect(meters > last)
      last = meters
    }
    #expect(bounds.meters(chord: 0) == 0)
    #expect(ChordBounds.wgs84.possibleChord(meters: 1e9) > 2 * 6_378_137)
  }

  @Test("geocentric positions lie on the ellipsoid in the right direction")
  func geocentric() {
    let (a, b) = (Ellipsoid.wgs84.equatorialRadiusMeters, Ellipsoid.wgs84.polarRadiusMeters)
    #expect(Ellipsoid.wgs84.geocentric(Coordinate(x: 0, y: 0)).x == a)
    #expect(Ellipsoid.wgs84.geocentric(Coordinate(x: 90, y: 0)).y == a)
    #expect(Ellipsoid.wgs84.geocentric(Coordinate(x: -180, y: 0)).x == -a)
    #expect(abs(Ellipsoid.wgs84.geocentric(Coordinate(x: 12, y: -90)).z + b) < 1e-8)
    var random = SplitMix64(seed: 8)
    for _ in 0..<100_000 {
      let longitude = Double.random(in: -360...360, using: &random)
      let latitude = Double.random(in: -90...90, using: &random)
      let found = Ellipsoid.wgs84.geocentric(Coordinate(longitude: longitude, latitude: latitude))
      let (lambda, phi) = (longitude * .pi / 180, latitude * .pi / 180)
      let e2 = Ellipsoid.wgs84.eccentricitySquared
      let n = a / (1 - e2 * sin(phi) * sin(phi)).squareRoot()
      // Radians of up to a turn are themselves off by 4e-16: 6 nanometres.
      #expect(abs(found.x - n * cos(phi) * cos(lambda)) < 1e-8)
      #expect(abs(found.y - n * cos(phi) * sin(lambda)) < 1e-8)
      #expect(abs(found.z - (1 - e2) * n * sin(phi)) < 1e-8)
    }
  }
}
