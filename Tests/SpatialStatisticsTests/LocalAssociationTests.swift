import SimpleFeatures
import TestSupport
import Testing

@testable import SpatialStatistics

@Suite("Local association: known answers")
struct LocalAssociationTests {
  /// Getis and Ord's six points, neighbours within 15, as the tests of esda have them.
  static let sixPoints = plane(
    [(10, 10), (20, 10), (40, 10), (15, 20), (30, 20), (30, 30)], within: 15)
  static let sixValues = [2, 3, 3.2, 5, 8, 7]

  /// Neighbours on a plane, in any unit.
  static func plane(_ points: [(Double, Double)], within limit: Double) -> SpatialWeights {
    SpatialWeights(
      neighbors: points.map { a in
        points.indices.filter { (b: Int) -> Bool in
          let (x, y) = (a.0 - points[b].0, a.1 - points[b].1)
          return x * x + y * y <= limit * limit
        }
      })
  }

  @Test func `six points give the values that esda prints`() throws {
    let gi = GetisOrd(countsSelf: false).zScores(Self.sixValues, Self.sixPoints)
    let star = GetisOrd(countsSelf: true).zScores(Self.sixValues, Self.sixPoints)
    for (found, known) in zip(
      gi,
      [
        -1.0136728985502572, -0.0436158942016933, 1.3155870289605438, -0.3141267582045626,
        1.153739858106773, 1.7783394086210973,
      ])
    {
      #expect(abs(try #require(found) - known) < 1e-9)
    }
    for (found, known) in zip(
      star,
      [
        -1.3972762620115442, -0.2891776156271273, 0.6506496351610379, -0.2891776156271273,
        1.2345208835198738, 2.024243309389896,
      ])
    {
      #expect(abs(try #require(found) - known) < 1e-9)
    }
  }

  @Test func `the six points' p-values are those of all orders`() {
    // 120 orders of the other five values: each is as likely as any other.
    for countsSelf in [false, true] {
      let association = LocalAssociation(
        countsSelf ? .giStar : .gi, ConditionalPermutation(permutations: 99_999))
      let results = association.results(Self.sixValues, Self.sixPoints)
      for (unit, result) in results.enumerated() {
        let known = exactP(Self.sixValues, Self.sixPoints, unit)
        #expect(abs((result.pValue ?? -1) - known) < 0.012, "\(unit): \(result) for \(known)")
      }
    }
  }

  /// The two-sided p-value over all choices of neighbours.
  private func exactP(_ values: [Double], _ weights: SpatialWeights, _ unit: Int) -> Double {
    let others = values.indices.filter { $0 != unit }
    let observed = weights.sum(of: values, around: unit)
    var (upper, lower, all) = (0, 0, 0)
    for choice in 0..<1 << others.count
    where choice.nonzeroBitCount == weights.cardinality(of: unit) {
      let sum = others.indices.filter { choice >> $0 & 1 == 1 }.reduce(0) {
        $0 + values[others[$1]]
      }
      all += 1
      if sum >= observed - 1e-9 { upper += 1 }
      if sum <= observed + 1e-9 { lower += 1 }
    }
    return min(1, 2 * Double(min(upper, lower)) / Double(all))
  }

  @Test func `six points' global statistic`() {
    // The weights of the points are mutual; I by hand from the formula.
    let values = Self.sixValues
    let mean = values.reduce(0, +) / 6
    var (cross, links, squares) = (0.0, 0.0, 0.0)
    for unit in 0..<6 {
      squares += (values[unit] - mean) * (values[unit] - mean)
      for other in Self.sixPoints.neighbors(of: unit) {
        cross += (values[unit] - mean) * (values[Int(other)] - mean)
        links += 1
      }
    }
    let moran = GlobalMoran(values, Self.sixPoints, .binary)
    #expect(abs((moran?.statistic ?? 9) - 6 / links * cross / squares) < 1e-12)
    #expect(moran?.expected == -0.2)
  }

  @Test func `weights on the ellipsoid are by distance, by number, and never of a unit itself`() {
    let points = Spread.oneCountry.points(200, seed: 3) + [Coordinate(x: 0, y: 17)]
    let twice = points + points.prefix(3)
    let band = SpatialWeights(points: twice, withinMeters: 60_000)
    let nearest = SpatialWeights(points: twice, nearest: 4)
    for unit in twice.indices {
      let meters = twice.map { DistanceMetric.ellipsoid.distance(from: twice[unit], to: $0) }
      let others = twice.indices.filter { $0 != unit }
      #expect(band.neighbors(of: unit).map(Int.init) == others.filter { meters[$0] <= 60_000 })
      let first = others.sorted { (meters[$0], $0) < (meters[$1], $1) }.prefix(4)
      #expect(nearest.neighbors(of: unit).map(Int.init) == first.sorted())
    }
    #expect(SpatialWeights(points: [Coordinate(x: 0, y: 0)], nearest: 8).islands == [0])
  }

  @Test func `queen and rook are a vertex and an edge in common`() {
    func square(_ x: Double, _ y: Double, _ side: Double = 1) -> Geometry {
      .polygon(
        Polygon(exterior: [
          Coordinate(x: x, y: y), Coordinate(x: x + side, y: y),
          Coordinate(x: x + side, y: y + side), Coordinate(x: x, y: y + side),
          Coordinate(x: x, y: y),
        ]))
    }
    // Four squares in a block, a point, and a square that touches others without a vertex of theirs.
    let areas = [
      square(0, 0), square(1, 0), square(0, 1), square(1, 1), .point(Coordinate(x: 1, y: 1)),
      square(2, 0.5, 0.25),
    ]
    let queen = SpatialWeights(areas: areas, .queen)
    let rook = SpatialWeights(areas: areas, .rook)
    #expect(
      (0..<6).map { queen.neighbors(of: $0).map(Int.init) } == [
        [1, 2, 3], [0, 2, 3], [0, 1, 3], [0, 1, 2], [], [],
      ])
    #expect(
      (0..<6).map { rook.neighbors(of: $0).map(Int.init) } == [
        [1, 2], [0, 3], [0, 3], [1, 2], [], [],
      ])
    #expect(queen.islands == [4, 5])
  }

  @Test func `values that do not differ have no statistic`() {
    for values in [[5.0, 5, 5, 5, 5, 5], [0, 0, 0, 0, 0, 0]] {
      #expect(GetisOrd(countsSelf: true).zScores(values, Self.sixPoints).allSatisfy { $0 == nil })
      #expect(GetisOrd(countsSelf: false).zScores(values, Self.sixPoints).allSatisfy { $0 == nil })
      #expect(LocalMoran().values(values, Self.sixPoints).allSatisfy { $0 == nil })
      #expect(GlobalMoran(values, Self.sixPoints, .row) == nil)
    }
    // Of one value among equal ones Gi has nothing to compare; Gi* has.
    let one = [9.0, 5, 5, 5, 5, 5]
    #expect(GetisOrd(countsSelf: false).zScores(one, Self.sixPoints)[0] == nil)
    #expect(GetisOrd(countsSelf: false).zScores(one, Self.sixPoints)[1] != nil)
    #expect(GetisOrd(countsSelf: true).zScores(one, Self.sixPoints)[0] != nil)
  }

  @Test func `an enormous value leaves the digits of the others`() throws {
    var values = Self.sixValues
    values[0] = 1e12
    let found = try #require(GetisOrd(countsSelf: false).zScores(values, Self.sixPoints)[0])
    #expect(abs(found + 1.0136728985502572) < 1e-9)
  }

  @Test func `the mean of local Moran is Moran's I`() {
    let (values, weights) = ConditionalPermutationTests.lattice(9, seed: 5)
    let local = LocalMoran().values(values, weights).map { $0?.localI ?? 99 }
    let global = GlobalMoran(values, weights, .row)
    #expect(
      abs(local.reduce(0, +) / Double(local.count) - (global?.statistic ?? 9)) < 1e-12)
  }

  @Test func `p-values are adjusted as Benjamini and Hochberg have it`() {
    // Their own example of 15 p-values: four are rejected at 0.05.
    let p = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
      0.5719, 0.6528, 0.7590, 1.0,
    ]
    let adjusted = BenjaminiHochberg.adjusted(p)
    #expect(adjusted.count { ($0 ?? 1) <= 0.05 } == 4)
    #expect(abs((adjusted[0] ?? 9) - 0.0015) < 1e-12)
    #expect(abs((adjusted[4] ?? 9) - 0.0201 * 3) < 1e-12)
    #expect(BenjaminiHochberg.adjusted([nil, 0.02, nil]) == [nil, 0.02, nil])
    #expect(BenjaminiHochberg.leastRejections(tests: 250, smallestP: 0.0002, level: 0.05) == 1)
    #expect(BenjaminiHochberg.leastRejections(tests: 251, smallestP: 0.0002, level: 0.05) == 2)
  }

  @Test func `a trend is told as Mann and Kendall do`() {
    let rising = MannKendall([1, 2, 3, 4])
    #expect(rising.score == 6)
    #expect(abs(rising.zScore - 5 / (4.0 * 3 * 13 / 18).squareRoot()) < 1e-12)
    #expect(abs(rising.pValue - 0.0894) < 1e-4)
    let tied = MannKendall([1, 1, 2, 1])
    #expect(tied.score == 1)
    #expect(tied.zScore == 0)
    #expect(MannKendall([3, 3, 3]).pValue == 1)
  }
}
