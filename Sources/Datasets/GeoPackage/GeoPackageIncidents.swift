import GeoFormats
import GeoPackage
import SimpleFeatures

/// The incidents of a GeoPackage: those that `map` or `import` wrote, in the order in which they were
/// written, or the features of one layer of another maker.
struct GeoPackageIncidents {
  /// The file for messages, with the layer where one is named.
  let name: String
  private let layers: [GeoPackageLayer]
  private let sources: [GeoPackageFeatures]
  /// The next row of each layer.
  private var heads: [GeoPackageBatch.Row?] = []
  private var claims: ClaimRows?
  private var taken = 0

  /// How many rows make a batch.
  private static let batchSize = 4096

  /// Whether a path leads to a file that is a SQLite database.
  static func isOne(_ path: String) throws -> Bool {
    if path == "-" { return false }
    // What cannot be opened is said by who reads it.
    guard let source = try? ByteSource.open(path) else { return false }
    return GeoPackageReader.recognises(try source.peek(16))
  }

  /// Opens a file; one of its layers where that is named.
  init(_ path: String, layer: String?, name: String) throws {
    let reader = try GeoPackageReader(path: path)
    self.name = name
    if let layer {
      layers = [try reader.layer(named: layer)]
    } else {
      layers = try Self.layers(of: reader)
    }
    sources = try layers.map(reader.features)
    heads = try sources.map { try $0.nextRow() }
    if layers.contains(where: \.holdsIncidents) { claims = try ClaimRows(reader) }
  }

  /// How positions were brought to WGS 84, in words.
  var remarks: [String] { sources.compactMap(\.remark) }

  /// The layers with incidents of Balise's, else the only one.
  private static func layers(of reader: GeoPackageReader) throws -> [GeoPackageLayer] {
    let own = reader.layers.filter(\.holdsIncidents)
    if !own.isEmpty { return own }
    let withGeometry = reader.layers.filter { $0.geometryColumn != nil }
    let candidates = withGeometry.isEmpty ? reader.layers : withGeometry
    guard candidates.count > 1 else {
      if candidates.isEmpty {
        throw InputError(
          file: reader.path, reason: "the GeoPackage has no layer of features", action: nil)
      }
      return candidates
    }
    throw InputError(
      file: reader.path,
      reason: "it has several layers: \(candidates.map(\.name).joined(separator: ", "))",
      action: "name one: \(reader.path):\(candidates[0].name)")
  }

  /// The next features, in the order of their numbers over all layers; nil at the end.
  mutating func nextBatch() throws -> GeoPackageBatch? {
    var rows: [GeoPackageBatch.Row] = []
    while rows.count < Self.batchSize, let row = try nextRow() { rows.append(row) }
    return rows.isEmpty ? nil : GeoPackageBatch(rows, of: layers, file: name)
  }

  private mutating func nextRow() throws -> GeoPackageBatch.Row? {
    var first: Int?
    for (index, head) in heads.enumerated() {
      guard let key = head.map({ $0.key ?? .max }) else { continue }
      if let known = first, heads[known]?.key ?? .max <= key { continue }
      first = index
    }
    guard let first, var row = heads[first] else { return nil }
    heads[first] = try sources[first].nextRow()
    taken += 1
    row.number = taken
    row.layer = first
    if let claims { try complete(&row, claims) }
    return row
  }

  /// Adds what stands in other places about an incident: its claims, and what has no column.
  private func complete(_ row: inout GeoPackageBatch.Row, _ claims: ClaimRows) throws {
    let layer = layers[row.layer]
    if let position = layer.columns.firstIndex(where: { $0.name == IncidentTables.other }),
      position < row.values.count, let text = row.values[position].text,
      case .object(let others)? = try? JSONParser.parse(text, file: name)
    {
      row.values[position] = .null
      row.added = others
    }
    guard let key = row.key else { return }
    let id = layer.columns.firstIndex { $0.name == "id" }.flatMap { row.values[$0].text }
    let found = try claims.claims(of: key, id: id ?? "")
    if !found.isEmpty { row.added["claims"] = .array(found) }
  }
}

extension GeoPackageLayer {
  /// Whether its rows are incidents that Balise wrote.
  package var holdsIncidents: Bool {
    ["location_kind", "grade"].allSatisfy { name in columns.contains { $0.name == name } }
  }
}

/// The claims of a file, held by the incident that they belong to.
private final class ClaimRows {
  private var byIncident: [Int: [(id: String, claim: PropertyValue)]] = [:]

  init(_ reader: GeoPackageReader) throws {
    guard let table = reader.layers.first(where: { $0.name == IncidentTables.claims }) else {
      return
    }
    let names = IncidentTables.claimColumns.map { column in
      table.columns.contains { $0.name == column.name } ? column.name.asSQLName : "NULL"
    }
    let key = table.keyColumn.map { " ORDER BY \($0.asSQLName)" } ?? ""
    for row in try reader.rows(
      "SELECT \(names.joined(separator: ", ")) FROM \(table.name.asSQLName)\(key)")
    {
      guard let incident = row[0].integer else { continue }
      byIncident[incident, default: []].append(
        (row[1].text ?? "", IncidentTables.claim(of: row.dropFirst(2))))
    }
  }

  /// The claims of an incident; a number that was given to another one since does not count.
  func claims(of key: Int, id: String) throws -> [PropertyValue] {
    byIncident[key]?.filter { $0.id == id }.map(\.claim) ?? []
  }
}
