import ArgumentParser
import Balise
import Foundation

/// How inputs are read, and with how many threads: for verbs that need not read incidents, too.
struct ReadingOptions: ParsableArguments {
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

  /// How an input is read.
  func options(columns: IncidentSource.ColumnForm) throws -> IncidentSource.Options {
    let mapping = try mapping.map(TableMapping.init(path:))
    return IncidentSource.Options(
      columns: columns, eventCodes: try cameo.map(CAMEOCodes.init(text:)) ?? .violent,
      mapping: mapping, claims: try claims.map { try ClaimsTable(path: $0, mapping: mapping) })
  }

  /// The files that are read beside the inputs.
  var filesRead: [String] { [mapping, claims].compactMap(\.self) + ground.filesRead }

  func validate() throws {
    if let cameo { _ = try CAMEOCodes(text: cameo) }
    guard (1...1024).contains(threadCount) else {
      throw ValidationError("--threads must be 1 to 1024; it was \(threadCount).")
    }
  }
}
