public import Datasets
import Incidents
public import SpatialStatistics

/// A SaTScan study made ready for the scan statistic, under SaTScan's rules.
public struct SaTScanAnalysis: Sendable {
  /// The locations.
  public let locations: ScanLocations
  /// The intervals of the study; one for a scan in space.
  public let intervals: StudyIntervals
  /// Cases and what they are compared with.
  public let model: ScanModel
  /// Limits, replicates and the kind of p-value.
  public var settings: ScanSettings

  /// Takes over what the parameters of a study say.
  public init(_ study: SaTScanStudy) throws {
    let parameters = study.parameters
    locations = try ScanLocations(
      study.locations, space: parameters.isGeographic ? .satscanSphere : .plane)
    intervals = try Self.intervals(parameters)
    var builder = Builder(locations: locations, intervals: intervals, parameters: parameters)
    model = try builder.model(study)
    var settings = ScanSettings()
    settings.isCompatible = true
    settings.maximumShare = parameters.maximumPercent / 100
    settings.maximumRadius = parameters.maximumRadius
    settings.timing = parameters.analysis == .prospective ? .prospective : .retrospective
    settings.minimumCases = parameters.minimumCases
    settings.secondaryClusters = .init(rawValue: parameters.secondaryClusters) ?? .noOverlap
    settings.replications = parameters.replications
    // The seed of the file stands for SaTScan's own, 12345678.
    settings.seed = parameters.seed.map { $0 - 12_345_677 } ?? 1
    switch parameters.pValue {
    case .usual:
      // SaTScan's rule of thumb: a twentieth of the replicates decide.
      settings.pValue = .sequentialOrGumbel(stop: max(1, (parameters.replications + 1) / 20))
    case .monteCarlo: settings.pValue = .rank
    case .earlyTermination: settings.pValue = .sequential(stop: parameters.earlyTermination)
    case .gumbel: settings.pValue = .gumbel
    }
    if intervals.count > 1 {
      let length = parameters.timeLength
      settings.shortestWindow = (parameters.shortestWindow + length - 1) / length
      let units =
        parameters.isLongestWindowInUnits
        ? parameters.longestWindow
        : (Double(intervals.units) * parameters.longestWindow / 100 + 1e-9).rounded(.down)
      settings.longestWindow = min(
        intervals.count, Int(units / Double(length) + 1e-9))
    }
    self.settings = settings
  }

  /// Scans.
  public func result() throws -> ScanResult {
    try ScanStatistic(model, at: locations, settings).result()
  }

  private static func intervals(_ parameters: SaTScanParameters) throws -> StudyIntervals {
    guard parameters.analysis != .spatial else {
      return StudyIntervals(from: parameters.start, through: parameters.end)
    }
    func refusal(_ reason: String) -> SaTScanError {
      SaTScanError(file: parameters.file, line: nil, value: nil, reason: reason)
    }
    guard parameters.hasTimes else {
      throw refusal("a space-time scan needs times of cases (PrecisionCaseTimes)")
    }
    let unit: StudyIntervals.Unit =
      switch parameters.timeUnit {
      case .year: .year
      case .month: .month
      case .day, .generic: .day
      case .none: throw refusal("a space-time scan needs a unit of time (TimeAggregationUnits)")
      }
    guard
      let intervals = StudyIntervals(
        from: parameters.start, through: parameters.end, unit: unit,
        length: parameters.timeLength), intervals.count > 1
    else {
      throw refusal(
        "an interval (TimeAggregationLength=\(parameters.timeLength)) is longer than half the "
          + "study")
    }
    return intervals
  }
}

/// Puts the records of a study into tables.
private struct Builder {
  let locations: ScanLocations
  let intervals: StudyIntervals
  let parameters: SaTScanParameters
  private var categories: [[String]: Int] = [:]

  init(locations: ScanLocations, intervals: StudyIntervals, parameters: SaTScanParameters) {
    self.locations = locations
    self.intervals = intervals
    self.parameters = parameters
  }

  mutating func model(_ study: SaTScanStudy) throws -> ScanModel {
    switch parameters.model {
    case .poisson:
      // The population says which categories there are.
      for row in study.populations { _ = category(row.covariates) }
      let cases = try tables(study.cases, isClosed: true)
      return .poisson(cases: cases, exposure: exposure(study.populations))
    case .bernoulli:
      return .bernoulli(cases: sum(study.cases), controls: sum(study.controls))
    case .permutation: return .spaceTimePermutation(try tables(study.cases, isClosed: false))
    }
  }

  private mutating func category(_ covariates: [String]) -> Int {
    if let number = categories[covariates] { return number }
    categories[covariates] = categories.count
    return categories.count - 1
  }

  private var empty: ScanTable<Int> {
    ScanTable(repeating: 0, locations: locations.count, intervals: intervals.count)
  }

  private func place(_ row: SaTScanStudy.Count) -> (location: Int, interval: Int) {
    // Names were checked against the locations when the file was read.
    (locations.index(of: row.location) ?? 0, row.day.map(intervals.index) ?? 0)
  }

  private mutating func tables(
    _ rows: [SaTScanStudy.Count], isClosed: Bool
  ) throws -> [ScanTable<Int>] {
    var tables = Array(repeating: empty, count: categories.count)
    for row in rows {
      if isClosed, categories[row.covariates] == nil {
        throw SaTScanError(
          file: parameters.caseFile, line: row.line,
          value: row.covariates.joined(separator: " "),
          reason: "the population file has no such values of the covariates")
      }
      let number = category(row.covariates)
      if number == tables.count { tables.append(empty) }
      let (location, interval) = place(row)
      tables[number][location, interval] += row.count
    }
    return tables
  }

  private func sum(_ rows: [SaTScanStudy.Count]) -> ScanTable<Int> {
    var table = empty
    for row in rows {
      let (location, interval) = place(row)
      table[location, interval] += row.count
    }
    return table
  }

  private mutating func exposure(_ rows: [SaTScanStudy.Population]) -> [ScanTable<Double>] {
    var courses: [[[(day: Int, count: Double)]]] = Array(
      repeating: Array(repeating: [], count: locations.count), count: categories.count)
    for row in rows {
      let location = locations.index(of: row.location) ?? 0
      courses[category(row.covariates)][location].append((row.day.daysSince1970, row.count))
    }
    return courses.map { locationsOfCategory in
      var table = ScanTable(
        repeating: 0.0, locations: locations.count, intervals: intervals.count)
      for (location, counts) in locationsOfCategory.enumerated() {
        let course = PopulationCourse(counts)
        for interval in 0..<intervals.count {
          table[location, interval] = course.sum(
            intervals.starts[interval].daysSince1970..<intervals.starts[interval + 1].daysSince1970)
        }
      }
      return table
    }
  }
}
