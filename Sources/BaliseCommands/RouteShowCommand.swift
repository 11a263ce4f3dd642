import ArgumentParser
import Balise

/// `balise route show`: one route with its stops, measures and calibration.
struct RouteShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a route: stops, kilometres, calibration, width.",
    discussion: """
      EXAMPLES:
        balise route show gao-bourem
        balise route show gao-adrar --output-format geojson -o gao-adrar.geojson
      """)

  @Argument(help: "The route's id or name.")
  var route: String

  @Option(help: "text, or geojson: the line and its stops.")
  var outputFormat: RouteStyle = .text

  @Option(name: .shortAndLong, help: "The file to write; - is standard output.")
  var output: String = "-"

  func run() throws {
    let route = try loadAtlas().route(named: route)
    switch outputFormat {
    case .text: try printLines(text(route), to: output)
    case .geojson: try writeFeatures(features(route), to: output, pretty: false)
    }
  }

  private func text(_ route: Route) -> [String] {
    var lines = ["\(route.id): \(route.name)"]
    if !route.alternativeNames.isEmpty {
      lines.append("also: " + route.alternativeNames.joined(separator: ", "))
    }
    let total = Console.decimal(route.lengthKilometers, places: 1)
    lines.append(
      "\(total) km; the track may lie up to \(Console.kilometers(route.corridorMeters)) "
        + "from the line")
    let rows = route.stops.map { stop in
      [
        Console.decimal(stop.measureKilometers, places: 1), stop.name,
        Console.decimal(stop.coordinate.longitude, places: 5),
        Console.decimal(stop.coordinate.latitude, places: 5),
      ]
    }
    lines += aligned([["KM", "STOP", "LON", "LAT"]] + rows, right: [0, 2, 3])
    for span in route.calibration {
      lines.append(
        "calibrated: \(span.fromStop) to \(span.toStop) "
          + "\(Console.decimal(span.roadKilometers, places: 1)) km by road (\(span.source))")
    }
    if route.calibration.isEmpty { lines.append("not calibrated: kilometres along the line") }
    if !route.notes.isEmpty { lines.append(route.notes) }
    return lines
  }

  private func features(_ route: Route) -> [Feature] {
    let line = Geodesic.wgs84.densify(route.line, maximumDeviationMeters: 100)
    let shape = Feature(
      id: route.id, geometry: .lineString(line),
      properties: [
        "route_id": .string(route.id), "title": .string(route.name),
        "length_km": .number(route.lengthKilometers), "corridor_m": .number(route.corridorMeters),
      ])
    let stops = route.stops.map { stop in
      Feature(
        id: "\(route.id)/\(stop.name)", geometry: .point(stop.coordinate),
        properties: [
          "route_id": .string(route.id), "title": .string(stop.name),
          "route_km": .number(stop.measureKilometers),
        ])
    }
    return [shape] + stops
  }
}
