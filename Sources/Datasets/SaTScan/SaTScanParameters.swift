import GeoFormats
public import Incidents

/// The parameters of a SaTScan run that a scan follows.
public struct SaTScanParameters: Hashable, Sendable {
  /// The kind of analysis.
  public enum Analysis: Int, Hashable, Sendable {
    /// In space alone.
    case spatial = 1
    /// In space and time, anywhere in the study.
    case retrospective = 3
    /// In space and time, up to the end of the study.
    case prospective = 4
  }

  /// The probability model.
  public enum Model: Int, Hashable, Sendable {
    /// Discrete Poisson.
    case poisson = 0
    /// Cases and controls.
    case bernoulli = 1
    /// Space-time permutation.
    case permutation = 2
  }

  /// The unit of time of intervals.
  public enum TimeUnit: Int, Hashable, Sendable {
    /// No time.
    case none = 0
    /// Calendar years.
    case year = 1
    /// Calendar months.
    case month = 2
    /// Days.
    case day = 3
    /// Whole numbers.
    case generic = 4
  }

  /// Which p-value is told.
  public enum PValue: Int, Hashable, Sendable {
    /// Sequential, and Gumbel for small ones.
    case usual = 0
    /// The rank among all replicates.
    case monteCarlo = 1
    /// Sequential.
    case earlyTermination = 2
    /// From a Gumbel distribution.
    case gumbel = 3
  }

  /// The name of the parameter file.
  public var file: String
  /// The case file, as it is named.
  public var caseFile = ""
  /// The control file, for the Bernoulli model.
  public var controlFile = ""
  /// The population file, for the Poisson model.
  public var populationFile = ""
  /// The coordinates file.
  public var coordinatesFile = ""
  /// Whether coordinates are latitude and longitude, not Cartesian.
  public var isGeographic = true
  /// Whether the case and control files have a column of dates.
  public var hasTimes = true
  /// The first day of the study.
  public var start: Day
  /// The last day of the study.
  public var end: Day
  /// The kind of analysis.
  public var analysis = Analysis.spatial
  /// The probability model.
  public var model = Model.poisson
  /// The unit of the length of an interval.
  public var timeUnit = TimeUnit.year
  /// The length of an interval.
  public var timeLength = 1
  /// The largest zone, in per cent of the population at risk.
  public var maximumPercent = 50.0
  /// The largest radius in kilometres or units of the plane.
  public var maximumRadius: Double?
  /// The shortest window, in units of time.
  public var shortestWindow = 1
  /// The longest window, in per cent of the study or, if so interpreted, in units of time.
  public var longestWindow = 50.0
  /// Whether the longest window is in units of time.
  public var isLongestWindowInUnits = false
  /// The least number of cases in a cluster.
  public var minimumCases = 2
  /// The number of replicates.
  public var replications = 999
  /// Which p-value is told.
  public var pValue = PValue.usual
  /// How many replicates that reach the first cluster end an early termination.
  public var earlyTermination = 50
  /// The rule for secondary clusters, by SaTScan's number.
  public var secondaryClusters = 0
  /// The seed of random numbers; nil for SaTScan's own.
  public var seed: Int?
  /// Parameters of the file that are not applied, each as a sentence.
  public var remarks: [String] = []

  /// Reads a parameter file.
  public init(path: String) throws {
    try self.init(
      bytes: try ByteSource.open(path).recodedToUTF8().readAll(), name: path)
  }

  /// Reads the bytes of a parameter file.
  public init(bytes: [UInt8], name: String) throws(SaTScanError) {
    let values = SaTScanValues(bytes, name: name)
    file = name
    start = try values.day("StartDate")
    end = try values.day("EndDate")
    guard start <= end else {
      throw values.error("EndDate", "the study ends before it begins on \(start)")
    }
    caseFile = values.text("CaseFile")
    controlFile = values.text("ControlFile")
    populationFile = values.text("PopulationFile")
    coordinatesFile = values.text("CoordinatesFile")
    isGeographic = try values.number("CoordinatesType", in: 0...1, 1) == 1
    hasTimes = try values.number("PrecisionCaseTimes", in: 0...4, 1) != 0
    analysis = try values.choice("AnalysisType", "scans in space (1) and space-time (3, 4)", 1)
    model = try values.choice(
      "ModelType", "Poisson (0), Bernoulli (1) and the space-time permutation (2)", 0)
    timeUnit = try values.choice("TimeAggregationUnits", "units 0 to 4", 1)
    timeLength = try values.number("TimeAggregationLength", in: 1...100_000, 1)
    maximumPercent = try values.decimal("MaxSpatialSizeInPopulationAtRisk", in: 0.000001...50, 50)
    if values.isYes("UseDistanceFromCenterOption") {
      maximumRadius = try values.decimal("MaxSpatialSizeInDistanceFromCenter", in: 1e-9...1e9, 1)
    }
    shortestWindow = try values.number("MinimumTemporalClusterSize", in: 1...100_000, 1)
    longestWindow = try values.decimal("MaxTemporalSize", in: 0.000001...100_000, 50)
    isLongestWindowInUnits = try values.number("MaxTemporalSizeInterpretation", in: 0...1, 0) == 1
    minimumCases = try values.number("MinimumCasesInHighRateClusters", in: 1...1_000_000, 2)
    replications = try values.number("MonteCarloReps", in: 0...1_000_000, 999)
    pValue = try values.choice("PValueReportType", "kinds 0 to 3", 0)
    earlyTermination = try values.number("EarlyTerminationThreshold", in: 1...1_000_000, 50)
    secondaryClusters = try values.number("CriteriaForReportingSecondaryClusters", in: 0...5, 0)
    if let value = values.value("RandomSeed"), !value.isEmpty {
      seed = try values.number("RandomSeed", in: 1...2_147_483_646, 1)
    }
    guard !caseFile.isEmpty else { throw values.error("CaseFile", "no case file is named") }
    guard !coordinatesFile.isEmpty else {
      throw values.error("CoordinatesFile", "no coordinates file is named")
    }
    if model == .bernoulli, controlFile.isEmpty {
      throw values.error("ControlFile", "the Bernoulli model needs a control file")
    }
    if model == .poisson, populationFile.isEmpty {
      throw values.error("PopulationFile", "the Poisson model needs a population file here")
    }
    if model == .permutation, analysis == .spatial {
      throw values.error("AnalysisType", "a space-time permutation is not purely spatial")
    }
    try values.refuseOthers()
    remarks = values.remarks
  }
}
