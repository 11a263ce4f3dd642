import ArgumentParser
import Balise
import Foundation

/// `balise import`: data sets kept in a store, with the history of what changed.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Keep data sets in a GeoPackage that every verb reads and QGIS opens.",
    discussion: """
      Each incident stands in the store once, told apart by data set and id. What an incident says \
      in a newer file takes the place of what it said before, and the history keeps both, field by \
      field. A file is taken whole or not at all, whatever happens meanwhile.

      EXAMPLES:
        balise import ged-25.csv acled.csv --store incidents.gpkg
        balise import ged-26.csv --store incidents.gpkg --complete
        balise import cases.xlsx --mapping mapping.yaml --dataset Cases --store incidents.gpkg
        balise history incidents.gpkg
        balise map incidents.gpkg --in Mali -o mali.geojson
      """)

  @OptionGroup var input: InputOptions

  @Option(
    help: ArgumentHelp("The GeoPackage to keep incidents in; made if missing.", valueName: "file"),
    completion: .file(extensions: ["gpkg"]))
  var store: String

  @Option(
    help: ArgumentHelp(
      "The data set of all incidents read; unless told what each names, else the file's name.",
      valueName: "name"))
  var dataset: String?

  @Option(
    help: ArgumentHelp("What the history calls the file: its name unless told.", valueName: "name"))
  var release: String?

  @Option(
    help: ArgumentHelp(
      "Keep the input's own columns, all or those named, each under src_ and its name.",
      valueName: "all|col,col"))
  var keep: String?

  @Flag(help: "The file is the whole data set: incidents that it lacks are removed.")
  var complete = false

  func validate() throws {
    if release != nil, input.inputs.count > 1 {
      throw ValidationError("--release names one file; there are \(input.inputs.count).")
    }
    if store.isEmpty || store == "-" { throw ValidationError("--store needs the name of a file.") }
  }

  func run() throws {
    let console = Console()
    let atlas = try input.ground.atlas(console: console)
    try refuseStoreAmongInputs()
    let mapper = IncidentMapper(
      atlas: atlas, columns: KeptColumns(keep),
      threads: input.threadCount, profile: .gpkg)
    var open: IncidentStore?
    defer { open?.discard() }
    let tally = try mapAll(
      input, with: mapper, console: console,
      report: { finding in
        var finding = finding
        if finding.code == "id-repeated" { finding.action = "the last counts" }
        console.report(finding)
      },
      emit: { try open?.take($0) },
      prepare: { source, _ in
        let name = URL(filePath: source.name).lastPathComponent
        open = try IncidentStore(
          path: store, release: release ?? name, dataset: dataset,
          unnamed: String(name.prefix { $0 != "." }))
      },
      finish: { source in
        let counts = try open?.finish(
          isComplete: complete, provenance: ["balise": .object(collectionProperties(atlas))])
        open = nil
        if let counts {
          let hint = counts.missing > 0 ? " (--complete removes them)" : ""
          console.note("\(source.name): \(counts.words)\(hint)")
        }
      },
      isEachAlone: true)
    console.reportRemainder()
    console.note(tally.summary(atlas: atlas, seconds: console.seconds))
    if tally.counts.errors > 0 { throw ExitCode(3) }
  }

  private func refuseStoreAmongInputs() throws {
    func file(_ path: String) -> String { URL(filePath: path).resolvingSymlinksInPath().path }
    for path in try input.paths() where path != "-" && file(path) == file(store) {
      throw InputError(
        file: path, reason: "it is the store itself", action: "give a file to take into it")
    }
  }
}
