import IncidentMapping
public import ReferenceGeography
public import SpatialStatistics

/// A local statistic of incidents over cells, and what the uncertainty of places and tolls does to it.
///
/// The test recommended is that on expected numbers. Beside it stand the same on dots, each incident
/// whole at one point, and how often what was found comes again when all that is uncertain is drawn
/// anew. Where nothing is uncertain the three are one, and nothing is drawn.
public struct LocalHotspots: Sendable {
  /// The incidents by cell.
  public let incidents: CellIncidents
  /// The neighbours.
  public let weights: SpatialWeights
  /// The expected numbers.
  public let expected: [Double]
  /// The statistic on them: the test recommended.
  public let results: [LocalAssociation.Result]
  /// The numbers with each incident at one point.
  public let dotted: [Double]
  /// The statistic on these.
  public let dotResults: [LocalAssociation.Result]
  /// For each cell that stands out in `results` the share of the draws in which it does so on the same
  /// side, at an adjusted p of at most 0.10; a description, no p-value. Nil for other cells, and for all
  /// where no draws are asked for.
  public let replicateShares: [Double?]
  /// How many draws were made: none where nothing is uncertain.
  public let replicatesRun: Int

  /// Works the statistic out; nothing depends on the number of threads.
  /// - Parameters:
  ///   - replicates: how many times places and tolls are drawn.
  ///   - progress: called with the number of draws done.
  public init(
    _ incidents: CellIncidents, _ weights: SpatialWeights, _ association: LocalAssociation,
    replicates: Int, seed: UInt64, on atlas: Atlas, threads: Int,
    progress: (Int) -> Void = { _ in }
  ) throws {
    self.incidents = incidents
    self.weights = weights
    expected = incidents.expected()
    dotted = incidents.dotted()
    let results = association.results(expected, weights, threads: threads)
    self.results = results
    dotResults =
      dotted == expected ? results : association.results(dotted, weights, threads: threads)
    let standing = results.indices.filter { results[$0].bin != 0 }
    var shares = [Double?](repeating: nil, count: results.count)
    guard replicates > 0, incidents.uncertain > 0, !standing.isEmpty else {
      if replicates > 0, incidents.uncertain == 0 { for cell in standing { shares[cell] = 1 } }
      (replicateShares, replicatesRun) = (shares, 0)
      return
    }
    var counts = [Int](repeating: 0, count: results.count)
    var (next, done) = (0, 0)
    try OrderedCrew.run(
      try (0..<max(1, threads)).map { _ in
        try CellDraws(incidents, on: atlas, seed: seed)
      },
      next: { () -> Int? in
        defer { next += 1 }
        return next < replicates ? next : nil
      },
      work: { draws, replicate in
        let drawn = association.results(try draws.values(replicate: replicate), weights)
        return standing.map { drawn[$0].isLike(results[$0]) }
      },
      handOver: { stands in
        for (cell, stands) in zip(standing, stands) where stands { counts[cell] += 1 }
        done += 1
        progress(done)
      })
    for cell in standing { shares[cell] = Double(counts[cell]) / Double(replicates) }
    (replicateShares, replicatesRun) = (shares, replicates)
  }
}

extension LocalAssociation.Result {
  /// Whether both stand out on the same side, and in the same quadrant where there is one.
  fileprivate func isLike(_ other: LocalAssociation.Result) -> Bool {
    bin.signum() == other.bin.signum() && quadrant == other.quadrant
  }
}

/// Numbers by cell with all that is uncertain drawn anew, on one thread.
private final class CellDraws {
  private let incidents: CellIncidents
  private let draws: IncidentDraws
  private let sharer: CellSharer
  private let certain: [Double]
  private let uncertain: [Int]

  init(_ incidents: CellIncidents, on atlas: Atlas, seed: UInt64) throws {
    self.incidents = incidents
    draws = IncidentDraws(incidents.incidents, on: try Ground(atlas: atlas), seed: seed)
    sharer = try CellSharer(incidents.cells, on: atlas)
    let all = incidents.incidents
    certain = incidents.dotted { !incidents.measure.isUncertain(all[$0]) }
    uncertain = all.indices.filter {
      incidents.exclusions[$0] == nil && incidents.measure.isUncertain(all[$0])
    }
  }

  func values(replicate: Int) throws -> [Double] {
    var values = certain
    for index in uncertain {
      guard let point = try draws.position(of: index, replicate: replicate),
        let cell = try sharer.position(of: point)
      else { continue }
      switch incidents.measure {
      case .incidents: values[cell] += 1
      case .killed: values[cell] += Double(draws.killed(of: index, replicate: replicate) ?? 0)
      }
    }
    return values
  }
}
