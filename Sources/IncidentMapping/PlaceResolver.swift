import Foundation
import Geodesy
public import Incidents
public import LinearReferencing
import ReferenceGeography
import SimpleFeatures
import Topology

extension Ground {
  /// A description that does not hold on this ground: a route, stop, place or area it does not have.
  public struct Unresolved: Error, CustomStringConvertible, Sendable {
    /// A sentence for people.
    public let description: String
  }

  /// Puts a place on the ground.
  ///
  /// Throws `Unresolved` when the description names what this ground does not have.
  public func resolve(_ place: Place) throws -> ResolvedPlace {
    switch place {
    case .exact(let point):
      return ResolvedPlace(
        kind: .exact, shape: .point(point), representativePoint: point, radiusMeters: 0)
    case .near(let center, let radius, let clips):
      return try disc(center, radiusMeters: radius, clippedTo: clips)
    case .ring(let center, let inner, let outer):
      return try ring(center, innerMeters: inner, outerMeters: outer)
    case .routeSection(let route, let from, let to):
      return try section(of: route, from: from, to: to)
    case .between(let from, let to, let point, let tolerance):
      return try between(from, to, at: point, withinMeters: tolerance)
    case .area(let reference):
      let found = try area(reference)
      return try surface(of: found.region, way: found.way, note: found.note)
    case .mixture(let parts):
      return try mixture(parts)
    case .firstKnown(let places):
      return try firstKnown(places)
    case .unknown:
      return .unknown()
    }
  }

  /// The first that can be put on the ground; what stands behind the first is an assumption.
  private func firstKnown(_ places: [Place]) throws -> ResolvedPlace {
    var reasons: [String] = []
    for place in places {
      do {
        let resolved = try resolve(place)
        guard let reason = reasons.first else { return resolved }
        let isFallback = if case .near = place { true } else { false }
        return isFallback
          ? resolved.told(
            .assumed, [reason, resolved.note].compactMap(\.self).joined(separator: " "))
          : resolved
      } catch let error as Unresolved {
        reasons.append(error.description)
      }
    }
    throw Unresolved(description: reasons.joined(separator: " "))
  }

  private func mixture(_ parts: [Place.Part]) throws -> ResolvedPlace {
    let total = parts.reduce(0) { $0 + $1.weight }
    guard total > 0 else { throw Unresolved(description: "A mixture has no parts.") }
    let resolved = try parts.map {
      ResolvedPlace.Part(weight: $0.weight / total, place: try resolve($0.place))
    }
    // A stable order: equal weights stay as given.
    let ordered = resolved.enumerated()
      .sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }.map(\.element)
    return ResolvedPlace(
      kind: .mixture, shape: .mixture(ordered),
      representativePoint: ordered.first?.place.representativePoint,
      radiusMeters: ordered.first?.place.radiusMeters)
  }
}

// MARK: - Discs and areas

extension Ground {
  /// How many corners stand for a circle in computations: with the circle's own area, a share is
  /// then within 1e-5 of the circle's.
  private static let circleCorners = 256

  private func circle(_ center: Coordinate, radiusMeters: Double) throws -> Geometry {
    let step = 2 * Double.pi / Double(Self.circleCorners)
    // The polygon through points on the circle is smaller than the disc: widen it to equal area.
    let widened = radiusMeters * (step / sin(step)).squareRoot()
    return .polygon(
      Polygon(
        exterior: try Geodesic.wgs84.pointsAround(
          center: center, radiusMeters: widened, count: Self.circleCorners)))
  }

  private func disc(
    _ center: PlaceReference, radiusMeters: Double, clippedTo clips: [AreaReference]
  ) throws -> ResolvedPlace {
    let point = try coordinate(of: center)
    guard radiusMeters >= 0 else {
      throw Unresolved(
        description:
          "The radius of the disc about \(name(of: center)) is \(radiusMeters) m; it must "
          + "be 0 or more.")
    }
    guard radiusMeters > 0 else {
      return ResolvedPlace(
        kind: .near, shape: .point(point), representativePoint: point, radiusMeters: 0)
    }
    var shape = try circle(point, radiusMeters: radiusMeters)
    var note: String?
    var container: Region?
    if let clip = try clips.lazy.compactMap({ try self.clip($0) }).first {
      let part = try clipped(shape, to: clip)
      if part.isEmpty {
        note = "The disc of \(kilometersText(radiusMeters)) km lies outside \(clip.name)."
      } else {
        shape = part
        container = clip
        note = "A disc of \(kilometersText(radiusMeters)) km inside \(clip.name)."
      }
    }
    return ResolvedPlace(
      kind: .near,
      shape: .surface(shape, areaSquareMeters: Geodesic.wgs84.areaWithStraightEdges(of: shape)),
      representativePoint: point, radiusMeters: radiusMeters, container: container, note: note)
  }

  private func ring(_ center: PlaceReference, innerMeters: Double, outerMeters: Double) throws
    -> ResolvedPlace
  {
    let point = try coordinate(of: center)
    guard innerMeters < outerMeters else {
      throw Unresolved(
        description: "The ring about \(name(of: center)) has an inner radius of "
          + "\(kilometersText(innerMeters)) km, which is not less than its outer radius of "
          + "\(kilometersText(outerMeters)) km.")
    }
    let outer = try circle(point, radiusMeters: outerMeters)
    let shape =
      innerMeters > 0
      ? try context.difference(outer, try circle(point, radiusMeters: innerMeters)) : outer
    return ResolvedPlace(
      kind: .ring,
      shape: .surface(shape, areaSquareMeters: Geodesic.wgs84.areaWithStraightEdges(of: shape)),
      representativePoint: point, radiusMeters: outerMeters)
  }

  /// The region that a disc is cut to; nil where it is not known, and where the point that it should
  /// hold clearly lies in another country: borders have moved, and data sets file places under one
  /// country that lie in another.
  private func clip(_ reference: AreaReference) throws -> Region? {
    guard let region = try? area(reference).region else { return nil }
    guard region.level == 0, let point = reference.at, try country(covering: point) != nil else {
      return region
    }
    return try holds(region, point) ? region : nil
  }

  private func clipped(_ shape: Geometry, to region: Region) throws -> Geometry {
    guard let prepared = try prepared(region) else { return .multiPolygon([]) }
    var parts: [Geometry] = []
    for shift in longitudeShifts(of: shape.envelope) {
      let moved = shape.map { Coordinate(x: $0.x + shift, y: $0.y) }
      let part = try prepared.intersection(with: moved)
      parts += part.polygons.map { polygon in
        Geometry.polygon(polygon).map { Coordinate(x: $0.x - shift, y: $0.y) }
      }
    }
    return .multiPolygon(parts.flatMap(\.polygons))
  }

  private func surface(of region: Region, way: ResolvedPlace.Way, note: String?) throws
    -> ResolvedPlace
  {
    let area = Geodesic.wgs84.areaWithStraightEdges(of: region.geometry)
    return ResolvedPlace(
      kind: .area, shape: .surface(region.geometry, areaSquareMeters: area),
      representativePoint: try context.pointOnSurface(of: region.geometry),
      radiusMeters: (area / .pi).squareRoot(), region: region, way: way, note: note)
  }

  /// The region that a reference means: by its names within the country first, else the one that
  /// holds its point.
  func area(_ reference: AreaReference) throws -> (
    region: Region, way: ResolvedPlace.Way, note: String?
  ) {
    let countryPosition = reference.country.flatMap { self.countryPosition(named: $0) }
    let wanted = reference.names.first.map { "\"\($0)\"" } ?? "without a name"
    switch reference.level {
    case 0:
      for name in reference.names {
        if let position = self.countryPosition(named: name) {
          return (atlas.countries.regions[position], .areaByName, nil)
        }
      }
      if let point = reference.at, let region = try country(covering: point) {
        return (region, .areaByPoint, "\(region.name) is the country that holds the coded point.")
      }
      throw Unresolved(
        description: "No country \(wanted) in \(atlas.countries.description.name).")
    case 1, nil:
      let country = countryPosition.map { atlas.countries.regions[$0] }
      if reference.country == nil || country != nil {
        for name in reference.names {
          let found = atlas.firstLevel.positions(named: name, inCountry: country?.id)
          if let position = try oneOf(found, at: reference.at) {
            return (atlas.firstLevel.regions[position], .areaByName, nil)
          }
        }
      }
      if let found = try regionOfAnotherCountry(reference, than: country) { return found }
      if let point = reference.at,
        let position = try firstLevelRegions(covering: point).first(where: {
          country == nil || atlas.firstLevel.regions[$0].countryID == country?.id
        })
      {
        let region = atlas.firstLevel.regions[position]
        return (
          region, .areaByPoint,
          "\(region.name) is the region that holds the coded point; "
            + "\(atlas.firstLevel.description.name) has no region \(wanted)."
        )
      }
      if reference.level == nil, reference.country == nil {
        for name in reference.names {
          if let position = self.countryPosition(named: name) {
            return (atlas.countries.regions[position], .areaByName, nil)
          }
        }
      }
      throw Unresolved(
        description: "No first-level region \(wanted) in \(atlas.firstLevel.description.name).")
    case let level?:
      throw Unresolved(
        description: "No boundary set at hand has regions of level \(level) (\(wanted)).")
    }
  }

  /// The region that bears one of the names in the country that holds the point, where the record
  /// names another: the Gaza Strip filed under Israel, Upper Nile under the Sudan of its day.
  private func regionOfAnotherCountry(_ reference: AreaReference, than named: Region?) throws -> (
    region: Region, way: ResolvedPlace.Way, note: String?
  )? {
    guard let named, let point = reference.at, let holder = try country(covering: point),
      holder.id != named.id
    else { return nil }
    for name in reference.names {
      let found = atlas.firstLevel.positions(named: name, inCountry: holder.id)
      if let position = try oneOf(found, at: point) {
        let region = atlas.firstLevel.regions[position]
        return (
          region, .areaByName,
          "\(region.name) lies in \(holder.name), which holds the coded point; the record names "
            + "\(named.name)."
        )
      }
    }
    return nil
  }

  /// The one region of several with the same name: the only one, or the one that holds the point.
  private func oneOf(_ positions: [Int], at point: Coordinate?) throws -> Int? {
    if positions.count <= 1 { return positions.first }
    guard let point else { return nil }
    return try positions.first { try firstLevel($0).covers(point) }
  }

  private func country(covering point: Coordinate) throws -> Region? {
    guard let position = try firstLevelRegions(covering: point).first else { return nil }
    return atlas.countries.region(id: atlas.firstLevel.regions[position].countryID)
  }
}

// MARK: - Routes and lines

extension Ground {
  /// No chord of a line may lie further than this from the geodesic when shares are computed.
  private static let maximumDeviationMeters = 1.0

  private func section(of name: String, from: RoutePosition, to: RoutePosition) throws
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

  private func section(of route: Route, fromKilometers start: Double, toKilometers end: Double)
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
      representativePoint: midpoint(of: line), section: (route.id, section),
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
      region = try area(AreaReference(names: [name], level: 1, country: nil, at: nil)).region
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

  private func between(
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
        description: "The coded point lies \(kilometersText(best.offset)) km from the line between "
          + "\(name(of: from)) and \(name(of: to)), more than \(kilometersText(withinMeters)) km.")
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

  /// Whether a point lies in a country or as near to it as the boundary set can tell; true where no
  /// country is named.
  private func lies(_ point: Coordinate, in name: String?) throws -> Bool {
    guard let name else { return true }
    guard let position = countryPosition(named: name) else { return false }
    return try holds(atlas.countries.regions[position], point)
  }

  /// Whether a country holds a point, or lies as near to it as the boundary set can tell.
  private func holds(_ nation: Region, _ point: Coordinate) throws -> Bool {
    guard let position = atlas.countries.position(ofID: nation.id) else { return false }
    let region = try country(position)
    let accuracy = atlas.countries.description.accuracyMeters
    if try region.covers(point) { return true }
    return try accuracy > 0 && region.intersects(try circle(point, radiusMeters: accuracy))
  }

  private func name(of reference: PlaceReference) -> String {
    switch reference {
    case .named(let name, _): name
    case .coordinate(let point, let name): name ?? "\(point.longitude),\(point.latitude)"
    }
  }

  private func coordinate(of reference: PlaceReference) throws -> Coordinate {
    try coordinates(of: reference)[0]
  }

  /// Where a place may lie: all that bear the name, most people first; never empty.
  private func coordinates(of reference: PlaceReference) throws -> [Coordinate] {
    switch reference {
    case .coordinate(let point, _): return [point]
    case .named(let name, let country):
      let found: [NamedPlace]
      if let country {
        guard let position = countryPosition(named: country) else {
          throw Unresolved(description: "No country is called \"\(country)\".")
        }
        found = atlas.gazetteer.places(
          named: name, inCountry: atlas.countryCode(ofCountryAt: position))
      } else {
        found = atlas.gazetteer.places(named: name)
      }
      guard !found.isEmpty else {
        throw Unresolved(
          description: "No place called \"\(name)\"" + (country.map { " in \($0)" } ?? "")
            + " in the gazetteer.")
      }
      return found.map(\.coordinate)
    }
  }

  private func midpoint(of line: LineString) -> Coordinate? {
    let points = line.coordinates
    var remaining = Geodesic.wgs84.length(of: line) / 2
    for (a, b) in zip(points, points.dropFirst()) {
      let length = Geodesic.wgs84.distance(from: a, to: b)
      if length >= remaining, length > 0 {
        return Geodesic.wgs84.interpolate(from: a, to: b, fraction: remaining / length)
      }
      remaining -= length
    }
    return points.last
  }
}

/// The distance in metres from a point to the nearest point of a line of geodesics. O(n).
func distance(from point: Coordinate, to line: LineString) -> Double {
  zip(line.coordinates, line.coordinates.dropFirst()).map { start, end in
    Geodesic.wgs84.nearestPoint(onSegmentFrom: start, to: end, to: point).distanceMeters
  }.min() ?? .infinity
}

/// The turns by which a shape with longitudes beyond ±180 has to be moved to meet regions that keep
/// within them.
func longitudeShifts(of envelope: Envelope) -> [Double] {
  [0] + (envelope.maxX > 180 ? [-360] : []) + (envelope.minX < -180 ? [360] : [])
}

/// Kilometres for a sentence: whole above ten, one decimal below.
func kilometersText(_ meters: Double) -> String {
  let km = meters / 1000
  let rounded = km >= 10 ? km.rounded() : (km * 10).rounded() / 10
  return Int(exactly: rounded).map(String.init) ?? "\(rounded)"
}

extension Ground {
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
