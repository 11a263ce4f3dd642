import SimpleFeatures
import SpatialStatistics
import Testing

@Suite("k-distance")
struct KDistanceTests {
  @Test("is the distance to the k-th neighbour", arguments: Spread.allCases)
  func agreesWithDefinition(spread: Spread) throws {
    for (count, minimum) in [(0, 1), (5, 9), (200, 1), (200, 4), (200, 30)] {
      let points = spread.points(count, seed: 21)
      let places = points.compactMap(PlainDBSCAN.canonical)
      for metric in [DistanceMetric.ellipsoid, .sphere()] {
        let expected = places.map { from in
          let sorted = places.map { metric.distance(from: from, to: $0) }.sorted()
          return minimum <= count ? sorted[minimum - 1] : .infinity
        }.sorted()
        let curve = try KDistance(minimumPoints: minimum, metric: metric)
          .curve(points + [Coordinate(x: .nan, y: 0)], threads: 2)
        #expect(curve.count == expected.count)
        for (found, wanted) in zip(curve, expected) where found != wanted {
          // The bounds of chords are this far apart.
          let third = wanted / 6.37e6
          #expect(abs(found - wanted) <= 2e-6 + 6e-4 * third * third * wanted, "\(spread)")
        }
      }
    }
  }

  @Test("the knee is where the curve turns")
  func knee() throws {
    let curve = (0..<90).map { Double($0) / 10 } + (0..<10).map { 9 + 100 * Double($0) }
    #expect(KDistance.knee(of: curve) == 9)
    #expect(KDistance.knee(of: curve + [.infinity, .infinity]) == 9)
    for none in [[], [1], [1, 2], [3, 3, 3, 3], [0, 1, 2, 3], [0, 8, 9, 10]] as [[Double]] {
      #expect(KDistance.knee(of: none) == nil)
    }
    #expect(throws: StatisticsError.self) { try KDistance(minimumPoints: 0) }
  }
}
