import ArgumentParser
import Balise
import Foundation

/// `balise cluster`: where incidents lie densely, and how sure that is.
struct ClusterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cluster",
    abstract: "Find clusters of incidents: in space, in space and time, or along the roads.",
    discussion: """
      Clusters are found among the points that stand for the incidents' places. Unless --location \
      point is given, every place is then drawn anew 200 times, each position in it as likely as \
      any other, and clustered again: the stability tells in what share of the draws an incident \
      stays in its cluster, and how much of a cluster comes back. Clusters without a stable core \
      may come from where imprecise incidents were parked.

      EXAMPLES:
        balise cluster ged.csv --suggest
        balise cluster ged.csv --eps 10km --min-points 10 -o clusters.geojson
        balise cluster ged.csv --eps 10km --hulls --summary -o clusters.geojson
        balise cluster ged.csv --method st-dbscan --eps 20km --eps-time 14d
        balise cluster ged.csv --method hdbscan --min-cluster-size 15 --summary
        balise cluster ged.csv --method route --eps 50km --in Mali --summary
        balise cluster ged.csv --method route --network roads.gpkg --eps 20km
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup(title: "Selection") var select: SelectionOptions
  @OptionGroup(title: "Method") var options: ClusterOptions

  @Flag(help: "Add an outline for each cluster, with what is known of it.")
  var hulls = false

  @Flag(help: "Print a table of the clusters; without -o nothing else.")
  var summary = false

  @Flag(help: "Print distances to neighbours and a good --eps instead of clustering.")
  var suggest = false

  @Option(help: "How --summary and --suggest print: text or json.")
  var format: Format = .text

  @Option(
    help: ArgumentHelp("For hdbscan: write the condensed tree as JSON.", valueName: "file"),
    completion: .file())
  var condensedTree: String?

  @Option(
    name: .shortAndLong,
    help: "The GeoJSON to write; - is standard output, which is the default without --summary.")
  var output: String?

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  func validate() throws {
    if suggest {
      guard output == nil, !hulls, !summary, condensedTree == nil else {
        throw ValidationError("--suggest only prints: leave out -o, --hulls, --summary.")
      }
      return try options.validateMinimumPoints()
    }
    guard !(hulls && summary && output == nil) else {
      throw ValidationError("--hulls is written with the incidents: give -o a file.")
    }
    guard summary || format == .text else {
      throw ValidationError("--format goes with --summary or --suggest.")
    }
    guard !(summary && output == "-") else {
      throw ValidationError("--summary and -o - both go to standard output: give -o a file.")
    }
    if let output {
      let ending = output.split(separator: ".").last.map { $0.lowercased() } ?? ""
      if output.contains("."), ["csv", "gpkg", "xlsx", "shp"].contains(ending) {
        throw ValidationError(
          "cluster writes GeoJSON, and \"\(output)\" ends in .\(ending). "
            + "Write a .geojson and turn it into another form with balise map.")
      }
    }
    guard condensedTree == nil || options.method == .hdbscan else {
      throw ValidationError("--condensed-tree goes with --method hdbscan.")
    }
    try options.validate(hasCondensedTree: condensedTree != nil)
  }

  func run() throws {
    let console = Console()
    let atlas = try input.ground.atlas(console: console)
    let target = try featureOutput.map { try openOutput($0, apartFrom: input.filesRead) }
    let tree = try condensedTree.map { try openOutput($0, apartFrom: input.filesRead) }
    var mapper = IncidentMapper(
      atlas: atlas, selection: try select.selection(on: atlas, console: console),
      threads: input.threadCount)
    mapper.tally = .located(hasPublishers: hulls || summary)
    mapper.makesFeatures = target != nil
    var pieces: [EncodedIncidents] = []
    var incidents: [LocatedIncident] = []
    var tally = try mapAll(
      input, with: mapper, console: console, report: { console.report($0) },
      emit: { if target != nil { pieces.append($0) } }, sum: { incidents += $0.located })
    tally.outcome = .counted
    if suggest {
      try suggestion(of: incidents, console: console)
    } else {
      let report = try report(of: incidents, on: atlas, counts: tally.counts, console: console)
      if let target { try write(pieces, report, atlas, to: target) }
      if let tree, let hierarchy = report.clusters.hierarchy {
        try tree.write(Array((try report.condensedTree(hierarchy)).utf8))
        try tree.flush()
      }
      if summary {
        let text = format == .json ? try report.json() : report.text
        let printed = try openOutput("-")
        try printed.write(Array(text.utf8))
        try printed.flush()
        try printed.commit()
      }
      try target?.commit()
      try tree?.commit()
      for line in report.remarks { console.note(line) }
    }
    console.reportRemainder()
    console.note(tally.summary(atlas: atlas, seconds: console.seconds))
    if tally.counts.errors > 0 { throw ExitCode(3) }
  }

  /// The clusters of incidents.
  func report(
    of incidents: [LocatedIncident], on atlas: Atlas, counts: MappingCounts, console: Console
  ) throws -> ClusterReport {
    let analysis = ClusterAnalysis(
      try options.analysisMethod(atlas, console: console), location: options.location,
      replicates: options.replicates, seed: options.seed, threads: input.threadCount)
    let clusters = try analysis.clusters(of: incidents, on: atlas) { done in
      console.progress("\(done) of \(options.replicates) replicates")
    }
    return ClusterReport(
      clusters: clusters, summaries: hulls || summary ? try clusters.summaries() : [],
      options: options, counts: counts, selection: select.words)
  }

  private var featureOutput: String? { output ?? (summary || suggest ? nil : "-") }

  /// Writes the incidents with their clusters, then the outlines.
  private func write(
    _ pieces: [EncodedIncidents], _ report: ClusterReport, _ atlas: Atlas, to target: OutputTarget
  ) throws {
    let clusters = report.clusters
    var members = collectionProperties(atlas)
    members.append("clusters", .object(report.basis))
    var writer = try IncidentWriter(
      .geojson, to: [target], name: "clusters", members: ["balise": .object(members)],
      isPretty: false)
    var next = 0
    var before = 0
    try OrderedCrew.run(
      Array(repeating: (), count: input.threadCount),
      next: { () -> (piece: EncodedIncidents, first: Int)? in
        guard next < pieces.count else { return nil }
        defer {
          before += pieces[next].count
          next += 1
        }
        return (pieces[next], before)
      },
      work: { _, item in try item.piece.adding { clusters.properties(of: item.first + $0) } },
      handOver: { try writer.write($0) })
    if hulls {
      try writer.write(EncodedIncidents(try GeoJSONEncoder().encode(report.outlines)))
    }
    try writer.finish()
    try target.flush()
  }

  private func suggestion(of incidents: [LocatedIncident], console: Console) throws {
    let points = incidents.compactMap {
      options.location == .coded ? $0.codedPoint : $0.place.representativePoint
    }
    let plot = KDistancePlot(
      distances: try options.kDistances(points, threads: input.threadCount),
      minimumPoints: options.minPoints,
      uncertain: incidents.count {
        !$0.place.isExact && $0.place.kind != .unknown
      }, unknown: incidents.count - points.count)
    let printed = try openOutput("-")
    try printed.write(Array((format == .json ? try plot.json() : plot.text).utf8))
    try printed.flush()
    try printed.commit()
  }
}
