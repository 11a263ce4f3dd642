import Foundation
import Geodesy
import SimpleFeatures
import TestSupport
import Testing

@Suite("Densified lines")
struct DensifyTests {
  /// The largest distance from the chords of a densified leg to the geodesic, by sampling.
  static func deviation(of line: LineString, from leg: GeodesicLine) -> Double {
    var largest = 0.0
    for (start, end) in zip(line.coordinates, line.coordinates.dropFirst()) {
      for part in 1..<8 {
        let fraction = Double(part) / 8
        let onChord = Coordinate(
          x: start.x + fraction * (end.x - start.x), y: start.y + fraction * (end.y - start.y))
        largest = max(largest, leg.nearestPoint(to: onChord).distanceMeters)
      }
    }
    return largest
  }

  @Test("no chord strays further than asked, and the points are not many times too many")
  func deviation() {
    let seed: UInt64 = 11
    var random = SplitMix64(seed: seed)
    for _ in 0..<60 {
      let start = Coordinate(
        longitude: .random(in: -180...180, using: &random),
        latitude: .random(in: -85...85, using: &random))
      let end = Geodesic.wgs84.direct(
        from: start, azimuthDegrees: .random(in: -180...180, using: &random),
        distanceMeters: .random(in: 1e4...3e6, using: &random)
      ).destination
      let line = Geodesic.wgs84.densify(
        LineString([start, end]), maximumDeviationMeters: 100)
      let leg = GeodesicLine(from: start, to: end)
      let deviation = Self.deviation(of: line, from: leg)
      #expect(deviation <= 100, "seed \(seed), \(start) \(end)")
      if line.coordinates.count > 3, max(abs(start.latitude), abs(end.latitude)) < 60 {
        #expect(deviation > 4, "seed \(seed), \(start) \(end)")
      }
    }
  }

  @Test("a chord that bends half round a pole is cut")
  func roundThePole() {
    let ends = [Coordinate(x: 0, y: 89.9), Coordinate(x: 170, y: 89.9)]
    let line = Geodesic.wgs84.densify(LineString(ends), maximumDeviationMeters: 8000)
    #expect(Self.deviation(of: line, from: GeodesicLine(from: ends[0], to: ends[1])) <= 8000)
  }

  @Test("near the poles no chord strays further than asked, at any scale")
  func nearPoles() {
    let seed: UInt64 = 13
    var random = SplitMix64(seed: seed)
    for round in 0..<60 {
      let limit = [20.0, 1000, 50_000][round % 3]
      let pole = round.isMultiple(of: 2) ? 1.0 : -1
      let ends = (0..<2).map { _ in
        Coordinate(
          longitude: .random(in: -180...180, using: &random),
          latitude: pole * .random(in: 80...90, using: &random))
      }
      let line = Geodesic.wgs84.densify(LineString(ends), maximumDeviationMeters: limit)
      let leg = GeodesicLine(from: ends[0], to: ends[1])
      #expect(Self.deviation(of: line, from: leg) <= limit, "seed \(seed), \(ends)")
      #expect(line.coordinates.count < 1000, "seed \(seed), \(ends)")
    }
  }

  @Test("a meridian and a leg along the equator need no points")
  func straight() {
    let meridian = LineString([Coordinate(x: 5, y: 10), Coordinate(x: 5, y: 60)])
    let equator = LineString([Coordinate(x: 5, y: 0), Coordinate(x: 65, y: 0)])
    for line in [meridian, equator] {
      #expect(Geodesic.wgs84.densify(line, maximumDeviationMeters: 1) == line)
    }
  }

  @Test("a leg over a pole ends, with chords within reach of the geodesic")
  func overThePole() {
    let line = LineString([Coordinate(x: 0, y: 80), Coordinate(x: 170, y: 85)])
    let dense = Geodesic.wgs84.densify(line, maximumDeviationMeters: 100)
    let leg = GeodesicLine(from: line.coordinates[0], to: line.coordinates[1])
    #expect(Self.deviation(of: dense, from: leg) <= 100)
    #expect(dense.coordinates.count < 400)
    let across = LineString([Coordinate(x: 0, y: 80), Coordinate(x: 180, y: 80)])
    #expect(
      Geodesic.wgs84.densify(across, maximumDeviationMeters: 100).coordinates.count < 100)
    let fromPole = LineString([Coordinate(x: 40, y: 90), Coordinate(x: 130, y: 80)])
    #expect(
      Geodesic.wgs84.densify(fromPole, maximumDeviationMeters: 100).coordinates.count < 100)
  }

  @Test("no segment is longer than asked, and lengths and vertices are kept")
  func segments() {
    let seed: UInt64 = 12
    var random = SplitMix64(seed: seed)
    for _ in 0..<100 {
      var vertices = [Coordinate(longitude: 179, latitude: .random(in: -60...60, using: &random))]
      for _ in 0..<3 {
        vertices.append(
          Geodesic.wgs84.direct(
            from: vertices[vertices.count - 1],
            azimuthDegrees: .random(in: -180...180, using: &random),
            distanceMeters: .random(in: 1e3...1e6, using: &random)
          ).destination)
      }
      let line = LineString(vertices)
      let dense = Geodesic.wgs84.densify(line, maximumSegmentMeters: 50_000)
      let lengths = zip(dense.coordinates, dense.coordinates.dropFirst()).map {
        Geodesic.wgs84.distance(from: $0, to: $1)
      }
      #expect(lengths.allSatisfy { $0 <= 50_000.0001 }, "seed \(seed)")
      let length = Geodesic.wgs84.length(of: line)
      #expect(abs(lengths.reduce(0, +) - length) < 1e-6, "seed \(seed), \(line)")
      let wrapped = Set(dense.coordinates.map(\.normalizedLongitude))
      for vertex in vertices {
        #expect(
          wrapped.contains { Geodesic.wgs84.distance(from: $0, to: vertex) < 1e-8 }, "seed \(seed)")
      }
      for (start, end) in zip(dense.coordinates, dense.coordinates.dropFirst()) {
        #expect(abs(end.longitude - start.longitude) < 10, "seed \(seed), \(line)")
      }
    }
  }

  @Test("longitudes go on over the antimeridian")
  func antimeridian() {
    let line = LineString([Coordinate(x: 179, y: -17), Coordinate(x: -178, y: -16)])
    for dense in [
      Geodesic.wgs84.densify(line, maximumSegmentMeters: 20_000),
      Geodesic.wgs84.densify(line, maximumDeviationMeters: 1), line.unwrapped,
    ] {
      #expect(dense.coordinates.first?.longitude == 179)
      #expect(dense.coordinates.last?.longitude == 182)
      let longitudes = dense.coordinates.map(\.longitude)
      #expect(longitudes == longitudes.sorted())
    }
  }

  @Test("empty lines and limits that are none come back without added points")
  func degenerate() {
    #expect(Geodesic.wgs84.densify(LineString([]), maximumSegmentMeters: 10).coordinates.isEmpty)
    let line = LineString([Coordinate(x: 0, y: 0), Coordinate(x: 1, y: 1)])
    for limit in [0, -1, .nan, .infinity] {
      let segments = Geodesic.wgs84.densify(line, maximumSegmentMeters: limit)
      #expect(segments.coordinates.count == 2)
      let chords = Geodesic.wgs84.densify(line, maximumDeviationMeters: limit)
      #expect(chords.coordinates.count == 2)
    }
    let fine = Geodesic.wgs84.densify(line, maximumSegmentMeters: 1e-9)
    #expect(fine.coordinates.count == 1_000_001)
    let broken = LineString([Coordinate(x: 0, y: 0), Coordinate(x: .nan, y: 1)])
    #expect(Geodesic.wgs84.densify(broken, maximumSegmentMeters: 10).coordinates.count == 2)
    #expect(Geodesic.wgs84.densify(broken, maximumDeviationMeters: 10).coordinates.count == 2)
  }

  @Test("longitudes are brought into range by whole turns")
  func normalizing() {
    let cases = [(181.0, -179.0), (-181, 179), (180, 180), (-180, -180), (540, -180), (725, 5)]
    for (longitude, expected) in cases {
      #expect(abs(Coordinate(x: longitude, y: 0).normalizedLongitude.x) == abs(expected))
    }
  }
}
