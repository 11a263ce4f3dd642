import GRDB
public import GeoFormats
import SimpleFeatures

/// Writes tables of a GeoPackage 1.3 (OGC 12-128r17) in WGS 84, all in one transaction.
///
/// The same calls give the same bytes: no time is taken from the clock. Until `commit()` a file that
/// was there stays as it was, whatever happens to the program; a new one is not to be used before.
/// One writer belongs to one thread.
public final class GeoPackageWriter {
  /// What a file is for, which decides how it is kept from harm.
  public enum Purpose: Sendable {
    /// A file that is made anew and put in its place when it is whole: an empty one at the start.
    case newFile
    /// A file that others read and that must outlive every failure; made where there is none.
    case store
  }

  /// The file for messages.
  public let name: String
  private let purpose: Purpose
  let database: DatabaseQueue
  var tables: [Table] = []
  private var statements: [String: SQLStatement] = [:]

  /// A table with the statements that fill it.
  final class Table {
    var definition: GeoPackageTable
    var extent = Envelope.empty
    var insert: SQLStatement?
    var index: SQLStatement?
    /// The entries of an R-tree that is made at the end; nil for one that is there.
    var pending: [PackedIndex.Cell]?

    init(_ definition: GeoPackageTable) { self.definition = definition }
  }

  /// Opens a file and begins the transaction; waits 3 seconds for a lock of another program.
  /// - Parameter name: the file for messages, if it bears another name than at the end.
  public init(path: String, name: String? = nil, purpose: Purpose) throws(OutputError) {
    self.name = name ?? path
    self.purpose = purpose
    do {
      database = try DatabaseQueue.writing(path)
      try database.inDatabase { database in
        if purpose == .newFile {
          // Nothing of an unfinished file is ever used: there is no journal to keep.
          _ = try database.rows("PRAGMA journal_mode = OFF")
          try database.run("PRAGMA synchronous = OFF")
        }
        // Bytes that are no longer used are zeros, not what memory held.
        _ = try database.rows("PRAGMA secure_delete = ON")
        _ = try database.rows("PRAGMA cache_size = -65536")
        try database.run("BEGIN IMMEDIATE")
        if try database.rows("SELECT count(*) FROM sqlite_master")[0][0] == .integer(0) {
          try database.run("PRAGMA application_id = \(GeoPackageSchema.applicationID)")
          try database.run("PRAGMA user_version = \(GeoPackageSchema.version)")
          try database.execute(sql: GeoPackageSchema.create)
        }
      }
    } catch {
      throw GeoPackageFailure(error).outputError(self.name, purpose)
    }
  }

  deinit { close() }

  /// Lets go of the file; what was not committed is taken back.
  public func close() {
    database.inDatabase { _ in forgetStatements() }
    try? database.close()
  }

  /// Puts what was written in its place, whole.
  public func commit() throws(OutputError) {
    try attempt { database in
      for table in tables { try finish(table, database) }
      forgetStatements()
      try database.run("COMMIT")
    }
  }

  /// Takes everything back that was written since the start. Nothing can be written afterwards.
  public func rollback() {
    try? database.inDatabase { database in
      forgetStatements()
      try database.run("ROLLBACK")
    }
  }

  // MARK: Rows

  /// Adds a row to the table of a number that `open` gave.
  public func insert(_ row: GeoPackageRow, into number: Int, key: Int) throws(OutputError) {
    let table = tables[number]
    try attempt { database in
      let statement = try table.insert ?? table.insertStatement(database)
      table.insert = statement
      statement.bind(.integer(Int64(key)), at: 1)
      let first = table.definition.geometryType == nil ? 2 : 3
      if first == 3, let blob = row.blob { statement.bind(.blob(blob), at: 2) }
      for field in row.fields { statement.bind(field.value, at: first + field.column) }
      try statement.run()
      guard first == 3, row.blob != nil else { return }
      let bounds = row.envelope
      table.extent.expand(toInclude: bounds)
      if table.pending?.append(PackedIndex.Cell(id: key, bounds)) != nil { return }
      let index =
        try table.index
        ?? SQLStatement(
          database, "INSERT INTO \(table.definition.index.asSQLName) VALUES (?, ?, ?, ?, ?)")
      table.index = index
      index.bind(
        [.integer(Int64(key))]
          + [bounds.minX, bounds.maxX, bounds.minY, bounds.maxY].map(SQLValue.real))
      try index.run()
    }
  }

  /// Removes a row, if it is there.
  public func delete(_ key: Int, from number: Int) throws(OutputError) {
    try attempt { try tables[number].packIndex($0) }
    let table = tables[number].definition
    let name = GeoPackageTable.keyColumn.asSQLName
    let values = [SQLValue.integer(Int64(key))]
    try rows("DELETE FROM \(table.name.asSQLName) WHERE \(name) = ?", values)
    guard table.geometryType != nil else { return }
    try rows("DELETE FROM \(table.index.asSQLName) WHERE id = ?", values)
  }

  // MARK: Other tables

  /// All rows of a query, or none of a statement that gives none; statements are kept for the next
  /// time.
  @discardableResult
  package func rows(_ sql: String, _ values: [SQLValue] = []) throws(OutputError) -> [[SQLValue]] {
    try attempt { database in
      let statement = try statements[sql] ?? SQLStatement(database, sql)
      statements[sql] = statement
      defer { statement.reset() }
      statement.bind(values)
      var rows: [[SQLValue]] = []
      while try statement.step() { rows.append(statement.values) }
      return rows
    }
  }

  private func forgetStatements() {
    for table in tables { (table.insert, table.index) = (nil, nil) }
    statements = [:]
  }

  /// Does something with the database; a failure is said with the file's name.
  func attempt<Result>(
    _ body: (Database) throws -> Result
  ) throws(OutputError) -> Result {
    do {
      return try database.inDatabase(body)
    } catch let error as OutputError {
      throw error
    } catch {
      throw GeoPackageFailure(error).outputError(name, purpose)
    }
  }
}

extension GeoPackageFailure {
  fileprivate func outputError(
    _ file: String, _ purpose: GeoPackageWriter.Purpose
  ) -> OutputError {
    let state = purpose == .store ? "it is as it was before" : nil
    let actions = [state, action].compactMap(\.self)
    return .failed(
      file: file, reason: reason,
      action: actions.isEmpty ? nil : actions.joined(separator: "; "))
  }
}

extension DatabaseQueue {
  /// Opens a database for writing, made where there is none.
  fileprivate static func writing(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    configuration.busyMode = .timeout(longestWaitSeconds)
    configuration.allowsUnsafeTransactions = true
    return try DatabaseQueue(path: path, configuration: configuration)
  }
}
