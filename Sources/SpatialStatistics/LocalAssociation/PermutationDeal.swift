/// What the deals of a conditional permutation are compared with, as whole numbers.
struct PermutationDeal: Sendable {
  /// The units with the same number of neighbours.
  private struct Class: Sendable {
    let cardinality: Int
    /// Where its thresholds stand in `floors`, and where in `ceilings`.
    let floors: Range<Int>
    let ceilings: Range<Int>
    /// Where its counts begin: by how many of its floors are reached, then how many of its ceilings
    /// are passed.
    let start: Int

    /// Where the counts by ceilings begin.
    var second: Int { start + floors.count + 1 }
  }

  /// The values that are dealt, of one data set after the other.
  private let values: [[Int]]
  private let cardinalities: [Int]
  /// For each unit the least sum that counts as the observed one or more.
  private let least: [Int]
  /// For each unit the greatest sum that counts as the observed one or less.
  private let most: [Int]
  private let classes: [Class]
  /// The different values of `least` and `most`, ascending within each class: where most cells hold
  /// nothing there are few.
  private let floors: [Int]
  private let ceilings: [Int]
  /// How many units of an order are looked at.
  private let longest: Int
  /// How many numbers `run` adds to: two corrections for each unit, then the counts of the classes.
  let tallySize: Int

  /// Prepares deals of data sets in turn, at least one, each with a value for each unit.
  ///
  /// O(n log n + links + values dealt).
  init(_ values: [Double], dealing dealt: [[Double]], _ weights: SpatialWeights) {
    let scaled = ScaledValues([values] + dealt)
    let cardinalities = values.indices.map(weights.cardinality)
    let observed = values.indices.map { unit in
      weights.neighbors(of: unit).reduce(0) { $0 + scaled.values[0][Int($1)] }
    }
    let least = values.indices.map { observed[$0] - scaled.slack * cardinalities[$0] }
    let most = values.indices.map { observed[$0] + scaled.slack * cardinalities[$0] }
    var (classes, floors, ceilings): ([Class], [Int], [Int]) = ([], [], [])
    var start = 2 * values.count
    let kinds = Dictionary(grouping: values.indices.lazy, by: { cardinalities[$0] })
    for (cardinality, units) in kinds.sorted(by: { $0.key < $1.key }) where cardinality > 0 {
      let firsts = (floors.count, ceilings.count)
      floors += Set(units.map { least[$0] }).sorted()
      ceilings += Set(units.map { most[$0] }).sorted()
      classes.append(
        Class(
          cardinality: cardinality, floors: firsts.0..<floors.count,
          ceilings: firsts.1..<ceilings.count, start: start))
      start += floors.count - firsts.0 + ceilings.count - firsts.1 + 2
    }
    self.values = Array(scaled.values.dropFirst())
    self.cardinalities = cardinalities
    self.least = least
    self.most = most
    self.classes = classes
    self.floors = floors
    self.ceilings = ceilings
    longest = classes.last.map { min(values.count, $0.cardinality + 1) } ?? 0
    tallySize = start
  }

  /// Makes the deals of these numbers, and adds what came of them to a part of a tally.
  func run(
    _ deals: Range<Int>, from stream: inout SeededStream, adding tally: SharedArray<Int>,
    at base: Int
  ) {
    var order = cardinalities.indices.map { Int32($0) }
    var sums = [Int](repeating: 0, count: longest + 1)
    for number in deals {
      let values = values[number % values.count]
      // Whatever order the last deal left, the first of this one are as likely as any others.
      for place in 0..<longest {
        order.swapAt(place, place + stream.index(below: order.count - place))
        sums[place + 1] = sums[place] + values[Int(order[place])]
      }
      for each in classes {
        let sum = sums[each.cardinality]
        tally[base + each.start + Self.count(upTo: sum, in: floors, each.floors)] += 1
        tally[base + each.second + Self.count(upTo: sum - 1, in: ceilings, each.ceilings)] += 1
      }
      // A unit among the first leaves its place to the next one.
      for place in 0..<longest {
        let unit = Int(order[place])
        let cardinality = cardinalities[unit]
        guard cardinality > place else { continue }
        let (with, own) = (sums[cardinality], sums[place + 1] - sums[place])
        let without = sums[cardinality + 1] - own
        // Most cells hold nothing, and nothing takes the place of nothing.
        guard without != with else { continue }
        tally[base + 2 * unit] += (without >= least[unit] ? 1 : 0) - (with >= least[unit] ? 1 : 0)
        tally[base + 2 * unit + 1] += (without <= most[unit] ? 1 : 0) - (with <= most[unit] ? 1 : 0)
      }
    }
  }

  /// How many numbers of an ascending part of a list are at most a limit. O(log n), without branches
  /// on data.
  @inline(__always)
  private static func count(upTo limit: Int, in list: [Int], _ range: Range<Int>) -> Int {
    var first = range.lowerBound
    var length = range.count
    while length > 1 {
      let half = length / 2
      first += list[first + half - 1] <= limit ? half : 0
      length -= half
    }
    return first - range.lowerBound + (length == 1 && list[first] <= limit ? 1 : 0)
  }

  /// The counts of each unit from what all deals added.
  func counts(_ tally: [Int], permutations: Int) -> [PermutationCounts?] {
    var counts = cardinalities.indices.map { unit -> PermutationCounts? in
      guard cardinalities[unit] > 0 else { return nil }
      var counts = PermutationCounts()
      (counts.upper, counts.lower) = (tally[2 * unit], tally[2 * unit + 1])
      return counts
    }
    for each in classes {
      // How many deals reach each floor, and how many do not pass each ceiling.
      var reached: [Int: Int] = [:]
      var kept: [Int: Int] = [:]
      var (reaching, keeping) = (permutations, 0)
      for (rank, place) in each.floors.enumerated() {
        reaching -= tally[each.start + rank]
        reached[floors[place]] = reaching
      }
      for (rank, place) in each.ceilings.enumerated() {
        keeping += tally[each.second + rank]
        kept[ceilings[place]] = keeping
      }
      for unit in counts.indices where cardinalities[unit] == each.cardinality {
        counts[unit]?.upper += reached[least[unit]] ?? 0
        counts[unit]?.lower += kept[most[unit]] ?? 0
      }
    }
    return counts
  }
}

/// Values as whole numbers of a small part of their range.
private struct ScaledValues {
  let values: [[Int]]
  /// How much each value of a sum can hide: 0 where all values are whole numbers of that part.
  let slack: Int

  init(_ values: [[Double]]) {
    let least = values.reduce(Double.infinity) { min($0, $1.min() ?? $0) }
    let range = values.reduce(-Double.infinity) { max($0, $1.max() ?? $0) } - least
    // Below 2^41 each, so that sums of 200,000 stay below 2^59.
    let scale =
      range > 0 && range.isFinite
      ? Double(sign: .plus, exponent: min(1000, 40 - Int(range.exponent)), significand: 1) : 0
    func exact(_ value: Double) -> Double { scale > 0 ? (value - least) * scale : 0 }
    self.values = values.map { $0.map { Int(exact($0).rounded()) } }
    slack = values.allSatisfy { $0.allSatisfy { exact($0) == exact($0).rounded() } } ? 0 : 1
  }
}
