public import ArgumentParser
import Balise
import Foundation

extension ReportLanguage: ExpressibleByArgument {}

/// `balise report`: one page that an editor, a lawyer and a field officer can read.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write one HTML page with a map, charts, tables, and every source's claims.",
    discussion: """
      The page needs no network and no server: it opens from a stick and prints. It shows incidents \
      as they are known, with tolls as intervals and denials beside allegations, and says what was \
      left out and why.

      EXAMPLES:
        balise report incidents.yaml -o report.html
        balise report ged.csv --in Mali --during 2012..2020 --title "Mali 2012-2020" -o mali.html
        balise report ged.csv --in Mali --language fr -o mali.html
        balise report ged.csv --in Mali --format text
        balise report ged.csv --in Mali --clusters 10km --hotspots scan -o mali.html
        balise report ged.csv --in Mali --along gao-adrar -o gao-adrar.html
        balise cluster ged.csv --method hdbscan --hulls -o clusters.geojson
        balise report ged.csv --layer Clusters=clusters.geojson -o report.html
        balise report ged.csv --format markdown -o report.md
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup(title: "Selection") var select: SelectionOptions

  @Option(name: .shortAndLong, help: "The file to write; - is standard output.")
  var output = "-"

  @Option(help: "What to write: html, text (80 columns) or markdown.")
  var format: Format = .html

  @Option(help: "The title.")
  var title: String?

  @Option(help: "Who made the report.")
  var author: String?

  @Option(
    help: ArgumentHelp("A picture for its head: PNG, JPEG, GIF, WebP or SVG.", valueName: "file"),
    completion: .file())
  var logo: String?

  @Option(help: "The language: en or fr.")
  var language: ReportLanguage = .english

  @Option(
    help: ArgumentHelp(
      "A folder with files in place of the program's: page.mustache, style.css, words.json, and "
        + "those of the script.", valueName: "folder"),
    completion: .directory)
  var template: String?

  @Option(
    name: .customLong("layer"),
    help: ArgumentHelp(
      "Draw and list what balise cluster --hulls or balise hotspots has written; may be repeated.",
      valueName: "label=file.geojson"),
    completion: .file())
  var layers: [String] = []

  @Option(
    help: ArgumentHelp(
      "Find clusters as balise cluster --eps does, draw and list them: 10km.", valueName: "length"),
    transform: LengthArgument.init)
  var clusters: LengthArgument?

  @Option(
    help: "Find hotspots as balise hotspots scan, or local --grid prio, does, draw and list them.")
  var hotspots: Hotspots?

  @OptionGroup var attested: FragilityOptions

  enum Hotspots: String, ExpressibleByArgument, CaseIterable {
    case scan
    case local
  }

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case html
    case text
    case markdown
  }

  func validate() throws {
    if format != .html, template != nil || logo != nil {
      throw ValidationError("--template and --logo go with --format html.")
    }
    try validateAnalyses()
  }

  func run() throws {
    let console = Console()
    let atlas = try input.ground.atlas(console: console)
    let layers = try self.layers.enumerated().map { number, text in
      var layer = try ReportLayer(
        geoJSON: try ByteSource.open(text.layerFile).readAll(), fileName: text.layerFile,
        number: number + 1, label: text.layerLabel)
      try layer.findPlaces(in: atlas.gazetteer)
      return layer
    }
    let target = try openOutput(
      output, apartFrom: input.filesRead + [logo].compactMap(\.self) + self.layers.map(\.layerFile))
    let selection = try select.selection(on: atlas, console: console)
    var mapper = IncidentMapper(atlas: atlas, selection: selection, threads: input.threadCount)
    mapper.tally = .mapped(hasAttestation: attested.fragility)
    mapper.makesFeatures = false
    var report = Report(
      .init(
        title: title, author: author, logo: try logo.map(PictureAddress.init)?.text,
        language: language, version: BaliseCommand.configuration.version))
    var located: [LocatedIncident] = []
    var findings = FindingCounts()
    var tally = try mapAll(
      input, with: mapper, console: console,
      report: { finding in
        console.report(finding)
        findings.add(finding)
      },
      sum: { sums in
        for mapped in sums.mapped { report.append(mapped) }
        located += sums.located
      })
    tally.outcome = .counted
    report.selection = selectionWords
    report.method = try method(atlas, remarks: tally.remarks)
    report.leftOut = leftOut(tally.counts, findings)
    let analyses = ReportAnalyses(
      command: self, incidents: located, selection: selection, counts: tally.counts, atlas: atlas,
      console: console)
    report.exposures = try analyses.exposures()
    report.layers = try layers + analyses.layers(after: layers.count)
    let files = tally.files.filter { $0 != "-" }.map { URL(filePath: $0).lastPathComponent }
    report.ledgerFile = files.isEmpty ? nil : files.joined(separator: " ")
    report.sources = report.dataSources(of: files) + baseSources(atlas)
    let text: String
    switch format {
    case .html:
      let disputed = try DisputedBoundaries.lines(in: try GeodataFolder.locate())
      let map = try BaseMap(
        atlas: atlas, extent: report.baseExtent, disputed: disputed, routes: atlas.routes)
      text = try ReportPage(report, on: map, templates: template).html()
    case .text: text = ReportText(report, isMarkdown: false).text
    case .markdown: text = ReportText(report, isMarkdown: true).text
    }
    try target.write(Array(text.utf8))
    try target.flush()
    try target.commit()
    console.reportRemainder()
    console.note(tally.summary(atlas: atlas, seconds: console.seconds))
    if tally.counts.errors > 0 { throw ExitCode(3) }
  }
}

extension String {
  /// The file of `label=file` or `file`.
  var layerFile: String {
    firstIndex(of: "=").map { String(self[index(after: $0)...]) } ?? self
  }

  /// The label of `label=file`; without one the name of the file.
  var layerLabel: String {
    firstIndex(of: "=").map { String(self[..<$0]) }
      ?? URL(filePath: self).deletingPathExtension().lastPathComponent
  }
}
