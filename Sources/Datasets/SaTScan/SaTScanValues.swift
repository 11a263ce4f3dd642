import Incidents

/// The values of a parameter file, by name, with their lines.
struct SaTScanValues {
  let name: String
  private let values: [String: (line: Int, text: String)]
  private let order: [String]

  init(_ bytes: [UInt8], name: String) {
    self.name = name
    var values: [String: (Int, String)] = [:]
    var order: [String] = []
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (place, line) in lines.enumerated() {
      guard !line.hasPrefix(";"), let equals = line.firstIndex(of: "=") else { continue }
      func trimmed(_ part: Substring) -> String {
        var part = part
        while part.first?.isWhitespace == true { part.removeFirst() }
        while part.last?.isWhitespace == true { part.removeLast() }
        return String(part)
      }
      let key = trimmed(line[..<equals])
      if values[key] == nil { order.append(key) }
      values[key] = (place + 1, trimmed(line[line.index(after: equals)...]))
    }
    self.values = values
    self.order = order
  }

  func value(_ key: String) -> String? { values[key]?.text }

  func text(_ key: String) -> String { values[key]?.text ?? "" }

  func isYes(_ key: String) -> Bool { ["y", "Y", "1"].contains(text(key)) }

  func error(_ key: String, _ reason: String) -> SaTScanError {
    SaTScanError(
      file: name, line: values[key]?.line, value: values[key].map { "\(key)=\($0.text)" },
      reason: reason)
  }

  func number(_ key: String, in range: ClosedRange<Int>, _ usual: Int) throws(SaTScanError) -> Int {
    let text = text(key)
    if text.isEmpty { return usual }
    guard let number = Int(text), range.contains(number) else {
      throw error(key, "must be a whole number of \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func decimal(
    _ key: String, in range: ClosedRange<Double>, _ usual: Double
  ) throws(SaTScanError) -> Double {
    let text = text(key)
    if text.isEmpty { return usual }
    guard let number = Double(text), range.contains(number) else {
      throw error(key, "must be a number of \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func choice<Choice: RawRepresentable>(
    _ key: String, _ known: String, _ usual: Int
  ) throws(SaTScanError) -> Choice where Choice.RawValue == Int {
    let text = text(key)
    guard let number = text.isEmpty ? usual : Int(text), let choice = Choice(rawValue: number)
    else { throw error(key, "is not supported; there are \(known)") }
    return choice
  }

  func day(_ key: String) throws(SaTScanError) -> Day {
    let text = text(key)
    guard text.split(separator: "/").count == 3 || text.split(separator: "-").count == 3,
      let day = SaTScanDate.day(text, near: 2000)
    else { throw error(key, "must be a day, as 2020/12/31") }
    return day
  }

  /// Stops at parameters that would change the result and are not followed.
  func refuseOthers() throws(SaTScanError) {
    for (key, meaning, usual) in Self.decisive {
      let text = text(key)
      if !text.isEmpty, !usual.contains(text) {
        throw error(key, "\(meaning) is not supported; take it out to scan without it")
      }
    }
    if let key = order.first(where: { $0.hasPrefix("CaseFile") && $0 != "CaseFile" }),
      !text(key).isEmpty
    {
      throw error(key, "several data sets are not supported")
    }
  }

  /// Parameters that are not followed, where they differ from what is usual, but only concern output,
  /// and those whose names are not known.
  var remarks: [String] {
    order.compactMap { key in
      if !SaTScanNames.known.contains(key), Self.idle[key] == nil,
        !Self.decisive.contains(where: { $0.key == key }), let (line, text) = values[key],
        !text.isEmpty
      {
        return "\(name):\(line): there is no parameter \(key) of SaTScan 10 that is known here; "
          + "it is not applied"
      }
      guard let usual = Self.idle[key], let (line, text) = values[key], !text.isEmpty,
        text != usual
      else { return nil }
      return "\(name):\(line): \(key)=\(text) is not applied"
    }
  }

  private static let no = ["n", "N", "0"]

  private static let decisive: [(key: String, meaning: String, usual: [String])] = [
    ("ScanAreas", "a scan for low rates", ["1"]),
    ("UseGridFile", "a grid file", no),
    ("SpatialWindowShapeType", "an elliptic window", ["0"]),
    ("IsotonicScan", "an isotonic scan", ["0"]),
    ("IncludePurelyTemporal", "including purely temporal clusters", no),
    ("IncludePurelySpatial", "including purely spatial clusters", no),
    ("IncludeClusters", "another choice of windows than all", ["0"]),
    ("UseMaxCirclePopulationFileOption", "a maximum circle size file", no),
    ("UseLocationsNetworkFile", "a network file", no),
    ("UseNeighborsFile", "a neighbours file", no),
    ("UseMetaLocationsFile", "a meta locations file", no),
    ("MultipleCoordinatesType", "several coordinates of a location", ["0"]),
    ("RiskLimitHighClusters", "a limit of risk", no),
    ("TimeTrendAdjustmentType", "an adjustment for time trends", ["0"]),
    ("AdjustForWeeklyTrends", "an adjustment for weekly trends", no),
    ("SpatialAdjustmentType", "a spatial adjustment", ["0"]),
    ("UseAdjustmentsByRRFile", "an adjustment by known relative risks", no),
    ("AdjustForEarlierAnalyses", "an adjustment for earlier analyses", no),
    ("IterativeScan", "an iterative scan", no),
    ("SimulatedDataMethodType", "simulation from a file", ["0"]),
    ("StudyPeriodCheckType", "leaving out what is outside the study", ["0"]),
    ("GeographicalCoordinatesCheckType", "leaving out cases without coordinates", ["0"]),
  ]

  private static let idle: [String: String] = [
    "PerformPowerEvaluation": "n", "CalculateOliveira": "n", "ReportGiniClusters": "n",
    "PerformStandardDrilldown": "n", "PerformBernoulliDrilldown": "n", "CriticalValue": "n",
    "OutputGoogleEarthKML": "n", "OutputShapefiles": "n", "OutputCartesianGraph": "n",
    "OutputGoogleMaps": "n", "OutputTemporalGraphHTML": "n", "ResultsFile": "",
    "MostLikelyClusterEachCentroidASCII": "n", "MostLikelyClusterEachCentroidDBase": "n",
    "MostLikelyClusterCaseInfoEachCentroidASCII": "n",
    "MostLikelyClusterCaseInfoEachCentroidDBase": "n", "CensusAreasReportedClustersASCII": "n",
    "CensusAreasReportedClustersDBase": "n", "IncludeRelativeRisksCensusAreasASCII": "n",
    "IncludeRelativeRisksCensusAreasDBase": "n", "SaveSimLLRsASCII": "n", "SaveSimLLRsDBase": "n",
    "UseReportOnlySmallerClusters": "n", "NumberParallelProcesses": "",
    "ReportHierarchicalClusters": "y", "RandomlyGenerateSeed": "n",
  ]
}
