import IncidentMapping
import SpatialStatistics

/// The test recommended for a local statistic of incidents over cells, on all incidents or on some.
///
/// A cell stands out where the numbers expected do so against draws and those of the incidents that
/// surely lie in one cell do so by themselves: see the guide on uncertainty.
struct LocalTest: Sendable {
  let incidents: CellIncidents
  let weights: SpatialWeights
  let association: LocalAssociation
  let drawn: DrawnCells
  let threads: Int

  /// The result of each cell.
  func results(keeping isKept: (Int) -> Bool = { _ in true }) -> [LocalAssociation.Result] {
    association.results(
      incidents.expected(where: isKept),
      certain: incidents.expected { incidents.isInOneCell($0) && isKept($0) },
      draws: drawn.values(keeping: isKept), weights, threads: threads)
  }
}

extension LocalHotspots {
  /// What becomes of each hot cell without those who say so; nil for a cell that is not hot at an
  /// adjusted p of at most the level.
  ///
  /// The records of a hot cell are those of which a part may lie in it or in a cell next to it.
  /// - Parameters:
  ///   - mostTests: how many tests the search for one cell may take.
  ///   - progress: called with the number of tests done.
  public func fragilities(
    level: Double = 0.05, mostTests: Int = 1000, progress: (Int) -> Void = { _ in }
  ) throws -> [HotspotFragility?] {
    func outcome(_ result: LocalAssociation.Result) -> HotspotOutcome? {
      guard let z = result.zScore, result.sign > 0, result.quadrant ?? .highHigh == .highHigh
      else { return nil }
      return HotspotOutcome(statistic: z, pValue: result.adjustedP)
    }
    let hot = results.indices.filter {
      outcome(results[$0]).flatMap(\.pValue).map { $0 <= level } ?? false
    }
    var placeOf: [Int: [Int]] = [:]
    for (place, cell) in hot.enumerated() {
      for near in [cell] + weights.neighbors(of: cell).map({ Int($0) }) {
        placeOf[near, default: []].append(place)
      }
    }
    var members = [[Int]](repeating: [], count: hot.count)
    for index in incidents.incidents.indices where incidents.exclusions[index] == nil {
      let places = Set(incidents.cells(of: index).flatMap { placeOf[$0] ?? [] })
      for place in places { members[place].append(index) }
    }
    let analysis = FragilityAnalysis(
      AttestedRecords(incidents.incidents), level: level, mostTests: mostTests)
    let found = try analysis.fragilities(
      of: members,
      test: { kept in
        let results = test.results { kept[$0] }
        return hot.map { outcome(results[$0]) }
      }, progress: progress)
    var fragilities = [HotspotFragility?](repeating: nil, count: results.count)
    for (place, cell) in hot.enumerated() { fragilities[cell] = found[place] }
    return fragilities
  }
}
