import ArgumentParser
import Balise

/// `balise route`: the named routes.
struct RouteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "route",
    abstract: "List, show, locate on and cut the named routes.",
    subcommands: [
      RouteListCommand.self, RouteShowCommand.self, RouteLocateCommand.self,
      RouteSectionCommand.self,
    ])
}

/// How a route verb writes its answer.
enum RouteStyle: String, ExpressibleByArgument, CaseIterable {
  case text
  case geojson
}

/// Writes lines of text, to standard output unless told.
func printLines(_ lines: [String], to output: String = "-") throws {
  let target = try openOutput(output)
  try target.write(Array((lines.joined(separator: "\n") + "\n").utf8))
  try target.commit()
}

/// Writes features as a collection.
func writeFeatures(_ features: [Feature], to output: String, pretty: Bool) throws {
  let target = try openOutput(output)
  var writer = try GeoJSONWriter(to: target, isPretty: pretty)
  for feature in features { try writer.write(feature) }
  try writer.finish()
  try target.commit()
}

/// Rows of a table with columns as wide as their widest entry; the given columns stand right.
func aligned(_ rows: [[String]], right: Set<Int> = []) -> [String] {
  let count = rows.map(\.count).max() ?? 0
  let widths = (0..<count).map { column in
    rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
  }
  return rows.map { row in
    var line = ""
    for (column, text) in row.enumerated() {
      let padding = String(repeating: " ", count: widths[column] - text.count)
      line += (column == 0 ? "" : "  ") + (right.contains(column) ? padding + text : text + padding)
    }
    while line.last == " " { line.removeLast() }
    return line
  }
}
