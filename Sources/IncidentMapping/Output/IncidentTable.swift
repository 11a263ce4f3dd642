import GeoFormats
import Incidents
import SimpleFeatures

/// The columns of a table of incidents: Balise's properties in their fixed order, the position, the
/// geometry, then the input's own columns.
///
/// Every column is there in every table, so that tables of several data sets fit together.
public struct IncidentTable: Sendable, Hashable {
  /// The columns that every table has, in the order of the properties of a feature.
  static let properties = [
    "id", "title", "date_start", "date_end", "date_precision", "date_edtf", "date_basis",
    "event_type",
    "summary", "victims", "place_name", "location_kind", "location_radius_m", "location_basis",
    "location_note", "location_prior", "area_id", "route_id", "route_from_km", "route_to_km",
    "mixture", "place", "country", "country_share", "admin1", "admin1_share", "regions",
    "boundary_set",
    "near_border_km", "border_tie", "country_reported", "admin1_reported", "killed_min",
    "killed_best", "killed_max", "killed_open", "grade", "grade_rule", "alleged_by", "denied_by",
    "attributed_to", "claims", "dyad", "conflict", "source_original", "killed_note",
    "disorder_type",
    "sub_event_type", "cameo_code", "actor1", "actor1_type", "assoc_actor_1", "actor2",
    "actor2_type", "assoc_actor_2", "civilian_targeting", "tags", "source_scale", "timestamp",
    "is_root_event", "num_mentions", "num_sources", "num_articles", "goldstein_scale", "avg_tone",
    "sources", "dataset", "source_row",
  ]

  /// The names of all columns.
  public let header: [String]
  private let isForExcel: Bool
  private let position: [String: Int]

  /// Makes a table.
  /// - Parameters:
  ///   - kept: the input's own columns, which follow under `src_` and their name.
  ///   - isForExcel: whether text that Excel would change is guarded, and the geometry left out
  ///     because it does not fit into a cell.
  ///   - hasAdmission: whether there are columns that say how surely incidents are selected.
  public init(
    kept: [String] = [], properties: PropertyChoice = .all, isForExcel: Bool = false,
    hasAdmission: Bool = false
  ) {
    self.isForExcel = isForExcel
    var header =
      Self.properties.filter(properties.contains) + ["longitude", "latitude"]
      + (isForExcel ? [] : ["wkt"])
    if hasAdmission, let tie = header.firstIndex(of: "border_tie") {
      header.insert(contentsOf: ["selection_certain", "selection_share"], at: tie + 1)
    }
    header.append("other")
    for name in kept.map({ "src_\($0)" }) where !header.contains(name) { header.append(name) }
    self.header = header
    position = Dictionary(
      header.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  /// The fields of an incident. What has no column of its own stands in `other`, as a JSON object.
  func row(_ mapped: MappedIncident, _ feature: Feature) throws -> [String] {
    var fields = [String](repeating: "", count: header.count)
    var other = Properties()
    func put(_ value: PropertyValue, _ name: String) throws {
      guard let index = position[name] else { return other.append(name, value) }
      fields[index] = try text(value)
    }
    for member in feature.properties.members { try put(member.value, member.name) }
    if feature.geometry != nil, let point = mapped.place.outputPoint {
      try put(.number(point.longitude), "longitude")
      try put(.number(point.latitude), "latitude")
    }
    if !isForExcel, let geometry = feature.geometry {
      try put(.string(try geometry.wellKnownText()), "wkt")
    }
    if !other.members.isEmpty { try put(.string(try PropertyValue.object(other).json()), "other") }
    return fields
  }

  private func text(_ value: PropertyValue) throws -> String {
    switch value {
    case .null: return ""
    case .string(let text): return isForExcel ? SpreadsheetText.guarded(text) : text
    case .integer(let number): return isForExcel ? SpreadsheetText.guarded(number) : String(number)
    default: return try value.json()
    }
  }

}

extension ResolvedPlace {
  /// The point that stands for the place, or for the most probable part of a mixture, as outputs
  /// have it: to six decimals, within -180 and 180.
  var outputPoint: Coordinate? {
    if case .mixture(let parts) = shape { return parts.first?.place.outputPoint }
    guard let point = representativePoint,
      case .point(let wrapped) = AntimeridianCut.cut(.point(point))
    else { return nil }
    func millionths(_ degrees: Double) -> Double { (degrees * 1_000_000).rounded() / 1_000_000 }
    return Coordinate(
      longitude: millionths(wrapped.longitude), latitude: millionths(wrapped.latitude))
  }
}
