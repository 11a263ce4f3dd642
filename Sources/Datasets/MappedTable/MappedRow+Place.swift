import GeoFormats
import Incidents
import SimpleFeatures

extension MappedRow<IncidentField> {
  /// Assumed radius around a place known by its name alone.
  private static let namedMeters = 5_000.0

  /// Where it happened, and why it had to be assumed, if it had to.
  ///
  /// The first that the row gives: a stretch of a route; between two places; what `location_kind`
  /// says of the point, the name and the areas; the point, with its radius; the place by its name;
  /// the smallest area.
  mutating func place() -> (place: Place, assumption: String?) {
    let kind = locationKind()
    if kind == .unknown { return (.unknown, nil) }
    if let stretch = routeSection() ?? betweenPlaces() { return (stretch, nil) }
    let point = position()
    let radius = radius()
    if case .area(let level) = kind, let area = area(level, at: point) { return (area, nil) }
    if let point { return around(point, kind, radius) }
    let areas = areas(at: nil).map(Place.area)
    guard let name = text(.placeName) else { return (CodedPlace.first(areas), nil) }
    var stated = radius
    if case .near(let meters?) = kind { stated = meters }
    let disc = Place.near(
      center: .named(name, country: text(.country)), radiusMeters: stated ?? Self.namedMeters,
      clippedTo: [])
    return (
      CodedPlace.first([disc] + areas),
      stated == nil
        ? "Looked up by its name: 5 km around it are assumed, or the smallest area that the row "
          + "names where the name is not known." : nil
    )
  }

  /// A point, or the disc around it.
  private func around(_ point: Coordinate, _ kind: LocationKindText?, _ radius: Double?) -> (
    place: Place, assumption: String?
  ) {
    func disc(_ meters: Double) -> Place {
      .near(center: .coordinate(point, name: text(.placeName)), radiusMeters: meters, clippedTo: [])
    }
    switch kind {
    case .exact: return (.exact(point), nil)
    case .near(let meters):
      guard let stated = meters ?? radius else {
        return (disc(CodedPlace.nearMeters), "Said to be near; the radius of 25 km is assumed.")
      }
      return (disc(stated), nil)
    default: return (radius.map(disc) ?? .exact(point), nil)
    }
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
    return .routeSection(route: route, from: routePosition(from), to: routePosition(to))
  }

  private func betweenPlaces() -> Place? {
    guard let from = text(.betweenFrom), let to = text(.betweenTo) else { return nil }
    let country = text(.country)
    return .between(
      .named(from, country: country), .named(to, country: country), at: nil, withinMeters: nil)
  }

  /// A stop's name, `border:COUNTRY`, or a measure such as `97` or `97 km`.
  private func routePosition(_ text: String) -> RoutePosition {
    let lower = text.lowercased()
    for prefix in ["border:", "border of "] where lower.hasPrefix(prefix) {
      return .border(of: trimmed(text.dropFirst(prefix.count)))
    }
    let meters = number(text).map { $0 * 1000 } ?? LengthText.meters(text)
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
  private func area(_ level: Int?, at point: Coordinate?) -> Place? {
    let named = areas(at: point)
    let coded = CodedPlace(
      point: point, name: text(.placeName) ?? "", countries: text(.country).map { [$0] } ?? [],
      firstLevel: text(.admin1).map { [$0] } ?? [])
    guard point != nil || !named.isEmpty else { return nil }
    switch level ?? named.first?.level ?? 1 {
    case 0: return .area(coded.nation)
    case 1: return coded.wholeRegion
    default:
      let district = AreaReference(
        names: text(.admin2).map { [$0] } ?? [], level: 2, country: text(.country), at: point)
      let larger = named.filter { $0.level != 2 }
      return CodedPlace.first(
        [.area(district), coded.disc(CodedPlace.districtMeters, clippedTo: larger)]
          + (point == nil ? larger.map(Place.area) : []))
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
