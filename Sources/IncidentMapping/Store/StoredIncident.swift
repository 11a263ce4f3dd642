import Datasets
import GeoFormats
import GeoPackage
import SimpleFeatures

/// An incident as it stands in the tables of a store, for comparison.
struct StoredIncident: Equatable {
  private let blob: [UInt8]?
  private let columns: [String]
  private let values: [SQLValue]
  private let claims: [[SQLValue]]
  private let layer: Int

  static func == (left: StoredIncident, right: StoredIncident) -> Bool {
    left.layer == right.layer && left.values == right.values && left.blob == right.blob
      && left.claims == right.claims
  }

  /// The incident of a number; nil where the table has it no more.
  init?(_ key: Int, layer: Int, in file: IncidentGeoPackage) throws {
    guard let (columns, row) = try file.fields(of: key, layer: layer) else { return nil }
    self.columns = columns
    if case .blob(let bytes) = row[0] { blob = bytes } else { blob = nil }
    values = Array(row.dropFirst())
    claims = try file.claims(of: key)
    self.layer = layer
  }

  /// The incident that is about to be written.
  init(_ record: IncidentRecord, in file: IncidentGeoPackage) {
    columns = file.writer.columns(of: file.tables[record.layer]).map(\.name)
    let row = file.row(of: record)
    var values = [SQLValue](repeating: .null, count: columns.count)
    for field in row.fields where values.indices.contains(field.column) {
      values[field.column] = field.value
    }
    self.values = values
    blob = row.blob
    claims = record.claims
    layer = record.layer
  }

  /// What a source now says otherwise; what follows from the place on the ground is left out, because
  /// it changes with the boundaries.
  func changes(from old: StoredIncident) -> [(field: String, old: String?, new: String?)] {
    let hasPlace = self["place"] != nil && old["place"] != nil
    var changes: [(field: String, old: String?, new: String?)] = []
    for (name, value) in zip(columns, values) where !Self.derived.contains(name) {
      if hasPlace && Self.derivedFromPlace.contains(name) { continue }
      let (before, after) = (old[name], value.isNull ? nil : value.writtenText)
      if before != after { changes.append((name, before, after)) }
    }
    if !hasPlace, blob != old.blob, old.wellKnownText != wellKnownText {
      changes.append(("geometry", old.wellKnownText, wellKnownText))
    }
    if claims != old.claims { changes.append(("claims", old.claimText, claimText)) }
    return changes
  }

  /// All that it holds, for the history.
  var properties: PropertyValue {
    var properties = Properties()
    for (name, value) in zip(columns, values) where !value.isNull {
      properties.append(name, text: value.writtenText)
    }
    properties.append("geometry", text: wellKnownText)
    properties.append("claims", text: claimText)
    return .object(properties)
  }

  private subscript(name: String) -> String? {
    guard let index = columns.firstIndex(of: name), !values[index].isNull else { return nil }
    return values[index].writtenText
  }

  private var wellKnownText: String? {
    blob.flatMap { try? GeoPackageBlob.geometry($0) }.flatMap { try? $0.wellKnownText() }
  }

  private var claimText: String? {
    claims.isEmpty
      ? nil : try? PropertyValue.array(claims.map { IncidentTables.claim(of: $0) }).json()
  }

  /// What is worked out anew from the place on each set of boundaries, and the row of the file.
  private static let derived: Set<String> = [
    "location_prior", "mixture", "country", "country_share", "admin1", "admin1_share", "regions",
    "boundary_set", "near_border_km", "border_tie", "source_row",
  ]

  /// What follows from the description of the place, where that is there.
  private static let derivedFromPlace: Set<String> = [
    "area_id", "location_radius_m", "location_kind", "route_id", "route_from_km", "route_to_km",
  ]
}

extension SQLValue {
  /// The value as text for people.
  fileprivate var writtenText: String {
    switch self {
    case .null, .blob: ""
    case .integer(let value): String(value)
    case .real(let value): Int(exactly: value).map(String.init) ?? value.description
    case .text(let value): value
    }
  }
}
