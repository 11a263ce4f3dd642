import GRDB
public import GeoFormats
import SimpleFeatures

/// Reads the layers of a GeoPackage (OGC 12-128r18, versions 1.0 to 1.4).
///
/// A file is read as it was when it was opened for each layer; other programs can read it meanwhile.
/// What a program left behind that was stopped while writing is put right first. Not `Sendable`:
/// one reader belongs to one thread.
public final class GeoPackageReader {
  /// The file, as the user named it.
  public let path: String
  /// The tables of features and of attributes, in the order of the file.
  public let layers: [GeoPackageLayer]
  let database: DatabaseQueue

  /// Whether a file that begins with these bytes is a SQLite database, as GeoPackages are.
  public static func recognises(_ head: some Collection<UInt8>) -> Bool {
    head.starts(with: Array("SQLite format 3\0".utf8))
  }

  /// Opens a file; it is not changed.
  public init(path: String) throws(InputError) {
    self.path = path
    do {
      database = try DatabaseQueue.reading(path)
      layers = try database.inDatabase { try $0.geoPackageLayers(path) }
    } catch let error as InputError {
      throw error
    } catch {
      throw GeoPackageFailure(error).inputError(path)
    }
  }

  /// The layer of a name; an error that lists the names where there is none.
  public func layer(named name: String) throws(InputError) -> GeoPackageLayer {
    if let layer = layers.first(where: { $0.name == name }) { return layer }
    throw InputError(
      file: path, reason: "it has no layer \"\(name)\"",
      action: layers.isEmpty
        ? "it has none at all" : "its layers are \(layers.map(\.name).joined(separator: ", "))")
  }

  /// The features of a layer, in the order of their numbers, to be taken a batch at a time;
  /// positions are longitude and latitude of WGS 84.
  public func features(of layer: GeoPackageLayer) throws(InputError) -> GeoPackageFeatures {
    try GeoPackageFeatures(of: layer, in: self)
  }

  /// All rows of a query, for tables that are no layers.
  package func rows(_ sql: String, _ values: [SQLValue] = []) throws(InputError) -> [[SQLValue]] {
    do {
      return try database.inDatabase { try $0.rows(sql, values) }
    } catch {
      throw GeoPackageFailure(error).inputError(path)
    }
  }

  /// All features of a layer, and what was found wrong with them; see `features(of:)`. O(n).
  public func readFeatures(_ layer: GeoPackageLayer) throws(InputError) -> (
    features: [NumberedFeature], diagnostics: [Diagnostic]
  ) {
    let source = try features(of: layer)
    var features: [NumberedFeature] = []
    var diagnostics: [Diagnostic] = []
    while let batch = try source.nextBatch() {
      let read = batch.read(0..<batch.count)
      features += read.features
      diagnostics += read.diagnostics
    }
    return (features, diagnostics)
  }
}

extension Database {
  /// The tables that a GeoPackage says it holds.
  fileprivate func geoPackageLayers(_ path: String) throws -> [GeoPackageLayer] {
    let tables = try rows("SELECT name FROM sqlite_master WHERE name LIKE 'gpkg\\_%' ESCAPE '\\'")
      .compactMap { $0[0].text }
    guard tables.contains("gpkg_contents"), tables.contains("gpkg_spatial_ref_sys") else {
      throw InputError(
        file: path, reason: "it is a SQLite database without the tables of a GeoPackage",
        action: "export it as a GeoPackage")
    }
    let geometry =
      tables.contains("gpkg_geometry_columns")
      ? """
      LEFT JOIN gpkg_geometry_columns g
        ON g.table_name = c.table_name AND c.data_type = 'features'
      LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id
      """
      : """
      LEFT JOIN (SELECT NULL AS column_name, NULL AS geometry_type_name, NULL AS srs_id) g
      LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id
      """
    return try rows(
      """
      SELECT c.table_name, g.column_name, g.geometry_type_name, g.srs_id, s.srs_name,
        s.organization, s.organization_coordsys_id, s.definition,
        c.min_x, c.min_y, c.max_x, c.max_y
      FROM gpkg_contents c \(geometry)
      WHERE c.data_type IN ('features', 'attributes', 'aspatial') ORDER BY c.rowid
      """
    ).compactMap(layer)
  }

  /// A layer of a row of the query; nil where the file has no such table.
  private func layer(_ row: [SQLValue]) throws -> GeoPackageLayer? {
    let name = row[0].text ?? ""
    let described = try rows("SELECT name, type, pk FROM pragma_table_info(?)", [.text(name)])
    if described.isEmpty { return nil }
    let geometryColumn = row[1].text.map { stated in
      described.lazy.compactMap { $0[0].text }.first { $0.lowercased() == stated.lowercased() }
        ?? stated
    }
    let keys = described.filter { ($0[2].integer ?? 0) > 0 }
    let key = keys.count == 1 && keys[0][1].text?.uppercased() == "INTEGER" ? keys[0][0].text : nil
    let columns = described.compactMap { column -> GeoPackageLayer.Column? in
      guard let name = column[0].text, name != key, name != geometryColumn else { return nil }
      return .init(name, column[1].text?.uppercased() ?? "")
    }
    let bounds = row[8...11].compactMap(\.number)
    let extent =
      bounds.count == 4
      ? Envelope(minX: bounds[0], minY: bounds[1], maxX: bounds[2], maxY: bounds[3]) : nil
    return GeoPackageLayer(
      name: name, geometryColumn: geometryColumn,
      geometryType: geometryColumn == nil ? nil : row[2].text?.uppercased() ?? "GEOMETRY",
      referenceSystem: geometryColumn == nil ? nil : .init(row), extent: extent, keyColumn: key,
      columns: columns,
      rowCount: try rows("SELECT count(*) FROM \(name.asSQLName)")[0][0].integer ?? 0)
  }
}

extension GeoPackageLayer.ReferenceSystem {
  /// Of a row of the query above.
  fileprivate init(_ row: [SQLValue]) {
    id = row[3].integer ?? -1
    name = row[4].text ?? "undefined"
    let text = row[7].text ?? "undefined"
    switch (row[5].text?.uppercased(), row[6].integer) {
    case ("EPSG", let code?) where id > 0: definition = "EPSG:\(code)"
    case ("OGC", 84) where id > 0: definition = "OGC:CRS84"
    default: definition = id <= 0 || text.lowercased() == "undefined" ? nil : text
    }
  }
}
