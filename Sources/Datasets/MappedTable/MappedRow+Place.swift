import GeoFormats
import Incidents
import SimpleFeatures

extension MappedRow<IncidentField> {
  /// Assumed radius around a place known by its name alone.
  private static let namedMeters = 5_000.0

  /// Where it happened, and whether that was stated or had to be assumed.
  ///
  /// The first that the row gives: a stretch of a route; between two places; what `location_kind`
  /// says of the point, the name and the areas; the point, with its radius; the place by its name;
  /// the smallest area.
  mutating func place() -> (place: Place, basis: LocationBasis) {
    let kind = locationKind()
    if kind == .unknown { return (.unknown, .stated) }
    if let section = routeSection() { return (section, .stated) }
    if let from = text(.betweenFrom), let to = text(.betweenTo) {
      let country = text(.country)
      return (
        .between(
          .named(from, country: country), .named(to, country: country), at: nil,
          withinMeters: nil), .stated
      )
    }
    let point = position()
    let radius = radius()
    let areas = areas(at: point)
    func byName(_ meters: Double?) -> (place: Place, basis: LocationBasis)? {
      guard let name = text(.placeName) else { return nil }
      let disc = Place.near(
        center: .named(name, country: text(.country)), radiusMeters: meters ?? Self.namedMeters,
        clippedTo: [])
      return (
        CodedPlace.first([disc] + areas.prefix(1).map(Place.area)),
        meters == nil ? .assumed : .stated
      )
    }
    func disc(_ meters: Double) -> Place? {
      point.map {
        .near(
          center: .coordinate($0, name: text(.placeName)), radiusMeters: meters, clippedTo: [])
      }
    }
    switch kind {
    case .area(let level):
      if let place = area(level, at: point) { return place }
    case .near(let meters):
      let stated = meters ?? radius
      let place = disc(stated ?? CodedPlace.nearMeters)
      if let place { return (place, stated == nil ? .assumed : .stated) }
      if let place = byName(stated) { return place }
    case .exact:
      if let point { return (.exact(point), .stated) }
    default: break
    }
    if let point { return (radius.flatMap(disc) ?? .exact(point), .stated) }
    if let place = byName(radius) { return place }
    return (areas.first.map(Place.area) ?? .unknown, .stated)
  }

  // MARK: Kinds

  private mutating func locationKind() -> LocationKindText? {
    guard let given = text(.locationKind) else { return nil }
    if let kind = LocationKindText(given) { return kind }
    lose(
      "location-kind-unknown", .locationKind, given,
      "none of \(LocationKindText.words); list the column's words under values in the mapping")
    return nil
  }

  private mutating func routeSection() -> Place? {
    guard let route = text(.routeID) else { return nil }
    guard let from = text(.routeFrom), let to = text(.routeTo) else {
      lose("route-ends-missing", .routeID, route, "a stretch of a route needs its two ends")
      return nil
    }
    return .routeSection(
      route: route, from: Self.routePosition(from), to: Self.routePosition(to))
  }

  /// A stop's name, `border:COUNTRY`, or a measure such as `97` or `97 km`.
  private static func routePosition(_ text: String) -> RoutePosition {
    let lower = text.lowercased()
    for prefix in ["border:", "border of "] where lower.hasPrefix(prefix) {
      return .border(of: trimmed(text.dropFirst(prefix.count)))
    }
    let meters = NumberParser.double(text).map { $0 * 1000 } ?? LengthText.meters(text)
    guard let meters, meters >= 0, meters <= 20_004_000 else { return .stop(text) }
    return .kilometers(meters / 1000)
  }

  // MARK: Areas

  /// The areas the row names, the smallest first.
  private func areas(at point: Coordinate?) -> [AreaReference] {
    let country = text(.country)
    let levels: [(IncidentField, Int)] = [(.admin2, 2), (.admin1, 1), (.country, 0)]
    return levels.compactMap { field, level in
      text(field).map {
        AreaReference(
          names: [$0], level: level, country: level == 0 ? nil : country, at: point)
      }
    }
  }

  /// The area of a level, or the smallest; nil where the row neither names nor locates one.
  private func area(_ level: Int?, at point: Coordinate?) -> (
    place: Place, basis: LocationBasis
  )? {
    let named = areas(at: point)
    let coded = CodedPlace(
      point: point, name: text(.placeName) ?? "", countries: text(.country).map { [$0] } ?? [],
      firstLevel: text(.admin1).map { [$0] } ?? [])
    guard point != nil || !named.isEmpty else { return nil }
    switch level ?? named.first?.level ?? 1 {
    case 0: return (.area(coded.nation), .stated)
    case 1: return (coded.wholeRegion, .stated)
    default:
      let district = AreaReference(
        names: text(.admin2).map { [$0] } ?? [], level: 2, country: text(.country), at: point)
      let clip = [coded.firstLevel.isEmpty ? nil : coded.region, coded.nation].compactMap(\.self)
      let place = CodedPlace.first([
        .area(district), coded.disc(CodedPlace.districtMeters, clippedTo: clip),
        point == nil && !coded.firstLevel.isEmpty ? .area(coded.region) : nil,
      ])
      return (place, .stated)
    }
  }

  // MARK: Numbers

  /// The radius of a disc, in metres; nil where there is none or, reported, none that can be read.
  private mutating func radius() -> Double? {
    for (field, scale) in [(IncidentField.radiusKilometers, 1000.0), (.radiusMeters, 1)] {
      guard let given = text(field) else { continue }
      let meters = number(given).map { $0 * scale } ?? LengthText.meters(given)
      guard let meters, meters >= 0, meters <= 20_004_000 else {
        lose("radius-unreadable", field, given, "not a length such as 5 or 5 km")
        return nil
      }
      return meters > 0 ? meters : nil
    }
    return nil
  }

  /// The position in one column or two; nil where there is none or, reported, none that can be read.
  private mutating func position() -> Coordinate? {
    if let given = text(.coordinates) {
      let latitudeFirst = columns.settings.coordinatesOrder == .latitudeFirst
      guard let pair = PositionText.position(given, latitudeFirst: latitudeFirst) else {
        lose(
          "coordinates-unreadable", .coordinates, given,
          "not a position such as 16.27,-0.04 or 16.27N,0.04W", action: "kept without the position")
        return nil
      }
      return checked(pair.latitude, pair.longitude, .coordinates, .coordinates, given, given)
    }
    let (north, east) = (text(.latitude), text(.longitude))
    if north == nil && east == nil { return nil }
    guard let latitude = degrees(.latitude, .latitude),
      let longitude = degrees(.longitude, .longitude)
    else { return nil }
    return checked(latitude, longitude, .latitude, .longitude, north ?? "", east ?? "")
  }

  private mutating func degrees(_ field: IncidentField, _ axis: PositionText.Axis) -> Double? {
    let given = text(field) ?? ""
    if let value = number(given) { return value }
    if let angle = PositionText.angle(given), angle.axis == nil || angle.axis == axis {
      return angle.degrees
    }
    lose(
      axis == .latitude ? "latitude-unreadable" : "longitude-unreadable", field, given,
      "not a number of degrees", action: "kept without the position")
    return nil
  }

  private mutating func checked(
    _ latitude: Double, _ longitude: Double, _ north: IncidentField, _ east: IncidentField,
    _ northText: String, _ eastText: String
  ) -> Coordinate? {
    guard abs(latitude) <= 90 else {
      let mayBeSwapped = abs(longitude) <= 90 && abs(latitude) <= 180
      lose(
        "latitude-out-of-range", north, northText,
        "a latitude lies within -90 and 90"
          + (mayBeSwapped ? "; latitude and longitude may be swapped" : ""),
        action: "kept without the position")
      return nil
    }
    guard abs(longitude) <= 180 else {
      lose(
        "longitude-out-of-range", east, eastText, "a longitude lies within -180 and 180",
        action: "kept without the position")
      return nil
    }
    guard latitude != 0 || longitude != 0 else {
      lose(
        "null-island", north, "0,0",
        "0/0 lies in the Gulf of Guinea and stands for a missing position",
        action: "kept without the position")
      return nil
    }
    return Coordinate(longitude: longitude, latitude: latitude)
  }
}
