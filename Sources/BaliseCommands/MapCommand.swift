import ArgumentParser
import Balise

/// `balise map`: incidents for a map viewer.
struct MapCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "map",
    abstract: "Write incidents for a map viewer, as GeoJSON or as a table.",
    discussion: """
      Reads Balise's own YAML or JSON, GeoJSON, GeoPackages, tables of UCDP GED, ACLED and GDELT, and tables of your own \
      by --mapping, as CSV or .xlsx, also packed as .gz or .zip (FILE.zip:ENTRY). Each incident becomes one feature whose geometry is what is known of its place: a point, a stretch of a route, or, with \
      --geometry footprint, the disc or area it may lie in.

      EXAMPLES:
        balise map incidents.yaml -o incidents.geojson
        balise map ged.csv --in Mali --during 2012..2020 -o mali.geojson
        balise map ged.csv --along gao-adrar:Gao..Tessalit --within 25km --pretty
        balise map ged.csv --geometry footprint --keep side_a,side_b -o areas.geojson
        balise map table.csv --mapping mapping.yaml -o incidents.geojson
        balise map cases.xlsx:Incidents --claims cases.xlsx:Claims > cases.geojson
        balise map ged.csv --in Mali --profile qgis -o mali.geojson
        balise map ged.csv --in Mali --excel -o mali.csv
        balise map ged.csv --in Mali -o mali.gpkg
        balise map ged.csv --geometry coded --properties none --keep all -o columns.geojson
        curl ... | balise map - > incidents.geojson
      """)

  @OptionGroup var input: InputOptions

  @Option(help: "The same as --input-format.")
  var format: IncidentSource.Format?
  @OptionGroup(title: "Selection") var select: SelectionOptions

  @Option(name: .shortAndLong, help: "The file to write; - is standard output.")
  var output: String = "-"

  @Option(
    help: """
      What the output is for. Without it the ending of the output's name decides (.csv, .gpkg, \
      .geojsons, .geojsonl), else geojson.
      """)
  var profile: OutputProfile?

  @Option(
    help: "How places are drawn: place unless told, for most viewers footprint.")
  var geometry: GeometryStyle?

  @Option(
    help: ArgumentHelp(
      "Keep the input's own columns, all or those named, each under src_ and its name.",
      valueName: "all|col,col"))
  var keep: String?

  @Option(
    help: ArgumentHelp(
      "Which of the model's own properties are written.", valueName: "all|none|name,name"))
  var properties = "all"

  @Option(
    help: ArgumentHelp(
      "Write every finding to a file, one JSON object a line.", valueName: "file"),
    completion: .file())
  var rejects: String?

  @Flag(help: "Write a table that Excel opens right, the same as --profile excel.")
  var excel = false

  @Flag(help: "Write indented lines for people.")
  var pretty = false

  mutating func run() throws {
    input.reading.format = input.format ?? format
    let console = Console()
    if isConversion {
      let mapper = ColumnMapper(columns: KeptColumns(keep), threads: input.threadCount)
      return try run(mapper, on: nil, console: console) { _, _, _ in }
    }
    let atlas = try input.ground.atlas(console: console)
    let mapper = IncidentMapper(
      atlas: atlas, style: geometry ?? chosenProfile.geometry, columns: KeptColumns(keep),
      properties: propertyChoice,
      selection: try select.selection(on: atlas, console: console), threads: input.threadCount,
      isPretty: pretty, profile: chosenProfile)
    try run(mapper, on: atlas, console: console) { try $0.fit(&$2, to: $1) }
  }

  /// Whether nothing has to be put on the ground: the points and columns of a table as they are.
  private var isConversion: Bool {
    geometry == .coded && propertyChoice == .none && select.isEmpty && !pretty
      && chosenProfile == .geojson
  }

  private func run<Mapper: RecordMapper>(
    _ mapper: Mapper, on atlas: Atlas?, console: Console,
    prepare: (MapOutput, IncidentSource, inout Mapper) throws -> Void
  ) throws {
    let target = try MapOutput(
      chosenProfile, to: output, apartFrom: input.filesRead,
      members: ["balise": .object(collectionProperties(atlas))], properties: propertyChoice,
      isPretty: pretty)
    let findings = try rejects.map { try openOutput($0, apartFrom: input.filesRead + [output]) }
    let tally = try mapAll(
      input, with: mapper, console: console,
      report: { finding in
        console.report(finding)
        try findings?.write(Array((try finding.json() + "\n").utf8))
      },
      emit: { try target.write($0) },
      prepare: { try prepare(target, $0, &$1) })
    try target.commit(inputs: tally.files)
    try findings?.commit()
    console.reportRemainder()
    for remark in target.remarks { console.note(remark) }
    console.note(tally.summary(atlas: atlas, seconds: console.seconds))
    if tally.counts.errors > 0 { throw ExitCode(3) }
  }

  private var propertyChoice: PropertyChoice {
    switch properties {
    case "all": .all
    case "none": .none
    default: .named(properties.split(separator: ",").map(String.init))
    }
  }

  private var chosenProfile: OutputProfile {
    if excel { return .excel }
    return profile ?? OutputProfile(endingOf: output) ?? .geojson
  }

  func validate() throws {
    let profile = chosenProfile
    if excel, let named = self.profile, named != .excel {
      throw ValidationError("--excel is --profile excel and does not go with another profile.")
    }
    if case .named(let names) = propertyChoice,
      let unknown = names.first(where: { !PropertyChoice.knownNames.contains($0) })
    {
      throw ValidationError(
        "--properties: there is no property \"\(unknown)\". Columns of the input are for --keep; "
          + "the properties are \(PropertyChoice.knownNames.joined(separator: ", ")).")
    }
    if output == "-", profile == .gpkg {
      throw ValidationError("--profile gpkg needs a file: give -o a name.")
    }
    if output == "-", profile.files(for: output).count > 1 {
      throw ValidationError("--profile \(profile.rawValue) writes several files: give -o a name.")
    }
    if pretty, !profile.canBeIndented {
      throw ValidationError("--pretty does not go with --profile \(profile.rawValue).")
    }
    if let geometry, geometry != .point, !profile.drawsShapes {
      throw ValidationError(
        "--profile \(profile.rawValue) knows points only: "
          + "leave out --geometry \(geometry.rawValue).")
    }
  }
}

/// What the whole collection rests on, so that a file says it of itself.
func collectionProperties(_ atlas: Atlas?) -> Properties {
  guard let atlas else { return ["version": .string(BaliseCommand.configuration.version)] }
  let set = atlas.firstLevel.description
  var properties: Properties = [
    "version": .string(BaliseCommand.configuration.version),
    "boundary_set": .string(set.name),
    "boundary_date": .string(set.date),
  ]
  if set.isAccuracyStated {
    properties.append("boundary_accuracy_m", .number(set.accuracyMeters))
  }
  if atlas.worldRegions != nil {
    properties.append("country_set", .string(atlas.countries.description.label))
  }
  properties.append("grade_rule", .string(GradeRule.balise1.rawValue))
  properties.append(
    "location_prior",
    .string("uniform: each uncertain place is taken as equally likely everywhere in it"))
  return properties
}

extension KeptColumns {
  /// The value of `--keep`.
  init(_ option: String?) {
    switch option {
    case nil: self = .none
    case "all": self = .all
    case let list?: self = .named(list.split(separator: ",").map(String.init))
    }
  }
}
