import Balise

extension HotspotsLocalCommand {
  /// Tests areas that bring their values with them.
  func testAreas(_ path: String) throws {
    let console = Console()
    let table = try AreaTable(path, area)
    let (weights, note) = try table.weights(local.weights)
    guard weights.links > 0 else {
      throw InputError(
        file: path, reason: "no area has a neighbour by --weights \(local.weights)",
        action: local.weights.isContiguity
          ? "areas must share vertices to the last digit; otherwise take band, knn or gal"
          : "make the distance larger")
    }
    let target = try options.output.map {
      try openOutput($0, apartFrom: [path] + local.weights.filesRead)
    }
    let tested = weights.count - weights.islands.count
    let permutations = local.permutations(tests: tested)
    var basis = HotspotBasis(
      method: local.statistic.name,
      parameters: parameters(table.parameters),
      studyArea: "the \(table.values.count) areas of \(path)",
      seed: options.seed, draws: ("permutations", permutations), tests: tested,
      exposure: area.denominator, records: (table.values.count, 0), used: table.values.count)
    basis.isTwoSided = true
    basis.remarks = note.map { [$0] } ?? []
    var report = LocalReport(basis: basis, statistic: local.statistic, valueName: table.valueName)
    if local.statistic == .moran {
      report.basis.tests = 1
      report.global = GlobalMoran(
        table.values, weights, local.statistic.standardization, permutations: permutations,
        seed: options.seed, threads: reading.threadCount)
    } else if let statistic = local.statistic.local {
      let results = LocalAssociation(
        statistic, ConditionalPermutation(permutations: permutations, seed: options.seed)
      ).results(table.values, weights, threads: reading.threadCount)
      report.basis.tests = results.count { $0.pValue != nil }
      report.basis.remarks += testRemarks(
        weights, names: table.name, tests: report.basis.tests, permutations: permutations)
      report.rows = results.indices.map {
        LocalReport.Row(
          name: table.name($0), value: table.values[$0], neighbors: weights.cardinality(of: $0),
          result: results[$0])
      }
    }
    if let target {
      try table.write(report, to: target)
      try target.flush()
    }
    try self.print(report)
    try target?.commit()
    console.note(report.summary + " \(Console.decimal(console.seconds, places: 2)) s.")
  }
}

extension WeightsArgument {
  var isContiguity: Bool { if case .contiguity = self { true } else { false } }
  var filesRead: [String] { if case .gal(let path) = self { [path] } else { [] } }
}
