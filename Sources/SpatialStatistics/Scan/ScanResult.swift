/// A zone and window with more cases than expected.
public struct ScanCluster: Hashable, Sendable {
  /// The central location, by its place in `ScanLocations`.
  public var center: Int
  /// The locations, nearest to the centre first.
  public var members: [Int]
  /// The distance to the farthest one, in kilometres on the Earth, in its units on a plane.
  public var radius: Double
  /// The intervals.
  public var window: Range<Int>
  /// The cases; a whole number unless records are spread over several locations or intervals.
  public var observed: Double
  /// The cases that the model expects.
  public var expected: Double
  /// The risk inside over the risk outside; nil for a permutation, which knows no risk, and infinite
  /// without cases outside.
  public var relativeRisk: Double?
  /// The logarithm of the likelihood ratio.
  public var logLikelihoodRatio: Double
  /// 1 and the number of replicates whose maximum reaches this cluster; nil without replicates.
  public var rank: Int?
  /// The p-value of the kind that was asked for; nil without replicates.
  public var pValue: Double?
  /// The p-value by a Gumbel distribution; nil without replicates that differ.
  public var gumbelPValue: Double?
  /// Whether the circle reaches beyond the convex hull of all locations, or touches it: cases behind
  /// it, if there are any, are not in the study.
  public var isAtEdge: Bool

  /// In how many intervals on average one such cluster is expected by chance, for a prospective scan
  /// made anew after each (Kleinman, Lazarus and Platt 2004).
  public var recurrenceIntervals: Double? { pValue.map { 1 / $0 } }
}

/// What a scan found.
public struct ScanResult: Hashable, Sendable {
  /// The clusters, the most likely one first.
  public var clusters: [ScanCluster]
  /// The largest logarithm of the likelihood ratio of each replicate, by its number.
  public var maxima: [Double]
}
