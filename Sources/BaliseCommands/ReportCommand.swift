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
        balise cluster ged.csv --eps 10km --hulls -o clusters.geojson
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

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case html
    case text
    case markdown
  }

  func validate() throws {
    if format != .html, template != nil || logo != nil {
      throw ValidationError("--template and --logo go with --format html.")
    }
  }

  func run() throws {
    let console = Console()
    let atlas = try input.ground.atlas(console: console)
    let layers = try self.layers.enumerated().map(layer)
    let target = try openOutput(
      output, apartFrom: input.filesRead + [logo].compactMap(\.self) + self.layers.map(\.layerFile))
    var mapper = IncidentMapper(
      atlas: atlas, selection: try select.selection(on: atlas, console: console),
      threads: input.threadCount)
    mapper.tally = .mapped
    mapper.makesFeatures = false
    var report = Report(
      .init(
        title: title, author: author, logo: try logo.map(PictureAddress.init)?.text,
        language: language, version: BaliseCommand.configuration.version))
    var findings = FindingCounts()
    var tally = try mapAll(
      input, with: mapper, console: console,
      report: { finding in
        console.report(finding)
        findings.add(finding)
      },
      sum: { sums in for mapped in sums.mapped { report.append(mapped) } })
    tally.outcome = .counted
    report.selection =
      select.isEmpty
      ? "" : say("Selection: ", "Sélection : ") + select.words.replacing("--", with: "")
    report.method = try method(atlas, files: tally.files)
    report.leftOut = leftOut(tally.counts, findings)
    report.layers = layers
    report.sources = report.dataSources + baseSources(atlas)
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

  private func say(_ english: String, _ french: String) -> String {
    language == .english ? english : french
  }

  private func layer(number: Int, text: String) throws -> ReportLayer {
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: text.layerFile)))
    return try ReportLayer(
      geoJSON: bytes, fileName: text.layerFile, number: number + 1, label: text.layerLabel)
  }

  private func method(_ atlas: Atlas, files: [String]) throws -> [(name: String, text: String)] {
    var rows = [
      (
        say("Boundaries", "Limites"),
        atlas.firstLevel.description.label
          + (atlas.firstLevel.description.isAccuracyStated
            ? say(", accurate to ", ", à ")
              + Console.kilometers(atlas.firstLevel.description.accuracyMeters) : "")
      ),
      (
        say("Grades", "Degrés"),
        say(
          "rule balise-1, from who alleges and who denies",
          "règle balise-1, selon qui allègue et qui dément")
      ),
      (
        say("Uncertain places", "Lieux incertains"),
        say(
          "every position in a place is taken as equally likely",
          "chaque position d’un lieu est supposée également probable")
      ),
      (
        say("Made with", "Fait avec"),
        "Balise \(BaliseCommand.configuration.version), GEOS \(GEOSContext.libraryVersion), "
          + "PROJ \(CoordinateTransformation.libraryVersion)"
      ),
    ]
    for file in try input.paths() where file != "-" {
      let name = URL(filePath: file).lastPathComponent
      if let digest = try? SHA256Digest(ofFile: file) {
        rows.append((say("Input \(name)", "Entrée \(name)"), "SHA-256 \(digest.hexadecimal)"))
      }
    }
    return rows
  }

  private func leftOut(_ counts: MappingCounts, _ findings: FindingCounts) -> [(
    text: String, count: Int
  )] {
    var rows = [
      (say("records read", "enregistrements lus"), counts.records),
      (say("rejected: they could not be read", "rejetés : illisibles"), counts.rejected),
      (say("not selected", "hors de la sélection"), counts.notSelected),
      (say("of these without a date", "dont sans date"), counts.undated),
    ].filter { $0.1 > 0 }
    for (code, count) in findings.ordered {
      rows.append((findings.meaning(of: code), count))
    }
    return rows
  }

  private func baseSources(_ atlas: Atlas) -> [(name: String, licence: String?)] {
    [
      (
        atlas.firstLevel.description.label,
        atlas.firstLevel.description.id.hasPrefix("natural-earth")
          ? say("public domain", "domaine public") : nil
      ),
      (say("Places: GeoNames", "Lieux : GeoNames"), "CC BY 4.0"),
      ("Leaflet", "BSD-2-Clause"),
    ]
  }
}

/// How many findings of each kind there were.
struct FindingCounts {
  private var counts: [String: Int] = [:]

  mutating func add(_ finding: Diagnostic) { counts[finding.code, default: 0] += 1 }

  /// Most first.
  var ordered: [(code: String, count: Int)] {
    counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
  }

  func meaning(of code: String) -> String {
    FindingMeaning.meaning(of: code).map { "\($0) (\(code))" } ?? code
  }
}

/// A picture as an address that holds it.
struct PictureAddress {
  let text: String

  init(_ path: String) throws {
    let bytes = try Data(contentsOf: URL(filePath: path))
    let kinds: [(type: String, start: [UInt8])] = [
      ("png", [0x89, 0x50, 0x4E, 0x47]), ("jpeg", [0xFF, 0xD8, 0xFF]), ("gif", Array("GIF8".utf8)),
      ("webp", Array("RIFF".utf8)), ("svg+xml", Array("<svg".utf8)),
      ("svg+xml", Array("<?xml".utf8)),
    ]
    guard let kind = kinds.first(where: { bytes.starts(with: $0.start) }), bytes.count < 2 << 20
    else {
      throw InputError(
        file: path, reason: "it is no PNG, JPEG, GIF, WebP or SVG picture below 2 MB",
        action: "give --logo another file")
    }
    text = "data:image/\(kind.type);base64,\(bytes.base64EncodedString())"
  }
}

extension String {
  /// The file of `label=file` or `file`.
  fileprivate var layerFile: String {
    firstIndex(of: "=").map { String(self[index(after: $0)...]) } ?? self
  }

  /// The label of `label=file`; without one the name of the file.
  fileprivate var layerLabel: String {
    firstIndex(of: "=").map { String(self[..<$0]) }
      ?? URL(filePath: self).deletingPathExtension().lastPathComponent
  }
}
