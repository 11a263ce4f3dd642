import Foundation
import Geodesy
public import Incidents
import ReferenceGeography
import SimpleFeatures
import Topology

extension Ground {
  /// A description that does not hold on this ground: a route, stop, place or area it does not have.
  public struct Unresolved: Error, CustomStringConvertible, Sendable {
    /// A sentence for people.
    public let description: String
    /// The name that was not found, where that was the reason.
    let missing: MissingName?

    init(description: String, missing: MissingName? = nil) {
      self.description = description
      self.missing = missing
    }
  }

  /// A name that this ground does not have.
  enum MissingName: Hashable, Sendable {
    case area(String)
    case place(String)
  }

  /// The names nearest in spelling to one that is missing, as a sentence; empty where none is near.
  ///
  /// Looked for only when nothing else could be done with a description: it takes the whole
  /// gazetteer.
  func suggestions(for missing: MissingName) -> String {
    let nearest =
      switch missing {
      case .area(let name):
        atlas.countries.suggestions(for: name, count: 3)
          + atlas.firstLevel.suggestions(for: name, count: 3)
      case .place(let name): atlas.gazetteer.suggestions(for: name)
      }
    guard !nearest.isEmpty else { return "" }
    return " The nearest names are: \(nearest.joined(separator: "; "))."
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
    case .geometry(let geometry):
      return try drawn(geometry)
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

// MARK: - Named places

extension Ground {
  func name(of reference: PlaceReference) -> String {
    switch reference {
    case .named(let name, _): name
    case .coordinate(let point, let name): name ?? "\(point.longitude),\(point.latitude)"
    }
  }

  func coordinate(of reference: PlaceReference) throws -> Coordinate {
    try coordinates(of: reference)[0]
  }

  /// Where a place may lie: all that bear the name, most people first; never empty.
  func coordinates(of reference: PlaceReference) throws -> [Coordinate] {
    switch reference {
    case .coordinate(let point, _): return [point]
    case .named(let name, let country):
      let found: [NamedPlace]
      if let country {
        guard let position = countryPosition(named: country) else {
          throw Unresolved(description: "No country is called \(country.quoted).")
        }
        found = atlas.gazetteer.places(
          named: name, inCountry: atlas.countryCode(ofCountryAt: position))
      } else {
        found = placesOfTheWorld(named: name)
      }
      guard !found.isEmpty else {
        throw Unresolved(
          description: "No place called \(name.quoted)" + (country.map { " in \($0)" } ?? "")
            + " in the gazetteer.",
          missing: .place(name))
      }
      return found.map(\.coordinate)
    }
  }
}

/// Kilometres for a sentence: whole above ten, one decimal below.
func kilometersText(fromMeters meters: Double) -> String {
  let km = meters / 1000
  let rounded = km >= 10 ? km.rounded() : (km * 10).rounded() / 10
  return Int(exactly: rounded).map(String.init) ?? "\(rounded)"
}
