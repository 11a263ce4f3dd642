import ArgumentParser
import Balise

/// `balise route section`: a stretch of a route as GeoJSON.
struct RouteSectionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "section",
    abstract: "Write the stretch of a route between two stops, kilometres or a border.",
    discussion: """
      An end is the name of a stop, a measure (97km) or border:REGION, where the route crosses \
      that region's border after the first end. The line runs from the first end to the second.

      EXAMPLES:
        balise route section gao-adrar Gao Tessalit -o section.geojson
        balise route section gao-adrar 100km 50km
        balise route section gao-adrar Gao border:Algeria --pretty
      """)

  @Argument(help: "The route's id or name.")
  var route: String

  @Argument(help: "Where the stretch starts.")
  var from: String

  @Argument(help: "Where it ends.")
  var to: String

  @Option(name: .shortAndLong, help: "The file to write; - is standard output.")
  var output: String = "-"

  @Flag(help: "Write indented lines for people.")
  var pretty = false

  func validate() throws {
    for end in [from, to] { _ = try SelectionOptions.routeEnd(end) }
  }

  func run() throws {
    let atlas = try loadAtlas()
    let route = try atlas.route(named: route)
    let ground = try Ground(atlas: atlas)
    let (from, to) = try (SelectionOptions.routeEnd(from), SelectionOptions.routeEnd(to))
    let (start, end) = try ground.kilometers(from: from, to: to, on: route)
    let place = try ground.resolve(
      .routeSection(route: route.id, from: .kilometers(start), to: .kilometers(end)))
    let membership = try ground.membership(of: place)
    let feature = Feature(
      geometry: place.geometry(.place),
      properties: [
        "route_id": .string(route.id), "from": .string(from), "to": .string(to),
        "route_from_km": .number(thousandths(start)), "route_to_km": .number(thousandths(end)),
        "length_km": .number(thousandths((place.section?.section.lengthMeters ?? 0) / 1000)),
        "regions": .string(membership.sharesText),
        "boundary_set": .string(membership.boundarySet.label),
      ])
    try writeFeatures([feature], to: output, pretty: pretty)
  }
}
