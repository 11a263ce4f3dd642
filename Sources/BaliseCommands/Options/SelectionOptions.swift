import ArgumentParser
import Balise

/// Which incidents to work on: the same options on every verb that reads incidents.
struct SelectionOptions: ParsableArguments {
  @Option(
    name: .customLong("in"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("In a country or first-level region.", valueName: "region"))
  var regions: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Near a place or a position (16.27N,0.04W or lon,lat).", valueName: "place"))
  var near: [String] = []

  @Option(
    help: ArgumentHelp(
      "Along a route, or a stretch of it: gao-adrar:Gao..Tessalit.", valueName: "route[:from..to]"))
  var along: [String] = []

  @Option(
    help: ArgumentHelp(
      "The distance for --near (25km unless told) and --along (the route's corridor).",
      valueName: "length"))
  var within: LengthArgument?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "In a box: west,south,east,north in degrees; west > east crosses 180.", valueName: "box"))
  var bbox: String?

  @Option(
    help: ArgumentHelp(
      "Could have happened in a span, both ends included: 2024, 2024-01..2025-03.",
      valueName: "span"))
  var during: String?

  /// How near is near where nobody says.
  private static let defaultMeters = 25_000.0

  /// The selection on an atlas; lines about what was taken go to the console.
  func selection(on atlas: Atlas, console: Console) throws -> Selection {
    var selection = Selection()
    selection.regions = try regions.map { try region(named: $0, atlas: atlas, console: console) }
    selection.vicinities = try near.map {
      Selection.Vicinity(
        center: try position($0, atlas: atlas, console: console),
        withinMeters: within?.meters ?? Self.defaultMeters)
    }
    selection.corridors = try along.map { try corridor($0, atlas: atlas) }
    selection.box = try bbox.map(Self.box)
    selection.days = try during.map(Self.span)
    return selection
  }

  func validate() throws {
    if within != nil, near.isEmpty, along.isEmpty {
      throw ValidationError("--within needs --near or --along.")
    }
    if let bbox { _ = try Self.box(bbox) }
    if let during { _ = try Self.span(during) }
  }

  private func region(named name: String, atlas: Atlas, console: Console) throws -> Region {
    let countries = atlas.countries.positions(named: name).map { atlas.countries.regions[$0] }
    let others = atlas.firstLevel.positions(named: name).map { atlas.firstLevel.regions[$0] }
    func label(_ region: Region) -> String { "\(region.name) (\(region.id))" }
    let level = countries.isEmpty ? others : countries
    guard let taken = level.first else {
      throw Atlas.UnknownName(
        kind: "region", name: name,
        suggestions: atlas.countries.suggestions(for: name, count: 3)
          + atlas.firstLevel.suggestions(for: name, count: 3))
    }
    guard level.count == 1 else {
      throw ValidationError(
        "--in \(name): several regions bear that name: \(level.map(label).joined(separator: ", ")). "
          + "Give the id in brackets.")
    }
    let rest = countries.isEmpty ? [] : others
    if !rest.isEmpty {
      console.note(
        "--in \(name): taken as \(label(taken)); "
          + "the name is also borne by \(rest.map(label).joined(separator: ", ")).")
    }
    return taken
  }

  private func position(_ text: String, atlas: Atlas, console: Console) throws -> Coordinate {
    if let coordinate = try CoordinateText.parse(text) {
      if let place = atlas.gazetteer.nearestPlace(to: coordinate) {
        let distance = Geodesic.wgs84.distance(from: coordinate, to: place.coordinate)
        console.note(
          "--near \(text): \(Console.kilometers(distance)) from \(place.name), "
            + "\(place.countryCode).")
      }
      return coordinate
    }
    let found = atlas.gazetteer.places(named: text)
    guard let place = found.first else {
      throw Atlas.UnknownName(
        kind: "place", name: text, suggestions: atlas.gazetteer.suggestions(for: text))
    }
    let others = found.dropFirst().prefix(5).map { "\($0.name), \($0.countryCode)" }
    console.note(
      "--near \(text): taken as \(place.name), \(place.countryCode) (GeoNames \(place.id))"
        + (others.isEmpty ? "." : "; also: \(others.joined(separator: "; ")).")
    )
    return place.coordinate
  }

  private func corridor(_ text: String, atlas: Atlas) throws -> Selection.Corridor {
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    let route = try atlas.route(named: parts.first ?? "")
    var from = 0.0
    var to = route.lengthKilometers
    if parts.count == 2 {
      let ends = parts[1].split(separator: ".", omittingEmptySubsequences: true).map(String.init)
      guard parts[1].contains(".."), ends.count == 2 else {
        throw ValidationError(
          "--along \(text): a stretch is written FROM..TO, as in Gao..Tessalit.")
      }
      let ground = try Ground(atlas: atlas)
      (from, to) = try ground.kilometers(from: ends[0], to: ends[1], on: route)
    }
    let distance = within?.meters ?? max(route.corridorMeters, 1)
    return Selection.Corridor(
      route: route, fromKilometers: from, toKilometers: to, withinMeters: distance)
  }

  private static func box(_ text: String) throws -> Envelope {
    let numbers = text.split(separator: ",").map { Double($0.filter { $0 != " " }) }
    let values = numbers.compactMap(\.self)
    guard numbers.count == 4, values.count == 4, values.allSatisfy(\.isFinite),
      values[1] <= values[3], abs(values[0]) <= 180, abs(values[2]) <= 180,
      abs(values[1]) <= 90, abs(values[3]) <= 90
    else {
      throw ValidationError(
        "--bbox \(text): four numbers are needed, west,south,east,north in degrees.")
    }
    return Envelope(minX: values[0], minY: values[1], maxX: values[2], maxY: values[3])
  }

  private static func span(_ text: String) throws -> (first: Day?, last: Day?) {
    func date(_ text: some StringProtocol) throws -> UncertainDate {
      do { return try UncertainDate(edtf: String(text)) } catch {
        throw ValidationError("--during \(text): \(error)")
      }
    }
    if let dots = text.firstRange(of: ".."), !text.contains("/") {
      let first = text[..<dots.lowerBound]
      let last = text[dots.upperBound...]
      return (
        first.isEmpty ? nil : try date(first).earliest, last.isEmpty ? nil : try date(last).latest
      )
    }
    let whole = try date(text)
    return (whole.earliest, whole.latest)
  }
}
