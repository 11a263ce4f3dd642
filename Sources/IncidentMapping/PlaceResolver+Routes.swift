import Geodesy
import Incidents
public import LinearReferencing
import ReferenceGeography
import SimpleFeatures
import Topology

extension Ground {
  /// No chord of a line may lie further than this from the geodesic when shares are computed.
  static let maximumDeviationMeters = 1.0

  func section(of name: String, from: RoutePosition, to: RoutePosition) throws
    -> ResolvedPlace
  {
    let route: Route
    do { route = try atlas.route(named: name) } catch {
      throw Unresolved(description: "\(error)")
    }
    do {
      let start = try kilometers(of: from, on: route, after: nil)
      let end = try kilometers(of: to, on: route, after: start)
      return try section(of: route, fromKilometers: start, toKilometers: end)
    } catch let error as Unresolved {
      throw error
    } catch {
      throw Unresolved(description: "\(error)")
    }
  }

  func section(of route: Route, fromKilometers start: Double, toKilometers end: Double)
    throws -> ResolvedPlace
  {
    guard start != end else {
      let point = try route.interpolate(atKilometers: start)
      return ResolvedPlace(
        kind: .exact, shape: .point(point), representativePoint: point, radiusMeters: 0)
    }
    let section = try route.section(fromKilometers: start, toKilometers: end)
    let line = Geodesic.wgs84.densify(
      section.line, maximumDeviationMeters: Self.maximumDeviationMeters)
    return ResolvedPlace(
      kind: .routeSection, shape: .line(line, lengthMeters: section.lengthMeters),
      representativePoint: line.position(atMeters: Geodesic.wgs84.length(of: line) / 2),
      section: (route.id, section),
      corridorMeters: route.corridorMeters)
  }

  /// The measure of a position on a route.
  /// - Parameter start: where the section starts, from which a border is looked for: onwards first,
  ///   then backwards.
  func kilometers(of position: RoutePosition, on route: Route, after start: Double?) throws
    -> Double
  {
    switch position {
    case .kilometers(let kilometers): return kilometers
    case .stop(let name): return try route.stop(named: name).measureKilometers
    case .border(let name):
      let crossings = try borderCrossings(of: route, regionNamed: name)
      let start = start ?? 0
      guard
        let found = crossings.first(where: { $0 > start }) ?? crossings.last(where: { $0 < start })
      else {
        throw Unresolved(
          description: "Route \(route.id) does not cross the border of \(name) on "
            + "\(atlas.countries.description.name).")
      }
      return found
    }
  }

  /// The measures at which a route crosses the border of a country or first-level region, ascending.
  private func borderCrossings(of route: Route, regionNamed name: String) throws -> [Double] {
    let region: Region
    if let position = countryPosition(named: name) {
      region = atlas.countries.regions[position]
    } else {
      guard let found = try? area(AreaReference(names: [name], level: 1)).region else {
        let nearest =
          atlas.countries.suggestions(for: name, count: 3)
          + atlas.firstLevel.suggestions(for: name, count: 3)
        throw Atlas.UnknownName(kind: "country or region", name: name, suggestions: nearest)
      }
      region = found
    }
    let line = Geodesic.wgs84.densify(
      route.line, maximumDeviationMeters: Self.maximumDeviationMeters)
    var measures: Set<Double> = []
    for shift in longitudeShifts(of: Envelope(line.coordinates)) {
      let moved = Geometry.lineString(line).map { Coordinate(x: $0.x + shift, y: $0.y) }
      guard moved.envelope.intersects(region.envelope) else { continue }
      for part in try context.intersection(moved, region.geometry).lineStrings {
        for end in [part.coordinates.first, part.coordinates.last] {
          guard let end else { continue }
          let back = Coordinate(x: end.x - shift, y: end.y)
          guard let location = route.locate(back).first else { continue }
          measures.insert(location.measureKilometers)
        }
      }
    }
    // The ends of the route itself are no crossings, nor are pieces that only meet end to end.
    let total = route.lengthKilometers
    return measures.sorted().filter { $0 > 1e-6 && $0 < total - 1e-6 }
  }

  /// The measures of two ends of a stretch as people write them: a stop, `97km`, `border:Algeria`.
  public func kilometers(from first: String, to second: String, on route: Route) throws -> (
    from: Double, to: Double
  ) {
    let start = try kilometers(of: RoutePosition(text: first), on: route, after: nil)
    let end = try kilometers(of: RoutePosition(text: second), on: route, after: start)
    return (start, end)
  }
}

extension RoutePosition {
  /// A position as people write it: `border:REGION`, `97km`, else the name of a stop.
  init(text: String) {
    if text.hasPrefix("border:") {
      self = .border(of: String(text.dropFirst("border:".count)))
    } else if text.hasSuffix("km"), let value = Double(text.dropLast(2)), value.isFinite {
      self = .kilometers(value)
    } else {
      self = .stop(text)
    }
  }
}
