import Geodesy
import SimpleFeatures
import SpatialIndexing
import TestSupport
import Testing

@Suite("Point index")
struct PointIndexTests {
  /// Where the positions of a run lie.
  enum Spread: CaseIterable {
    case world, antimeridian, northPole, southPole, oneCountry, crowd

    func point(using random: inout SplitMix64) -> Coordinate {
      func random_(_ low: Double, _ high: Double) -> Double {
        Double.random(in: low...high, using: &random)
      }
      switch self {
      case .world: return Coordinate(x: random_(-180, 180), y: random_(-90, 90))
      case .antimeridian:
        // Some longitudes unwrapped, some not.
        return Coordinate(x: random_(178, 182) - (random_(0, 1) < 0.5 ? 360 : 0), y: random_(-3, 3))
      case .northPole:
        return Coordinate(x: random_(-180, 180), y: random_(0, 1) < 0.1 ? 90 : random_(87, 90))
      case .southPole: return Coordinate(x: random_(-180, 180), y: random_(-90, -88))
      case .oneCountry: return Coordinate(x: random_(-4, 4), y: random_(15, 22))
      case .crowd:
        return Coordinate(x: Double(Int.random(in: 0...2, using: &random)), y: 17)
      }
    }
  }

  @Test("finds what a plain loop finds", arguments: Spread.allCases)
  func agreesWithLoop(spread: Spread) {
    for count in [0, 1, 8, 9, 60, 400] {
      let seed = UInt64(count)
      var random = SplitMix64(seed: seed)
      let points = (0..<count).map { _ in spread.point(using: &random) }
      let index = PointIndex(points)
      for _ in 0..<8 {
        let center = spread.point(using: &random)
        let distances = points.map { Geodesic.wgs84.distance(from: center, to: $0) }
        let order = points.indices.sorted { (distances[$0], $0) < (distances[$1], $1) }
        // Radii at the very distance of a position are the hard ones.
        let exact = distances.randomElement(using: &random) ?? 1
        for radius in [0, 500, 50_000, exact, exact.nextDown, 300_000, 5e6, 19.9e6, 30e6] {
          let comment: Comment = "seed \(seed), \(center), radius \(radius)"
          let expected = points.indices.filter { distances[$0] <= radius }
          #expect(index.withinRadius(of: center, meters: radius) == expected, comment)
          for wanted in [1, 3, 50, 1000] {
            let found = index.nearest(to: center, count: wanted, within: radius)
            let nearest = order.prefix(wanted).filter { distances[$0] <= radius }
            #expect(found.map(\.index) == nearest, comment)
            #expect(found.map(\.distanceMeters) == nearest.map { distances[$0] }, comment)
          }
        }
        let all = index.nearest(to: center, count: 5).map(\.index)
        #expect(all == Array(order.prefix(5)), "seed \(seed)")
      }
    }
  }

  @Test("positions that are none are never found, and indices stay those of the input")
  func oddPositions() {
    let points = [
      Coordinate(x: .nan, y: 0), Coordinate(x: 0, y: 91), Coordinate(x: 0, y: 0),
      Coordinate(x: .infinity, y: 0), Coordinate(x: 360, y: 0),
    ]
    let index = PointIndex(points)
    #expect(index.withinRadius(of: Coordinate(x: 0, y: 0), meters: .infinity) == [2, 4])
    #expect(index.nearest(to: Coordinate(x: 0, y: 0), count: 9).map(\.index) == [2, 4])
    #expect(index.withinRadius(of: Coordinate(x: 0, y: 0), meters: -1).isEmpty)
    #expect(index.withinRadius(of: Coordinate(x: 0, y: 0), meters: .nan).isEmpty)
    #expect(index.withinRadius(of: Coordinate(x: .nan, y: 0), meters: 1).isEmpty)
    #expect(index.nearest(to: Coordinate(x: 0, y: 0), count: 0).isEmpty)
    #expect(index.nearest(to: Coordinate(x: 0, y: 0), count: -1).isEmpty)
  }

  @Test("positions on both sides of 180 degrees are neighbours, with the distance of PROJ 9.1.1")
  func antimeridian() throws {
    let index = PointIndex([Coordinate(x: -179.5, y: 0), Coordinate(x: 178, y: 0)])
    let nearest = try #require(index.nearest(to: Coordinate(x: 179.9, y: 0), count: 1).first)
    #expect(nearest.index == 0)
    // One degree of the equator is 111,319.4908 m.
    #expect(abs(nearest.distanceMeters - 0.6 * 111_319.4908) < 0.001)
  }
}
