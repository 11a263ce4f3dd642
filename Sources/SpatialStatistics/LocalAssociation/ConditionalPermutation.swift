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
    counts(values, dealing: [values], weights, threads: threads)
  }

  /// The counts of each unit where others than the observed values are dealt.
  ///
  /// Values that stand for places known in part are expected values: a place that is smeared over
  /// several units makes neighbours alike, and to deal such values as if they were exchangeable gives
  /// too many hot spots. Data sets drawn from the places are dealt instead, one after the other.
  /// - Parameter dealt: at least one data set, each with a value for each unit; otherwise nothing is
  ///   counted.
  public func counts(
    _ values: [Double], dealing dealt: [[Double]], _ weights: SpatialWeights, threads: Int = 1
  ) -> [PermutationCounts?] {
    guard !dealt.isEmpty, dealt.allSatisfy({ $0.count == values.count }) else {
      return values.map { _ in nil }
    }
    let deal = PermutationDeal(values, dealing: dealt, weights)
    let block = 1024
    let threads = max(1, threads)
    // A worker adds to its own part; whole numbers add up to the same in any order.
    let tallies = SharedArray<Int>(count: threads * deal.tallySize)
    Crew.run(threads: threads, count: permutations, size: block) { worker, range in
      var stream = SeededStream(seed, 0, UInt64(range.lowerBound / block))
      deal.run(range, from: &stream, adding: tallies, at: worker * deal.tallySize)
    }
    var sums = [Int](repeating: 0, count: deal.tallySize)
    for worker in 0..<threads {
      for place in sums.indices { sums[place] += tallies[worker * deal.tallySize + place] }
    }
    return deal.counts(sums, permutations: permutations)
  }
}
