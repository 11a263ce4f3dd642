/// Conditional permutation: how often a sum of neighbours as large, or as small, as that observed comes
/// about when a unit's value stays and all the others are dealt out anew.
///
/// Gi, Gi* and local Moran's I of a unit follow from the sum of its neighbours' values alone, the unit's
/// own value given: one count serves all three. Each replicate is a random order of all units, the same
/// for every unit, as in esda; a unit's neighbours are the first in that order, itself left out, so that
/// each unit is compared with permutations of its own. Units thus share the errors of simulation, and a
/// replicate costs as much as the largest number of neighbours, not as much as there are links.
///
/// Values are taken to 2^-40 of their range, and sums nearer to each other than that can hide count as
/// equal; whole numbers up to 2^40 are exact. Where few values differ many sums are equal, and no digit
/// of rounding may decide.
public struct ConditionalPermutation: Hashable, Sendable {
  /// How many replicates are drawn.
  public let permutations: Int
  /// From where the draws start: more permutations add to those of fewer.
  public let seed: UInt64

  /// Makes a test.
  public init(permutations: Int, seed: UInt64 = 1) {
    self.permutations = permutations
    self.seed = seed
  }

  /// The smallest two-sided p-value that can come out.
  public var smallestP: Double { min(1, 2 / Double(permutations + 1)) }

  /// The counts of each unit; nil for a unit without neighbours, for which nothing can be dealt.
  ///
  /// The result does not depend on the number of threads. Values must be finite.
  /// O(permutations * (most neighbours + different numbers of neighbours * log n) + n log n).
  public func counts(
    _ values: [Double], _ weights: SpatialWeights, threads: Int = 1
  ) -> [PermutationCounts?] {
    let deal = PermutationDeal(values, weights)
    let block = 1024
    let threads = max(1, threads)
    // A worker adds to its own part; whole numbers add up to the same in any order.
    let tallies = SharedArray<Int>(count: threads * deal.tallySize)
    Crew.run(threads: threads, count: permutations, size: block) { worker, range in
      var stream = SeededStream(seed, 0, UInt64(range.lowerBound / block))
      deal.run(range.count, from: &stream, adding: tallies, at: worker * deal.tallySize)
    }
    var sums = [Int](repeating: 0, count: deal.tallySize)
    for worker in 0..<threads {
      for place in sums.indices { sums[place] += tallies[worker * deal.tallySize + place] }
    }
    return deal.counts(sums, permutations: permutations)
  }
}
