import ArgumentParser
import Balise

/// Which incidents to work on: the same options on every verb that reads incidents.
struct SelectionOptions: ParsableArguments {
  @Option(
    name: .customLong("in"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "In a country, a group of countries or a region; several --in are alternatives.",
      valueName: "region"))
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
      valueName: "length"),
    transform: LengthArgument.init)
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

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "A condition on the properties, in OGC CQL2: \"killed_best >= 10 AND country = 'Mali'\".",
      valueName: "condition"))
  var condition: String?

  @Option(
    help: ArgumentHelp(
      "The same as CQL2 JSON: {\"op\":\">=\",\"args\":[{\"property\":\"killed_best\"},10]}.",
      valueName: "json"))
  var whereJson: String?

  /// Whether everything is selected.
  var isEmpty: Bool {
    regions.isEmpty && near.isEmpty && along.isEmpty && within == nil && bbox == nil
      && during == nil && condition == nil && whereJson == nil
  }

  /// The days of `--during`.
  func days() throws -> (first: Day?, last: Day?)? { try during.map(Self.span) }

  /// The condition of `--where` or `--where-json`.
  private func query() throws -> CQL2Query? {
    do {
      return try condition.map { try CQL2Query(text: $0) }
        ?? whereJson.map { try CQL2Query(json: $0) }
    } catch {
      throw ValidationError("\(condition == nil ? "--where-json" : "--where"): \(error)")
    }
  }

  /// The options as they were given, for outputs that say what was asked.
  var words: String {
    let parts =
      regions.map { "--in \($0)" } + near.map { "--near \($0)" } + along.map { "--along \($0)" }
      + [
        within.map { "--within \($0.text)" }, bbox.map { "--bbox \($0)" },
        during.map { "--during \($0)" }, condition.map { "--where \($0)" },
        whereJson.map { "--where-json \($0)" },
      ].compactMap(\.self)
    return parts.isEmpty ? "everything" : parts.joined(separator: " ")
  }

  /// How near is near where nobody says.
  private static let defaultMeters = 25_000.0

  /// The selection on an atlas; lines about what was taken go to the console.
  func selection(on atlas: Atlas, console: Console) throws -> Selection {
    var selection = Selection()
    let named = try regions.map { try region(named: $0, atlas: atlas, console: console) }
    selection.regions = named.flatMap(\.regions)
    selection.groups = named.compactMap(\.group)
    selection.vicinities = try near.map {
      Selection.Vicinity(
        center: try position($0, atlas: atlas, console: console),
        withinMeters: within?.meters ?? Self.defaultMeters)
    }
    selection.corridors = try along.map { try corridor($0, atlas: atlas) }
    selection.box = try bbox.map(Self.box)
    selection.days = try during.map(Self.span)
    selection.condition = try query()
    return selection
  }

  func validate() throws {
    if within != nil, near.isEmpty, along.isEmpty {
      throw ValidationError("--within needs --near or --along.")
    }
    guard !(regions + near + along).contains("") else {
      throw ValidationError("--in, --near and --along each need a name; one was empty.")
    }
    for text in near { _ = try CoordinateText.validated(text) }
    for text in along { _ = try Self.stretch(text) }
    if let bbox { _ = try Self.box(bbox) }
    if let during { _ = try Self.span(during) }
    guard condition == nil || whereJson == nil else {
      throw ValidationError("--where and --where-json exclude each other.")
    }
    _ = try query()
  }

  private func region(named name: String, atlas: Atlas, console: Console) throws
    -> Atlas.NamedRegions
  {
    let found = try atlas.regions(named: name)
    let isPlain = found.regions.first.map { region in
      [region.name, region.id].contains { $0.lowercased() == name.lowercased() }
    }
    var note = "--in \(name): taken as \(found.label)"
    if found.group != nil { note += ", by the members on the day of each incident" }
    if !found.others.isEmpty {
      let rest = found.others.count > 5 ? " and \(found.others.count - 5) more" : ""
      note += "; the name is also borne by \(found.others.prefix(5).joined(separator: ", "))\(rest)"
    }
    if isPlain != true || !found.others.isEmpty { console.note(note + ".") }
    return found
  }

  private func position(_ text: String, atlas: Atlas, console: Console) throws -> Coordinate {
    let text = CoordinateText.trimmed(text)
    if let coordinate = try CoordinateText.parse(text) {
      if let place = atlas.gazetteer.nearestPlace(to: coordinate) {
        let distance = Geodesic.wgs84.distance(from: coordinate, to: place.coordinate)
        console.note(
          "--near \(text): \(Console.kilometers(distance)) from \(place.name), "
            + "\(place.countryCode).")
      }
      return coordinate
    }
    let found = places(named: text, atlas: atlas)
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

  /// The places that bear a name, or, where none does, that of `NAME, COUNTRY`.
  private func places(named text: String, atlas: Atlas) -> [NamedPlace] {
    let found = atlas.gazetteer.places(named: text)
    guard found.isEmpty, let comma = text.lastIndex(of: ",") else { return found }
    let country = CoordinateText.trimmed(text[text.index(after: comma)...])
    return atlas.countries.positions(named: country).flatMap {
      atlas.gazetteer.places(
        named: CoordinateText.trimmed(text[..<comma]), inCountry: atlas.countryCode(ofCountryAt: $0)
      )
    }
  }

  private func corridor(_ text: String, atlas: Atlas) throws -> Selection.Corridor {
    let (name, ends) = try Self.stretch(text)
    let route = try atlas.route(named: name)
    var from = 0.0
    var to = route.lengthKilometers
    if let ends {
      (from, to) = try Ground(atlas: atlas).kilometers(from: ends.from, to: ends.to, on: route)
    }
    let distance = within?.meters ?? max(route.corridorMeters, 1)
    return Selection.Corridor(
      route: route, fromKilometers: from, toKilometers: to, withinMeters: distance)
  }

  /// The route of `ROUTE[:FROM..TO]`, and the ends where they are given.
  private static func stretch(_ text: String) throws -> (
    route: String, ends: (from: String, to: String)?
  ) {
    guard let colon = text.firstIndex(of: ":") else { return (text, nil) }
    let stretch = text[text.index(after: colon)...]
    guard let dots = stretch.firstRange(of: ".."), dots.lowerBound > stretch.startIndex,
      dots.upperBound < stretch.endIndex
    else {
      throw ValidationError(
        "--along \(text): a stretch is written FROM..TO, as in Gao..Tessalit.")
    }
    let from = try routeEnd(String(stretch[..<dots.lowerBound]))
    let to = try routeEnd(String(stretch[dots.upperBound...]))
    return (String(text[..<colon]), (from, to))
  }

  /// An end of a stretch; a bare number is refused, because it could be kilometres or metres.
  static func routeEnd(_ text: String) throws -> String {
    let text = CoordinateText.trimmed(text)
    if Double(text) != nil {
      throw ValidationError(
        "\"\(text)\": a measure carries its unit: \(text)km. Otherwise give a stop, or border:REGION."
      )
    }
    return text
  }

  private static func box(_ text: String) throws -> Envelope {
    let numbers = text.split(separator: ",", omittingEmptySubsequences: false)
      .map { Double(CoordinateText.trimmed($0)) }
    let values = numbers.compactMap(\.self)
    guard numbers.count == 4, values.count == 4, abs(values[0]) <= 180, abs(values[2]) <= 180,
      abs(values[1]) <= 90, abs(values[3]) <= 90
    else {
      throw ValidationError(
        "--bbox \(text): four numbers are needed, west,south,east,north in degrees.")
    }
    guard values[1] <= values[3] else {
      throw ValidationError(
        "--bbox \(text): the order is west,south,east,north, and the south (\(values[1])) must not "
          + "lie north of the north (\(values[3])).")
    }
    return Envelope(minX: values[0], minY: values[1], maxX: values[2], maxY: values[3])
  }

  private static func span(_ text: String) throws -> (first: Day?, last: Day?) {
    func date(_ text: some StringProtocol) throws -> UncertainDate {
      do { return try UncertainDate(edtf: CoordinateText.trimmed(text)) } catch {
        throw ValidationError("--during \(text): \(error)")
      }
    }
    if let dots = text.firstRange(of: ".."), !text.contains("/") {
      let first = text[..<dots.lowerBound]
      let last = text[dots.upperBound...]
      let start = first.isEmpty ? nil : try date(first).earliest
      let end = last.isEmpty ? nil : try date(last).latest
      if let start, let end, start > end {
        throw ValidationError("--during \(text): the span ends before it begins.")
      }
      return (start, end)
    }
    let whole = try date(text)
    return (whole.earliest, whole.latest)
  }
}
