import ArgumentParser
import Balise

/// `balise hotspots knox`: near repeats.
struct HotspotsKnoxCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "knox",
    abstract: "Count pairs of incidents near in space and time, against chance.",
    discussion: """
      Knox's table of near repeats: pairs by bands of distance and of time, what dealing the dates \
      anew gives on average, and how often it gives as many pairs. Bands are told by their upper \
      ends, which belong to them; 0 makes a band of its own for the same place or the same day.

      EXAMPLES:
        balise hotspots knox ged.csv --in Nigeria --space-bands 0m,5km,20km --time-bands 0d,7d,14d
        balise hotspots knox ged.csv --space-bands 10km --time-bands 2w -o pairs.geojson
        balise hotspots knox ged.csv --space-bands 10km --time-bands 2w --format json
        balise hotspots knox ged.csv --in Mali --space-bands 10km --time-bands 2w --fragility
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup(title: "Selection") var select: SelectionOptions

  @Option(
    help: ArgumentHelp("Upper ends of the bands of distance: 0m,1km,5km.", valueName: "lengths"),
    transform: LengthBands.init)
  var spaceBands: LengthBands

  @Option(
    help: ArgumentHelp("Upper ends of the bands of time: 0d,7d,14d.", valueName: "durations"),
    transform: DurationBands.init)
  var timeBands: DurationBands

  @Option(help: "How many times the dates are dealt anew.")
  var permutations = 9_999

  @OptionGroup var attested: FragilityOptions
  @OptionGroup(title: "Output") var options: HotspotsOptions

  func validate() throws {
    guard 0...10_000_000 ~= permutations else {
      throw ValidationError("--permutations must be 0 to 10,000,000; it was \(permutations).")
    }
    if attested.fragility, permutations == 0 {
      throw ValidationError("--fragility needs p-values: give --permutations above 0.")
    }
  }

  func run() throws {
    let console = Console()
    let target = try options.output.map { try openOutput($0, apartFrom: input.filesRead) }
    let located = try LocatedInput(
      input, select, makesFeatures: target != nil, hasAttestation: attested.fragility,
      console: console)
    guard
      located.incidents.count(where: {
        $0.place.representativePoint != nil && $0.days != nil
      }) >= 2
    else {
      throw ValidationError(
        "Near repeats need at least 2 incidents with a place and a day: "
          + located.tally.counts.found(located.incidents) + ".")
    }
    let analysis = NearRepeatAnalysis(
      spaceBands: spaceBands.bands,
      test: try KnoxTest(
        timeBands: timeBands.bands, permutations: permutations, seed: options.seed),
      replicates: options.replicates, threads: input.threadCount)
    let repeats = try analysis.nearRepeats(of: located.incidents, on: located.atlas) { done in
      console.progress("\(done) of \(options.replicates) replicates")
    }
    let fragilities =
      attested.fragility
      ? try repeats.fragilities { console.progress("\($0) tables without somebody") } : []
    let report = KnoxReport(
      repeats: repeats, space: spaceBands, time: timeBands, replicates: options.replicates,
      fragilities: fragilities, basis: basis(located, repeats))
    if let target {
      var members = collectionProperties(located.atlas)
      members.append("hotspots", .object(report.properties))
      try located.write(
        adding: { report.properties(of: $0) }, name: "near repeats", members: members,
        threads: input.threadCount, to: target)
    }
    if options.output != "-" {
      try printLines(
        options.format == .json
          ? [try PropertyValue.object(report.properties).json(isPretty: true)] : report.lines)
    }
    try target?.commit()
    try located.finish(console)
  }

  private func basis(_ located: LocatedInput, _ repeats: NearRepeats) -> HotspotBasis {
    var basis = HotspotBasis(
      method: "near repeats (Knox 1964)",
      parameters: [
        "space_bands": .string(spaceBands.text), "time_bands": .string(timeBands.text),
        "replicates": .integer(repeats.replicateShares == nil ? 0 : options.replicates),
      ],
      studyArea: select.isEmpty ? "all incidents of the input" : select.words,
      seed: options.seed, draws: ("permutations", permutations), tests: repeats.table.cells.count,
      records: located.records, used: repeats.used)
    basis.leftOut = [
      ("not_selected", "not selected", located.tally.counts.notSelected),
      ("no_place", "with no known place", repeats.exclusions.count { $0 == .unknownPlace }),
      ("no_date", "with no first and last day", repeats.exclusions.count { $0 == .openDate }),
    ]
    return basis
  }
}
