import Geodesy
import Incidents
import LinearReferencing
import ReferenceGeography
import SimpleFeatures

extension Ground {
  func between(
    _ from: PlaceReference, _ to: PlaceReference, at point: Coordinate?, withinMeters: Double?
  ) throws -> ResolvedPlace {
    if let route = try routeThrough(from, to) {
      let start = try route.stop(named: name(of: from)).measureKilometers
      let end = try route.stop(named: name(of: to)).measureKilometers
      let place = try section(of: route, fromKilometers: start, toKilometers: end)
      guard let point, let withinMeters else { return place }
      if let line = place.section?.section.line, distance(from: point, to: line) <= withinMeters {
        return place
      }
    }
    let starts = try coordinates(of: from)
    let ends = try coordinates(of: to)
    var best: (a: Coordinate, b: Coordinate, offset: Double)?
    for a in starts {
      for b in ends where a != b {
        let offset = point.map { distance(from: $0, to: LineString([a, b])) } ?? 0
        if let known = best, offset >= known.offset { continue }
        best = (a, b, offset)
      }
    }
    guard let best else {
      throw Unresolved(description: "\(name(of: from)) and \(name(of: to)) are the same place.")
    }
    if let withinMeters, best.offset > withinMeters {
      throw Unresolved(
        description:
          "The coded point lies \(kilometersText(fromMeters: best.offset)) km from the line between "
          + "\(name(of: from)) and \(name(of: to)), more than \(kilometersText(fromMeters: withinMeters)) km."
      )
    }
    let line = Geodesic.wgs84.densify(
      LineString([best.a, best.b]), maximumDeviationMeters: Self.maximumDeviationMeters)
    return ResolvedPlace(
      kind: .between,
      shape: .line(line, lengthMeters: Geodesic.wgs84.distance(from: best.a, to: best.b)),
      representativePoint: Geodesic.wgs84.interpolate(from: best.a, to: best.b, fraction: 0.5))
  }

  /// The shipped route on which both names are stops, each in its country where one is named; the
  /// one with the shorter way between them.
  private func routeThrough(_ from: PlaceReference, _ to: PlaceReference) throws -> Route? {
    guard case .named(let first, let firstCountry) = from,
      case .named(let second, let secondCountry) = to
    else { return nil }
    let candidates = try atlas.routes.compactMap { route -> (length: Double, route: Route)? in
      guard let a = try? route.stop(named: first), let b = try? route.stop(named: second),
        a.measureKilometers != b.measureKilometers,
        try lies(a.coordinate, in: firstCountry), try lies(b.coordinate, in: secondCountry)
      else { return nil }
      return (abs(a.measureKilometers - b.measureKilometers), route)
    }
    return candidates.min { ($0.length, $0.route.id) < ($1.length, $1.route.id) }?.route
  }
}

/// The distance in metres from a point to the nearest point of a line of geodesics. O(n).
func distance(from point: Coordinate, to line: LineString) -> Double {
  zip(line.coordinates, line.coordinates.dropFirst()).map { start, end in
    Geodesic.wgs84.nearestPoint(onSegmentFrom: start, to: end, to: point).distanceMeters
  }.min() ?? .infinity
}
