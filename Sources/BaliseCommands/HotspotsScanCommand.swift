import ArgumentParser
import Balise
import Foundation

/// `balise hotspots scan`: Kulldorff's scan statistic.
struct HotspotsScanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: "Find the zones and times in which cases most exceed what is expected.",
    discussion: """
      Kulldorff's scan statistic over circles round every location, times windows of time. The \
      p-value allows for all circles and windows that were tried, but not for several runs with \
      other settings.

      Of incidents, a record counts in each location by the mass of its place there; chance moves \
      whole records. dots p is what the points that stand for the places say, replicates in what \
      share of draws of places and days a cluster stands. Incidents compared only with each other \
      (permutation) show more reports than elsewhere in the file, not a risk; where reports grow \
      in one area and not in another, there are false clusters.

      With --satscan the data are those that a parameter file of SaTScan names, and its rules and \
      random numbers are followed: --seed 1 is the file's own stream, N begins N - 1 seeds later.

      EXAMPLES:
        balise hotspots scan ged.csv --in Nigeria --during 2014..2016 -o clusters.geojson
        balise hotspots scan ged.csv --in Nigeria --grid hex:25km --interval 1month
        balise hotspots scan ged.csv --in Mali --analysis prospective --max-radius 100km
        balise hotspots scan ged.csv --cases "event_type = 'one-sided violence'" --analysis spatial
        balise hotspots scan ged.csv --in Mali --fragility
        balise hotspots scan ged.csv --population states.geojson --population-field people
        balise hotspots scan --satscan nm.prm --replications 9999 --format json
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup(title: "Selection") var select: SelectionOptions
  @OptionGroup(title: "Method") var options: ScanOptions
  @OptionGroup var attested: FragilityOptions
  @OptionGroup(title: "Output") var hotspots: HotspotsOptions

  @Flag(help: "The input is a parameter file of a SaTScan run.")
  var satscan = false

  func validate() throws {
    guard satscan else { return }
    guard input.inputs.count == 1 else {
      throw ValidationError("--satscan takes one parameter file.")
    }
    guard select.isEmpty, !options.isGivenForIncidents, hotspots.output == nil,
      !attested.fragility
    else {
      throw ValidationError(
        "With --satscan the parameter file says what is scanned: only --replications, --seed, "
          + "--p-value, --threads and --format go with it.")
    }
    guard 1...2_000_000_000 ~= hotspots.seed else {
      throw ValidationError("--seed must be 1 to 2,000,000,000; it was \(hotspots.seed).")
    }
  }

  func run() throws {
    let console = Console()
    if satscan { return try runParameterFile(console) }
    let atlas = try input.ground.atlas(console: console)
    let target = try hotspots.output.map { try openOutput($0, apartFrom: input.filesRead) }
    var mapper = IncidentMapper(
      atlas: atlas, selection: try select.selection(on: atlas, console: console),
      threads: input.threadCount)
    mapper.tally = .located(hasPublishers: false, hasAttestation: attested.fragility)
    mapper.makesFeatures = false
    mapper.cases = try options.cases.map { try CQL2Query(text: $0) }
    var incidents: [LocatedIncident] = []
    var tally = try mapAll(
      input, with: mapper, console: console, report: { console.report($0) },
      sum: { incidents += $0.located })
    tally.outcome = .counted
    let report = try report(
      of: incidents, on: atlas, counts: tally.counts, console: console)
    if let target {
      try report.write(to: target, members: collectionProperties(atlas))
      try target.flush()
    }
    if hotspots.output != "-" {
      try printLines(
        hotspots.format == .json ? [try report.properties.json(isPretty: true)] : report.lines)
    }
    try target?.commit()
    console.reportRemainder()
    console.note(tally.summary(atlas: atlas, seconds: console.seconds))
    if tally.counts.errors > 0 { throw ExitCode(3) }
  }

  /// The clusters of incidents in space and time.
  func report(
    of incidents: [LocatedIncident], on atlas: Atlas, counts: MappingCounts, console: Console
  ) throws -> IncidentScanReport {
    let study = try ScanPeriod(incidents, options, during: try select.days(), counts)
    try requireBoth(incidents)
    let scan = IncidentScan(
      try comparison(), locations: try options.locations(), intervals: study.intervals,
      needsDays: options.analysis != .spatial,
      settings: try options.settings(
        study.intervals, seed: hotspots.seed, threads: input.threadCount),
      replicates: hotspots.replicates)
    var report = IncidentScanReport(
      scan: scan, found: try scan.findings(of: incidents, on: atlas), options: options,
      study: study, counts: counts, selection: select.words)
    if attested.fragility {
      report.fragilities = try scan.fragilities(of: report.found, incidents) {
        console.progress("\($0) scans without somebody")
      }
    }
    return report
  }

  /// Says where a condition for cases tells none from the other.
  private func requireBoth(_ incidents: [LocatedIncident]) throws {
    guard let condition = options.cases else { return }
    let cases = incidents.count(where: \.isCase)
    guard cases < 2 || cases == incidents.count else { return }
    throw ValidationError(
      "By --cases \"\(condition)\" \(counted(cases, "record")) of "
        + "\(grouped(incidents.count)) selected \(cases == 1 ? "is a case" : "are cases"): at least 2 "
        + "cases are needed, and controls to compare them with.")
  }

  private func comparison() throws -> IncidentScan.Comparison {
    switch options.chosenModel {
    case .permutation: return .permutation
    case .bernoulli: return .controls
    case .poisson:
      let file = options.population ?? ""
      return .population(
        file.hasSuffix(".pop")
          ? try ScanPopulation(satscan: file)
          : try ScanPopulation(geoJSON: file, field: options.populationField ?? ""))
    }
  }

  private func runParameterFile(_ console: Console) throws {
    let study = try SaTScanStudy(parameterFile: input.inputs[0])
    for remark in study.parameters.remarks { console.note(remark) }
    var analysis = try SaTScanAnalysis(study)
    if let replications = options.replications { analysis.settings.replications = replications }
    if let kind = options.kind(analysis.settings.replications) { analysis.settings.pValue = kind }
    // SaTScan's own stream, or the file's, is that of seed 1.
    analysis.settings.seed += Int(clamping: hotspots.seed) - 1
    analysis.settings.threads = input.threadCount
    let report = ScanReport(study: study, analysis: analysis, result: try analysis.result())
    try printLines(
      hotspots.format == .json ? [try report.properties.json(isPretty: true)] : report.lines)
    console.note(
      "\(counted(report.result.clusters.count, "cluster")) in "
        + "\(Console.decimal(console.seconds, places: 1)) s.")
  }
}
