import ArgumentParser
import Balise

extension CheckCommand {
  /// `balise check OLD NEW --diff`: what changed between two releases.
  func compare() throws {
    let console = Console()
    let target = try openOutput(output, apartFrom: input.filesRead)
    let sources = try input.inputs.map {
      try IncidentSource(
        path: $0, format: input.format, options: try input.readOptions(columns: .text))
    }
    let difference = try ReleaseDifference(
      from: sources[0], to: sources[1], on: try input.ground.atlas(console: console),
      threads: input.threadCount,
      report: { console.report($0) },
      emit: { try target.write(Array((try line($0) + "\n").utf8)) })
    try target.commit()
    console.reportRemainder()
    console.note(
      "\(grouped(difference.added)) added, \(grouped(difference.removed)) removed, "
        + "\(grouped(difference.changed)) changed, \(grouped(difference.same)) the same; "
        + "\(Console.decimal(console.seconds, places: 2)) s")
    if difference.errors > 0 { throw ExitCode(3) }
  }

  private func line(_ change: ReleaseDifference.Change) throws -> String {
    switch outputFormat {
    case .text:
      guard let field = change.field else { return "\(change.kind.rawValue) \(change.id)" }
      let old = try change.old.map { try $0.json() } ?? "(nothing)"
      let new = try change.new.map { try $0.json() } ?? "(nothing)"
      return "\(change.kind.rawValue) \(change.id): \(field): \(old) -> \(new)"
    case .json, .jsonl:
      var properties: Properties = [
        "change": .string(change.kind.rawValue), "id": .string(change.id),
      ]
      properties.append("field", text: change.field)
      properties.append("old", change.old)
      properties.append("new", change.new)
      return try PropertyValue.object(properties).json()
    }
  }
}
