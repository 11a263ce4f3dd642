/// Gives clusters their numbers: what was expected, the risk, the rank, the p-values.
struct ScanJudge {
  let problem: ScanProblem
  let locations: ScanLocations
  let settings: ScanSettings
  let maxima: [Double]
  let hasRisk: Bool

  /// The clusters to tell: the most likely one, and those that some replicate does not reach.
  func clusters(_ kept: [ScanSelection.Kept]) -> [ScanCluster] {
    let gumbel = GumbelTail(maxima)
    let sorted = maxima.sorted()
    let told = kept.enumerated().filter { place, kept in
      place == 0
        || (kept.finding.value >= 0.001
          && (maxima.isEmpty || rank(kept.finding.value, sorted) <= maxima.count))
    }
    return told.map { place, kept in
      var cluster = cluster(kept)
      guard !maxima.isEmpty else { return cluster }
      let rank = rank(kept.finding.value, sorted)
      cluster.rank = rank
      cluster.gumbelPValue = gumbel?.probability(kept.finding.value)
      cluster.pValue = pValue(rank, cluster.gumbelPValue, isFirst: place == 0)
      return cluster
    }
  }

  private func pValue(_ rank: Int, _ gumbel: Double?, isFirst: Bool) -> Double {
    let byRank = Double(rank) / Double(maxima.count + 1)
    switch settings.pValue {
    case .rank: return byRank
    case .gumbel: return gumbel ?? byRank
    case .sequential(let stop): return sequential(rank, stop, isFirst) ?? byRank
    case .sequentialOrGumbel(let stop):
      if rank < 10, let gumbel { return gumbel }
      return sequential(rank, stop, isFirst) ?? byRank
    }
  }

  /// The p-value of replicates that stopped early; nil if they did not. How many reached the first
  /// cluster is then a known number, not a random one.
  private func sequential(_ rank: Int, _ stop: Int, _ isFirst: Bool) -> Double? {
    guard maxima.count < settings.replications || (isFirst && rank > stop) else { return nil }
    return Double(isFirst ? stop : rank - 1) / Double(maxima.count)
  }

  /// Ties count against the cluster.
  private func rank(_ value: Double, _ sorted: [Double]) -> Int {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] >= value - 1e-9 { high = middle } else { low = middle + 1 }
    }
    return 1 + sorted.count - low
  }

  private func cluster(_ kept: ScanSelection.Kept) -> ScanCluster {
    let finding = kept.finding
    let count = Double(finding.count)
    let ratio = problem.ratio
    // In units, as all counts here.
    let expected = finding.measure * ratio.cases / ratio.measure
    var risk: Double?
    if hasRisk {
      risk = (count / expected) / ((ratio.cases - count) / (ratio.cases - expected))
    }
    return ScanCluster(
      center: finding.center, members: kept.members,
      radius: kept.members.last.map { locations.distance(from: finding.center, to: $0) } ?? 0,
      window: finding.window, observed: count / ratio.units, expected: expected / ratio.units,
      relativeRisk: risk, logLikelihoodRatio: finding.value, rank: nil, pValue: nil,
      gumbelPValue: nil, isAtEdge: locations.isAtEdge(kept.members, of: finding.center))
  }
}
