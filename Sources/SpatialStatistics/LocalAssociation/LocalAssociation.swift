/// A local statistic of every unit with its permutation test, adjusted for the number of units.
public struct LocalAssociation: Hashable, Sendable {
  /// The statistics.
  public enum Statistic: String, Hashable, Sendable, CaseIterable {
    /// Getis and Ord's Gi: the neighbours without the unit itself.
    case gi
    /// Getis and Ord's Gi*: the unit and its neighbours.
    case giStar = "gistar"
    /// Anselin's local Moran: the unit against its neighbours.
    case localMoran = "localmoran"
  }

  /// What came out for one unit.
  public struct Result: Hashable, Sendable {
    /// The local Moran statistic, where it is that.
    public var localI: Double?
    /// The standardised statistic; nil where it has no variance.
    public var zScore: Double?
    /// The two-sided p-value of the permutations; nil for a unit that was not tested.
    public var pValue: Double?
    /// The same, adjusted for the number of units tested.
    public var adjustedP: Double?
    /// The tail that the p-value is of: 1 where few orders gave as much, -1 where few gave as little.
    var tail = 0
    /// Where the unit lies in Moran's scatterplot, where it is that statistic.
    public var quadrant: LocalMoran.Quadrant?

    /// Nothing.
    public init() {}

    init(localI: Double? = nil, zScore: Double?, quadrant: LocalMoran.Quadrant? = nil) {
      (self.localI, self.zScore, self.quadrant) = (localI, zScore, quadrant)
    }

    /// 3, 2 or 1 for a hot spot with an adjusted p of at most 0.01, 0.05, 0.10; -3, -2 or -1 for a cold
    /// one; 0 for none.
    public var bin: Int {
      guard let adjustedP else { return 0 }
      return sign * (adjustedP <= 0.01 ? 3 : adjustedP <= 0.05 ? 2 : adjustedP <= 0.1 ? 1 : 0)
    }

    /// 1 above and -1 below what chance gives; 0 where the statistic and the tail of its p-value
    /// disagree: Gi* counts the unit itself, which no order moves, so that one with a large value and
    /// neighbours that are surprisingly low would be called hot for being low.
    public var sign: Int {
      guard let zScore else { return 0 }
      return zScore > 0 && tail > 0 ? 1 : zScore < 0 && tail < 0 ? -1 : 0
    }
  }

  /// The statistic.
  public let statistic: Statistic
  /// The test.
  public let test: ConditionalPermutation

  /// Makes a statistic with its test.
  public init(_ statistic: Statistic, _ test: ConditionalPermutation) {
    self.statistic = statistic
    self.test = test
  }

  /// The result of each unit; a unit without neighbours, or with a statistic that has no variance, is
  /// not tested. Values must be finite. The result does not depend on the number of threads.
  public func results(
    _ values: [Double], _ weights: SpatialWeights, threads: Int = 1
  ) -> [Result] {
    results(values, weights, test.counts(values, weights, threads: threads))
  }

  /// The result of each unit for expected values, which places known in part are smeared over.
  ///
  /// A unit stands out only where both do: its expected value against draws, which vary as records do
  /// and not as smears do, and what is certain by itself. Each alone has too many false alarms in some
  /// data (see the guide on uncertainty). Where nothing is uncertain this is the plain result.
  /// - Parameters:
  ///   - certain: the part of the values that is known to belong to the unit.
  ///   - draws: data sets drawn from what is known; none where nothing is uncertain.
  public func results(
    _ expected: [Double], certain: [Double], draws: [[Double]], _ weights: SpatialWeights,
    threads: Int = 1
  ) -> [Result] {
    guard !draws.isEmpty else { return results(expected, weights, threads: threads) }
    let counts = zip(
      test.counts(expected, dealing: draws, weights, threads: threads),
      test.counts(certain, weights, threads: threads)
    ).map { drawn, certain in certain.flatMap { drawn?.larger($0) } }
    return results(expected, weights, counts)
  }

  private func results(
    _ values: [Double], _ weights: SpatialWeights, _ counts: [PermutationCounts?]
  ) -> [Result] {
    var results = statistics(values, weights)
    for unit in results.indices where results[unit].zScore != nil {
      guard let found = counts[unit] else { continue }
      results[unit].pValue = found.pValue(permutations: test.permutations)
      results[unit].tail = (found.lower - found.upper).signum()
    }
    let adjusted = BenjaminiHochberg.adjusted(results.map(\.pValue))
    for unit in results.indices { results[unit].adjustedP = adjusted[unit] }
    return results
  }

  private func statistics(_ values: [Double], _ weights: SpatialWeights) -> [Result] {
    switch statistic {
    case .gi, .giStar:
      GetisOrd(countsSelf: statistic == .giStar).zScores(values, weights)
        .map { Result(zScore: $0) }
    case .localMoran:
      LocalMoran().values(values, weights).map { value in
        Result(localI: value?.localI, zScore: value?.zScore, quadrant: value?.quadrant)
      }
    }
  }
}
