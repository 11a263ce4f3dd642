import SimpleFeatures

extension DocumentReader {
  private static let placeKinds = [
    "exact", "near", "ring", "route_section", "between", "area", "geometry", "mixture",
    "first_known",
  ]

  /// A place: the word `unknown`, or a mapping with one key that names the kind.
  mutating func place(_ value: DocumentValue) -> Place? {
    if case .text("unknown") = value.node.kind { return .unknown }
    guard case .mapping = value.node.kind else {
      expected("unknown or a mapping with one of \(Self.kindList)", value)
      return nil
    }
    guard let fields = fields(value, known: Self.placeKinds) else { return nil }
    let kinds = Self.placeKinds.filter { fields[$0] != nil }
    guard let kind = kinds.first, kinds.count == 1, let inner = fields[kind] else {
      let fault = kinds.isEmpty ? "names no kind of place" : "names several kinds of place"
      report(value, "\(fault); give one of \(Self.kindList)")
      return nil
    }
    return switch kind {
    case "exact": coordinate(inner).map(Place.exact)
    case "near": near(inner)
    case "ring": ring(inner)
    case "route_section": routeSection(inner)
    case "between": between(inner)
    case "area": area(inner).map(Place.area)
    case "geometry": geometry(inner).map(Place.geometry)
    case "mixture": mixture(inner)
    default: firstKnown(inner)
    }
  }

  private static var kindList: String { placeKinds.joined(separator: ", ") }

  private mutating func near(_ value: DocumentValue) -> Place? {
    guard let fields = fields(value, known: ["center", "radius_km", "clipped_to"]) else {
      return nil
    }
    let center = required(fields, "center").flatMap { reference($0) }
    let radius = required(fields, "radius_km").flatMap { kilometers($0) }
    let areas = list(fields["clipped_to"]) { $0.area($1) }
    guard let center, let radius else { return nil }
    return .near(center: center, radiusMeters: radius * 1000, clippedTo: areas)
  }

  private mutating func ring(_ value: DocumentValue) -> Place? {
    guard let fields = fields(value, known: ["center", "inner_km", "outer_km"]) else {
      return nil
    }
    let center = required(fields, "center").flatMap { reference($0) }
    let inner = required(fields, "inner_km").flatMap { distance($0) }
    let outer = required(fields, "outer_km").flatMap { kilometers($0) }
    guard let center, let inner, let outer else { return nil }
    guard inner < outer else {
      report(value, "inner_km must be less than outer_km")
      return nil
    }
    return .ring(center: center, innerMeters: inner * 1000, outerMeters: outer * 1000)
  }

  private mutating func routeSection(_ value: DocumentValue) -> Place? {
    guard let fields = fields(value, known: ["route", "from", "to"]) else { return nil }
    let route = text(required(fields, "route"))
    let start = required(fields, "from").flatMap { routePosition($0) }
    let end = required(fields, "to").flatMap { routePosition($0) }
    guard let route, let start, let end else { return nil }
    return .routeSection(route: route, from: start, to: end)
  }

  /// The name of a stop, or a mapping with one of `stop`, `km`, `border_of`.
  private mutating func routePosition(_ value: DocumentValue) -> RoutePosition? {
    if case .text = value.node.kind { return text(value).map(RoutePosition.stop) }
    guard let fields = fields(value, known: ["stop", "km", "border_of"]) else { return nil }
    let positions = [
      fields["stop"].map { text($0).map(RoutePosition.stop) },
      fields["km"].map { distance($0).map(RoutePosition.kilometers) },
      fields["border_of"].map { text($0).map(RoutePosition.border) },
    ].compactMap(\.self)
    guard positions.count == 1 else {
      report(value, "should have one of stop, km, border_of")
      return nil
    }
    return positions[0]
  }

  private mutating func between(_ value: DocumentValue) -> Place? {
    guard let fields = fields(value, known: ["from", "to", "at", "within_km"]) else { return nil }
    let start = required(fields, "from").flatMap { reference($0) }
    let end = required(fields, "to").flatMap { reference($0) }
    let position = fields["at"].flatMap { coordinate($0) }
    let limit = fields["within_km"].flatMap { kilometers($0) }
    if (fields["at"] == nil) != (fields["within_km"] == nil) {
      report(value, "at and within_km belong together; give both or neither")
    }
    guard let start, let end else { return nil }
    return .between(start, end, at: position, withinMeters: limit.map { $0 * 1000 })
  }

  private mutating func mixture(_ value: DocumentValue) -> Place? {
    let parts = list(value) { reader, value -> Place.Part? in
      guard let fields = reader.fields(value, known: ["weight", "place"]) else { return nil }
      let weight = reader.required(fields, "weight").flatMap {
        reader.number($0, in: Double.leastNormalMagnitude...1e6, "a weight above 0, up to 1e6")
      }
      let place = reader.required(fields, "place").flatMap { reader.place($0) }
      guard let weight, let place else { return nil }
      return Place.Part(weight: weight, place: place)
    }
    if case .sequence(let nodes) = value.node.kind, nodes.isEmpty {
      report(value, "a mixture needs at least one part")
    }
    // Weights that add up to 1 stay as they are, so that a form that was written reads back the same.
    let sum = parts.reduce(0) { $0 + $1.weight }
    let total = abs(sum - 1) < 1e-9 ? 1 : sum
    return .mixture(parts.map { Place.Part(weight: $0.weight / total, place: $0.place) })
  }

  private mutating func firstKnown(_ value: DocumentValue) -> Place? {
    let places = list(value) { $0.place($1) }
    if case .sequence(let nodes) = value.node.kind, nodes.isEmpty {
      report(value, "first_known needs at least one place")
    }
    return .firstKnown(places)
  }

  /// A name, a mapping with a name and a country, or a position with a name.
  private mutating func reference(_ value: DocumentValue) -> PlaceReference? {
    if case .text = value.node.kind { return text(value).map { .named($0, country: nil) } }
    guard let fields = fields(value, known: ["name", "country", "lon", "lat"]) else { return nil }
    let name = text(fields["name"])
    let country = text(fields["country"])
    if fields["lon"] != nil || fields["lat"] != nil {
      if let country = fields["country"] {
        report(country, "a position needs no country; leave it out")
      }
      return coordinate(fields).map { .coordinate($0, name: name) }
    }
    guard required(fields, "name") != nil, let name else { return nil }
    return .named(name, country: country)
  }

  /// A name, or a mapping with names, level, country and a position.
  private mutating func area(_ value: DocumentValue) -> AreaReference? {
    if case .text = value.node.kind { return text(value).map { AreaReference(names: [$0]) } }
    guard let fields = fields(value, known: ["names", "level", "country", "at"]) else {
      return nil
    }
    let area = AreaReference(
      names: texts(fields["names"]),
      level: integer(fields["level"], in: 0...9, "a level 0 (country) to 9"),
      country: text(fields["country"]), at: fields["at"].flatMap { coordinate($0) })
    if fields["names"] == nil && fields["at"] == nil {
      report(value, "should have names, or a position at")
    }
    return area
  }

  private mutating func coordinate(_ value: DocumentValue) -> Coordinate? {
    fields(value, known: ["lon", "lat"]).flatMap { coordinate($0) }
  }

  private mutating func coordinate(_ fields: DocumentFields) -> Coordinate? {
    let longitude = required(fields, "lon").flatMap {
      number($0, in: -180...180, "a longitude of -180 to 180 degrees")
    }
    let latitude = required(fields, "lat").flatMap {
      number($0, in: -90...90, "a latitude of -90 to 90 degrees")
    }
    guard let longitude, let latitude else { return nil }
    return Coordinate(longitude: longitude, latitude: latitude)
  }

  /// A length above 0, at most half the way around the Earth.
  private mutating func kilometers(_ value: DocumentValue) -> Double? {
    number(value, in: 1e-6...20_004, "a length in km above 0, up to 20004")
  }

  /// A length of 0 or more.
  private mutating func distance(_ value: DocumentValue) -> Double? {
    number(value, in: 0...20_004, "a length in km of 0 to 20004")
  }
}
