import Foundation
import Geodesy
import Incidents
import ReferenceGeography
import SimpleFeatures
import SpatialIndexing
import TestSupport
import Testing
import Topology

@testable import IncidentMapping

/// GEOS decides what is right: each answer of the grid is compared with the predicate and the
/// overlay that it stands for.
@Suite("Regions over a grid")
struct RegionGridTests {
  /// The first-level regions that cover a point, by prepared geometries alone.
  private func referee(_ ground: Ground, _ point: Coordinate) throws -> [Int] {
    let names =
      abs(point.x) == 180 ? [point, at(-point.x, point.y)] : [point]
    let found = try names.flatMap { name in
      try ground.atlas.firstLevel.index.search(name)
        .filter { try ground.firstLevel($0).covers(name) }
    }
    return Set(found).sorted()
  }

  /// Positions where rounding, ties and the ends of the map could do harm, and others everywhere.
  private func points(_ generator: inout SplitMix64, _ set: BoundarySet) -> [Coordinate] {
    var points = (0..<3000).map { _ in
      at(
        .random(in: -180...180, using: &generator), .random(in: -90...90, using: &generator))
    }
    for _ in 0..<1500 {
      let region = set.regions[Int.random(in: set.regions.indices, using: &generator)]
      guard let ring = region.geometry.polygons.randomElement(using: &generator)?.exterior
      else { continue }
      let index = Int.random(in: 0..<ring.count - 1, using: &generator)
      let (a, b) = (ring[index], ring[index + 1])
      let share = Double.random(in: 0...1, using: &generator)
      let on = at(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share)
      points += [a, at((a.x + b.x) / 2, (a.y + b.y) / 2), on]
      for reach in [1e-14, 1e-12, 1e-9, 1e-4] {
        points.append(
          at(
            on.x + .random(in: -reach...reach, using: &generator),
            on.y + .random(in: -reach...reach, using: &generator)))
      }
      // Corners and sides of cells, and reference points.
      let corner = at((on.x * 4).rounded() / 4, (on.y * 4).rounded() / 4)
      points += [corner, at(corner.x, on.y), at(on.x, corner.y)]
      let (row, column) = (RegionGrid.row(on.y), RegionGrid.column(on.x))
      points.append(RegionGrid.reference(row: row, column: column))
    }
    for latitude in stride(from: -90.0, through: 90, by: 0.5) {
      points += [-180, 180, 179.999_999_999_99, -179.999_999_999_99].map { at($0, latitude) }
    }
    return points.filter(\.isGeographic)
  }

  @Test(
    "points lie in the regions that GEOS says, on vertices and edges, at poles and at 180 degrees",
    arguments: [UInt64](1...4))
  func points(_ seed: UInt64) throws {
    let ground = try Shipped.ground()
    var generator = SplitMix64(seed: seed)
    for point in points(&generator, ground.atlas.firstLevel) {
      let found = try ground.firstLevelRegions(covering: point)
      let expected = try referee(ground, point)
      #expect(found == expected, "seed \(seed): \(point)")
    }
  }

  @Test("enclaves, islands and what lies off the map")
  func particular() throws {
    let ground = try Shipped.ground()
    for (longitude, latitude) in [
      (28.23, -29.6), (12.453, 41.903), (6.94, 50.94), (-180, -16.8), (180, 68.9), (0, 90),
      (0, -90), (180, -90), (20.5, 54.7), (71.77, 40.0), (8.97, 45.97),
    ] {
      let point = at(longitude, latitude)
      #expect(try ground.firstLevelRegions(covering: point) == referee(ground, point), "\(point)")
    }
    #expect(try ground.firstLevelRegions(covering: at(388.23, -29.6)).count == 1)
    for point in [at(.nan, 0), at(0, .nan), at(0, 90.1), at(.infinity, 0)] {
      #expect(try ground.firstLevelRegions(covering: point).isEmpty, "\(point)")
      #expect(ground.borderDistance(from: point, within: 5000) == nil)
    }
  }

  @Test("GEOS is asked for a point on an edge, not for others")
  func doubts() throws {
    let ground = try Shipped.ground()
    var generator = SplitMix64(seed: 7)
    for _ in 0..<20_000 {
      let point = at(
        .random(in: -180...180, using: &generator), .random(in: -60...80, using: &generator))
      _ = try ground.firstLevelRegions(covering: point)
    }
    #expect(ground.grid.doubts == 0)
    let vertex = ground.atlas.firstLevel.regions[100].geometry.polygons[0].exterior[0]
    _ = try ground.firstLevelRegions(covering: vertex)
    #expect(ground.grid.doubts > 0)
  }

  /// The nearest border by looking at every edge near by.
  private func nearest(_ ground: Ground, _ point: Coordinate, _ limit: Double) -> Double? {
    let (north, east) = RegionGrid.window(about: point, withinMeters: limit)
    let window = Envelope(
      minX: point.x - east, minY: point.y - north, maxX: point.x + east, maxY: point.y + north)
    var nearest = EdgeFoot.none
    for shift in [0.0, -360, 360] {
      let center = at(point.x + shift, point.y)
      for position in ground.atlas.firstLevel.index.search(window.translated(x: shift)) {
        for ring in ground.atlas.firstLevel.regions[position].geometry.polygons.flatMap(\.rings) {
          for (a, b) in zip(ring, ring.dropFirst()) {
            let isSeam = (abs(a.x) == 180 && a.x == b.x) || (abs(a.y) == 90 && a.y == b.y)
            let foot = EdgeFoot(of: center, on: a, b, scale: cos(point.y * .pi / 180))
            if !isSeam, foot.square < nearest.square { nearest = foot }
          }
        }
      }
    }
    let meters = Geodesic.wgs84.distance(from: point, to: nearest.point)
    return meters < limit ? meters : nil
  }

  @Test("the nearest border is that of all edges", arguments: [5000.0, 30_000, 150_000])
  func borders(_ limit: Double) throws {
    let ground = try Shipped.ground()
    var generator = SplitMix64(seed: 11)
    let seam = [
      at(180, 68.5), at(-180, 68.5), at(179.99, 66.5), at(-179.999, -80), at(180, -16.8),
    ]
    let others = points(&generator, ground.atlas.firstLevel).shuffled(using: &generator)
    for point in seam + others.prefix(400) where abs(point.y) < 85 {
      let found = ground.borderDistance(from: point, within: limit)
      let expected = nearest(ground, point, limit)
      // Distances above 60 km are right to 0.01 mm.
      #expect(abs((found ?? -1) - (expected ?? -1)) < 1e-5, "\(point) \(limit)")
    }
  }

  /// The shares by GEOS overlay of a circle of 256 corners, with the outside last.
  private func overlay(_ ground: Ground, _ center: Coordinate, _ radius: Double) throws -> [Double]
  {
    let disc = try circle(center, radiusMeters: radius)
    let place = ResolvedPlace(
      kind: .near,
      shape: .surface(disc, areaSquareMeters: Geodesic.wgs84.areaWithStraightEdges(of: disc)),
      representativePoint: center, radiusMeters: radius)
    return shares(try ground.membership(of: place))
  }

  private func shares(_ membership: Membership) -> [Double] {
    membership.firstLevel.sorted { $0.position < $1.position }
      .flatMap { [Double($0.position), $0.share] } + [membership.outside]
  }

  @Test(
    "discs are shared as GEOS shares them within 1e-5",
    arguments: [1000.0, 25_000, 30_000, 90_000, 150_000])
  func discs(_ radius: Double) throws {
    let ground = try Shipped.ground()
    var generator = SplitMix64(seed: UInt64(radius))
    let places = points(&generator, ground.atlas.firstLevel).shuffled(using: &generator)
    let spread = 2 * radius / 111_000
    var own = 0
    for place in places.prefix(radius < 50_000 ? 300 : 100) {
      let center = at(
        wrappedLongitude(place.x + .random(in: -spread...spread, using: &generator)),
        min(90, max(-90, place.y + .random(in: -spread...spread, using: &generator))))
      let survey = ground.survey(center, radiusMeters: radius, within: radius)
      if let survey, !survey.isUncut, survey.shares(try ground.holders(of: center)) != nil {
        own += 1
      }
      let found = try ground.membership(disc(center, radius))
      let expected = try overlay(ground, center, radius)
      var shares: [Int: Double] = [:]
      for share in found.firstLevel { shares[share.position] = share.share }
      for (position, share) in zip(expected.indices, expected) where position % 2 == 1 {
        let region = Int(expected[position - 1])
        let error = abs((shares.removeValue(forKey: region) ?? 0) - share)
        #expect(error < 1e-5, "\(center) \(radius) region \(region): \(share)")
      }
      for (region, share) in shares { #expect(share < 1e-5, "\(center) \(radius) \(region)") }
      #expect(abs(found.outside - (expected.last ?? 0)) < 1e-5, "\(center) \(radius)")
      #expect(abs(found.sum - 1) < 1e-9, "\(center) \(radius)")
    }
    // Most are answered without overlay, or nothing was compared.
    #expect(own > (radius < 50_000 ? 100 : 60))
  }

  @Test("overlapping regions and borders through the centre are left to overlay")
  func notSimple() throws {
    let ground = try Shipped.ground()
    let ring = ground.atlas.firstLevel.regions[100].geometry.polygons[0].exterior
    for center in [ring[0], at((ring[0].x + ring[1].x) / 2, (ring[0].y + ring[1].y) / 2)] {
      let survey = try #require(ground.survey(center, radiusMeters: 25_000, within: 30_000))
      #expect(survey.shares(try ground.holders(of: center)) == nil)
    }
    #expect(ground.survey(at(0, 89), radiusMeters: 25_000, within: 30_000) == nil)
    #expect(ground.survey(at(0, 0), radiusMeters: 250_000, within: 255_000) == nil)
  }
}
