import ArgumentParser

/// What every verb of `balise hotspots` on incidents takes.
struct HotspotsOptions: ParsableArguments {
  @Option(help: "Where the random numbers start.")
  var seed: UInt64 = 1

  @Option(
    help: "How many times uncertain places, days and tolls are drawn for the replicate share.")
  var replicates = 200

  @Option(help: "How to print: text or json.")
  var format: Format = .text

  @Option(name: .shortAndLong, help: "The GeoJSON to write; - is standard output.")
  var output: String?

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  func validate() throws {
    guard 0...100_000 ~= replicates else {
      throw ValidationError("--replicates must be 0 to 100,000; it was \(replicates).")
    }
  }
}
