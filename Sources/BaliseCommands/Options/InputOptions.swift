public import ArgumentParser
import Balise
import Foundation
import Synchronization

extension IncidentSource.Format: ExpressibleByArgument {}
extension GeometryStyle: ExpressibleByArgument {}
extension OutputProfile: ExpressibleByArgument {}

/// What to read, and with how many threads.
struct InputOptions: ParsableArguments {
  @Argument(
    help: "Files or folders to read, one or more; - is standard input.", completion: .file())
  var inputs: [String]

  @OptionGroup var reading: ReadingOptions

  /// What the inputs are, where their content does not tell.
  var format: IncidentSource.Format? {
    get { reading.format }
    set { reading.format = newValue }
  }

  /// On which boundaries the answers are given.
  var ground: BoundaryOptions {
    get { reading.ground }
    set { reading.ground = newValue }
  }

  /// How many threads work.
  var threadCount: Int { reading.threadCount }

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
    try reading.options(columns: columns)
  }

  /// Every file that is read, none of which may be written.
  var filesRead: [String] { inputs + reading.filesRead }

  func validate() throws {
    guard reading.claims == nil || inputs.count == 1 else {
      throw ValidationError("--claims goes with one table of incidents.")
    }
    guard filesRead.count(where: { $0 == "-" }) <= 1 else {
      throw ValidationError("Standard input (-) can be read only once.")
    }
  }
}

/// The reference geography as it ships; verbs that map incidents take `BoundaryOptions.atlas`.
///
/// It stays until the process ends, which is sooner than taking it apart.
func loadAtlas() throws -> Atlas {
  let atlas = try Atlas(folder: try GeodataFolder.locate())
  kept.withLock { $0.append(atlas) }
  return atlas
}

private let kept = Mutex<[Atlas]>([])
