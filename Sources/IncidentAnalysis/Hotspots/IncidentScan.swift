public import IncidentMapping
public import ReferenceGeography
public import SpatialStatistics

/// Why an incident takes no part in a scan.
public enum ScanExclusion: String, Sendable, CaseIterable {
  /// Nothing is known of its place.
  case unknownPlace = "without a known place"
  /// A first or a last day is missing.
  case openDate = "without a first and last day"
  /// It did not happen in the study period.
  case outsideStudy = "outside the study period"
  /// No location holds any part of its place.
  case outsideLocations = "outside all locations"

  /// The reason as a part of a property's name.
  public var key: String {
    switch self {
    case .unknownPlace: "unknown_place"
    case .openDate: "open_date"
    case .outsideStudy: "outside_study"
    case .outsideLocations: "outside_locations"
    }
  }
}

/// The scan statistic over incidents, with what is not known of them carried through.
///
/// Each incident counts as one case. The test that is recommended is that of the expected counts: a
/// record counts in each location by the mass of its place there, in each interval by the share of its
/// days, and chance moves whole records. Beside it stands what the representative points and middle
/// days say, taken for granted, and in what share of draws of places and days a cluster stands. The
/// Poisson model has no null for expected counts: how a place would be described elsewhere is not
/// known; it knows points alone.
public struct IncidentScan: Sendable {
  /// What incidents are compared with.
  public enum Comparison: Sendable {
    /// Each other: places and days are independent without clusters.
    case permutation
    /// Those that are no cases (`LocatedIncident.isCase`).
    case controls
    /// A population, whose areas or points are the locations.
    case population(ScanPopulation)
  }

  /// What the locations are, where no population says.
  public enum Locations: Sendable {
    /// Cells, those that hold something.
    case cells(CellGrid)
    /// First-level regions, those that hold something.
    case firstLevel
    /// The points that stand for the places.
    case points
  }

  /// What incidents are compared with.
  public var comparison: Comparison
  /// What the locations are.
  public var locations: Locations
  /// The study period, cut into intervals; one for a scan in space alone.
  public var intervals: StudyIntervals
  /// Whether dates matter at all.
  public var needsDays: Bool
  /// Limits, replications, seed and threads.
  public var settings: ScanSettings
  /// How many times places and days are drawn.
  public var replicates: Int

  /// Makes a scan.
  public init(
    _ comparison: Comparison, locations: Locations, intervals: StudyIntervals, needsDays: Bool,
    settings: ScanSettings, replicates: Int = 200
  ) {
    self.comparison = comparison
    self.locations = locations
    self.intervals = intervals
    self.needsDays = needsDays
    self.settings = settings
    self.replicates = replicates
  }

  /// Units of a record whose place or days are spread; fewer where there are very many records.
  private static func units(of records: Int) -> Int { max(4, min(12, 400_000 / max(1, records))) }

  /// Scans. The order of the incidents does not matter.
  public func findings(of incidents: [LocatedIncident], on atlas: Atlas) throws
    -> IncidentScanResult
  {
    let incidents = inOrder(incidents)
    let layout = try ScanLayout(self, incidents, on: atlas)
    let records = layout.records
    let dots = model(records.map { ([($0.dot, 1)], [($0.middle, 1)], $0.isCase) }, layout, units: 1)
    let isOfDots = !layout.isExact && hasPopulation
    let units = layout.isExact || isOfDots ? 1 : Self.units(of: records.count)
    let statistic = try ScanStatistic(
      units == 1
        ? dots
        : model(records.map { ($0.masses, $0.days, $0.isCase) }, layout, units: units),
      at: layout.locations, settings)
    let result = try statistic.result()
    var findings = IncidentScanResult(
      layout: layout, result: result, isOfDots: isOfDots, units: units)
    guard !layout.isExact else { return findings }
    let ofDots =
      units == 1 ? result : try ScanStatistic(dots, at: layout.locations, settings).result()
    findings.dots = answers(result.clusters, ScanRatio(dots), ofDots)
    findings.dotClusters = ofDots.clusters
    findings.replicateShares = try ScanReplicates(
      scan: self, layout: layout, incidents: incidents, atlas: atlas,
      critical: critical(ofDots.maxima)
    ).shares(result.clusters) { model($0, layout, units: 1) }
    findings.replicates = findings.replicateShares.isEmpty ? 0 : replicates
    return findings
  }

  typealias Mass = [(place: Int, mass: Double)]

  /// Incidents in the order of their records.
  func inOrder(_ incidents: [LocatedIncident]) -> [LocatedIncident] {
    let order = RecordOrder(incidents.map(\.id))
    return order.ranks.indices.sorted { order.ranks[$0] < order.ranks[$1] }.map { incidents[$0] }
  }

  func model(
    _ records: [(locations: Mass, intervals: Mass, isCase: Bool)], _ layout: ScanLayout, units: Int
  ) -> ScanModel {
    let spread = ScanRecords(
      records.map { ($0.locations, $0.intervals) }, isCase: records.map(\.isCase),
      locations: layout.locations.count, intervals: intervals.count, units: units)
    switch comparison {
    case .permutation: return .recordPermutation(spread)
    case .controls: return .recordLabels(spread)
    case .population:
      return .poisson(cases: spread.table(ofCases: true), expected: layout.expected)
    }
  }

  /// The ratio that only a twentieth of the maxima reach; infinite for less than 19 of them.
  private func critical(_ maxima: [Double]) -> Double {
    let allowed = (maxima.count + 1) / 20
    guard allowed >= 1 else { return .infinity }
    return maxima.sorted(by: >)[allowed - 1] + 1e-9
  }

  /// What the records of a model say of the circles and times of clusters.
  func answers(
    _ clusters: [ScanCluster], _ ratio: ScanRatio, _ dots: ScanResult
  ) -> [IncidentScanResult.Dots] {
    clusters.map { cluster in
      let value = ratio.value(of: cluster.members, in: cluster.window)
      let rank = 1 + dots.maxima.count { $0 >= value.ratio - 1e-9 }
      return IncidentScanResult.Dots(
        observed: value.observed, logLikelihoodRatio: value.ratio,
        pValue: dots.maxima.isEmpty ? nil : Double(rank) / Double(dots.maxima.count + 1))
    }
  }
}

/// What a scan of incidents found.
public struct IncidentScanResult: Sendable {
  /// What the representative points and middle days say of the same circle and time.
  public struct Dots: Sendable, Hashable {
    /// The cases.
    public let observed: Double
    /// The logarithm of the likelihood ratio; 0 where there are not more cases than expected.
    public let logLikelihoodRatio: Double
    /// The p-value by rank among the maxima of the dots; nil without replications.
    public let pValue: Double?
  }

  /// Locations and records.
  public let layout: ScanLayout
  /// The clusters of the recommended test, or of the dots where there is no other.
  public let result: ScanResult
  /// Whether `result` is that of the dots though places or days are uncertain.
  public let isOfDots: Bool
  /// The units of a record; 1 where it counts as a whole.
  public let units: Int
  /// For each cluster what the dots say; empty where everything is exact.
  public internal(set) var dots: [Dots] = []
  /// The clusters that the dots alone show; empty where everything is exact.
  public internal(set) var dotClusters: [ScanCluster] = []
  /// For each cluster the share of the draws in which it stands: its circle and time hold so many of
  /// the records as drawn that only a twentieth of the maxima without clusters reach the ratio.
  /// Empty without draws.
  public internal(set) var replicateShares: [Double] = []
  /// How many draws there were.
  public internal(set) var replicates = 0
}
