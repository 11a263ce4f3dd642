import SpatialStatistics

extension NearRepeats {
  /// A table without somebody is tested by this many permutations at most: against 0.05 they are
  /// enough, and there are hundreds of tables.
  public static let fragilityPermutations = 999

  /// What becomes of the near repeats of each cell of the table without those who say so; nil for a
  /// cell that does not have more pairs than expected at an adjusted p of at most the level, and for
  /// those beyond the last ends, which are no near repeats.
  ///
  /// The statistic is the pairs over those expected, p that of the first 999 of the permutations. The
  /// records of a cell are those that may make one of its pairs. The incidents must have been read with
  /// their attestation.
  /// - Parameters:
  ///   - mostTests: how many tables the search for one cell may take.
  ///   - progress: called with the number of tables made.
  public func fragilities(
    level: Double = 0.05, mostTests: Int = 200, progress: (Int) -> Void = { _ in }
  ) throws -> [HotspotFragility?] {
    var test = test
    test.test = try KnoxTest(
      timeBands: test.test.timeBands,
      permutations: min(Self.fragilityPermutations, test.test.permutations), seed: test.test.seed)
    let (distances, times) = (test.spaceBands.count, test.test.timeBands.count)
    // The cells that end, and where each of them stands in the table.
    let cells = (0..<distances * times).map { $0 / times * (times + 1) + $0 % times }
    func outcomes(_ table: KnoxTable) -> [HotspotOutcome?] {
      let adjusted = BenjaminiHochberg.adjusted(table.cells.map(\.p))
      return cells.map { cell in
        guard let ratio = table.cells[cell].ratio, ratio > 1 else { return nil }
        return HotspotOutcome(statistic: ratio, pValue: adjusted[cell])
      }
    }
    let analysis = FragilityAnalysis(
      AttestedRecords(test.members.map { incidents[$0] }), level: level, mostTests: mostTests)
    let found = try analysis.fragilities(
      of: try test.items,
      test: { kept in
        // What makes no table any more has no near repeats.
        guard let table = try? test.table(keeping: kept) else { return cells.map { _ in nil } }
        return outcomes(table)
      }, progress: progress)
    var fragilities = [HotspotFragility?](repeating: nil, count: table.cells.count)
    for (cell, fragility) in zip(cells, found) { fragilities[cell] = fragility }
    return fragilities
  }
}
