/// Leaves out sources, kinds, parties and grades, and tells what becomes of hotspots.
///
/// A record stays while another source asserts it. All is tested with the random numbers of the
/// whole run, so that what differs is the records. Only what has a record in a hotspot is left out
/// for its sake.
public struct FragilityAnalysis: Sendable {
  /// A test of all hotspots of a run on the records that are kept; nil for one no longer there.
  public typealias Test = ([Bool]) throws -> [HotspotOutcome?]

  /// Who asserts the records.
  public let records: AttestedRecords
  /// Up to which p-value a hotspot is one.
  public var level: Double
  /// The largest sets of which all are tried.
  public var exhaustiveSize = 3
  /// How many tests are made for the sets of one hotspot, and how many for what is left out one by
  /// one of all of them: beyond that sets are looked for greedily.
  public var mostTests: Int

  /// Makes an analysis.
  public init(_ records: AttestedRecords, level: Double = 0.05, mostTests: Int = 1000) {
    self.records = records
    self.level = level
    self.mostTests = mostTests
  }

  /// What becomes of each hotspot; nil for one that is none by its own p-value with all records.
  ///
  /// - Parameters:
  ///   - members: the records of each hotspot, those whose place lies in it wholly or in part.
  ///   - progress: called with the number of tests made.
  public func fragilities(
    of members: [[Int]], test: Test, progress: (Int) -> Void = { _ in }
  ) throws -> [HotspotFragility?] {
    try withoutActuallyEscaping(test) { test in
      try withoutActuallyEscaping(progress) { progress in
        let runs = FragilityRuns(records, level: level, test: test, progress: progress)
        let whole = try runs.outcomes(keeping: [Bool](repeating: true, count: records.count))
        let isHot = members.indices.map {
          whole.indices.contains($0) && !runs.ends(whole[$0])
        }
        let tried = singles(of: zip(members, isHot).filter(\.1).map(\.0))
        let denied =
          records.isDenied.contains(true) && isHot.contains(true)
          ? try runs.outcomes(keeping: records.keptByAccused) : nil
        return try members.indices.map { number in
          guard isHot[number], let outcome = whole[number] else { return nil }
          let search = FragilitySearch(
            records: records, members: members[number], number: number, runs: runs,
            exhaustiveSize: exhaustiveSize, mostTests: mostTests)
          let deniedMembers = members[number].count { records.isDenied[$0] }
          let found = try search.ending()
          let (rows, untried) = try search.rows(of: tried)
          return HotspotFragility(
            whole: outcome, records: members[number].count,
            unsourced: members[number].count { records.numbers(.source, of: $0).isEmpty },
            sources: search.candidates.count, rows: rows, untried: untried,
            ending: found.ending, searched: found.searched,
            accused: deniedMembers == 0
              ? nil
              : denied.map {
                .init(denied: deniedMembers, outcome: $0[number], ends: runs.ends($0[number]))
              })
        }
      }
    }
  }

  /// What is left out one by one: of each aspect the names that most records of hotspots have, as
  /// far as the number of tests goes.
  private func singles(of members: [[Int]]) -> [AttestedRecords.Aspect: Set<Int>] {
    var uses: [(aspect: AttestedRecords.Aspect, number: Int, records: Int)] = []
    let all = Set(members.joined())
    for aspect in AttestedRecords.Aspect.allCases {
      var counts = [Int](repeating: 0, count: records.names(aspect).count)
      for record in all {
        for number in records.numbers(aspect, of: record) { counts[number] += 1 }
      }
      uses += counts.enumerated().filter { $0.element > 0 }.map { (aspect, $0.offset, $0.element) }
    }
    // Kinds, parties and grades are few; sources may be thousands.
    let kept = uses.enumerated().sorted { a, b in
      if (a.element.aspect == .source) != (b.element.aspect == .source) {
        return b.element.aspect == .source
      }
      if a.element.records != b.element.records { return a.element.records > b.element.records }
      return a.offset < b.offset
    }.prefix(mostTests)
    var tried: [AttestedRecords.Aspect: Set<Int>] = [:]
    for (_, use) in kept { tried[use.aspect, default: []].insert(use.number) }
    return tried
  }
}

/// The tests of a run, each made once.
final class FragilityRuns {
  let records: AttestedRecords
  private let level: Double
  private let test: FragilityAnalysis.Test
  private let progress: (Int) -> Void
  private var known: [AttestedRecords.Aspect: [Set<Int>: [HotspotOutcome?]]] = [:]
  private(set) var count = 0

  init(
    _ records: AttestedRecords, level: Double, test: @escaping FragilityAnalysis.Test,
    progress: @escaping (Int) -> Void
  ) {
    self.records = records
    self.level = level
    self.test = test
    self.progress = progress
  }

  func ends(_ outcome: HotspotOutcome?) -> Bool {
    guard let p = outcome?.pValue else { return true }
    return !(p <= level)
  }

  func outcomes(keeping kept: [Bool]) throws -> [HotspotOutcome?] {
    let outcomes = try test(kept)
    count += 1
    progress(count)
    return outcomes
  }

  func outcome(
    of number: Int, without left: Set<Int>, _ aspect: AttestedRecords.Aspect
  ) throws -> HotspotOutcome? {
    let found: [HotspotOutcome?]
    if let earlier = known[aspect]?[left] {
      found = earlier
    } else {
      found = try outcomes(keeping: records.kept(without: left, aspect))
      known[aspect, default: [:]][left] = found
    }
    return found.indices.contains(number) ? found[number] : nil
  }
}
