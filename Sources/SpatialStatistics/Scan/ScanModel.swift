/// What the cases of a scan are compared with.
public enum ScanModel: Hashable, Sendable {
  /// Cases against what a population or another exposure makes expect; the expected numbers count in
  /// proportion to each other (Kulldorff 1997).
  case poisson(cases: ScanTable<Int>, expected: ScanTable<Double>)
  /// Cases among cases and controls (Kulldorff 1997).
  case bernoulli(cases: ScanTable<Int>, controls: ScanTable<Int>)
  /// Cases alone, one table for each category of covariates: in each, places and times are expected to
  /// be independent (Kulldorff et al. 2005).
  case spaceTimePermutation([ScanTable<Int>])
  /// The same for records whose places or days are not known exactly: whole records change their days.
  case recordPermutation(ScanRecords)
  /// Cases among cases and controls for such records: whole records change their kind.
  case recordLabels(ScanRecords)
}

extension ScanModel {
  /// The units that a case is cut into.
  var units: Int {
    switch self {
    case .poisson, .bernoulli, .spaceTimePermutation: 1
    case .recordPermutation(let records), .recordLabels(let records): records.units
    }
  }

  /// Whether cases are compared with controls.
  var hasControls: Bool {
    switch self {
    case .bernoulli, .recordLabels: true
    case .poisson, .spaceTimePermutation, .recordPermutation: false
    }
  }

  /// Whether a risk inside and outside can be told.
  var hasRisk: Bool {
    switch self {
    case .poisson, .bernoulli, .recordLabels: true
    case .spaceTimePermutation, .recordPermutation: false
    }
  }
}

extension ScanModel {
  /// Poisson cases with what each category of covariates makes expect (indirect standardisation): the
  /// category's rate over the whole area and period, times its exposure here and now.
  ///
  /// A category without exposure expects nothing. Tables beyond the shorter of the two lists are left
  /// out. O(locations * intervals * categories).
  public static func poisson(cases: [ScanTable<Int>], exposure: [ScanTable<Double>]) -> ScanModel {
    guard let first = cases.first else {
      return .poisson(
        cases: ScanTable(repeating: 0, locations: 0),
        expected: ScanTable(repeating: 0, locations: 0))
    }
    var sum = first
    var expected = ScanTable(repeating: 0.0, locations: first.locations, intervals: first.intervals)
    for (category, table) in cases.enumerated() {
      if category > 0 {
        for place in table.values.indices { sum.values[place] += table.values[place] }
      }
      guard category < exposure.count else { continue }
      let total = exposure[category].values.reduce(0, +)
      guard total > 0 else { continue }
      let rate = Double(table.values.reduce(0, +)) / total
      for (place, value) in exposure[category].values.enumerated() {
        expected.values[place] += rate * value
      }
    }
    return .poisson(cases: sum, expected: expected)
  }

  /// All cases, or their units, by location and interval.
  public var cases: ScanTable<Int> {
    switch self {
    case .poisson(let cases, _), .bernoulli(let cases, _): return cases
    case .spaceTimePermutation(let categories):
      guard var sum = categories.first else { return ScanTable(repeating: 0, locations: 0) }
      for table in categories.dropFirst() {
        for place in table.values.indices { sum.values[place] += table.values[place] }
      }
      return sum
    case .recordPermutation(let records): return records.table(ofCases: false)
    case .recordLabels(let records): return records.table(ofCases: true)
    }
  }

  /// What zones are measured by: expected cases for Poisson (in all as many as there are cases) and
  /// for the permutation, cases and controls for Bernoulli.
  public var measure: ScanTable<Double> {
    switch self {
    case .poisson(let cases, let expected):
      let scale = Double(cases.values.reduce(0, +)) / expected.values.reduce(0, +)
      var measure = expected
      for place in measure.values.indices { measure.values[place] *= scale }
      return measure
    case .bernoulli(let cases, let controls):
      var measure = ScanTable(
        repeating: 0.0, locations: cases.locations, intervals: cases.intervals)
      for place in measure.values.indices {
        measure.values[place] = Double(cases.values[place] + controls.values[place])
      }
      return measure
    case .recordLabels(let records):
      let table = records.table(ofCases: false)
      var measure = ScanTable(
        repeating: 0.0, locations: table.locations, intervals: table.intervals)
      measure.values = table.values.map { Double($0) }
      return measure
    case .spaceTimePermutation(let categories): return Self.product(categories)
    case .recordPermutation(let records): return Self.product([records.table(ofCases: false)])
    }
  }

  /// What independence of place and time expects in each category, added up.
  private static func product(_ categories: [ScanTable<Int>]) -> ScanTable<Double> {
    let shape = categories[0]
    var measure = ScanTable(
      repeating: 0.0, locations: shape.locations, intervals: shape.intervals)
    for table in categories {
      var atTime = Array(repeating: 0, count: shape.intervals)
      for (place, count) in table.values.enumerated() { atTime[place % shape.intervals] += count }
      let total = Double(atTime.reduce(0, +))
      guard total > 0 else { continue }
      for location in 0..<shape.locations {
        let here = Double(table.row(location).reduce(0, +))
        guard here > 0 else { continue }
        for interval in atTime.indices {
          measure[location, interval] += here * Double(atTime[interval]) / total
        }
      }
    }
    return measure
  }

  /// Says what keeps the model from being scanned at a number of locations.
  func validate(locations: Int) throws(StatisticsError) {
    let tables: [ScanTable<Int>]
    switch self {
    case .poisson(let cases, let expected):
      tables = [cases]
      guard expected.values.count == cases.values.count else {
        throw StatisticsError(
          "Cases and expected cases must be given for the same places and times.")
      }
      guard expected.values.allSatisfy({ $0 >= 0 && $0 < 1e15 }) else {
        throw StatisticsError("An expected number of cases or exposure is negative or not finite.")
      }
      guard expected.values.reduce(0, +) > 0 else {
        throw StatisticsError("The expected cases, or the population, are 0 everywhere.")
      }
      if let place = cases.values.indices.first(where: {
        cases.values[$0] > 0 && expected.values[$0] == 0
      }) {
        throw StatisticsError(
          "Location \(place / cases.intervals + 1) has cases in interval "
            + "\(place % cases.intervals + 1), but no population or other exposure.")
      }
    case .bernoulli(let cases, let controls):
      tables = [cases, controls]
      guard controls.values.contains(where: { $0 > 0 }) else {
        throw StatisticsError("There are no controls.")
      }
    case .spaceTimePermutation(let categories):
      tables = categories
      guard let first = categories.first, first.intervals > 1 else {
        throw StatisticsError("A space-time permutation needs two intervals or more.")
      }
    case .recordPermutation(let records):
      tables = [cases]
      guard records.intervalCount > 1 else {
        throw StatisticsError("A space-time permutation needs two intervals or more.")
      }
    case .recordLabels(let records):
      tables = [cases]
      guard records.isCase.contains(false) else {
        throw StatisticsError("There are no controls.")
      }
    }
    guard locations >= 2 else {
      throw StatisticsError("A scan needs two locations or more, not \(locations).")
    }
    for table in tables {
      guard table.locations == locations, table.intervals == tables[0].intervals else {
        throw StatisticsError(
          "There are \(locations) locations and \(tables[0].intervals) intervals, but a table of "
            + "\(table.locations) and \(table.intervals).")
      }
      guard table.values.allSatisfy({ 0...1_000_000_000 ~= $0 }) else {
        throw StatisticsError("A number of cases or controls is negative or above 1,000,000,000.")
      }
    }
    let total = cases.values.reduce(0, +)
    guard 2 * units...1_000_000_000 ~= total else {
      throw StatisticsError("A scan needs 2 to 1,000,000,000 cases, not \(total / units).")
    }
  }
}
