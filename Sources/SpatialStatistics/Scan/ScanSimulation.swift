/// Data sets under the null hypothesis of a model.
///
/// In compatible mode each follows the random numbers of SaTScan: locations in their order, intervals
/// from the first.
struct ScanSimulation: Sendable {
  private enum Draw: Sendable {
    /// For each location, first the chance that a case of it or of later ones is its own, then, for
    /// each interval but the last, that one of it or of later ones is; nil where nothing is expected.
    case poisson([BinomialSampler.Chance?])
    /// Cases and controls by location and interval.
    case bernoulli(people: [Int])
    /// For each category, the location of each case, and its interval.
    case permutation([(locations: [Int32], times: [Int32])])
    /// Whole records change their days.
    case records(ScanRecords, numbers: [Int32])
    /// Whole records become cases.
    case labels(ScanRecords, numbers: [Int32], cases: Int)
  }

  private let draw: Draw
  private let intervals: Int
  private let cases: Int
  private let settings: ScanSettings
  private let binomial: BinomialSampler
  /// The most cases of a location, or nearly surely so.
  let most: [Int]

  init(_ model: ScanModel, _ settings: ScanSettings) {
    let observed = model.cases
    let measure = model.measure
    let intervals = observed.intervals
    self.intervals = intervals
    self.settings = settings
    let cases = observed.values.reduce(0, +)
    self.cases = cases
    let observedTotals = (0..<observed.locations).map { observed.row($0).reduce(0, +) }
    let total = measure.values.reduce(0, +)
    // 6.5 standard deviations and 6: passed once in about 1e10 draws.
    let likely = (0..<observed.locations).map { location in
      let mean = measure.row(location).reduce(0, +) * Double(cases) / total
      return min(Int(mean + 6.5 * mean.squareRoot()) + 6, cases)
    }
    switch model {
    case .poisson:
      binomial = BinomialSampler(most: cases)
      var rest = measure.values
      for location in 0..<observed.locations {
        for interval in (0..<intervals - 1).reversed() {
          rest[location * intervals + interval] += rest[location * intervals + interval + 1]
        }
      }
      let total = Double(cases)
      var usedMeasure = 0.0
      var chances: [BinomialSampler.Chance?] = []
      for location in 0..<observed.locations {
        let start = location * intervals
        let left = total - usedMeasure
        chances.append(left > 0 ? BinomialSampler.Chance(rest[start] / left) : nil)
        usedMeasure += rest[start]
        for interval in 0..<intervals - 1 {
          let here = rest[start + interval]
          chances.append(
            here > 0 ? BinomialSampler.Chance(1 - rest[start + interval + 1] / here) : nil)
        }
      }
      draw = .poisson(chances)
      most = zip(observedTotals, likely).map(max)
    case .bernoulli:
      binomial = BinomialSampler(most: 0)
      let people = measure.values.map { Int($0) }
      draw = .bernoulli(people: people)
      most = zip(observedTotals, likely).enumerated().map { location, counts in
        let there = people[location * intervals..<(location + 1) * intervals].reduce(0, +)
        return max(counts.0, min(counts.1, there))
      }
    case .spaceTimePermutation(let categories):
      binomial = BinomialSampler(most: 0)
      draw = .permutation(
        categories.map { table in
          var (locations, times): ([Int32], [Int32]) = ([], [])
          for interval in (0..<intervals).reversed() {
            for location in 0..<table.locations {
              for _ in 0..<table[location, interval] {
                locations.append(Int32(location))
                times.append(Int32(interval))
              }
            }
          }
          return (locations, times)
        })
      most = observedTotals
    case .recordPermutation(let records):
      binomial = BinomialSampler(most: 0)
      draw = .records(records, numbers: records.records.indices.map { Int32($0) })
      most = observedTotals
    case .recordLabels(let records):
      binomial = BinomialSampler(most: 0)
      draw = .labels(
        records, numbers: records.records.indices.map { Int32($0) },
        cases: records.isCase.count { $0 })
      most = (0..<measure.locations).map { Int(measure.row($0).reduce(0, +)) }
    }
  }

  /// Fills cases by location and interval with those of a replicate, counted from 1.
  func draw(_ replicate: Int, into counts: inout [Int32], scratch: inout SimulationScratch) {
    if settings.isCompatible {
      var stream = LehmerStream(seed: settings.seed, replicate: replicate)
      draw(from: &stream, into: &counts, &scratch)
    } else {
      var stream = SeededStream(
        UInt64(truncatingIfNeeded: settings.seed), 0, UInt64(replicate))
      draw(from: &stream, into: &counts, &scratch)
    }
  }

  private func draw(
    from stream: inout some UniformStream, into counts: inout [Int32],
    _ scratch: inout SimulationScratch
  ) {
    for place in counts.indices { counts[place] = 0 }
    switch draw {
    case .poisson(let chances): drawPoisson(chances, from: &stream, into: &counts)
    case .bernoulli(let people): drawBernoulli(people, from: &stream, into: &counts)
    case .permutation(let categories):
      for (locations, times) in categories {
        scratch.permute(times, from: &stream)
        for place in locations.indices {
          counts[Int(locations[place]) * intervals + Int(scratch.entries[place] & 0xFFFF_FFFF)] += 1
        }
      }
    case .records(let records, let numbers):
      scratch.permute(numbers, from: &stream)
      for record in numbers.indices {
        records.add(record, at: Int(scratch.entries[record] & 0xFFFF_FFFF), to: &counts)
      }
    case .labels(let records, let numbers, let cases):
      scratch.permute(numbers, from: &stream)
      for entry in scratch.entries.prefix(cases) {
        let record = Int(entry & 0xFFFF_FFFF)
        records.add(record, at: record, to: &counts)
      }
    }
  }

  /// A multinomial number by location as one binomial after another, then the same over the intervals.
  private func drawPoisson(
    _ chances: [BinomialSampler.Chance?], from stream: inout some UniformStream,
    into counts: inout [Int32]
  ) {
    var used = 0
    for location in 0..<counts.count / intervals {
      let start = location * intervals
      guard let chance = chances[start] else { continue }
      var left = binomial.draw(cases - used, chance, from: &stream)
      used += left
      for interval in 0..<intervals - 1 {
        guard let chance = chances[start + interval + 1] else { continue }
        let now = binomial.draw(left, chance, from: &stream)
        counts[start + interval] = Int32(truncatingIfNeeded: now)
        left -= now
      }
      counts[start + intervals - 1] = Int32(truncatingIfNeeded: left)
    }
  }

  /// Draws the cases, or the controls if they are fewer, one person after another.
  private func drawBernoulli(
    _ people: [Int], from stream: inout some UniformStream, into counts: inout [Int32]
  ) {
    let total = people.reduce(0, +)
    let isReversed = cases >= total - cases
    var need = min(cases, total - cases)
    var left = total
    for (place, number) in people.enumerated() {
      var drawn = 0
      for _ in 0..<number {
        if stream.uniform() <= Double(need) / Double(left) {
          drawn += 1
          need -= 1
        }
        left -= 1
      }
      counts[place] = Int32(truncatingIfNeeded: isReversed ? number - drawn : drawn)
    }
  }
}

/// What one thread needs to draw data sets.
struct SimulationScratch {
  /// A random number and an interval each, after `permute` in random order.
  private(set) var entries: [UInt64] = []
  private var spare: [UInt64] = []

  /// Brings intervals into random order: each gets a number in single precision; they are sorted by it.
  mutating func permute(_ times: [Int32], from stream: inout some UniformStream) {
    entries.removeAll(keepingCapacity: true)
    var first = Array(repeating: 0, count: 2048)
    var second = first
    var third = Array(repeating: 0, count: 1024)
    for time in times {
      let bits = Float(stream.uniform()).bitPattern
      entries.append(UInt64(bits) << 32 | UInt64(UInt32(bitPattern: time)))
      first[Int(bits & 2047)] += 1
      second[Int(bits >> 11 & 2047)] += 1
      third[Int(bits >> 22)] += 1
    }
    if spare.count != entries.count { spare = entries }
    RadixPass.distribute(entries, &spare, &first, shift: 32)
    RadixPass.distribute(spare, &entries, &second, shift: 43)
    RadixPass.distribute(entries, &spare, &third, shift: 54)
    swap(&entries, &spare)
  }
}
