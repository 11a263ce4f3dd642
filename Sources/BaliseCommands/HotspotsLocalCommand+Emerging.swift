import Balise

extension HotspotsLocalCommand {
  /// How hot and cold spots come and go in the cells.
  func emerging(
    _ counts: CellIncidents, _ weights: SpatialWeights, _ selection: Selection,
    _ basis: HotspotBasis, _ atlas: Atlas, _ console: Console
  ) throws -> LocalReport {
    let intervals = try self.intervals(counts, selection)
    var basis = basis
    let tested = (weights.count - weights.islands.count) * intervals.count
    let permutations = local.permutations(tests: tested)
    let found = try EmergingCells(
      counts, weights, in: intervals,
      ConditionalPermutation(permutations: permutations, seed: options.seed),
      replicates: options.replicates, seed: options.seed, on: atlas, threads: reading.threadCount
    ) { done in console.progress("\(done) draws") }
    let regions = counts.cells.boundaries.regions
    let days = intervals.days(0..<intervals.count)
    basis.draws.count = permutations
    basis.tests = found.tests
    basis.parameters.append("interval", .string(area.interval?.text ?? ""))
    basis.parameters.append("start", .string(days.first.description))
    basis.parameters.append("end", .string(days.last.description))
    basis.parameters.append("intervals", .integer(intervals.count))
    basis.parameters.append("replicates", .integer(found.replicatesRun))
    basis.leftOut.append(("without_date", "without a first and last day", counts.undated))
    basis.used -= counts.undated
    basis.remarks += testRemarks(
      weights, names: { regions[$0].id }, tests: found.tests, permutations: permutations)
    if found.replicatesRun > 0 {
      basis.remarks.append(
        "Places, days or tolls are uncertain. trend_z is of expected numbers; a cell is hot or cold in "
          + "an interval where these, against \(grouped(found.replicatesRun)) draws, and the records "
          + "that surely lie in one cell and interval both stand out.")
    }
    var report = LocalReport(basis: basis, statistic: .gistar, valueName: area.measure.rawValue)
    let values = counts.expected()
    report.rows = found.courses.enumerated().map { cell, course in
      var row = LocalReport.Row(
        name: regions[cell].id, value: values[cell], neighbors: weights.cardinality(of: cell),
        result: LocalAssociation.Result(), own: own(counts.cells, cell))
      row.course = course.properties
      return row
    }
    let names = found.courses.compactMap(\.hotspot?.name)
    report.classes = ["hot", "cold"].flatMap { kind in
      EmergingHotspot.Pattern.allCases.map { "\($0.rawValue) \(kind) spot" }
    }.map { name in (name: name, count: names.count { $0 == name }) }.filter { $0.count > 0 }
    return report
  }
}

extension EmergingCells.Course {
  /// The course as properties.
  fileprivate var properties: Properties {
    [
      "emerging": hotspot.map { .string($0.name) } ?? .null,
      "hot_intervals": .integer(hot), "cold_intervals": .integer(cold),
      "trend_z": .number(roundedToThousandth(trend.zScore)),
      "trend_p": .number(roundedToThousandth(trend.pValue)),
      "bins": .string(results.map { "\($0.bin)" }.joined(separator: " ")),
    ]
  }
}
