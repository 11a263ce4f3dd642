/// The search for those without whom one hotspot ends.
struct FragilitySearch {
  let records: AttestedRecords
  /// The records of the hotspot.
  let members: [Int]
  /// The hotspot's place among the outcomes of a test.
  let number: Int
  let runs: FragilityRuns
  let exhaustiveSize: Int
  let mostTests: Int
  /// The sources that assert a record of the hotspot: those of most records first.
  let candidates: [Int]
  /// The different sets of sources that its records have, with how many records have each.
  private let patterns: [(sources: Set<Int>, records: Int)]

  init(
    records: AttestedRecords, members: [Int], number: Int, runs: FragilityRuns,
    exhaustiveSize: Int, mostTests: Int
  ) {
    self.records = records
    self.members = members
    self.number = number
    self.runs = runs
    self.exhaustiveSize = exhaustiveSize
    self.mostTests = mostTests
    candidates = Self.names(.source, of: members, in: records)
    // Sums of counts alone are made of them, in whatever order they come.
    patterns = Dictionary(
      grouping: members.filter { records.canBeLost($0, .source) },
      by: { Set(records.numbers(.source, of: $0)) }
    ).map { ($0.key, $0.value.count) }
  }

  /// Each name that is to be tried, left out by itself, and how many are not.
  func rows(
    of tried: [AttestedRecords.Aspect: Set<Int>]
  ) throws -> (rows: [HotspotFragility.Row], untried: Int) {
    var rows: [HotspotFragility.Row] = []
    var untried = 0
    for aspect in AttestedRecords.Aspect.allCases {
      let names = Self.names(aspect, of: members, in: records)
      let chosen = names.filter { tried[aspect]?.contains($0) == true }
      untried += names.count - chosen.count
      let found = try chosen.map { name -> HotspotFragility.Row in
        let outcome = try runs.outcome(of: number, without: [name], aspect)
        return HotspotFragility.Row(
          aspect: aspect, name: records.names(aspect)[name], lost: lost([name], aspect),
          outcome: outcome, ends: runs.ends(outcome))
      }
      rows += found.enumerated().sorted {
        ($1.element.lost, $0.offset) < ($0.element.lost, $1.offset)
      }.map(\.element)
    }
    return (rows, untried)
  }

  /// The smallest set of sources that ends the hotspot: all sets of one, two, ... sources as far as
  /// the number of tests goes, then greedily.
  func ending() throws -> (ending: HotspotFragility.Ending?, searched: Int) {
    var tests = 0
    // Sets that were found not to end it, with how many records go.
    var lostBy: [Set<Int>: Int] = [[]: 0]
    var smaller: [[Int]] = [[]]
    for size in 1...max(1, exhaustiveSize) where size <= candidates.count {
      guard smaller.count * candidates.count <= 100 * mostTests else {
        return (try greedy(), size - 1)
      }
      let sets = smaller.flatMap { set in
        candidates.indices.filter { $0 > (set.last ?? -1) }.map { set + [$0] }
      }
      // A set is tried if more records of the hotspot go than without any part of it.
      let ranked = sets.map { set -> (set: [Int], names: Set<Int>, lost: Int, isTried: Bool) in
        let names = Set(set.map { candidates[$0] })
        let lost = patterns.reduce(0) { $0 + ($1.sources.isSubset(of: names) ? $1.records : 0) }
        let isTried =
          size == 1 || names.allSatisfy { (lostBy[names.subtracting([$0])] ?? 0) < lost }
        return (set, names, lost, isTried)
      }
      let tried = ranked.enumerated().filter(\.element.isTried)
        .sorted { ($1.element.lost, $0.offset) < ($0.element.lost, $1.offset) }.map(\.element)
      tests += tried.count
      guard tests <= mostTests else { return (try greedy(), size - 1) }
      for each in tried {
        let outcome = try runs.outcome(of: number, without: each.names, .source)
        if runs.ends(outcome) {
          return (
            ending(each.set.map { candidates[$0] }, outcome, isSmallest: true), size
          )
        }
      }
      for each in ranked { lostBy[each.names] = each.lost }
      smaller = sets
    }
    if candidates.count <= exhaustiveSize { return (nil, candidates.count) }
    return (try greedy(), exhaustiveSize)
  }

  /// A set found by leaving out, again and again, the source that most of the remaining records hang
  /// on, each record counting for one divided by its remaining sources; then without those that turn
  /// out not to be needed. O(sources * records) and as many tests as twice the set has sources.
  private func greedy() throws -> HotspotFragility.Ending? {
    var left: [Int] = []
    var outcome: HotspotOutcome?
    var hasEnded = false
    while !hasEnded, let next = heaviest(after: Set(left)) {
      left.append(next)
      outcome = try runs.outcome(of: number, without: Set(left), .source)
      hasEnded = runs.ends(outcome)
    }
    guard hasEnded else { return nil }
    for name in left.dropLast() {
      let fewer = left.filter { $0 != name }
      let without = try runs.outcome(of: number, without: Set(fewer), .source)
      if runs.ends(without) { (left, outcome) = (fewer, without) }
    }
    return ending(left, outcome, isSmallest: false)
  }

  private func heaviest(after left: Set<Int>) -> Int? {
    var weights: [Int: Double] = [:]
    for record in members where records.canBeLost(record, .source) {
      let remaining = records.numbers(.source, of: record).filter { !left.contains($0) }
      for name in remaining { weights[name, default: 0] += 1 / Double(remaining.count) }
    }
    var best: (name: Int, weight: Double)?
    for name in candidates {
      guard let weight = weights[name], weight > (best?.weight ?? 0) else { continue }
      best = (name, weight)
    }
    return best?.name
  }

  private func ending(
    _ names: [Int], _ outcome: HotspotOutcome?, isSmallest: Bool
  ) -> HotspotFragility.Ending {
    HotspotFragility.Ending(
      sources: names.map { records.names(.source)[$0] }, lost: lost(Set(names), .source),
      outcome: outcome, isSmallest: isSmallest)
  }

  /// How many records of the hotspot go.
  private func lost(_ names: Set<Int>, _ aspect: AttestedRecords.Aspect) -> Int {
    members.count { records.isLost($0, without: names, aspect) }
  }

  /// The names that some records have, those of most records first.
  private static func names(
    _ aspect: AttestedRecords.Aspect, of members: [Int], in records: AttestedRecords
  ) -> [Int] {
    var counts: [Int: Int] = [:]
    for record in members {
      for name in records.numbers(aspect, of: record) { counts[name, default: 0] += 1 }
    }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
  }
}
