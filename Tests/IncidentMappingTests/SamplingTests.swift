import Foundation
import Geodesy
import Incidents
import LinearReferencing
import ReferenceGeography
import SimpleFeatures
import TestSupport
import Testing

@testable import IncidentMapping

/// Draws are compared with what is expected by chi-square. The limits are exceeded by chance less
/// than once in 10,000 seeds; the seeds are fixed, so a test either passes or fails.
@Suite("Draws from places")
struct SamplingTests {
  private static func draws(_ place: Place, _ count: Int, seed: UInt64, on ground: Ground) throws
    -> [Coordinate]
  {
    let resolved = try ground.resolve(place)
    var generator = SplitMix64(seed: seed)
    return try (0..<count).map { _ in
      try #require(try ground.sample(resolved, using: &generator))
    }
  }

  private static func chiSquare(_ counts: [Int], _ shares: [Double]) -> Double {
    let total = Double(counts.reduce(0, +))
    return zip(counts, shares).reduce(0) { sum, pair in
      let expected = total * pair.1
      return sum + (Double(pair.0) - expected) * (Double(pair.0) - expected) / expected
    }
  }

  @Test("a disc's draws fill its quadrants and its inner half alike", arguments: [UInt64](1...4))
  func disc(_ seed: UInt64) throws {
    let ground = try Shipped.ground()
    for center in [at(-0.04472, 16.27167), at(179.99, -16.8), at(18.96, 69.65)] {
      let radius = 100_000.0
      var quadrants = [0, 0, 0, 0]
      var halves = [0, 0]
      for point in try Self.draws(
        IncidentMappingTests.disc(center, radius), 4000, seed: seed, on: ground)
      {
        let inverse = Geodesic.wgs84.inverse(from: center, to: point)
        #expect(inverse.distanceMeters < radius * 1.0002)
        #expect(abs(point.longitude) <= 180)
        let azimuth = (inverse.initialAzimuthDegrees + 360).truncatingRemainder(dividingBy: 360)
        quadrants[min(3, Int(azimuth / 90))] += 1
        halves[inverse.distanceMeters < radius / 2.0.squareRoot() ? 0 : 1] += 1
      }
      #expect(
        Self.chiSquare(quadrants, [0.25, 0.25, 0.25, 0.25]) < 21.1, "seed \(seed) \(quadrants)")
      #expect(Self.chiSquare(halves, [0.5, 0.5]) < 15.2, "seed \(seed) \(halves)")
    }
  }

  @Test("a line's draws are even per kilometre and lie on it", arguments: [UInt64](1...4))
  func line(_ seed: UInt64) throws {
    let ground = try Shipped.ground()
    let place = Place.routeSection(
      route: "gao-adrar", from: .stop("Gao"), to: .border(of: "Algeria"))
    let route = try Shipped.atlas.route(named: "gao-adrar")
    var tenths = [Int](repeating: 0, count: 10)
    for point in try Self.draws(place, 4000, seed: seed, on: ground) {
      let location = try #require(route.locate(point).first)
      #expect(location.offsetMeters < 1)
      tenths[min(9, Int(location.measureKilometers / 56.70062))] += 1
    }
    #expect(Self.chiSquare(tenths, [Double](repeating: 0.1, count: 10)) < 33.7, "seed \(seed)")
  }

  @Test("an area's draws fall in other regions as their mass says", arguments: [UInt64](1...3))
  func area(_ seed: UInt64) throws {
    let ground = try Shipped.ground()
    let mali = Place.area(AreaReference(names: ["Mali"], level: 0))
    let resolved = try ground.resolve(mali)
    let regions = Shipped.atlasRegions(of: "MLI")
    let masses = try regions.map { try ground.mass(of: resolved, in: $0) }
    #expect(abs(masses.reduce(0, +) - 1) < 1e-9)
    // pyproj 3.7.2: Kidal has 146,471.34 of the 1,255,000 km2 of Mali's regions.
    var counts = [Int](repeating: 0, count: regions.count)
    for point in try Self.draws(mali, 4000, seed: seed, on: ground) {
      let id = try ground.membership(.exact(point)).firstLevel.first?.region.id
      let position = try #require(regions.firstIndex { $0.id == id })
      counts[position] += 1
    }
    #expect(regions.count == 9)
    // 8 degrees of freedom.
    #expect(Self.chiSquare(counts, masses) < 31.9, "seed \(seed) \(counts)")
  }

  @Test("a wide area's draws follow its area on the ellipsoid from south to north")
  func latitudes() throws {
    let ground = try Shipped.ground()
    let russia = try ground.resolve(.area(AreaReference(names: ["Russia"], level: 0)))
    // The part of Russia north of 60 N, by area of the footprint.
    let north = Region(
      id: "north", name: "North", level: 0, countryID: "north", countryName: "North",
      geometry: .polygon(
        Polygon(exterior: [at(-180, 60), at(180, 60), at(180, 90), at(-180, 90), at(-180, 60)])))
    let share = try ground.mass(of: russia, in: north)
    var generator = SplitMix64(seed: 5)
    var count = 0
    let total = 10_000
    for _ in 0..<total {
      let point = try #require(try ground.sample(russia, using: &generator))
      if point.latitude > 60 { count += 1 }
    }
    #expect(
      Self.chiSquare([count, total - count], [share, 1 - share]) < 15.2, "\(count) \(share)")
  }

  @Test("the area per sine of latitude adds up to the areas of strips", arguments: [15.0, 45, 80])
  func areaPerSine(_ latitude: Double) {
    func strip(_ north: Double) -> Double {
      Geodesic.wgs84.areaWithStraightEdges(
        of: Polygon(exterior: [at(0, 0), at(1, 0), at(1, north), at(0, north), at(0, 0)]))
    }
    func sum(_ north: Double) -> Double {
      let end = sin(north * .pi / 180)
      return (0..<1000).reduce(0) { $0 + PlaceSampler.areaPerSine(end * (Double($1) + 0.5) / 1000) }
        * end
    }
    #expect(abs(sum(latitude) / sum(90) - strip(latitude) / strip(90)) < 1e-7)
  }

  @Test("a mixture's parts are drawn by their weights, an unknown part is no position")
  func mixture() throws {
    let ground = try Shipped.ground()
    let gao = at(-0.04472, 16.27167)
    let kidal = at(1.40921, 18.44345)
    let place = try ground.resolve(
      .mixture([
        .init(weight: 1, place: .exact(gao)), .init(weight: 2, place: .exact(kidal)),
        .init(weight: 1, place: .unknown),
      ]))
    var generator = SplitMix64(seed: 3)
    var counts = [0, 0, 0]
    for _ in 0..<4000 {
      let point = try ground.sample(place, using: &generator)
      counts[point == gao ? 0 : point == kidal ? 1 : 2] += 1
      #expect(point == nil || point == gao || point == kidal)
    }
    #expect(Self.chiSquare(counts, [0.25, 0.5, 0.25]) < 18.4, "\(counts)")
    #expect(try ground.sample(.unknown(), using: &generator) == nil)
  }

  @Test("mass adds up over points, discs, lines and mixtures, on any region")
  func mass() throws {
    let ground = try Shipped.ground()
    let fiji = try #require(Shipped.atlas.countries.region(id: "FJI"))
    let places: [Place] = [
      .exact(at(180, -16.8)), .exact(at(-180, -16.8)),
      IncidentMappingTests.disc(at(179.97, -16.8085), 143_100),
      .between(
        .coordinate(at(178.44149, -18.14161), name: nil),
        .coordinate(at(-171.76666, -13.83333), name: nil), at: nil, withinMeters: nil),
      .mixture([
        .init(weight: 1, place: .exact(at(178.44, -18.13))), .init(weight: 1, place: .unknown),
      ]),
    ]
    for place in places {
      let resolved = try ground.resolve(place)
      let country = try ground.membership(of: resolved).countries.first { $0.region.id == "FJI" }
      let mass = try ground.mass(of: resolved, in: fiji)
      #expect(mass > 0 && abs(mass - (country?.share ?? 0)) < 1e-6, "\(place)")
    }
  }
}

extension Shipped {
  fileprivate static func atlasRegions(of country: String) -> [Region] {
    ((try? atlas)?.firstLevel.regions ?? []).filter { $0.countryID == country }
  }
}
