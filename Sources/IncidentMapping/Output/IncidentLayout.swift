import Datasets
import GeoPackage
import SimpleFeatures

/// The tables of incidents in a GeoPackage: a layer for each type of geometry and a table for
/// incidents without one, all with the same columns.
struct IncidentLayout: Sendable {
  /// The columns that do not depend on the input.
  let columns: [GeoPackageLayer.Column]
  private let positions: [String: Int]

  /// - Parameter properties: which of the model's properties are written.
  init(_ properties: PropertyChoice = .all) {
    let names = PropertyChoice.knownNames.filter { $0 != "claims" && properties.contains($0) }
    columns =
      names.map { .init($0, Self.types[$0] ?? "TEXT") } + [.init(IncidentTables.other, "TEXT")]
    positions = Dictionary(
      columns.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The tables, in the order of `GeometryLayer`.
  var tables: [GeoPackageTable] {
    GeometryLayer.allCases.map { layer in
      let (name, type): (String, String?) =
        switch layer {
        case .points: ("incidents_point", "POINT")
        case .lines: ("incidents_line", "MULTILINESTRING")
        case .areas: ("incidents_polygon", "MULTIPOLYGON")
        case .unplaced: ("incidents_unplaced", nil)
        }
      return GeoPackageTable(
        name, title: "Incidents: \(layer.rawValue)", geometryType: type, columns: columns)
    }
  }

  /// The table of claims.
  static let claims = GeoPackageTable(
    IncidentTables.claims, title: "Claims on incidents", columns: IncidentTables.claimColumns)

  /// The position of the column that takes what has no column of its own.
  var otherPosition: Int { columns.count - 1 }

  /// The position of a property's column; nil where it has none.
  func position(of name: String) -> Int? { positions[name] }

  /// The types of the columns that are no text.
  private static let types: [String: String] = {
    let integers = [
      "location_radius_m", "killed_min", "killed_best", "killed_max", "injured_min", "injured_max",
      "timestamp", "num_mentions", "num_sources", "num_articles", "source_row",
    ]
    let numbers = [
      "route_from_km", "route_to_km", "country_share", "admin1_share", "near_border_km",
      "goldstein_scale", "avg_tone",
    ]
    var types = ["date_start": "DATE", "date_end": "DATE"]
    for name in integers { types[name] = "INTEGER" }
    for name in numbers { types[name] = "DOUBLE" }
    for name in ["border_tie", "killed_open", "is_root_event"] { types[name] = "BOOLEAN" }
    return types
  }()
}

extension GeoPackageLayer.Column {
  /// The value as the column holds it and gives it back; nil where it cannot.
  func field(_ value: PropertyValue) -> SQLValue? {
    switch (type, value) {
    case ("TEXT", .string(let text)), ("DATE", .string(let text)): .text(text)
    case ("INTEGER", .integer(let number)): .integer(Int64(number))
    case ("INTEGER", .number(let number)): Int64(exactly: number).map(SQLValue.integer)
    case ("DOUBLE", .number(let number)): .real(number)
    case ("DOUBLE", .integer(let number)): Double(exactly: number).map(SQLValue.real)
    case ("BOOLEAN", .bool(let flag)): .integer(flag ? 1 : 0)
    default: nil
    }
  }

  /// A column for values of an input's own column; nil for what no column holds.
  init?(_ name: String, for values: some Sequence<PropertyValue>) {
    var type: String?
    for value in values {
      let own: String? =
        switch value {
        case .string: "TEXT"
        case .integer: "INTEGER"
        case .number: "DOUBLE"
        case .bool: "BOOLEAN"
        case .null, .array, .object: nil
        }
      guard let own else { continue }
      switch (type, own) {
      case (nil, _): type = own
      case ("INTEGER", "DOUBLE"), ("DOUBLE", "INTEGER"): type = "DOUBLE"
      case (own, _): break
      default: type = "TEXT"
      }
    }
    guard let type else { return nil }
    self.init(name, type)
  }
}
