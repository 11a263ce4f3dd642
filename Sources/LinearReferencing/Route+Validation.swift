import Geodesy
import NameMatching
import SimpleFeatures

extension Route {
  /// How far a stop may lie from the line.
  private static let stopToleranceMeters = 1.0

  static func validate(line: LineString, corridorMeters: Double, route: String)
    throws(RouteError)
  {
    guard line.coordinates.count >= 2 else {
      throw RouteError(
        "The line of route \"\(route)\" needs 2 or more positions and has "
          + "\(line.coordinates.count).")
    }
    for (index, vertex) in line.coordinates.enumerated() {
      guard vertex.latitude.magnitude <= 90, vertex.longitude.magnitude <= 540 else {
        throw RouteError(
          "Position \(index + 1) of the line of route \"\(route)\", longitude "
            + "\(vertex.longitude) and latitude \(vertex.latitude), does not lie on the Earth; "
            + "longitude comes first, latitudes end at 90.")
      }
    }
    let pairs = zip(line.coordinates, line.coordinates.dropFirst())
    for (index, pair) in pairs.enumerated() {
      guard Geodesic.wgs84.distance(from: pair.0, to: pair.1) > 1e-3 else {
        throw RouteError(
          "Positions \(index + 1) and \(index + 2) of the line of route \"\(route)\" are the same, "
            + "\(pair.0.longitude), \(pair.0.latitude); leave one out.")
      }
    }
    guard corridorMeters >= 0, corridorMeters.isFinite else {
      throw RouteError(
        "The corridor of route \"\(route)\" must be 0 m or more, not \(corridorMeters) m.")
    }
  }

  /// The metres along the line of each stop: the first place within tolerance that does not lie
  /// before the stop ahead of it.
  static func place(_ stops: [RouteStop], on path: RouteLine, route: String)
    throws(RouteError) -> [Double]
  {
    var placed: [Double] = []
    for (index, stop) in stops.enumerated() {
      let name = FoldedName.fold(stop.name)
      if stops.prefix(index).contains(where: { FoldedName.fold($0.name) == name }) {
        throw RouteError("Route \"\(route)\" has two stops called \"\(stop.name)\"; rename one.")
      }
      let feet = path.nearestFeet(to: stop.coordinate, tieMeters: stopToleranceMeters)
      guard let nearest = feet.map(\.offsetMeters).min(), nearest <= stopToleranceMeters else {
        let offset = feet.map(\.offsetMeters).min().map { kilometersText($0 / 1000) } ?? "unknown"
        throw RouteError(
          "Stop \"\(stop.name)\" lies \(offset) km from the line of route \"\(route)\"; "
            + "make its position a vertex of the line.")
      }
      let earliest = (placed.last ?? 0) - stopToleranceMeters
      let foot = feet.first { $0.offsetMeters <= stopToleranceMeters && $0.lineMeters >= earliest }
      guard let foot else {
        throw RouteError(
          "Stop \"\(stop.name)\" of route \"\(route)\" comes before \"\(stops[index - 1].name)\" "
            + "on the line; list stops in the order they are met.")
      }
      placed.append(foot.lineMeters)
    }
    return placed
  }

  static func calibrate(
    _ spans: [CalibrationSpan], stops: [RouteStop], stopMeters: [Double], path: RouteLine,
    route: String
  ) throws(RouteError) -> Calibration {
    var stretches: [Calibration.Stretch] = []
    for span in spans {
      let label = "The calibration \(span.fromStop) to \(span.toStop) of route \"\(route)\""
      func meters(_ name: String) throws(RouteError) -> Double {
        let key = FoldedName.fold(name)
        guard let index = stops.firstIndex(where: { FoldedName.fold($0.name) == key }) else {
          throw RouteError("\(label) names a stop that the route has not: \"\(name)\".")
        }
        return stopMeters[index]
      }
      let start = try meters(span.fromStop)
      let end = try meters(span.toStop)
      guard start < end else {
        throw RouteError("\(label) runs backwards; give its stops in the order of the route.")
      }
      if let last = stretches.last, start < last.lineMeters.upperBound {
        throw RouteError(
          "\(label) begins before the calibration ahead of it ends; "
            + "give spans in order and without overlap.")
      }
      // A rounding error must not refuse a distance equal to the line's.
      guard span.roadKilometers * 1000 >= (end - start) * (1 - 1e-9), span.roadKilometers.isFinite
      else {
        throw RouteError(
          "\(label) gives \(kilometersText(span.roadKilometers)) km by road, but the line between "
            + "them is \(kilometersText((end - start) / 1000)) km long and a road cannot be "
            + "shorter; check the figure and the positions (source: \(span.source)).")
      }
      stretches.append(
        Calibration.Stretch(lineMeters: start...end, roadKilometers: span.roadKilometers))
    }
    return Calibration(lineMeters: path.lengthMeters, stretches: stretches)
  }
}
