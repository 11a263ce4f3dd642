import GRDB

extension GeoPackageWriter.Table {
  /// Makes the R-tree of the rows so far, if it is still to be made.
  func packIndex(_ database: Database) throws {
    guard let pending else { return }
    self.pending = nil
    let packed = PackedIndex(pending)
    func table(_ part: String) -> String { "\(definition.index)_\(part)".asSQLName }
    func fill(_ part: String, _ rows: some Sequence<(SQLValue, SQLValue)>) throws {
      let statement = try SQLStatement(
        database, "INSERT OR REPLACE INTO \(table(part)) VALUES (?, ?)")
      for (first, second) in rows {
        statement.bind(first, at: 1)
        statement.bind(second, at: 2)
        try statement.run()
      }
    }
    try fill("node", packed.nodes.lazy.map { (.integer(Int64($0.number)), .blob($0.bytes)) })
    try fill("rowid", packed.leaves.lazy.map { (.integer($0.row), .integer(Int64($0.node))) })
    try fill(
      "parent", packed.parents.lazy.map { (.integer(Int64($0.node)), .integer(Int64($0.parent))) })
  }

  func insertStatement(_ database: Database) throws -> SQLStatement {
    let names =
      [GeoPackageTable.keyColumn]
      + (definition.geometryType == nil ? [] : [GeoPackageTable.geometryColumn])
      + definition.columns.map(\.name)
    let places = names.indices.map { "?\($0 + 1)" }
    return try SQLStatement(
      database,
      "INSERT INTO \(definition.name.asSQLName) (\(names.map(\.asSQLName).joined(separator: ", ")))"
        + " VALUES (\(places.joined(separator: ", ")))")
  }
}
