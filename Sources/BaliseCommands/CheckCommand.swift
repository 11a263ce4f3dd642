import ArgumentParser
import Balise

/// `balise check`: everything that is wrong with an input.
struct CheckCommand: ParsableCommand {
  enum Style: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "List everything that is wrong or doubtful in an input.",
    discussion: """
      Every finding stands on its own line with file, line, column and value, the counts by code \
      come last. Nothing is written but the findings. Exit status 3 says that a row was rejected \
      or a value could not be kept; warnings alone end with 0.

      EXAMPLES:
        balise check ged.csv
        balise check incidents.yaml more.yaml
        balise check ged.csv --output-format json | jq .code
        balise check ged-25.csv ged-26.csv --diff
        balise check table.xlsx --suggest-mapping -o mapping.yaml
        balise check table.xlsx --mapping mapping.yaml
      """)

  @OptionGroup var input: InputOptions

  @Option(help: "text: a line for people each; json: one JSON object a line.")
  var outputFormat: Style = .text

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

  func run() throws {
    if diff { return try compare() }
    if suggestMapping { return try suggest() }
    let console = Console()
    let atlas = try loadAtlas()
    let target = try openOutput(output, apartFrom: input.filesRead)
    var codes: [(code: String, severity: Diagnostic.Severity, count: Int)] = []
    var hasFaultyDocument = false
    func report(_ finding: Diagnostic) throws {
      if let index = codes.firstIndex(where: { $0.code == finding.code }) {
        codes[index].count += 1
      } else {
        codes.append((finding.code, finding.severity, 1))
      }
      try target.write(Array((try line(finding) + "\n").utf8))
    }
    let tally = try mapAll(
      input, with: IncidentMapper(atlas: atlas, threads: input.threadCount), console: console,
      report: report, emit: { _ in },
      refuse: { error in
        hasFaultyDocument = true
        for problem in error.problems { try report(Self.finding(problem)) }
      })
    if outputFormat == .text {
      for (code, severity, count) in codes.sorted(by: { ($1.count, $0.code) < ($0.count, $1.code) })
      {
        let total = "\(grouped(count)) \(severity.rawValue)\(count == 1 ? "" : "s")"
        try target.write(Array("\(total) of \(code)\n".utf8))
      }
    }
    try target.commit()
    console.note(tally.summary(atlas: atlas, seconds: console.seconds))
    if tally.counts.errors > 0 || hasFaultyDocument { throw ExitCode(3) }
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

  private func line(_ finding: Diagnostic) throws -> String {
    switch outputFormat {
    case .text:
      return "\(finding.severity.rawValue): \(finding.description) [\(finding.code)]"
    case .json:
      return try finding.json()
    }
  }
}
