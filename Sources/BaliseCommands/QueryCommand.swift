import ArgumentParser
import Balise
import Foundation

/// `balise query`: which incidents are in, near, along, during.
struct QueryCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table
    case csv
    case geojson
    case json
  }

  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Find incidents: in a region, near a place, along a route, during a time.",
    discussion: """
      An incident is certain where every position it may have, and every day, is what is asked for; \
      possible where one is. Between the two stands the share: the part of its place and of its \
      days, each position and day taken as equally likely. The list has all possible ones; --sure \
      keeps the certain ones. Selections of one kind are alternatives, kinds add up.

      EXAMPLES:
        balise query ged.csv --in Kidal
        balise query ged.csv --in Mali --during 2024 --format json
        balise query ged.csv --near Gao --within 50km --sure --format csv -o near-gao.csv
        balise query ged.csv --along gao-adrar --format geojson -o along.geojson
        balise query ged.csv --in Mali --count
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup(title: "Selection") var select: SelectionOptions

  @Option(
    help: """
      table: a line each; csv and geojson: all properties; json: the totals. table on a terminal, \
      csv elsewhere, or what the output's name ends in.
      """)
  var format: Format?

  @Flag(help: "Print only how many could be meant; with --sure how many surely are.")
  var count = false

  @Flag(help: "Keep only what is certain.")
  var sure = false

  @Option(
    help: ArgumentHelp(
      "Keep the input's own columns, all or those named, each under src_ and its name.",
      valueName: "all|col,col"))
  var keep: String?

  @Option(name: .shortAndLong, help: "The file to write; - is standard output.")
  var output: String = "-"

  func validate() throws {
    guard !count || format == nil else {
      throw ValidationError("--count prints one number and goes without --format.")
    }
  }

  func run() throws {
    let console = Console()
    let atlas = try input.ground.atlas(console: console)
    var selection = try select.selection(on: atlas, console: console)
    selection.isSure = sure
    var mapper = IncidentMapper(
      atlas: atlas, columns: KeptColumns(keep), selection: selection,
      threads: input.threadCount)
    mapper.saysAdmission = !selection.isEverything
    if count || chosenFormat == .json {
      try sum(mapper, selection, console: console)
    } else {
      try list(mapper, console: console)
    }
  }

  private var chosenFormat: Format {
    if let format { return format }
    switch output.split(separator: ".").last.map({ $0.lowercased() }) {
    case "csv"? where output.contains("."): return .csv
    case "geojson"? where output.contains("."): return .geojson
    case "json"? where output.contains("."): return .json
    default: return output == "-" && isatty(STDOUT_FILENO) == 1 ? .table : .csv
    }
  }

  private func list(_ mapper: IncidentMapper, console: Console) throws {
    var mapper = mapper
    mapper.profile =
      switch chosenFormat {
      case .table: .text
      case .csv: .csv
      case .geojson, .json: .geojson
      }
    let target = try MapOutput(
      mapper.profile, to: output, apartFrom: input.filesRead,
      members: ["balise": .object(collectionProperties(mapper.atlas))], properties: .all,
      isPretty: false)
    let tally = try mapAll(
      input, with: mapper, console: console, report: { console.report($0) },
      emit: { try target.write($0) }, prepare: { try target.fit(&$1, to: $0) })
    try target.commit(inputs: tally.files)
    console.reportRemainder()
    console.note(tally.summary(atlas: mapper.atlas, seconds: console.seconds))
    if tally.counts.errors > 0 { throw ExitCode(3) }
  }

  private func sum(_ mapper: IncidentMapper, _ selection: Selection, console: Console) throws {
    var mapper = mapper
    mapper.tally = .all
    mapper.makesFeatures = false
    var sums = IncidentSums()
    var tally = try mapAll(
      input, with: mapper, console: console, report: { console.report($0) },
      sum: { sums.add($0) })
    tally.outcome = .counted
    let target = try openOutput(output, apartFrom: input.filesRead)
    let text =
      count
      ? "\(sums.totals.possible)"
      : try PropertyValue.object(
        totals(sums, tally.counts, mapper.atlas)
      ).json(isPretty: true)
    try target.write(Array((text + "\n").utf8))
    try target.commit()
    console.reportRemainder()
    console.note(tally.summary(atlas: mapper.atlas, seconds: console.seconds))
    if tally.counts.errors > 0 { throw ExitCode(3) }
  }

  private func totals(_ sums: IncidentSums, _ counts: MappingCounts, _ atlas: Atlas) -> Properties {
    var properties: Properties = ["selection": .string(select.words + (sure ? " --sure" : ""))]
    properties.append("records", .integer(counts.records))
    properties.append("rejected", .integer(counts.rejected))
    if counts.undated > 0 { properties.append("without_date", .integer(counts.undated)) }
    if sums.withoutPlace > 0 { properties.append("without_place", .integer(sums.withoutPlace)) }
    sums.totals.append(to: &properties)
    let set = atlas.firstLevel.description
    properties.append("boundary_set", .string(set.name))
    properties.append("boundary_date", .string(set.date))
    properties.append("boundary_accuracy_m", .number(set.accuracyMeters))
    properties.append(
      "location_prior",
      .string("uniform: each uncertain place and date is taken as equally likely everywhere in it"))
    return properties
  }
}

extension Totals {
  /// Appends the sums as outputs print them; without tolls where nobody states one.
  func append(to properties: inout Properties) {
    properties.append("certain", .integer(certain))
    properties.append("expected", .number(roundedToThousandth(expected)))
    properties.append("possible", .integer(possible))
    properties.append("probability_of_any", .number(roundedToThousandth(probabilityOfAny)))
    if hasToll || possible == 0 {
      properties.append("killed_min", .integer(killedMinimum))
      properties.append("killed_expected", .number(roundedToThousandth(killedExpected)))
      if killedExpectedIsFloor { properties.append("killed_expected_is_floor", .bool(true)) }
      if let killedMaximum { properties.append("killed_max", .integer(killedMaximum)) }
      properties.append("killed_open", .bool(isOpen))
    }
    if withoutToll > 0 { properties.append("without_toll", .integer(withoutToll)) }
    if nearBorder > 0 { properties.append("near_border", .integer(nearBorder)) }
  }
}

/// A number to three decimals.
func roundedToThousandth(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
