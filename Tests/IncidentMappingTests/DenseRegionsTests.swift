import Foundation
import Geodesy
import ReferenceGeography
import SimpleFeatures
import SpatialIndexing
import TestSupport
import Testing
import Topology

@testable import IncidentMapping

/// Sets unlike the shipped one: very small regions, overlaps and gaps. GEOS decides what is right.
@Suite("Small, overlapping and missing regions over a grid")
struct DenseRegionsTests {
  /// A ground of SYNTHETIC squares, each 0.02 degrees wide: a cell of the grid has some 150 of them.
  /// - Parameters:
  ///   - spread: how far corners are moved, in degrees; neighbours move together.
  ///   - keeps: whether the square in a row and column is there.
  ///   - overlaps: whether every seventh square is there twice.
  private func ground(
    _ generator: inout SplitMix64, spread: Double, overlaps: Bool, keeps: (Int, Int) -> Bool
  ) throws -> Ground {
    let count = 40
    let corners = (0...count).map { row in
      (0...count).map { column in
        at(
          10 + Double(column) * 0.02 + .random(in: -spread...spread, using: &generator),
          20 + Double(row) * 0.02 + .random(in: -spread...spread, using: &generator))
      }
    }
    var regions: [Region] = []
    for row in 0..<count {
      for column in 0..<count where keeps(row, column) {
        let ring = [
          corners[row][column], corners[row][column + 1], corners[row + 1][column + 1],
          corners[row + 1][column], corners[row][column],
        ]
        for copy in 0..<(overlaps && (row + column) % 7 == 0 ? 2 : 1) {
          regions.append(
            Region(
              id: "SYNTHETIC \(1000 + row) \(1000 + column) \(copy)", name: "SYNTHETIC", level: 1,
              countryID: "S", countryName: "SYNTHETIC",
              geometry: .polygon(
                Polygon(exterior: copy == 0 ? ring : Array(ring.reversed())))))
        }
      }
    }
    let all = Region(
      id: "S", name: "SYNTHETIC", level: 0, countryID: "S", countryName: "SYNTHETIC",
      geometry: .polygon(
        Polygon(exterior: [at(9, 19), at(12, 19), at(12, 22), at(9, 22), at(9, 19)])))
    func set(_ level: Int, _ regions: [Region]) -> BoundarySet {
      BoundarySet(
        description: .init(
          id: "SYNTHETIC", name: "SYNTHETIC", date: "", accuracyMeters: 100, level: level),
        regions: regions)
    }
    return try Ground(
      atlas: Atlas(
        countries: set(0, [all]), firstLevel: set(1, regions),
        gazetteer: try Shipped.atlas.gazetteer, routes: [], groups: []))
  }

  private func referee(_ ground: Ground, _ point: Coordinate) throws -> [Int] {
    try ground.atlas.firstLevel.index.search(point)
      .filter { try ground.firstLevel($0).covers(point) }
  }

  @Test(
    "points lie where GEOS says, with more regions in a cell than a word has bits",
    arguments: [0.0, 0.008], [false, true])
  func points(_ spread: Double, _ overlaps: Bool) throws {
    var generator = SplitMix64(seed: 5)
    let ground = try ground(&generator, spread: spread, overlaps: overlaps) { row, column in
      (row * 31 + column * 17) % 11 > 1
    }
    var several = 0
    for number in 0..<6000 {
      var point = at(
        .random(in: 9.9...10.9, using: &generator), .random(in: 19.9...20.9, using: &generator))
      if number % 3 == 0 {
        point = at((point.x * 50).rounded() / 50, point.y)
      } else if number % 11 == 0 {
        point = at((point.x * 50).rounded() / 50, (point.y * 50).rounded() / 50)
      }
      let found = try ground.firstLevelRegions(covering: point)
      let expected = try referee(ground, point)
      #expect(found == expected, "seed 5: \(point)")
      if found.count > 1 { several += 1 }
    }
    // Or nothing but the inside of single squares was asked for.
    #expect(several > 300 || (spread > 0 && !overlaps))
  }

  @Test("the shares of discs add up over regions and gaps as overlay has them")
  func discs() throws {
    var generator = SplitMix64(seed: 6)
    let ground = try ground(&generator, spread: 0.008, overlaps: false) { row, column in
      (row * 31 + column * 17) % 11 > 1
    }
    for _ in 0..<40 {
      let center = at(
        .random(in: 9.95...10.85, using: &generator), .random(in: 19.95...20.85, using: &generator))
      let radius = Double.random(in: 1000...20_000, using: &generator)
      let found = try ground.regionShares(around: center, radiusMeters: radius)
      let circle = try circle(center, radiusMeters: radius)
      let overlay = try ground.membership(
        of: ResolvedPlace(
          kind: .near,
          shape: .surface(
            circle, areaSquareMeters: Geodesic.wgs84.areaWithStraightEdges(of: circle)),
          representativePoint: center, radiusMeters: radius))
      var shares: [Int: Double] = [:]
      for (position, share) in found { shares[position] = share }
      for share in overlay.firstLevel {
        let own = shares.removeValue(forKey: share.position) ?? 0
        #expect(abs(own - share.share) < 1e-5, "seed 6: \(center) \(radius)")
      }
      #expect(shares.values.allSatisfy { $0 < 1e-5 }, "seed 6: \(center) \(radius)")
    }
  }

  @Test("a ground filled at once answers like one that is filled where it is asked")
  func filledAtOnce() throws {
    let (filled, asked) = (try Shipped.ground(), try Shipped.ground())
    filled.prepareRegions()
    var generator = SplitMix64(seed: 8)
    for _ in 0..<5000 {
      let point = at(
        .random(in: -180...180, using: &generator), .random(in: -60...80, using: &generator))
      #expect(
        try filled.firstLevelRegions(covering: point) == asked.firstLevelRegions(covering: point))
      #expect(
        filled.borderDistance(from: point, within: 30_000)
          == asked.borderDistance(from: point, within: 30_000))
    }
  }

  /// A position on the unit sphere.
  private func vector(_ point: Coordinate) -> (x: Double, y: Double, z: Double) {
    let (longitude, latitude) = (point.x * .pi / 180, point.y * .pi / 180)
    return (cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude))
  }

  @Test("the nearest border is found however far away it is")
  func nearestBorder() throws {
    let ground = try Shipped.ground()
    let vertices = ground.atlas.firstLevel.regions.flatMap { region in
      region.geometry.polygons.flatMap(\.rings).flatMap { $0 }.map(vector)
    }
    var generator = SplitMix64(seed: 9)
    var far = 0
    for _ in 0..<60 {
      let point = at(
        .random(in: -180...180, using: &generator), .random(in: -55...70, using: &generator))
      let found = try #require(ground.nearestBorderMeters(from: point), "\(point)")
      // No vertex is nearer, by more than the sphere differs from the ellipsoid.
      let here = vector(point)
      let cosine = vertices.reduce(-1) { max($0, $1.x * here.x + $1.y * here.y + $1.z * here.z) }
      let vertex = acos(min(1, cosine)) * 6_371_008.8
      #expect(found < vertex * 1.01 + 1, "seed 9: \(point)")
      if found > 500_000 {
        // So far away no edge is as long.
        #expect(found > vertex * 0.95, "seed 9: \(point)")
        far += 1
      } else if found < 100_000 {
        let near = try #require(ground.borderDistance(from: point, within: found * 1.01 + 1))
        #expect(abs(near / found - 1) < 0.002, "seed 9: \(point)")
      }
    }
    #expect(far > 3)
    #expect(ground.nearestBorderMeters(from: at(.nan, 0)) == nil)
    // By pyproj 3.7.2 and shapely 2.2, as in BorderDistanceTests.
    let gao = try #require(ground.nearestBorderMeters(from: at(-0.04472, 16.27167)))
    #expect(abs(gao - 70_058.3) < 1)
  }
}
