import Foundation
import Geodesy
import SimpleFeatures
import TestSupport
import Testing

@testable import IncidentMapping

@Suite("Equal-area plane by series")
struct LocalEqualAreaTests {
  @Test("it is Lambert's projection to 1e-7 of the distance", arguments: [UInt64](1...4))
  func projection(_ seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    for _ in 0..<2000 {
      let center = at(
        .random(in: -180...180, using: &generator), .random(in: -82...82, using: &generator))
      let cosine = cos(center.y * .pi / 180)
      let position = at(
        center.x + .random(in: -1.8...1.8, using: &generator) / max(cosine, 0.12),
        center.y + .random(in: -1.8...1.8, using: &generator))
      let found = LocalEqualArea(center: center).forward(position)
      let expected = LocalProjection.equalArea(center: center).forward(position)
      let error = hypot(found.x - expected.x, found.y - expected.y)
      let distance = hypot(expected.x, expected.y)
      #expect(error < 1e-7 * distance + 1e-3, "seed \(seed): \(center) \(position) \(error)")
    }
  }

  @Test("the area beside short edges is as right as stated", arguments: [25_000.0, 200_000])
  func bends(_ radius: Double) {
    var generator = SplitMix64(seed: 5)
    for _ in 0..<5000 {
      let center = at(
        .random(in: -180...180, using: &generator), .random(in: -80...80, using: &generator))
      func position(_ origin: Coordinate, _ meters: Double) -> Coordinate {
        Geodesic.wgs84.direct(
          from: origin, azimuthDegrees: .random(in: 0...360, using: &generator),
          distanceMeters: meters
        ).destination.unwrapped(near: origin.longitude)
      }
      let a = position(center, radius * Double.random(in: 0...1, using: &generator))
      let b = position(a, radius / 10)
      let plane = LocalEqualArea(center: center)
      let (start, end) = (plane.forward(a), plane.forward(b))
      let middle = plane.forward(at((a.x + b.x) / 2, (a.y + b.y) / 2))
      let bend = plane.bend(from: a, to: b)
      let (x, y) = (
        bend.x - (middle.x - (start.x + end.x) / 2), bend.y - (middle.y - (start.y + end.y) / 2)
      )
      let area = 2 / 3 * abs(x * (end.y - start.y) - y * (end.x - start.x))
      let share = area / (.pi * radius * radius)
      #expect(share < (radius > 1e5 ? 1.5e-7 : 1e-9), "\(center) \(a) \(b): \(share)")
    }
  }

  @Test("a geodesic circle is as round as stated", arguments: [25_000.0, 150_000])
  func circles(_ radius: Double) throws {
    for latitude in stride(from: -80.0, through: 80, by: 10) {
      let center = at(12, latitude)
      let plane = LocalEqualArea(center: center)
      let square = plane.squaredRadius(ofCircle: radius)
      let ring = try Geodesic.wgs84.pointsAround(center: center, radiusMeters: radius, count: 36)
      for position in ring {
        let place = plane.forward(position)
        let ratio = ((place.x * place.x + place.y * place.y) / square).squareRoot()
        #expect(abs(ratio - 1) < (radius > 1e5 ? 2e-5 : 3e-6), "\(latitude) \(ratio)")
      }
    }
  }
}
