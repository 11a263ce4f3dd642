import GeoFormats
public import Incidents
import LinearReferencing
import ReferenceGeography
public import SimpleFeatures

/// An incident on the ground: what was said, where that is, and in which regions.
public struct MappedIncident: Sendable {
  /// What was said.
  public let incident: Incident
  /// Where that is.
  public let place: ResolvedPlace
  /// In which regions that is.
  public let membership: Membership
  /// How surely it is in a selection; nil where that is not to be said.
  var admission: Admission?

  /// Makes a mapped incident of its parts.
  public init(incident: Incident, place: ResolvedPlace, membership: Membership) {
    self.incident = incident
    self.place = place
    self.membership = membership
  }

  /// The feature for a map: flat properties in a fixed order; what is not known is left out.
  /// - Parameters:
  ///   - choice: which of them are written.
  ///   - columns: which of the input's own columns follow, each under `src_`.
  public func feature(
    _ style: GeometryStyle, properties choice: PropertyChoice = .all,
    keeping columns: KeptColumns = .none
  ) -> Feature {
    var properties = Properties()
    if choice != .none {
      appendIncident(to: &properties)
      appendPlace(to: &properties, style)
      appendRegions(to: &properties)
      appendAdmission(to: &properties)
      appendReported(to: &properties)
      appendToll(to: &properties)
      appendSources(to: &properties)
      if case .named(let names) = choice {
        properties = Properties(properties.members.filter { names.contains($0.name) })
      }
    }
    columns.append(incident.extra, to: &properties)
    return Feature(id: incident.id, geometry: geometry(style), properties: properties)
  }

  private func geometry(_ style: GeometryStyle) -> Geometry? {
    style == .coded
      ? incident.place.codedPoint.map(Geometry.point) : place.geometry(style)
  }

  /// What features say of a place and its regions, without what the incident adds.
  static func texts(
    of described: Place, _ place: ResolvedPlace, _ membership: Membership, basis: LocationBasis,
    _ style: GeometryStyle
  ) -> (place: Properties, regions: Properties) {
    let mapped = MappedIncident(
      incident: Incident(id: "", place: described, locationBasis: basis), place: place,
      membership: membership)
    var (first, second) = (Properties(), Properties())
    mapped.appendPlace(to: &first, style)
    mapped.appendRegions(to: &second)
    return (first, second)
  }
}

/// Which of the model's properties an output has.
public enum PropertyChoice: Sendable, Hashable {
  /// All.
  case all
  /// None: geometry, identifier and the input's own columns only.
  case none
  /// The named ones, in the model's order.
  case named([String])

  /// The names of all properties of the model; `injured_min` and `injured_max` come from tables of
  /// one's own only.
  public static let knownNames = IncidentTable.properties + ["injured_min", "injured_max"]

  /// Whether a property is written.
  func contains(_ name: String) -> Bool {
    switch self {
    case .all: true
    case .none: false
    case .named(let names): names.contains(name)
    }
  }
}

/// Which of the input's own columns an output keeps.
public enum KeptColumns: Sendable, Hashable {
  /// None.
  case none
  /// All.
  case all
  /// The named ones.
  case named([String])

  /// Whether a column is kept.
  func contains(_ name: String) -> Bool {
    switch self {
    case .none: false
    case .all: true
    case .named(let names): names.contains(name)
    }
  }

  func append(_ extra: Properties, to properties: inout Properties) {
    for member in extra.members {
      switch self {
      case .none: return
      case .named(let names) where !names.contains(member.name): continue
      case .all, .named: properties.append("src_\(member.name)", member.value)
      }
    }
  }
}

// MARK: - Properties

extension MappedIncident {
  private func appendIncident(to properties: inout Properties) {
    properties.append("id", text: incident.id)
    properties.append("title", text: incident.title)
    properties.append("date_start", text: incident.date?.earliest?.description)
    properties.append("date_end", text: incident.date?.latest?.description)
    properties.append(
      "date_precision", .string((incident.date?.precision ?? .unknown).rawValue))
    properties.append("date_edtf", text: incident.date?.edtfBeyondBounds)
    properties.append("date_basis", text: incident.dateBasis)
    properties.append("event_type", text: incident.eventType)
    properties.append("summary", text: incident.summary)
    properties.append("victims", text: incident.victims)
    properties.append("place_name", text: incident.placeName)
  }

  private func appendPlace(to properties: inout Properties, _ style: GeometryStyle) {
    properties.append("location_kind", .string(place.kind.rawValue))
    properties.append("location_radius_m", place.radiusMeters.map { meters($0) })
    if place.kind != .unknown {
      properties.append("location_basis", .string(locationBasis))
    }
    properties.append("location_note", text: locationNote)
    if !place.isExact, place.kind != .unknown {
      properties.append("location_prior", .string("uniform"))
    }
    properties.append("area_id", text: place.region?.id)
    if let (routeID, section) = place.section {
      properties.append("route_id", .string(routeID))
      properties.append("route_from_km", .number(thousandths(section.fromKilometers)))
      properties.append("route_to_km", .number(thousandths(section.toKilometers)))
    }
    if case .mixture(let parts) = place.shape {
      properties.append(
        "mixture",
        text: parts.map { "\($0.place.kind.rawValue) \(thousandths($0.weight))" }
          .joined(separator: "; "))
    }
    if !incident.place.isTold(by: style) {
      properties.append("place", text: try? incident.place.form.json())
    }
  }

  /// What the recorder remarks, then what was interpreted, unless an earlier output has said it.
  private var locationNote: String? {
    guard let given = incident.locationNote, !given.isEmpty else { return place.note }
    guard let note = place.note, !note.isEmpty, !given.hasSuffix(note) else { return given }
    return given + " " + note
  }

  /// `stated` or `assumed`, and for areas the way they were found.
  private var locationBasis: String {
    switch (incident.locationBasis, place.way) {
    case (.assumed, _), (_, .assumed): "assumed"
    case (.stated, .areaByName): "stated, area found by name"
    case (.stated, .areaByPoint): "stated, area found by the point"
    case (.stated, .asGiven): "stated"
    }
  }

  private func appendRegions(to properties: inout Properties) {
    if let country = membership.countries.first {
      properties.append("country", text: country.region.name)
      properties.append("country_share", .number(thousandths(country.share)))
    }
    if let region = membership.firstLevel.first {
      properties.append("admin1", text: region.region.name)
      properties.append("admin1_share", .number(thousandths(region.share)))
    }
    properties.append("regions", text: membership.sharesText)
    properties.append("boundary_set", text: membership.boundarySet.label)
    if let distance = membership.nearBorderMeters {
      properties.append("near_border_km", .number(thousandths(distance / 1000)))
    }
    if membership.isBorderTie { properties.append("border_tie", .bool(true)) }
  }

  private func appendAdmission(to properties: inout Properties) {
    guard let admission else { return }
    properties.append("selection_certain", .bool(admission.isCertain))
    properties.append("selection_share", .number(thousandths(admission.share)))
  }

  private func appendReported(to properties: inout Properties) {
    properties.append("country_reported", text: incident.countryReported)
    properties.append("admin1_reported", text: incident.admin1Reported)
  }

  private func appendToll(to properties: inout Properties) {
    let assessment = incident.derived
    if let toll = assessment.toll {
      properties.append("killed_min", toll.minimum.map(PropertyValue.integer))
      properties.append("killed_best", toll.best.map(PropertyValue.integer))
      if !toll.isOpen {
        properties.append("killed_max", toll.maximum.map(PropertyValue.integer))
      }
      properties.append("killed_open", .bool(toll.isOpen))
    }
    properties.append("grade", .string(assessment.grade.rawValue))
    properties.append("grade_rule", .string(assessment.rule.rawValue))
    properties.append("alleged_by", text: assessment.allegedBy.joined(separator: "; "))
    properties.append("denied_by", text: assessment.deniedBy.joined(separator: "; "))
    properties.append("attributed_to", text: assessment.attributedTo.joined(separator: "; "))
    if !incident.claims.isEmpty {
      properties.append(
        "claims", text: try? PropertyValue.array(incident.claims.map(\.form)).json())
    }
  }

  private func appendSources(to properties: inout Properties) {
    for member in incident.attributes.members { properties.append(member.name, member.value) }
    properties.append("sources", text: incident.sources.joined(separator: "; "))
    properties.append("dataset", text: incident.dataset)
    properties.append("source_row", incident.sourceRow.map(PropertyValue.integer))
  }

  /// Metres for an output: whole, because no radius here is known better.
  private func meters(_ value: Double) -> PropertyValue {
    let rounded = value.rounded()
    return Int(exactly: rounded).map(PropertyValue.integer) ?? .number(rounded)
  }

  private func thousandths(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}

// MARK: - What the other properties do not tell

extension Place {
  /// Whether kind, radius and geometry of a feature of that style say all of it: a point or a whole
  /// disc that GeoJSON's six decimals hold, a line or surface that is drawn as it is.
  fileprivate func isTold(by style: GeometryStyle) -> Bool {
    switch self {
    case .unknown: true
    case .exact(let point): point.hasOutputPrecision
    case .near(.coordinate(let center, _), let radius, let areas):
      style != .footprint && areas.isEmpty && radius == radius.rounded()
        && center.hasOutputPrecision
    case .geometry(let geometry): style != .point && geometry.hasOutputPrecision
    default: false
    }
  }
}

extension Coordinate {
  /// Whether six decimals of a degree, about 10 cm, hold it; not 0/0, which a reader would take for a
  /// missing position.
  var hasOutputPrecision: Bool {
    abs(longitude) <= 180 && !(longitude == 0 && latitude == 0)
      && (longitude * 1_000_000).rounded() / 1_000_000 == longitude
      && (latitude * 1_000_000).rounded() / 1_000_000 == latitude
  }
}

extension Geometry {
  fileprivate var hasOutputPrecision: Bool {
    var isHeld = true
    forEachCoordinate { if !$0.hasOutputPrecision { isHeld = false } }
    return isHeld
  }
}

extension UncertainDate {
  /// The text, where first day, last day and precision do not say all of it: a date that is
  /// uncertain or approximate, a season, an end that is not known.
  fileprivate var edtfBeyondBounds: String? {
    let plain: String? =
      switch (earliest, latest) {
      case (let first?, let last?): (try? UncertainDate(start: first, end: last))?.edtf
      case (let first?, nil): "\(first)/.."
      case (nil, let last?): "../\(last)"
      case (nil, nil): nil
      }
    return plain == edtf ? nil : edtf
  }
}
