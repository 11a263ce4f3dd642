import TestSupport
import Testing

@testable import SpatialStatistics

@Suite("Conditional permutation")
struct ConditionalPermutationTests {
  /// A square lattice with a cell without neighbours, and values with a hot corner.
  static func lattice(_ side: Int, seed: UInt64, isWhole: Bool = true) -> ([Double], SpatialWeights)
  {
    var random = SplitMix64(seed: seed)
    let values = (0..<side * side).map { cell -> Double in
      let isHot = cell % side < 3 && cell / side < 3
      let value = Double.random(in: 0..<(isHot ? 9 : 3), using: &random)
      return isWhole ? value.rounded(.down) : value
    }
    let lists = (0..<side * side).map { cell in
      (0..<side * side).filter {
        abs($0 % side - cell % side) <= 1 && abs($0 / side - cell / side) <= 1
      }
    }
    return (values, SpatialWeights(neighbors: lists))
  }

  /// Dealt for each unit by itself, the plain way.
  private func plain(
    _ values: [Double], _ weights: SpatialWeights, _ unit: Int, permutations: Int
  ) -> PermutationCounts {
    var random = SplitMix64(seed: UInt64(unit) + 99)
    let others = values.indices.filter { $0 != unit }.map { values[$0] }
    let observed = weights.sum(of: values, around: unit)
    var counts = PermutationCounts()
    for _ in 0..<permutations {
      let sum = others.shuffled(using: &random).prefix(weights.cardinality(of: unit)).reduce(0, +)
      if sum >= observed - 1e-9 { counts.upper += 1 }
      if sum <= observed + 1e-9 { counts.lower += 1 }
    }
    return counts
  }

  @Test(arguments: [true, false])
  func `counts are those of each unit dealt by itself, but for chance`(isWhole: Bool) throws {
    let (values, weights) = Self.lattice(7, seed: 11, isWhole: isWhole)
    let permutations = 20_000
    let counts = ConditionalPermutation(permutations: permutations).counts(values, weights)
    for unit in values.indices {
      let known = plain(values, weights, unit, permutations: permutations)
      let found = try #require(counts[unit])
      for (a, b) in [(found.upper, known.upper), (found.lower, known.lower)] {
        let share = Double(a + b) / Double(2 * permutations)
        let deviation = (2 * Double(permutations) * share * (1 - share)).squareRoot()
        #expect(abs(Double(a - b)) <= 5 * deviation + 3, "\(unit): \(found) for \(known)")
      }
      // An order with the same sum counts on both sides.
      #expect(found.upper + found.lower >= permutations)
    }
  }

  @Test(arguments: [1, 63, 1024, 5000])
  func `threads change nothing`(permutations: Int) {
    let (values, weights) = Self.lattice(12, seed: 2)
    let test = ConditionalPermutation(permutations: permutations, seed: 7)
    let one = test.counts(values, weights)
    for threads in [2, 3, 8] { #expect(test.counts(values, weights, threads: threads) == one) }
    #expect(
      ConditionalPermutation(permutations: permutations, seed: 8).counts(values, weights) != one)
  }

  @Test func `shares that add up to a whole count as equal to one`() {
    // Any two of three thirds, or a whole and nothing, are the same sum only if rounding is no matter.
    let third = 1.0 / 3
    let values = [0, third, third, third, 1, 0, 0.1 + 0.2, 0.3, 0.6 - 0.3]
    let weights = SpatialWeights(
      neighbors: values.indices.map { unit in
        Array([1, 2, 3, 6, 7, 8].filter { $0 != unit }.prefix(3))
      })
    let test = ConditionalPermutation(permutations: 4000)
    let first = test.counts(values, weights)
    // The same values in other words.
    let second = test.counts([0, third, third, 1 - 2 * third, 1, 0, 0.3, 0.3, 0.3], weights)
    #expect(first == second)
  }

  @Test func `a unit alone is not dealt; one that neighbours all gets what it has`() throws {
    let weights = SpatialWeights(neighbors: [[1, 2, 3], [0], [], [2, 1]])
    let counts = ConditionalPermutation(permutations: 500).counts([4, 1, 2, 8], weights)
    #expect(counts[2] == nil)
    #expect(try #require(counts[0]).upper == 500)
    #expect(try #require(counts[0]).lower == 500)
    #expect(try #require(counts[0]).pValue(permutations: 500) == 1)
    #expect(ConditionalPermutation(permutations: 9).counts([], SpatialWeights(neighbors: [])) == [])
  }

  @Test func `of many tests without a pattern as many are small as should be`() {
    var random = SplitMix64(seed: 4)
    var (below, all) = (0, 0)
    let (_, weights) = Self.lattice(8, seed: 0)
    for round in 0..<150 {
      let values = (0..<64).map { _ in Double.random(in: 0..<1, using: &random) }
      let association = LocalAssociation(
        .giStar, ConditionalPermutation(permutations: 199, seed: UInt64(round)))
      let results = association.results(values, weights)
      below += results.count { ($0.pValue ?? 1) <= 0.05 }
      all += results.count
    }
    // 0.05 of tests that go by neighbours, with a wide margin.
    #expect(abs(Double(below) / Double(all) - 0.05) < 0.012)
  }

  @Test func `other values are dealt in turn, and the same ones change nothing`() throws {
    let (values, weights) = Self.lattice(7, seed: 5)
    let test = ConditionalPermutation(permutations: 3000, seed: 2)
    let own = test.counts(values, weights)
    #expect(test.counts(values, dealing: [values], weights) == own)
    #expect(test.counts(values, dealing: [values, values, values], weights, threads: 3) == own)
    // Every second deal is of nothing: no sum that is above nothing is reached by it.
    let nothing = values.map { _ in 0.0 }
    let halved = test.counts(values, dealing: [nothing, values], weights)
    let none = test.counts(values, dealing: [nothing], weights)
    for unit in values.indices {
      let sum = weights.sum(of: values, around: unit)
      let (found, plain) = (try #require(halved[unit]), try #require(own[unit]))
      #expect(try #require(none[unit]).lower == 3000)
      #expect(try #require(none[unit]).upper == (sum == 0 ? 3000 : 0))
      guard sum > 0 else { continue }
      #expect(found.lower >= 1500)
      #expect(abs(found.upper - plain.upper / 2) < 150)
    }
    #expect(test.counts(values, dealing: [], weights).allSatisfy { $0 == nil })
    #expect(test.counts(values, dealing: [[1]], weights).allSatisfy { $0 == nil })
  }

  @Test func `two tests together show what both show`() {
    var (a, b) = (PermutationCounts(), PermutationCounts())
    (a.upper, a.lower) = (3, 990)
    (b.upper, b.lower) = (40, 970)
    #expect(a.larger(b).upper == 40)
    #expect(a.larger(b).lower == 990)
    #expect(a.larger(b) == b.larger(a))
    #expect(a.larger(a) == a)
  }

  @Test func `what is certain is tested the plain way, and what is not has to stand out twice`() {
    let (values, weights) = Self.lattice(9, seed: 3)
    let association = LocalAssociation(.giStar, ConditionalPermutation(permutations: 999))
    let plain = association.results(values, weights)
    #expect(association.results(values, certain: values, draws: [], weights) == plain)
    #expect(
      association.results(values, certain: values, draws: [values, values], weights) == plain)
    // Nothing certain: nothing is found, whatever is expected.
    let nothing = values.map { _ in 0.0 }
    let uncertain = association.results(values, certain: nothing, draws: [values], weights)
    #expect(uncertain.allSatisfy { $0.bin == 0 && $0.pValue == 1 })
    #expect(uncertain.map(\.zScore) == plain.map(\.zScore))
    #expect(plain.contains { $0.bin > 0 })
  }
  @Test func `a large value among surprisingly low neighbours is no hot spot for being low`() throws
  {
    // Seven by seven: 100 in the middle, 0 round it, some elsewhere.
    let places = (0..<49).map { (column: $0 % 7, row: $0 / 7) }
    let values = places.map { place in
      let distance = max(abs(place.column - 3), abs(place.row - 3))
      return distance == 0 ? 100.0 : distance == 1 ? 0 : Double(3 + place.column % 3)
    }
    let weights = SpatialWeights(
      neighbors: places.map { one in
        places.indices.filter { other in
          let there = places[other]
          return max(abs(there.column - one.column), abs(there.row - one.row)) == 1
        }
      })
    let association = LocalAssociation(.giStar, ConditionalPermutation(permutations: 9999))
    let middle = association.results(values, weights)[24]
    #expect(try #require(middle.zScore) > 0)
    #expect(try #require(middle.adjustedP) <= 0.05)
    #expect(middle.bin == 0)
  }
}
