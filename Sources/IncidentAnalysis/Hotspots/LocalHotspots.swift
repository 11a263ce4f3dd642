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
  /// The statistic on them: the test recommended, see the guide on uncertainty.
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
  /// The test recommended.
  let test: LocalTest

  /// How many draws the test recommended is made against where no share is asked for.
  static let usualDraws = 200

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
    let drawn = try DrawnCells(
      incidents, replicates: replicates > 0 ? replicates : Self.usualDraws, seed: seed, on: atlas,
      threads: threads,
      progress: progress)
    test = LocalTest(
      incidents: incidents, weights: weights, association: association, drawn: drawn,
      threads: threads)
    let draws = drawn.values()
    let results = test.results()
    self.results = results
    dotResults =
      draws.isEmpty && dotted == expected
      ? results : association.results(dotted, weights, threads: threads)
    let standing = results.indices.filter { results[$0].bin != 0 }
    var shares = [Double?](repeating: nil, count: results.count)
    replicatesRun = replicates > 0 ? draws.count : 0
    if replicates > 0, incidents.uncertain == 0 {
      for cell in standing { shares[cell] = 1 }
    } else if replicates > 0, !draws.isEmpty, !standing.isEmpty {
      var counts = [Int](repeating: 0, count: results.count)
      for draw in draws {
        let found = association.results(draw, weights, threads: threads)
        for cell in standing where found[cell].isLike(results[cell]) { counts[cell] += 1 }
      }
      for cell in standing { shares[cell] = Double(counts[cell]) / Double(draws.count) }
    }
    replicateShares = shares
  }
}

extension LocalAssociation.Result {
  /// Whether both stand out on the same side, and in the same quadrant where there is one.
  fileprivate func isLike(_ other: LocalAssociation.Result) -> Bool {
    bin.signum() == other.bin.signum() && quadrant == other.quadrant
  }
}
