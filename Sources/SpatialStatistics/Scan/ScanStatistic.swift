/// Kulldorff's scan statistic: circular zones round every location, times windows of time, and the one
/// in which cases most exceed what is expected.
///
/// A zone takes in the locations round a centre one after another, up to a share of the measure or a
/// radius. The zone and window with the largest likelihood ratio is the most likely cluster; its p-value
/// is its rank among the largest ratios of data sets that are drawn without clusters, and so allows
/// for all the zones and windows that were tried. It does not allow for trying several models, settings
/// or studies.
///
/// Every replicate's maximum is exact. Whole blocks of nested zones are ruled out by one comparison of
/// whole numbers (see `ScanZones`), without a logarithm; ties go to the zone with fewer locations, then
/// the earlier end, then the shorter window, then the centre whose name comes first.
///
/// Sources: Kulldorff (1997), "A spatial scan statistic", Communications in Statistics: Theory and
/// Methods 26; Kulldorff et al. (2005), "A space-time permutation scan statistic for disease outbreak
/// detection", PLoS Medicine 2; the rules of SaTScan 10.3. O(n^2) memory for n locations (100 MB for
/// 10,000); time as if about a sixtieth of all zones were looked at, times replicates.
public struct ScanStatistic: Sendable {
  /// What cases are compared with.
  public let model: ScanModel
  /// Where they are.
  public let locations: ScanLocations
  /// Limits, replicates and the kind of p-value.
  public let settings: ScanSettings

  /// Makes the method; the model has a row for each location, in their order.
  public init(_ model: ScanModel, at locations: ScanLocations, _ settings: ScanSettings = .init())
    throws(StatisticsError)
  {
    try model.validate(locations: locations.count)
    try settings.validate(intervals: model.cases.intervals)
    self.model = model
    self.locations = locations
    self.settings = settings
  }

  /// Scans; no clusters where no zone has more cases than expected.
  public func result() throws(StatisticsError) -> ScanResult {
    let problem = ScanProblem(model, settings)
    var zoneCases = Double(problem.cases)
    switch model {
    case .spaceTimePermutation, .recordPermutation: zoneCases *= min(1, settings.maximumShare)
    case .poisson, .bernoulli, .recordLabels: break
    }
    // In space alone a zone that does not fit into 16 bits is noticed.
    let fits = problem.windows.intervals == 1 ? problem.cases < 65_536 : zoneCases <= 32_000
    return fits ? try run(problem, Int16.self) : try run(problem, Int32.self)
  }

  private func run<Count: ScanCount>(
    _ problem: ScanProblem, _: Count.Type
  ) throws(StatisticsError) -> ScanResult {
    let simulation = ScanSimulation(model, settings)
    let threads = max(1, settings.threads)
    let zones = try ScanZones(problem, locations, most: simulation.most, threads: threads)
    let engine = ScanEngine<Count>(problem, zones, threads: threads)
    let observed = model.cases.values.map { Int32(truncatingIfNeeded: $0) }
    guard let top = engine.maxima(1, { _, counts, _ in counts = observed })[0] else {
      return try run(problem, Int32.self)
    }
    let maxima = try self.maxima(engine, simulation, observed: top)
    // A cluster below every maximum is not told, and no more likely one depends on it.
    var level = max(maxima.min() ?? 0, 0.001)
    if maxima.isEmpty, problem.windows.intervals > 1 { level = 1 }
    level = min(level, top)
    guard top > 0 else { return ScanResult(clusters: [], maxima: maxima) }
    let selection = ScanSelection(
      problem: problem, zones: zones, locations: locations, rule: settings.secondaryClusters)
    let judge = ScanJudge(
      problem: problem, locations: locations, settings: settings, maxima: maxima,
      hasRisk: model.hasRisk)
    return ScanResult(
      clusters: judge.clusters(
        selection.kept(engine.findings(observed, reaching: level, top: top))),
      maxima: maxima)
  }

  /// The maxima of the replicates, up to where a sequential test stops.
  private func maxima<Count: ScanCount>(
    _ engine: ScanEngine<Count>, _ simulation: ScanSimulation, observed: Double
  ) throws(StatisticsError) -> [Double] {
    var maxima: [Double] = []
    var reached = 0
    while maxima.count < settings.replications {
      // All at once, unless they may stop early.
      var size = settings.replications - maxima.count
      if settings.pValue.stop != nil { size = min(size, 256) }
      let first = maxima.count + 1
      let found = engine.maxima(size, known: maxima) { number, counts, scratch in
        simulation.draw(first + number, into: &counts, scratch: &scratch)
      }
      for (place, value) in found.enumerated() {
        let value =
          if let value { value } else { try unusual(first + place, engine, simulation) }
        maxima.append(value)
        guard let stop = settings.pValue.stop else { continue }
        if value >= observed - 1e-9 { reached += 1 }
        if reached >= stop { return maxima }
      }
    }
    return maxima
  }

  /// The maximum of a replicate with more cases at a location than there was room for.
  private func unusual<Count: ScanCount>(
    _ replicate: Int, _ engine: ScanEngine<Count>, _ simulation: ScanSimulation
  ) throws(StatisticsError) -> Double {
    var counts = Array(repeating: Int32(0), count: model.cases.values.count)
    var scratch = SimulationScratch()
    simulation.draw(replicate, into: &counts, scratch: &scratch)
    let intervals = engine.problem.windows.intervals
    let most = simulation.most.enumerated().map { location, most in
      max(
        most, counts[location * intervals..<(location + 1) * intervals].reduce(0) { $0 + Int($1) })
    }
    let zones = try ScanZones(
      engine.problem, locations, most: most, threads: max(1, settings.threads))
    let wide = ScanEngine<Int32>(engine.problem, zones, threads: 1)
    return wide.maxima(1) { [counts] _, target, _ in target = counts }[0] ?? 0
  }
}
