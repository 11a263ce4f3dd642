public import ArgumentParser
import Balise
import Foundation

extension IncidentSource.Format: ExpressibleByArgument {}
extension GeometryStyle: ExpressibleByArgument {}
extension OutputProfile: ExpressibleByArgument {}

/// What to read, and with how many threads.
struct InputOptions: ParsableArguments {
  @Argument(
    help: "Files or folders to read, one or more; - is standard input.", completion: .file())
  var inputs: [String]

  @Option(
    name: .customLong("input-format"),
    help: "What the input is, where its content does not tell.")
  var format: IncidentSource.Format?

  @Option(
    help: ArgumentHelp(
      "For GDELT: the CAMEO event codes to read, 18-20 unless told.", valueName: "codes"))
  var cameo: String?

  @Option(
    help: ArgumentHelp(
      "For a table of your own: which column holds what (see balise check --suggest-mapping).",
      valueName: "file"),
    completion: .file())
  var mapping: String?

  @Option(
    help: ArgumentHelp(
      "For a table of your own: what each source says, a row for each claim.", valueName: "file"),
    completion: .file())
  var claims: String?

  @OptionGroup(title: "Boundaries") var ground: BoundaryOptions

  @Option(help: "Threads to use, all cores unless told; the output does not depend on it.")
  var threads: Int?

  /// How many threads work.
  var threadCount: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }

  /// The files to read: those of a folder are the ones whose names end like data, in order.
  func paths() throws -> [String] {
    try inputs.flatMap { input -> [String] in
      let values = try? URL(filePath: input).resourceValues(forKeys: [.isDirectoryKey])
      guard !input.isEmpty, input != "-", values?.isDirectory == true else { return [input] }
      let files = try FileManager.default.contentsOfDirectory(atPath: input).sorted()
        .filter { name in Self.endings.contains { name.lowercased().hasSuffix($0) } }
        .map { input.hasSuffix("/") ? input + $0 : "\(input)/\($0)" }
      guard !files.isEmpty else {
        throw InputError(
          file: input,
          reason:
            "it is a folder without files that end in \(Self.endings.joined(separator: ", "))",
          action: "name a file")
      }
      return files
    }
  }

  private static let endings = [
    ".csv", ".tsv", ".yaml", ".yml", ".json", ".geojson", ".geojsonl", ".geojsons", ".ndjson",
    ".gz", ".zip", ".xlsx", ".gpkg",
  ]

  /// How an input is read.
  func readOptions(columns: IncidentSource.ColumnForm) throws -> IncidentSource.Options {
    let mapping = try mapping.map(TableMapping.init(path:))
    return IncidentSource.Options(
      columns: columns, eventCodes: try cameo.map(CAMEOCodes.init(text:)) ?? .violent,
      mapping: mapping, claims: try claims.map { try ClaimsTable(path: $0, mapping: mapping) })
  }

  /// Every file that is read, none of which may be written.
  var filesRead: [String] { inputs + [mapping, claims].compactMap(\.self) + ground.filesRead }

  func validate() throws {
    if let cameo { _ = try CAMEOCodes(text: cameo) }
    guard (1...1024).contains(threadCount) else {
      throw ValidationError("--threads must be 1 to 1024; it was \(threadCount).")
    }
    guard claims == nil || inputs.count == 1 else {
      throw ValidationError("--claims goes with one table of incidents.")
    }
    guard filesRead.count(where: { $0 == "-" }) <= 1 else {
      throw ValidationError("Standard input (-) can be read only once.")
    }
  }
}

/// The reference geography as it ships; verbs that map incidents take `BoundaryOptions.atlas`.
func loadAtlas() throws -> Atlas { try Atlas(folder: try GeodataFolder.locate()) }
