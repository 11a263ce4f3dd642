import ArgumentParser
import Balise

/// `balise check`: everything that is wrong with an input.
struct CheckCommand: ParsableCommand {
  enum Style: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
    case jsonl
  }

  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "List everything that is wrong or doubtful in an input.",
    discussion: """
      A table of what was found: how often, what it means, and the first five of each with file, \
      line, column and value. An input that cannot be read is a finding too, and the others are \
      read. Exit status 3 says that a row was rejected or a value could not be kept, 1 that no \
      input could be read; warnings alone end with 0.

      EXAMPLES:
        balise check ged.csv
        balise check incidents.yaml more.yaml
        balise check ged.csv --all | less
        balise check ged.csv --output-format json | jq '.codes[].code'
        balise check ged-25.csv ged-26.csv --diff
        balise check table.xlsx --suggest-mapping -o mapping.yaml
        balise check table.xlsx --mapping mapping.yaml
      """)

  @OptionGroup var input: InputOptions

  @Option(help: "The same as --input-format.")
  var format: IncidentSource.Format?

  @Option(
    help: """
      text: a table; json: the same as one object; jsonl: every finding as a JSON object on a \
      line.
      """)
  var outputFormat: Style = .text

  @Flag(help: "List every finding, not the first five of each code.")
  var all = false

  @Option(name: .shortAndLong, help: "The file to write; - is standard output.")
  var output: String = "-"

  @Flag(help: "Compare two releases, the older one first: records added, removed, changed.")
  var diff = false

  @Flag(help: "Write a first mapping for a table of your own, with the reason of each guess.")
  var suggestMapping = false

  func validate() throws {
    guard !suggestMapping || (input.inputs.count == 1 && !diff) else {
      throw ValidationError("--suggest-mapping takes one table, without --diff.")
    }
    guard !diff || input.inputs.count == 2 else {
      throw ValidationError("--diff compares two inputs, the older one first.")
    }
  }

  mutating func run() throws {
    input.reading.format = input.format ?? format
    if diff { return try compare() }
    if suggestMapping { return try suggest() }
    let console = Console()
    let atlas = try input.ground.atlas(console: console)
    let target = try openOutput(output, apartFrom: input.filesRead)
    func write(_ text: String) throws { try target.write(Array(text.utf8)) }
    let keepsAll = all && outputFormat == .json
    var table = FindingTable(exampleLimit: keepsAll ? .max : 5)
    func report(_ finding: Diagnostic) throws {
      table.add(finding)
      switch outputFormat {
      case .jsonl: try write(try finding.json() + "\n")
      case .text where all:
        try write("\(finding.severity.rawValue): \(finding.description) [\(finding.code)]\n")
      case .text, .json: break
      }
    }
    var refused: [InputError] = []
    var heaping = Heaping()
    var tally = try mapAll(
      input, with: IncidentMapper(atlas: atlas, properties: .none, threads: input.threadCount),
      console: console,
      report: report, note: { heaping.add($0) }, emit: { _ in },
      refuse: { error in
        if let error = error as? InputError { refused.append(error) }
        for finding in try Self.findings(error) { try report(finding) }
      })
    // Nothing could be read at all: that is no check, but a failure.
    if tally.files.isEmpty, refused.count == (try input.paths().count), let last = refused.last {
      for error in refused.dropLast() { console.note("Error: \(error)") }
      throw last
    }
    let name = tally.files.count == 1 ? tally.files[0] : "\(tally.files.count) inputs together"
    for finding in try heaping.findings(on: try Ground(atlas: atlas), file: name) {
      try report(finding)
      tally.warningsOnFiles += 1
    }
    switch outputFormat {
    case .text where all: try write((table.rows.isEmpty ? "" : "\n") + table.overview)
    case .text: try write(table.overview + table.examples)
    case .json:
      try write(try table.json(files: try input.paths(), records: tally.counts.records) + "\n")
    case .jsonl: break
    }
    try target.commit()
    console.note(tally.summary(atlas: atlas, seconds: console.seconds))
    if table.hasErrors { throw ExitCode(3) }
  }

  /// What is wrong with an input that could not be taken.
  private static func findings(_ error: any Error) throws -> [Diagnostic] {
    switch error {
    case let error as IncidentDocumentError: return error.problems.map(finding)
    case let error as InputError:
      return [
        Diagnostic(
          .error, code: "input-unreadable", file: error.file, reason: error.reason,
          action: error.action)
      ]
    default: throw error
    }
  }

  /// `balise check TABLE --suggest-mapping`: a first mapping, to be checked by hand.
  private func suggest() throws {
    let suggestion = try MappingSuggestion(path: input.inputs[0])
    let target = try openOutput(output, apartFrom: input.filesRead)
    try target.write(Array(suggestion.text.utf8))
    try target.commit()
  }

  /// A problem of a document, which is taken whole or not at all.
  private static func finding(_ problem: DocumentProblem) -> Diagnostic {
    Diagnostic(
      .error, code: "document-problem", file: problem.file, line: problem.line,
      column: String(problem.column), value: problem.value,
      reason: problem.path.isEmpty ? problem.reason : "\(problem.path): \(problem.reason)",
      action: "document left out")
  }
}
