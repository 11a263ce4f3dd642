import ArgumentParser
import Balise

/// `balise history`: what the imports of a store changed.
struct HistoryCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table
    case jsonl
  }

  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Show what the imports of a store changed, field by field.",
    discussion: """
      Without an incident: the imports, each with what it changed. With one: what happened to it. \
      Incidents that came with the first import of their data set are counted, not listed.

      EXAMPLES:
        balise history incidents.gpkg
        balise history incidents.gpkg 1001
        balise history incidents.gpkg --format jsonl | jq 'select(.field == "killed_best")'
      """)

  @Argument(help: "The store that balise import made.", completion: .file(extensions: ["gpkg"]))
  var store: String

  @Argument(help: "The identifier of an incident; all unless told.")
  var id: String?

  @Option(help: "table: a line for each import and change; jsonl: an object for each change.")
  var format: Format = .table

  @Option(name: .shortAndLong, help: "The file to write; - is standard output.")
  var output: String = "-"

  func run() throws {
    let log = try StoreLog(path: store)
    let target = try openOutput(output, apartFrom: [store])
    func write(_ line: String) throws { try target.write(Array((line + "\n").utf8)) }
    var imports = format == .table && id == nil ? try log.imports()[...] : []
    /// Writes the lines of the imports up to one.
    func head(upTo number: Int) throws {
      while let next = imports.first, next.number <= number {
        try write(
          "import \(next.number), \(next.release): \(next.counts.words) (\(next.datasets))")
        imports.removeFirst()
      }
    }
    var isFound = false
    try log.forEachChange(of: id) { change in
      isFound = true
      try head(upTo: change.importNumber)
      switch format {
      case .jsonl: try write(try change.json.json())
      case .table:
        let start = id == nil ? "  " : "import \(change.importNumber), \(change.release): "
        try write(start + Self.words(change))
      }
    }
    try head(upTo: .max)
    if let id, !isFound {
      throw InputError(
        file: store, reason: "no incident of it is called \(id.quoted)",
        action: "balise query lists those that it has")
    }
    try target.commit()
  }

  private static func words(_ change: StoreLog.Change) -> String {
    let incident = "\(change.kind) \(change.id) (\(change.dataset))"
    guard let field = change.field else { return incident }
    return "\(incident): \(field): \(change.old ?? "(nothing)") -> \(change.new ?? "(nothing)")"
  }
}

extension IncidentStore.Counts {
  /// What an import did, for people.
  var words: String {
    var parts = [
      "\(grouped(added)) added", "\(grouped(changed)) changed", "\(grouped(same)) the same",
    ]
    if removed > 0 { parts.append("\(grouped(removed)) removed") }
    if missing > 0 { parts.append("\(grouped(missing)) not in the file, kept") }
    return parts.joined(separator: ", ")
  }
}
