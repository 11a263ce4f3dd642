import Foundation
import Geodesy
import LinearReferencing
import SimpleFeatures
import TestSupport
import Testing

@Suite("Locating on routes")
struct LocateTests {
  /// A route of legs that turn by at most 60 degrees, so that it stays away from itself.
  static func randomRoute(_ random: inout SplitMix64) throws -> Route {
    var vertices = [
      Coordinate(
        longitude: .random(in: -180...180, using: &random),
        latitude: .random(in: -50...50, using: &random))
    ]
    let heading = Double.random(in: -180...180, using: &random)
    for _ in 0..<Int.random(in: 1...10, using: &random) {
      vertices.append(
        Geodesic.wgs84.direct(
          from: vertices[vertices.count - 1],
          azimuthDegrees: heading + .random(in: -30...30, using: &random),
          distanceMeters: .random(in: 1e3...2e5, using: &random)
        ).destination)
    }
    let stops = vertices.enumerated().map { RouteStop(name: "S\($0)", coordinate: $1) }
    let plain = try Route(id: "p", name: "P", line: LineString(vertices), stops: stops)
    var spans: [CalibrationSpan] = []
    for index in 0..<(stops.count - 1) where Bool.random(using: &random) {
      let line = plain.measures[index + 1] - plain.measures[index]
      spans.append(
        Sahel.span("S\(index)", "S\(index + 1)", line * .random(in: 1...1.8, using: &random)))
    }
    return try Route(
      id: "r", name: "R", line: LineString(vertices), stops: stops, calibration: spans)
  }

  @Test("a position at a measure gives the measure back, to a millimetre")
  func roundTrip() throws {
    let seed: UInt64 = 31
    var random = SplitMix64(seed: seed)
    for round in 0..<100 {
      let route = try Self.randomRoute(&random)
      let measures = (0..<5).map { _ in
        Double.random(in: 0...route.lengthKilometers, using: &random)
      }
      for kilometers in measures + route.measures {
        let point = try route.interpolate(atKilometers: kilometers)
        let located = route.locate(point)
        #expect(located.count == 1, "seed \(seed), round \(round)")
        let first = try #require(located.first)
        #expect(abs(first.measureKilometers - kilometers) < 1e-6, "seed \(seed), round \(round)")
        #expect(first.offsetMeters < 1e-6, "seed \(seed), round \(round)")
        #expect(first.side == .on)
      }
    }
  }

  @Test("a position beside the line is as far off as dense sampling finds")
  func sampling() throws {
    let seed: UInt64 = 32
    var random = SplitMix64(seed: seed)
    for round in 0..<25 {
      let route = try Self.randomRoute(&random)
      let near = try route.interpolate(
        atKilometers: .random(in: 0...route.lengthKilometers, using: &random))
      let point = Geodesic.wgs84.direct(
        from: near, azimuthDegrees: .random(in: -180...180, using: &random),
        distanceMeters: .random(in: 0...1e5, using: &random)
      ).destination
      let first = try #require(route.locate(point).first)
      var step = route.lengthKilometers / 500
      func away(_ kilometers: Double) throws -> Double {
        Geodesic.wgs84.distance(
          from: try route.interpolate(
            atKilometers: min(max(kilometers, 0), route.lengthKilometers)), to: point)
      }
      var best = 0.0
      var least = Double.infinity
      for index in 0...500 {
        let distance = try away(Double(index) * step)
        if distance < least { (best, least) = (Double(index) * step, distance) }
      }
      while step > 1e-7 {
        for kilometers in [best - step, best - step / 2, best + step / 2, best + step] {
          let distance = try away(kilometers)
          if distance < least { (best, least) = (kilometers, distance) }
        }
        step /= 2
      }
      // Another place may tie within 1 m and come first.
      #expect(first.offsetMeters <= least + 1, "seed \(seed), round \(round)")
      #expect(first.offsetMeters >= least - 1e-3, "seed \(seed), round \(round)")
    }
  }

  @Test("on a leg of 600 km the answer is the geodesic's, kilometres from the planar one")
  func longLeg() throws {
    // From Bordj Badji Mokhtar to Reggane, and a leg as long that crosses meridians.
    for (end, fraction) in [((0.1714, 26.71576), 0.5), ((6.6, 23.2), 0.6)] {
      let start = Coordinate(longitude: 0.95, latitude: 21.33)
      let end = Coordinate(longitude: end.0, latitude: end.1)
      let route = try Route(id: "l", name: "L", line: LineString([start, end]))
      #expect(route.lengthKilometers > 595)
      let leg = GeodesicLine(from: start, to: end)
      let foot = leg.position(atMeters: fraction * leg.lengthMeters)
      let point = Geodesic.wgs84.direct(
        from: foot.coordinate, azimuthDegrees: foot.azimuthDegrees + 90, distanceMeters: 40_000
      ).destination
      let located = try #require(route.locate(point).first)
      #expect(abs(located.measureKilometers * 1000 - fraction * leg.lengthMeters) < 1e-3)
      #expect(abs(located.offsetMeters - 40_000) < 1e-3)
      #expect(located.side == .right)

      let along = Coordinate(x: end.x - start.x, y: end.y - start.y)
      let planar =
        ((point.x - start.x) * along.x + (point.y - start.y) * along.y)
        / (along.x * along.x + along.y * along.y)
      let planarPoint = Coordinate(
        x: start.x + planar * along.x, y: start.y + planar * along.y)
      #expect(
        Geodesic.wgs84.distance(from: planarPoint, to: located.point) > 1000, "planar is wrong")
    }
  }

  @Test("sides are seen in the direction of rising measures, beyond sharp bends too")
  func sides() throws {
    let line = LineString(
      [(0.0, 10.0), (0.0, 11.0), (0.2, 10.05)].map { Coordinate(x: $0.0, y: $0.1) })
    let route = try Route(id: "b", name: "B", line: line)
    let cases: [(Double, Double, RouteLocation.Side)] = [
      (-0.01, 10.5, .left), (0.01, 10.5, .right), (0.05, 10.5, .right), (0.2, 10.5, .left),
      (0, 10.5, .on), (0, 11.1, .left), (-0.05, 11.1, .left), (0.09, 11.1, .left),
      (0.02, 11.05, .left), (-0.01, 9.9, .left), (0.01, 9.9, .right),
    ]
    for (x, y, side) in cases {
      let point = Coordinate(x: x, y: y)
      #expect(route.locate(point).first?.side == side, "\(x), \(y)")
      let mirrored: RouteLocation.Side =
        switch side {
        case .left: .right
        case .right: .left
        case .on: .on
        }
      #expect(route.reversed().locate(point).first?.side == mirrored, "\(x), \(y) reversed")
    }
  }

  @Test("a route that meets itself gives every place, smallest measure first")
  func candidates() throws {
    // A figure of eight through 0.5, 10.5, and a parallel 0.5 m beside the first leg.
    let crossing = try Route(
      id: "8", name: "Eight",
      line: LineString(
        [(0.0, 10.0), (1.0, 11.0), (1.0, 10.0), (0.0, 11.0)].map {
          Coordinate(x: $0.0, y: $0.1)
        }))
    let first = GeodesicLine(
      from: Coordinate(x: 0, y: 10), to: Coordinate(x: 1, y: 11))
    let other = GeodesicLine(from: Coordinate(x: 1, y: 10), to: Coordinate(x: 0, y: 11))
    var meeting = Coordinate(x: 0.5, y: 10.5)
    for _ in 0..<60 {
      meeting = first.nearestPoint(to: other.nearestPoint(to: meeting).coordinate).coordinate
    }
    let places = crossing.locate(meeting)
    #expect(places.map(\.segmentIndex) == [0, 2])
    #expect(places.map(\.measureKilometers) == places.map(\.measureKilometers).sorted())
    #expect(places.allSatisfy { $0.offsetMeters < 1e-3 })

    let beside = try Route(
      id: "2", name: "Back",
      line: LineString(
        [(0.0, 10.0), (0.0, 11.0), (0.01, 11.0), (0.000_005, 10.9), (0.000_005, 10.0)].map {
          Coordinate(x: $0.0, y: $0.1)
        }))
    let both = beside.locate(Coordinate(x: 0.000_004, y: 10.3))
    try #require(both.map(\.segmentIndex) == [0, 3])
    #expect(both[0].offsetMeters > both[1].offsetMeters)
    let one = beside.locate(Coordinate(x: -0.001, y: 10.95))
    #expect(one.map(\.segmentIndex) == [0])

    // A vertex 15 m before the foot is nearly as near, but no place of its own.
    let straight = try Route(
      id: "s", name: "Straight",
      line: LineString([(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)].map { Coordinate(x: $0.0, y: $0.1) }))
    let past = straight.locate(Coordinate(x: 1.000_15, y: 0.01))
    #expect(past.map(\.segmentIndex) == [1])

    let loop = try Route(
      id: "o", name: "Loop",
      line: LineString(
        [(0.0, 10.0), (1.0, 10.0), (1.0, 11.0), (0.0, 10.0)].map { Coordinate(x: $0.0, y: $0.1) }))
    let ends = loop.locate(Coordinate(x: 0, y: 10))
    #expect(ends.count == 2)
    #expect(ends.first?.measureKilometers == 0)
    #expect(ends.last?.measureKilometers == loop.lengthKilometers)
  }

  @Test("positions beyond the limit, or that are none, have no place")
  func limits() throws {
    let route = try Sahel.route(Sahel.track)
    let point = Coordinate(longitude: 1, latitude: 18)
    let offset = try #require(route.locate(point).first).offsetMeters
    #expect(route.locate(point, withinMeters: offset + 1).count == 1)
    #expect(route.locate(point, withinMeters: offset - 1).isEmpty)
    #expect(route.locate(Coordinate(longitude: 0, latitude: 91)).isEmpty)
    #expect(route.locate(Coordinate(longitude: .nan, latitude: 1)).isEmpty)
    #expect(!route.locate(Coordinate(longitude: 180, latitude: -20)).isEmpty)
  }
}
