import ArgumentParser
import Balise
import Foundation

/// `balise hotspots scan`: Kulldorff's scan statistic.
struct HotspotsScanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: "Find the zones and times in which cases most exceed what is expected.",
    discussion: """
      Kulldorff's scan statistic over circles round every location, times windows of time: discrete \
      Poisson, Bernoulli or space-time permutation. The p-value allows for all zones and windows \
      that were tried, but not for several runs with other settings. The file is that of SaTScan; \
      its rules and its random numbers are followed.

      EXAMPLES:
        balise hotspots scan --satscan nm.prm
        balise hotspots scan --satscan nm.prm --replications 9999 --format json
      """)

  @Option(
    help: ArgumentHelp("The parameter file of a SaTScan run.", valueName: "file.prm"),
    completion: .file(extensions: ["prm"]))
  var satscan: String

  @Option(help: "How many data sets are drawn without clusters; otherwise as the file says.")
  var replications: Int?

  @Option(help: "The seed of their random numbers; otherwise that of the file, or SaTScan's.")
  var seed: Int?

  @Option(help: "How many threads work; the answer does not depend on it.")
  var threads: Int?

  @Option(help: "How to print: text or json.")
  var format: Format = .text

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  func validate() throws {
    if let replications, !(0...1_000_000 ~= replications) {
      throw ValidationError("--replications must be 0 to 1,000,000; it was \(replications).")
    }
    if let seed, !(1...2_000_000_000 ~= seed) {
      throw ValidationError("--seed must be 1 to 2,000,000,000; it was \(seed).")
    }
    if let threads, !(1...1024 ~= threads) {
      throw ValidationError("--threads must be 1 to 1024; it was \(threads).")
    }
  }

  func run() throws {
    let console = Console()
    let study = try SaTScanStudy(parameterFile: satscan)
    for remark in study.parameters.remarks { console.note(remark) }
    var analysis = try SaTScanAnalysis(study)
    if let replications { analysis.settings.replications = replications }
    if let seed { analysis.settings.seed = seed }
    analysis.settings.threads = threads ?? ProcessInfo.processInfo.activeProcessorCount
    let report = ScanReport(
      study: study, analysis: analysis, result: try analysis.result())
    try printLines(format == .json ? [try report.properties.json(isPretty: true)] : report.lines)
    console.note(
      "\(counted(report.result.clusters.count, "cluster")) in "
        + "\(Console.decimal(console.seconds, places: 1)) s.")
  }
}
