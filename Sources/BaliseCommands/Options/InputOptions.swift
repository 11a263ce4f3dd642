public import ArgumentParser
import Balise
import Foundation

extension IncidentSource.Format: ExpressibleByArgument {}
extension GeometryStyle: ExpressibleByArgument {}

/// What to read, and with how many threads.
struct InputOptions: ParsableArguments {
  @Argument(help: "Files to read, one or more; - is standard input.", completion: .file())
  var inputs: [String]

  @Option(help: "What the input is, where its content does not tell.")
  var format: IncidentSource.Format?

  @Option(help: "Threads to use, all cores unless told; the output does not depend on it.")
  var threads: Int?

  /// How many threads work.
  var threadCount: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }

  func validate() throws {
    guard (1...1024).contains(threadCount) else {
      throw ValidationError("--threads must be 1 to 1024; it was \(threadCount).")
    }
    guard inputs.count(where: { $0 == "-" }) <= 1 else {
      throw ValidationError("Standard input (-) can be read only once.")
    }
  }
}

/// The reference geography that every verb works on.
func loadAtlas() throws -> Atlas { try Atlas(folder: try GeodataFolder.locate()) }
