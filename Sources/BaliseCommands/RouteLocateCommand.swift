import ArgumentParser
import Balise

/// `balise route locate`: where on a route a position lies.
struct RouteLocateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "locate",
    abstract: "Tell the kilometre, the distance and the side of a position on a route.",
    discussion: """
      The nearest point of the route, on the ellipsoid; several where the route comes equally near \
      more than once. Left and right are as one goes from the first stop to the last.

      EXAMPLES:
        balise route locate gao-adrar 18.44N,1.41E
        balise route locate gao-adrar -0.04,16.27
      """)

  @Argument(help: "The route's id or name.")
  var route: String

  @Argument(help: "The position: 16.27N,0.04W in any order, or longitude,latitude.")
  var position: String

  func run() throws {
    let route = try loadAtlas().route(named: route)
    let point = try point()
    let rows = route.locate(point).map { location in
      [
        Console.decimal(location.measureKilometers, places: 3),
        Console.decimal(location.offsetMeters, places: 0), "\(location.side)",
        Console.decimal(location.point.longitude, places: 6),
        Console.decimal(location.point.latitude, places: 6),
        stops(around: location.measureKilometers, on: route),
      ]
    }
    let header = ["KM", "OFFSET_M", "SIDE", "LON", "LAT", "BETWEEN"]
    try printLines(aligned([header] + rows, right: [0, 1, 3, 4]))
  }

  func validate() throws { _ = try point() }

  private func point() throws -> Coordinate {
    guard let point = try CoordinateText.validated(position) else {
      throw ValidationError("\"\(position)\" is no position; write 16.27N,0.04W or lon,lat.")
    }
    return point
  }

  private func stops(around kilometers: Double, on route: Route) -> String {
    let before = route.stops.last { $0.measureKilometers <= kilometers }
    let after = route.stops.first { $0.measureKilometers >= kilometers }
    return [before?.name, after?.name].compactMap(\.self).reduce(into: [String]()) {
      if $0.last != $1 { $0.append($1) }
    }.joined(separator: " - ")
  }
}
