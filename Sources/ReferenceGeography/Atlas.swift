import Dispatch
public import Foundation
import GeoFormats
public import LinearReferencing
import NameMatching
import SimpleFeatures
import Synchronization

/// The reference geography of one run: regions, places, routes and groups, read once and shared.
public struct Atlas: Sendable {
  /// The countries of the world.
  public let countries: BoundarySet
  /// The regions that answers are given on: the first-level ones of the world, each in the country
  /// that its `countryID` names, or those of a set chosen in their place, whatever their level.
  public let firstLevel: BoundarySet
  /// The first-level regions of the world where another set is chosen in their place; else nil.
  public let worldRegions: BoundarySet?
  /// Named places.
  public let gazetteer: Gazetteer
  /// The capitals of countries, by ISO 3166-1 alpha-2.
  public let capitals: [String: NamedPlace]
  /// The named routes, in order of their identifiers.
  public let routes: [Route]
  /// Groups of countries, in the order of their file.
  public let groups: [RegionGroup]

  /// Makes reference geography of its parts.
  public init(
    countries: BoundarySet, firstLevel: BoundarySet, worldRegions: BoundarySet? = nil,
    gazetteer: Gazetteer, capitals: [String: NamedPlace] = [:], routes: [Route],
    groups: [RegionGroup]
  ) {
    self.countries = countries
    self.firstLevel = firstLevel
    self.worldRegions = worldRegions
    self.gazetteer = gazetteer
    self.capitals = capitals
    self.routes = routes
    self.groups = groups
  }

  /// The same geography with other regions of the first level.
  public func replacingFirstLevel(by regions: BoundarySet) -> Atlas {
    Atlas(
      countries: countries, firstLevel: regions, gazetteer: gazetteer, capitals: capitals,
      routes: routes, groups: groups)
  }

  /// Reads the shipped geography.
  /// - Parameter folder: a folder with `boundaries/`, `places/`, `routes/` and `groups.yaml`.
  public init(folder: URL) throws {
    let files = Files(folder: folder)
    // The regions are three quarters of the work: they are read beside all the rest.
    let (firstLevel, others) = try concurrently(
      { try files.boundaries(1, "admin1") },
      {
        (
          try files.boundaries(0, "admin0"), try files.gazetteer(), try files.capitals(),
          try files.routes(), try RegionGroupFile.read(try files.text("groups.yaml"))
        )
      })
    self.init(
      countries: others.0, firstLevel: firstLevel, gazetteer: others.1, capitals: others.2,
      routes: others.3, groups: others.4)
  }
}

extension Atlas {
  /// The same geography with answers on another boundary set; countries, places and routes stay.
  public func choosing(_ set: BoundarySet) -> Atlas {
    Atlas(
      countries: countries, firstLevel: set, worldRegions: worldRegions ?? firstLevel,
      gazetteer: gazetteer, capitals: capitals, routes: routes, groups: groups)
  }

  /// The same geography on the first-level regions of the world; nil where these are chosen already.
  public var onWorldRegions: Atlas? {
    worldRegions.map { world in
      Atlas(
        countries: countries, firstLevel: world, gazetteer: gazetteer, capitals: capitals,
        routes: routes, groups: groups)
    }
  }
}

/// The files of the shipped geography.
private struct Files: Sendable {
  let folder: URL

  func bytes(_ path: String) throws -> [UInt8] {
    try ByteSource.open(folder.appending(path: path).path).readAll()
  }

  func text(_ path: String) throws -> String { String(decoding: try bytes(path), as: UTF8.self) }

  func boundaries(_ level: Int, _ name: String) throws -> BoundarySet {
    let path = "boundaries/natural-earth-\(name).geojson"
    return try BoundarySet(
      geoJSON: try bytes(path), fileName: path,
      description: .init(
        id: "natural-earth-\(name)", name: "Natural Earth \(name)", date: "",
        accuracyMeters: 5000, level: level))
  }

  func gazetteer() throws -> Gazetteer {
    try Gazetteer(
      tables: try ["places/geonames.tsv", "places/desert-places.tsv"].map { (try bytes($0), $0) })
  }

  func capitals() throws -> [String: NamedPlace] {
    let path = "places/capitals.tsv"
    var capitals: [String: NamedPlace] = [:]
    try Gazetteer(tables: [(try bytes(path), path)]).forEachPlace { capitals[$0.countryCode] = $0 }
    return capitals
  }

  func routes() throws -> [Route] {
    try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "routes").path)
      .filter { $0.hasSuffix(".yaml") }.sorted()
      .map { try RouteFile.read(try text("routes/\($0)"), fileName: "routes/\($0)") }
      .sorted { $0.id < $1.id }
  }
}

/// The results of two pieces of work done at the same time; the first error of the two is thrown.
private func concurrently<A: Sendable, B: Sendable>(
  _ first: @Sendable () throws -> A, _ second: @Sendable () throws -> B
) throws -> (A, B) {
  let results = Mutex<(Result<A, any Error>?, Result<B, any Error>?)>((nil, nil))
  DispatchQueue.concurrentPerform(iterations: 2) { number in
    if number == 0 {
      let result = Result { try first() }
      results.withLock { $0.0 = result }
    } else {
      let result = Result { try second() }
      results.withLock { $0.1 = result }
    }
  }
  let (a, b) = results.withLock { $0 }
  guard let a = try a?.get(), let b = try b?.get() else { throw CancellationError() }
  return (a, b)
}

extension Atlas {
  /// A name that no route, region or place bears.
  public struct UnknownName: Error, CustomStringConvertible, Sendable {
    /// What was looked for: `route`, `region`, `place`.
    public let kind: String
    /// The name that was not found.
    public let name: String
    /// The nearest names, best first.
    public let suggestions: [String]

    /// Makes the error.
    public init(kind: String, name: String, suggestions: [String]) {
      self.kind = kind
      self.name = name
      self.suggestions = suggestions
    }

    /// A sentence for people.
    public var description: String {
      "No \(kind) is called \(name.quoted)."
        + (suggestions.isEmpty
          ? "" : " The nearest names are: \(suggestions.joined(separator: "; ")).")
    }
  }

  /// The route with an identifier or a name, without regard to case, accents and punctuation.
  public func route(named name: String) throws -> Route {
    let key = FoldedName.fold(name)
    if let route = routes.first(where: { $0.id == name })
      ?? routes.first(where: { route in
        ([route.id, route.name] + route.alternativeNames).contains { FoldedName.fold($0) == key }
      })
    {
      return route
    }
    throw UnknownName(
      kind: "route", name: name,
      suggestions: nearestNames(to: name, among: routes.map(\.id), count: 5))
  }
}
