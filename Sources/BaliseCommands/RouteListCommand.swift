import ArgumentParser
import Balise

/// `balise route list`: the routes with their lengths and stops.
struct RouteListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the named routes.",
    discussion: """
      EXAMPLES:
        balise route list
      """)

  func run() throws {
    let atlas = try loadAtlas()
    let rows = atlas.routes.map { route in
      [
        route.id, Console.decimal(route.lengthKilometers, places: 1),
        route.stops.map(\.name).joined(separator: " - "),
      ]
    }
    try printLines(aligned([["ROUTE", "KM", "STOPS"]] + rows, right: [1]))
  }
}
