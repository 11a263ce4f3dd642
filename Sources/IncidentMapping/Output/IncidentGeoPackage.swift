import Datasets
import GeoFormats
import GeoPackage
public import SimpleFeatures

/// Writes encoded incidents into a GeoPackage: layers by type of geometry, claims in a table of their
/// own that belongs to them, one number over all layers in the order of the input.
public final class IncidentGeoPackage {
  /// The name under which a file says how it came about.
  static let provenance = "urn:balise:provenance"

  let writer: GeoPackageWriter
  /// The numbers of the tables, in the order of `GeometryLayer`.
  let tables: [Int]
  private let layout: IncidentLayout
  /// The position of each of the layout's columns in each table.
  private let positions: [[Int]]
  /// Names of the input's own columns in lower case, and the positions in each table.
  private var own: [String: (column: GeoPackageLayer.Column, positions: [Int])] = [:]
  private var claims: Int?
  private var hasClaims: Bool
  private var pairs: [Int: String] = [:]
  private var selections: [Int: (columns: [String], sql: String)] = [:]
  private var nextKey = 1
  private var nextClaimKey = 1
  /// How many incidents have no known place.
  public private(set) var withoutGeometry = 0

  /// Begins a file that is made anew.
  /// - Parameters:
  ///   - path: an empty file.
  ///   - name: the file for messages.
  ///   - properties: which of the model's properties are written.
  public convenience init(path: String, name: String, properties: PropertyChoice) throws {
    try self.init(
      GeoPackageWriter(path: path, name: name, purpose: .newFile), IncidentLayout(properties))
  }

  init(_ writer: GeoPackageWriter, _ layout: IncidentLayout) throws {
    self.writer = writer
    self.layout = layout
    hasClaims = try !writer.rows(
      "SELECT 1 FROM sqlite_master WHERE name = ?", [.text(IncidentTables.claims)]
    ).isEmpty
    tables = try layout.tables.map(writer.open)
    positions = tables.map { table in
      let columns = writer.columns(of: table)
      return layout.columns.map { column in
        columns.firstIndex { $0.name.lowercased() == column.name } ?? 0
      }
    }
    for column in writer.columns(of: tables[0]) where layout.position(of: column.name) == nil {
      try add(column)
    }
  }

  /// Adds incidents behind those written so far.
  public func write(_ encoded: EncodedIncidents) throws {
    withoutGeometry += encoded.withoutGeometry
    try fitColumns(to: encoded.records)
    for record in encoded.records {
      try insert(record, key: nextKey)
      nextKey += 1
    }
  }

  /// Ends the file and says how it came about.
  public func finish(_ provenance: Properties) throws {
    try writer.describe(
      try PropertyValue.object(provenance).json(), standard: Self.provenance)
    try writer.commit()
    writer.close()
  }

  /// The greatest number of an incident; 0 where there is none.
  func lastKey() throws -> Int {
    let names = tables.map { writer.definition(of: $0).name } + ["incident_records"]
    let greatest = names.map { "SELECT max(fid) AS last FROM \($0)" }
    return try writer.rows(
      "SELECT max(last) FROM (\(greatest.joined(separator: " UNION ALL ")))"
    ).first?[0].integer ?? 0
  }

  // MARK: Rows

  /// Writes an incident under a number that is free.
  func insert(_ record: IncidentRecord, key: Int) throws {
    let table = tables[record.layer]
    try writer.insert(row(of: record), into: table, key: key)
    if !record.claims.isEmpty { try insertClaims(of: record, key: key) }
  }

  /// The row with its fields at the positions of the table.
  func row(of record: IncidentRecord) -> GeoPackageRow {
    var row = record.row
    let positions = positions[record.layer]
    for index in row.fields.indices {
      row.fields[index].column = positions[row.fields[index].column]
    }
    var other = record.other
    for member in record.own.members {
      if let (column, places) = own[member.name.lowercased()], column.name == member.name,
        let value = column.field(member.value)
      {
        row.fields.append(.init(places[record.layer], value))
      } else {
        other.append(member.name, member.value)
      }
    }
    if !other.members.isEmpty, let text = try? PropertyValue.object(other).json() {
      row.fields.append(.init(positions[layout.otherPosition], .text(text)))
    }
    return row
  }

  /// Makes columns for the input's own columns that have none yet, typed by these records.
  func fitColumns(to records: [IncidentRecord]) throws {
    var names: [String] = []
    var values: [String: [PropertyValue]] = [:]
    for record in records {
      for member in record.own.members where own[member.name.lowercased()] == nil {
        if values[member.name] == nil { names.append(member.name) }
        values[member.name, default: []].append(member.value)
      }
    }
    for name in names where own[name.lowercased()] == nil {
      guard let column = GeoPackageLayer.Column(name, for: values[name] ?? []) else { continue }
      try add(column)
    }
  }

  private func add(_ column: GeoPackageLayer.Column) throws {
    let places = try tables.map { table in
      try writer.columns(of: table).firstIndex { $0.name == column.name }
        ?? writer.add(column, to: table)
    }
    own[column.name.lowercased()] = (column, places)
  }

  // MARK: Claims

  private func insertClaims(of record: IncidentRecord, key: Int) throws {
    let claims = try openClaims()
    let pairs =
      try self.pairs[record.layer] ?? writer.relate(tables[record.layer], to: claims)
    self.pairs[record.layer] = pairs
    let incident: [SQLValue] = [.integer(Int64(key)), .text(record.id)]
    for claim in record.claims {
      let fields = (incident + claim).enumerated().filter { !$0.element.isNull }
        .map { GeoPackageRow.Field($0.offset, $0.element) }
      try writer.insert(
        GeoPackageRow(geometry: nil, fields: fields), into: claims, key: nextClaimKey)
      try writer.rows(
        "INSERT INTO \(pairs.asSQLName) VALUES (?, ?)",
        [.integer(Int64(key)), .integer(Int64(nextClaimKey))])
      nextClaimKey += 1
    }
  }

  /// The geometry and the fields of an incident, in the order of its table's columns; nil where the
  /// table has it no more.
  func fields(of key: Int, layer: Int) throws -> (columns: [String], values: [SQLValue])? {
    let table = writer.definition(of: tables[layer])
    if selections[layer]?.columns.count != table.columns.count {
      let columns = table.columns.map(\.name)
      let names = ([table.geometryType.map { _ in GeoPackageTable.geometryColumn }] + columns)
        .map { $0?.asSQLName ?? "NULL" }
      let sql = "SELECT \(names.joined(separator: ", ")) FROM \(table.name.asSQLName) WHERE fid = ?"
      selections[layer] = (columns, sql)
    }
    guard let (columns, sql) = selections[layer] else { return nil }
    return try writer.rows(sql, [.integer(Int64(key))]).first.map { (columns, $0) }
  }

  /// The claims of an incident that are there, in order, as `IncidentRecord` has them.
  func claims(of key: Int) throws -> [[SQLValue]] {
    guard hasClaims else { return [] }
    let names = IncidentTables.claimColumns.dropFirst(2).map(\.name.asSQLName)
    return try writer.rows(
      "SELECT \(names.joined(separator: ", ")) FROM \(IncidentTables.claims) "
        + "WHERE incident_fid = ? ORDER BY fid", [.integer(Int64(key))])
  }

  /// Removes an incident with its claims.
  /// - Parameter layer: the table, as a position in `GeometryLayer`.
  func delete(_ key: Int, layer: Int) throws {
    try writer.delete(key, from: tables[layer])
    guard hasClaims else { return }
    let claims = try openClaims()
    let number = [SQLValue.integer(Int64(key))]
    let known = try writer.rows(
      "SELECT fid FROM \(IncidentTables.claims) WHERE incident_fid = ?", number)
    guard !known.isEmpty else { return }
    let pairs = try self.pairs[layer] ?? writer.relate(tables[layer], to: claims)
    self.pairs[layer] = pairs
    try writer.rows("DELETE FROM \(pairs.asSQLName) WHERE base_id = ?", number)
    try writer.rows("DELETE FROM \(IncidentTables.claims) WHERE incident_fid = ?", number)
  }

  /// The table of claims, made for the first one.
  private func openClaims() throws -> Int {
    if let claims { return claims }
    let opened = try writer.open(IncidentLayout.claims)
    let name = IncidentTables.claims
    try writer.rows("CREATE INDEX IF NOT EXISTS \(name)_by_incident ON \(name) (incident_fid)")
    if case .integer(let last)? = try writer.rows("SELECT max(fid) FROM \(name)").first?.first {
      nextClaimKey = Int(last) + 1
    }
    (claims, hasClaims) = (opened, true)
    return opened
  }
}
