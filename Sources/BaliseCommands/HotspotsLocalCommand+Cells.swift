import ArgumentParser
import Balise

extension HotspotsLocalCommand {
  /// Tests cells in which incidents are counted.
  func testCells() throws {
    let console = Console()
    let atlas = try reading.ground.atlas(console: console)
    let selection = try select.selection(on: atlas, console: console)
    let target = try options.output.map {
      try openOutput($0, apartFrom: input.filesRead + local.weights.filesRead)
    }
    var mapper = IncidentMapper(atlas: atlas, selection: selection, threads: reading.threadCount)
    mapper.tally = .located(hasPublishers: false, hasAttestation: attested.fragility)
    mapper.makesFeatures = false
    var incidents: [LocatedIncident] = []
    var tally = try mapAll(
      input, with: mapper, console: console, report: { console.report($0) },
      sum: { incidents += $0.located })
    tally.outcome = .counted
    let (report, cells) = try report(
      of: incidents, selection, on: atlas, counts: tally.counts, console: console)
    if let target {
      try write(report, cells, atlas, to: target)
      try target.flush()
    }
    try self.print(report)
    try target?.commit()
    console.reportRemainder()
    console.note(report.summary)
    console.note(tally.summary(atlas: atlas, seconds: console.seconds))
    if tally.counts.errors > 0 { throw ExitCode(3) }
  }

  // MARK: The answer

  /// The hot and cold cells of incidents.
  func report(
    of incidents: [LocatedIncident], _ selection: Selection, on atlas: Atlas,
    counts records: MappingCounts, console: Console
  ) throws -> (report: LocalReport, cells: StudyCells) {
    let study = try self.study(of: incidents, selection, on: atlas, records)
    let counts = study.counts
    guard counts.used > 0, counts.cells.count > 3 else {
      throw ValidationError(
        counts.used == 0
          ? "No record lies in the study area (\(study.words)): there is nothing to test. "
            + "\(records.found(incidents))."
          : "The study area has \(counted(counts.cells.count, "cell")), and at least 4 are needed: "
            + "take smaller cells or a larger area.")
    }
    let weights = try self.weights(of: counts.cells)
    guard weights.links > 0 else {
      throw ValidationError(
        "No cell has a neighbour by --weights \(local.weights): make the distance larger.")
    }
    let values = counts.expected()
    guard values.contains(where: { $0 != values[0] }) else {
      throw ValidationError("All cells have the same value: there is nothing to compare.")
    }
    guard values.count(where: { $0 > 0 }) > 1 else {
      throw ValidationError(
        "All records lie in one cell, and cells are compared with each other: "
          + "\(records.found(incidents)). Take smaller cells, or more records.")
    }
    var basis = self.basis(study, records, selected: incidents.count)
    basis.remarks += edgeRemarks(counts.cells)
    var report: LocalReport
    if area.emerging {
      report = try emerging(counts, weights, selection, basis, atlas, console)
    } else if local.statistic == .moran {
      basis.tests = 1
      basis.draws.count = local.permutations(tests: 1)
      report = LocalReport(basis: basis, statistic: .moran, valueName: area.measure.rawValue)
      report.global = GlobalMoran(
        values, weights, .row, permutations: basis.draws.count, seed: options.seed,
        threads: reading.threadCount)
    } else {
      report = try hotspots(counts, weights, basis, atlas, console)
    }
    return (report, counts.cells)
  }

  private func basis(_ study: Study, _ counts: MappingCounts, selected: Int) -> HotspotBasis {
    var first: Properties = ["selection": .string(select.words)]
    first.append("grid", .string(area.grid ?? ""))
    first.append("measure", .string(area.measure.rawValue))
    var basis = HotspotBasis(
      method: local.statistic.name, parameters: parameters(first), studyArea: study.words,
      seed: options.seed, draws: ("permutations", 0), tests: 0,
      records: (counts.records, counts.rejected), used: study.counts.used)
    basis.isTwoSided = true
    basis.leftOut =
      [
        (
          key: "not_selected", reason: "not selected",
          count: max(0, counts.records - counts.rejected - selected)
        )
      ]
      + CellIncidents.Exclusion.allCases.map { exclusion in
        (
          key: exclusion.key, reason: exclusion.rawValue,
          count: study.counts.exclusions.count { $0 == exclusion }
        )
      }
    let lost = study.counts.lost
    if lost >= 0.0005 {
      basis.remarks.append(
        "\(Console.decimal(lost, places: 3)) of the records used lie, by the shares of their places, "
          + "outside the study area.")
    }
    return basis
  }

  private func edgeRemarks(_ cells: StudyCells) -> [String] {
    let cut = cells.landShares.count { $0 < 1 }
    return cut == 0
      ? []
      : [
        "\(grouped(cut)) of \(counted(cells.count, "cell")) are cut by the edge of the study area "
          + "(edge, land_share): what lies beyond it does not count."
      ]
  }

  private func hotspots(
    _ counts: CellIncidents, _ weights: SpatialWeights, _ basis: HotspotBasis, _ atlas: Atlas,
    _ console: Console
  ) throws -> LocalReport {
    var basis = basis
    let tested = weights.count - weights.islands.count
    let permutations = local.permutations(tests: tested)
    let found = try LocalHotspots(
      counts, weights,
      LocalAssociation(
        local.statistic.local ?? .giStar,
        ConditionalPermutation(permutations: permutations, seed: options.seed)),
      replicates: options.replicates, seed: options.seed, on: atlas, threads: reading.threadCount
    ) { done in console.progress("\(done) of \(options.replicates) draws") }
    let fragilities =
      attested.fragility
      ? try found.fragilities { console.progress("\($0) tests without somebody") } : []
    let regions = counts.cells.boundaries.regions
    basis.draws.count = permutations
    basis.tests = found.results.count { $0.pValue != nil }
    basis.parameters.append("replicates", .integer(options.replicates))
    basis.remarks += testRemarks(
      weights, names: { regions[$0].id }, tests: basis.tests, permutations: permutations)
    if counts.uncertain > 0 {
      basis.remarks.append(
        "\(grouped(counts.uncertain)) of the \(grouped(counts.used)) records used are uncertain. z is "
          + "that of expected numbers; p asks that these and the records that surely lie in one cell "
          + "both stand out; dots_z and dots_p are those of each record at one point"
          + (found.replicatesRun > 0
            ? "; replicate_share describes in what share of \(grouped(found.replicatesRun)) draws a "
              + "spot stands, and is no p." : "."))
    }
    var report = LocalReport(
      basis: basis, statistic: local.statistic, valueName: area.measure.rawValue)
    report.rows = regions.indices.map { cell in
      var row = LocalReport.Row(
        name: regions[cell].id, value: found.expected[cell],
        neighbors: weights.cardinality(of: cell), result: found.results[cell],
        own: own(counts.cells, cell))
      row.dots = (found.dotted[cell], found.dotResults[cell])
      row.replicateShare = found.replicateShares[cell]
      if !fragilities.isEmpty { row.fragility = fragilities[cell] }
      return row
    }
    return report
  }
}

extension CellIncidents.Exclusion {
  fileprivate var key: String {
    switch self {
    case .unknownPlace: "unknown_place"
    case .outside: "outside"
    case .withoutToll: "without_toll"
    }
  }
}
