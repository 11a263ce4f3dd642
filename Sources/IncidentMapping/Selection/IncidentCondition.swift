import Datasets
import GeoFormats
import Incidents
import Querying
import ReferenceGeography
import SimpleFeatures

/// The condition of a selection, bound to the properties of the incidents of one input.
struct IncidentCondition: Sendable {
  let filter: CQL2Filter
  /// The names of the properties, in the order the filter knows them.
  let names: [String]

  /// Binds a condition; an unknown name, or values that cannot be compared, are errors.
  /// - Parameter columns: the input's own columns.
  init(_ query: CQL2Query, columns: [String]) throws(CQL2Error) {
    let properties =
      Self.special + PropertyChoice.knownNames.map { CQL2Property($0, Self.type(of: $0)) }
      + columns.map { CQL2Property("src_\($0)", .any) }
    names = properties.map(\.name)
    filter = try query.bind(to: properties)
  }

  /// What no property of a feature holds as such: when and where it was, as far as that is known.
  private static let special = [CQL2Property("date", .time), CQL2Property("geometry", .geometry)]

  private static func type(of name: String) -> CQL2Type {
    switch name {
    case "date_start", "date_end": .time
    case "killed_open", "border_tie", "selection_certain": .boolean
    case "location_radius_m", "route_from_km", "route_to_km", "country_share", "admin1_share",
      "near_border_km", "killed_min", "killed_best", "killed_max", "source_row", "injured_min",
      "injured_max", "selection_share":
      .number
    case "civilian_targeting", "source_scale", "timestamp", "is_root_event", "num_mentions",
      "num_sources", "num_articles", "goldstein_scale", "avg_tone", "cameo_code", "killed_note":
      .any
    default: .text
    }
  }
}

/// Asks one condition of incidents, on one thread.
final class ConditionTest {
  private let condition: IncidentCondition
  private let evaluator: CQL2Evaluator
  /// Whether it names only properties that a plain incident gives.
  private let isPlain: Bool

  /// Properties that a plain incident gives without being read as an incident.
  private static let plainNames: Set<String> = [
    "id", "date_start", "date_end", "event_type", "place_name", "location_kind", "country",
    "admin1", "killed_min", "killed_best", "killed_max", "killed_open", "attributed_to", "dataset",
  ]

  init(_ condition: IncidentCondition) throws {
    self.condition = condition
    evaluator = try condition.filter.evaluator()
    isPlain = condition.filter.propertyPositions.allSatisfy {
      Self.plainNames.contains(condition.names[$0])
    }
  }

  /// The same of a plain incident; nil where the condition names what that does not give.
  func admission(
    _ incident: PlainIncident, _ record: CSVRecord, _ bytes: Span<UInt8>, _ place: ResolvedPlace,
    _ membership: Membership
  ) throws -> Admission? {
    guard isPlain else { return nil }
    func text(_ field: CSVField) -> CQL2Value {
      field.isEmpty ? .null : .text(bytes.text(field))
    }
    let (low, best, high) = incident.toll
    return Admission(
      try evaluator.truth { position in
        switch condition.names[position] {
        case "id": text(incident.id)
        case "date_start": .day(bytes.day(incident.start))
        case "date_end": .day(bytes.day(incident.end))
        case "event_type": incident.eventType.map { .text($0.description) } ?? .null
        case "place_name": text(incident.placeName)
        case "location_kind": .text(place.kind.rawValue)
        case "country": membership.countries.first.map { .text($0.region.name) } ?? .null
        case "admin1": membership.firstLevel.first.map { .text($0.region.name) } ?? .null
        case "killed_min": .number(Double(min(low, best, high)))
        case "killed_best": .number(Double(best))
        case "killed_max": .number(Double(max(low, best, high)))
        case "killed_open": .boolean(false)
        case "attributed_to": text(incident.attributedTo)
        case "dataset": .text(incident.dataset.description)
        default: .null
        }
      })
  }

  /// How surely the condition holds.
  func admission(_ mapped: MappedIncident) throws -> Admission {
    var feature: Feature?
    let truth = try evaluator.truth { position in
      let name = condition.names[position]
      switch name {
      case "date": return .date(mapped.incident.date)
      case "date_start": return .day(mapped.incident.date?.earliest)
      case "date_end": return .day(mapped.incident.date?.latest)
      case "geometry": return mapped.place.queryValue
      default: break
      }
      if name.hasPrefix("src_") {
        return CQL2Value(mapped.incident.extra[String(name.dropFirst("src_".count))])
      }
      let made = feature ?? mapped.feature(.point)
      feature = made
      return CQL2Value(made.properties[name])
    }
    return Admission(truth)
  }
}

extension Admission {
  /// What is only possible has no share: how likely it is cannot be told from a condition.
  fileprivate init(_ truth: CQL2Truth) {
    self =
      truth.isCertain
      ? .certain
      : truth.isPossible ? Admission(isCertain: false, isPossible: true, share: 0) : .none
  }
}

extension CQL2Value {
  /// The value of a property; null where there is none.
  fileprivate init(_ value: PropertyValue?) {
    self =
      switch value {
      case nil, .null?: .null
      case .bool(let value)?: .boolean(value)
      case .integer(let number)?: .number(Double(number))
      case .number(let number)?: .number(number)
      case .string(let text)?: .text(text)
      case .array(let list)?: .list(list.map { CQL2Value($0) })
      case .object?: .null
      }
  }
}

extension ResolvedPlace {
  /// A geometry where the place is known, somewhere in a footprint where it is not.
  fileprivate var queryValue: CQL2Value {
    switch shape {
    case .unknown: return .null
    case .point(let point): return .geometry(AntimeridianCut.cut(.point(point)))
    case .disc, .cutDisc, .surface, .line, .mixture:
      guard let footprint else { return .null }
      return .place(Footprint(geometry: AntimeridianCut.cut(footprint)))
    }
  }
}

/// All that a place may be.
private struct Footprint: CQL2Place {
  let geometry: Geometry
  var envelope: Envelope { geometry.envelope }
  func footprint() -> Geometry { geometry }
}
