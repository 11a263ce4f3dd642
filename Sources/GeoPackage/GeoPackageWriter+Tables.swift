import GRDB
public import GeoFormats
import SimpleFeatures

extension GeoPackageWriter {
  /// Makes a table, or opens one that is there and gives it the columns that it lacks.
  /// - Returns: its number for the other calls.
  public func open(_ table: GeoPackageTable) throws(OutputError) -> Int {
    let opened = Table(table)
    try attempt { database in
      let known = try database.rows(
        "SELECT name FROM pragma_table_info(?)", [.text(table.name)]
      ).compactMap { $0[0].text }
      if known.isEmpty {
        try create(table, database)
        if table.geometryType != nil { opened.pending = [] }
      } else {
        opened.definition.columns = []
        let own = [GeoPackageTable.keyColumn, GeoPackageTable.geometryColumn]
        for row in try database.rows(
          "SELECT name, type FROM pragma_table_info(?)", [.text(table.name)])
        {
          guard let name = row[0].text, !own.contains(name) else { continue }
          opened.definition.columns.append(.init(name, row[1].text?.uppercased() ?? ""))
        }
        // The writer keeps the R-tree itself; the triggers call functions that only viewers have.
        for trigger in GeoPackageSchema.indexTriggers(table) {
          try database.run("DROP TRIGGER IF EXISTS \(trigger.name.asSQLName)")
        }
      }
    }
    tables.append(opened)
    for column in table.columns where !opened.definition.columns.contains(where: column.hasName) {
      _ = try add(column, to: tables.count - 1)
    }
    return tables.count - 1
  }

  /// A table as it stands.
  package func definition(of number: Int) -> GeoPackageTable { tables[number].definition }

  /// The columns of a table, in order.
  public func columns(of number: Int) -> [GeoPackageLayer.Column] {
    tables[number].definition.columns
  }

  /// Adds a column to a table.
  /// - Returns: its position.
  public func add(_ column: GeoPackageLayer.Column, to number: Int) throws(OutputError) -> Int {
    let table = tables[number]
    table.insert = nil
    try attempt { database in
      try database.run(
        "ALTER TABLE \(table.definition.name.asSQLName) "
          + "ADD COLUMN \(column.name.asSQLName) \(column.type)")
    }
    table.definition.columns.append(column)
    return table.definition.columns.count - 1
  }

  /// Says of the whole file how it came about; what was said under the same name before is replaced.
  public func describe(_ json: String, standard: String) throws(OutputError) {
    try attempt { database in
      let known = try database.rows(
        "SELECT id FROM gpkg_metadata WHERE md_standard_uri = ?", [.text(standard)])
      if let id = known.first?[0] {
        try database.run("UPDATE gpkg_metadata SET metadata = ? WHERE id = ?", [.text(json), id])
        return
      }
      try database.run(
        """
        INSERT INTO gpkg_metadata (md_scope, md_standard_uri, mime_type, metadata)
          VALUES ('dataset', ?, 'application/json', ?)
        """, [.text(standard), .text(json)])
      try database.run(
        "INSERT INTO gpkg_metadata_reference VALUES ('geopackage', NULL, NULL, NULL, ?, ?, NULL)",
        [.text(GeoPackageSchema.instant), .integer(database.lastInsertedRowID)])
    }
  }

  /// Says that rows of one table belong to rows of another (OGC 18-000), in a table of pairs that is
  /// made where it is missing.
  /// - Returns: the name of the table of pairs, with columns `base_id` and `related_id`.
  public func relate(_ base: Int, to related: Int) throws(OutputError) -> String {
    let (base, related) = (tables[base].definition.name, tables[related].definition.name)
    let pairs = "\(base)_\(related)"
    try attempt { database in
      try database.execute(sql: GeoPackageSchema.createRelations)
      let known = try database.rows(
        "SELECT 1 FROM gpkgext_relations WHERE mapping_table_name = ?", [.text(pairs)])
      guard known.isEmpty else { return }
      try database.run(
        """
        CREATE TABLE \(pairs.asSQLName) (base_id INTEGER NOT NULL, related_id INTEGER NOT NULL)
        """)
      try database.run(
        """
        INSERT INTO gpkgext_relations (base_table_name, base_primary_column, related_table_name,
          related_primary_column, relation_name, mapping_table_name)
          VALUES (?1, ?3, ?2, ?3, 'attributes', ?4)
        """, [.text(base), .text(related), .text(GeoPackageTable.keyColumn), .text(pairs)])
      try database.run(
        """
        INSERT INTO gpkg_extensions VALUES
          (?, NULL, 'related_tables', 'http://www.opengis.net/doc/IS/gpkg-rte/1.0', 'read-write')
        """, [.text(pairs)])
    }
    return pairs
  }

  private func create(_ table: GeoPackageTable, _ database: Database) throws {
    let isLayer = table.geometryType != nil
    let columns =
      ["\(GeoPackageTable.keyColumn.asSQLName) INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"]
      + (table.geometryType.map { ["\(GeoPackageTable.geometryColumn.asSQLName) \($0)"] } ?? [])
      + table.columns.map { "\($0.name.asSQLName) \($0.type)" }
    try database.run(
      "CREATE TABLE \(table.name.asSQLName) (\(columns.joined(separator: ", ")))")
    try database.run(
      """
      INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change, srs_id)
        VALUES (?, ?, ?, ?, ?)
      """,
      [
        .text(table.name), .text(isLayer ? "features" : "attributes"), .text(table.title),
        .text(GeoPackageSchema.instant), isLayer ? .integer(4326) : .null,
      ])
    guard let type = table.geometryType else { return }
    try database.run(
      "INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, 4326, 0, 0)",
      [.text(table.name), .text(GeoPackageTable.geometryColumn), .text(type)])
    try database.run(
      "CREATE VIRTUAL TABLE \(table.index.asSQLName) USING rtree(id, minx, maxx, miny, maxy)")
    try database.run(
      """
      INSERT INTO gpkg_extensions VALUES (?, ?, 'gpkg_rtree_index',
        'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')
      """, [.text(table.name), .text(GeoPackageTable.geometryColumn)])
  }

  /// Writes down the extent of a table and puts its triggers in place.
  func finish(_ table: Table, _ database: Database) throws {
    guard table.definition.geometryType != nil else { return }
    try table.packIndex(database)
    for trigger in GeoPackageSchema.indexTriggers(table.definition) {
      try database.run(trigger.sql)
    }
    guard !table.extent.isEmpty else { return }
    let (name, extent) = (table.definition.name, table.extent)
    try database.run(
      """
      UPDATE gpkg_contents SET
        min_x = min(?2, ifnull(min_x, ?2)), min_y = min(?3, ifnull(min_y, ?3)),
        max_x = max(?4, ifnull(max_x, ?4)), max_y = max(?5, ifnull(max_y, ?5))
        WHERE table_name = ?1
      """,
      [.text(name), .real(extent.minX), .real(extent.minY), .real(extent.maxX), .real(extent.maxY)])
  }
}

extension GeoPackageLayer.Column {
  /// Whether another column has the same name, in whatever letters: SQLite holds them for one.
  fileprivate func hasName(_ other: GeoPackageLayer.Column) -> Bool {
    name.lowercased() == other.name.lowercased()
  }
}
