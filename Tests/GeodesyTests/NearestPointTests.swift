import Geodesy
import SimpleFeatures
import TestSupport
import Testing

@Suite("Nearest points of geodesic segments")
struct NearestPointTests {
  /// The nearest point by ever finer sampling, without any use of angles.
  static func bySampling(_ leg: GeodesicLine, _ point: Coordinate) -> (along: Double, away: Double)
  {
    func away(_ along: Double) -> Double {
      Geodesic.wgs84.distance(from: leg.position(atMeters: along).coordinate, to: point)
    }
    var low = 0.0
    var high = leg.lengthMeters
    while high - low > 0.5 {
      let step = (high - low) / 40
      let best = (0...40).map { low + Double($0) * step }.min { away($0) < away($1) } ?? low
      (low, high) = (max(0, best - step), min(leg.lengthMeters, best + step))
    }
    return ((low + high) / 2, away((low + high) / 2))
  }

  @Test("agree with sampling, for segments and offsets up to thousands of kilometres")
  func sampling() {
    let seed: UInt64 = 5
    var random = SplitMix64(seed: seed)
    for round in 0..<150 {
      let reach = round.isMultiple(of: 3) ? 4e6 : 3e5
      let start = Coordinate(
        longitude: .random(in: -180...180, using: &random),
        latitude: .random(in: -90...90, using: &random))
      let end = Geodesic.wgs84.direct(
        from: start, azimuthDegrees: .random(in: -180...180, using: &random),
        distanceMeters: .random(in: 1...(2 * reach), using: &random)
      ).destination
      let point = Geodesic.wgs84.direct(
        from: start, azimuthDegrees: .random(in: -180...180, using: &random),
        distanceMeters: .random(in: 0...reach, using: &random)
      ).destination
      let leg = GeodesicLine(from: start, to: end)
      let nearest = leg.nearestPoint(to: point)
      let sampled = Self.bySampling(leg, point)
      #expect(nearest.distanceMeters <= sampled.away + 1e-7, "seed \(seed), round \(round)")
      #expect(abs(nearest.alongMeters - sampled.along) < 1, "seed \(seed), round \(round)")
      let there = leg.position(atMeters: nearest.alongMeters).coordinate
      #expect(Geodesic.wgs84.distance(from: there, to: nearest.coordinate) < 1e-8)
    }
  }

  @Test("find the foot from which a position was set off, to 0.1 micrometres along and across")
  func foot() {
    let seed: UInt64 = 6
    var random = SplitMix64(seed: seed)
    for round in 0..<500 {
      let start = Coordinate(
        longitude: .random(in: -180...180, using: &random),
        latitude: .random(in: -80...80, using: &random))
      let end = Geodesic.wgs84.direct(
        from: start, azimuthDegrees: .random(in: -180...180, using: &random),
        distanceMeters: .random(in: 1e5...8e5, using: &random)
      ).destination
      let leg = GeodesicLine(from: start, to: end)
      let along = Double.random(in: 0...1, using: &random) * leg.lengthMeters
      let offset = Double.random(in: -1e5...1e5, using: &random)
      let foot = leg.position(atMeters: along)
      let point = Geodesic.wgs84.direct(
        from: foot.coordinate, azimuthDegrees: foot.azimuthDegrees + 90, distanceMeters: offset
      ).destination
      let nearest = leg.nearestPoint(to: point)
      #expect(abs(nearest.alongMeters - along) < 1e-7, "seed \(seed), round \(round)")
      #expect(abs(nearest.crossTrackMeters - offset) < 1e-7, "seed \(seed), round \(round)")
    }
  }

  @Test("are the ends for positions beyond them, over poles and the antimeridian too")
  func ends() {
    let start = Coordinate(longitude: 179.5, latitude: -17)
    let end = Coordinate(longitude: -179.5, latitude: -17)
    let beyond = Geodesic.wgs84.nearestPoint(
      onSegmentFrom: start, to: end, to: Coordinate(longitude: -178, latitude: -18))
    #expect(Geodesic.wgs84.distance(from: beyond.coordinate, to: end) < 1e-8)
    #expect(beyond.crossTrackMeters > 0)
    let before = Geodesic.wgs84.nearestPoint(
      onSegmentFrom: start, to: end, to: Coordinate(longitude: 178, latitude: -16))
    #expect(before.alongMeters == 0)
    #expect(before.crossTrackMeters < 0)
    let over = Geodesic.wgs84.nearestPoint(
      onSegmentFrom: Coordinate(longitude: 0, latitude: 85),
      to: Coordinate(longitude: 180, latitude: 85), to: Coordinate(longitude: 90, latitude: 89))
    #expect(abs(over.coordinate.latitude - 90) < 1e-9)
    #expect(abs(over.distanceMeters - 111_693.86491418) < 1e-3)
  }

  @Test("of a segment without length are its position")
  func noLength() {
    let gao = Coordinate(longitude: -0.04472, latitude: 16.27167)
    let bourem = Coordinate(longitude: -0.34861, latitude: 16.955)
    let nearest = Geodesic.wgs84.nearestPoint(onSegmentFrom: gao, to: gao, to: bourem)
    #expect(nearest.alongMeters == 0)
    #expect(
      abs(nearest.distanceMeters - Geodesic.wgs84.distance(from: gao, to: bourem)) < 1e-7)
  }
}
