import ArgumentParser
import Balise

/// `balise map`: incidents as GeoJSON for a map viewer.
struct MapCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "map",
    abstract: "Write incidents as GeoJSON for a map viewer.",
    discussion: """
      Reads Balise's own YAML or JSON, GeoJSON, and tables of UCDP GED, ACLED and GDELT, as CSV or .xlsx, also \
      packed as .gz or .zip (FILE.zip:ENTRY). Each incident becomes one feature whose geometry is what is known of its place: a point, a stretch of a route, or, with \
      --geometry footprint, the disc or area it may lie in.

      EXAMPLES:
        balise map incidents.yaml -o incidents.geojson
        balise map ged.csv --in Mali --during 2012..2020 -o mali.geojson
        balise map ged.csv --along gao-adrar:Gao..Tessalit --within 25km --pretty
        balise map ged.csv --geometry footprint --keep side_a,side_b -o areas.geojson
        curl ... | balise map - > incidents.geojson
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup(title: "Selection") var select: SelectionOptions

  @Option(name: .shortAndLong, help: "The file to write; - is standard output.")
  var output: String = "-"

  @Option(help: "How places are drawn.")
  var geometry: GeometryStyle = .place

  @Option(
    help: ArgumentHelp(
      "Keep the input's own columns, all or those named, each under src_ and its name.",
      valueName: "all|col,col"))
  var keep: String?

  @Option(
    help: ArgumentHelp(
      "Write every finding to a file, one JSON object a line.", valueName: "file"),
    completion: .file())
  var rejects: String?

  @Flag(help: "Write indented lines for people.")
  var pretty = false

  func run() throws {
    let console = Console()
    let atlas = try loadAtlas()
    let mapper = IncidentMapper(
      atlas: atlas, style: geometry, columns: keptColumns,
      selection: try select.selection(on: atlas, console: console), threads: input.threadCount,
      isPretty: pretty)
    let target = try openOutput(output, apartFrom: input.inputs)
    var writer = try GeoJSONWriter(
      to: target, members: ["balise": .object(collectionProperties(atlas))], isPretty: pretty)
    let findings = try rejects.map { try openOutput($0, apartFrom: input.inputs + [output]) }
    let tally = try mapAll(
      input, with: mapper, console: console,
      report: { finding in
        console.report(finding)
        try findings?.write(Array((try finding.json() + "\n").utf8))
      },
      emit: { try writer.write($0) })
    try writer.finish()
    try target.commit()
    try findings?.commit()
    console.reportRemainder()
    console.note(tally.summary(atlas: atlas, seconds: console.seconds))
    if tally.counts.errors > 0 { throw ExitCode(3) }
  }

  private var keptColumns: KeptColumns {
    switch keep {
    case nil: .none
    case "all": .all
    case let list?: .named(list.split(separator: ",").map(String.init))
    }
  }

  /// What the whole collection rests on, so that a file says it of itself.
  private func collectionProperties(_ atlas: Atlas) -> Properties {
    let set = atlas.firstLevel.description
    return [
      "version": .string(BaliseCommand.configuration.version),
      "boundary_set": .string(set.name),
      "boundary_date": .string(set.date),
      "boundary_accuracy_m": .number(set.accuracyMeters),
      "grade_rule": .string(GradeRule.balise1.rawValue),
      "location_prior": .string(
        "uniform: each uncertain place is taken as equally likely everywhere in it"),
    ]
  }
}
