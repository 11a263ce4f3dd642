import GRDB
internal import GRDBSQLite

/// A prepared statement that is stepped by hand, so that rows can be taken a few at a time, and bound
/// without a detour for each value.
///
/// Used only inside of the queue of its database.
@safe final class SQLStatement {
  private let statement: Statement
  private let handle: OpaquePointer
  private let database: Database

  init(_ database: Database, _ sql: String) throws {
    statement = try database.makeStatement(sql: sql)
    self.database = database
    unsafe handle = statement.sqliteStatement
  }

  /// Goes to the next row; false behind the last.
  func step() throws -> Bool {
    let code = unsafe sqlite3_step(handle)
    switch code {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default:
      throw DatabaseError(
        resultCode: ResultCode(
          rawValue: unsafe sqlite3_extended_errcode(sqlite3_db_handle(handle))),
        message: database.lastErrorMessage)
    }
  }

  /// Runs a statement without result, and makes it ready to run again with other values.
  func run() throws {
    defer { reset() }
    while try step() {}
  }

  /// Makes it ready to run again, with no values bound.
  func reset() {
    unsafe sqlite3_reset(handle)
    unsafe sqlite3_clear_bindings(handle)
  }

  // MARK: Values in

  /// Sets the value of a parameter, counted from 1.
  func bind(_ value: SQLValue, at index: Int) {
    let position = Int32(clamping: index)
    switch value {
    case .null: unsafe sqlite3_bind_null(handle, position)
    case .integer(let value): unsafe sqlite3_bind_int64(handle, position, value)
    case .real(let value): unsafe sqlite3_bind_double(handle, position, value)
    case .text(var value):
      value.withUTF8 { text in
        // An empty buffer may have no address, which would be bound as NULL.
        let start = unsafe UnsafeRawPointer(text.baseAddress)?.assumingMemoryBound(to: CChar.self)
        _ = unsafe sqlite3_bind_text64(
          handle, position, start ?? emptyText, UInt64(text.count), copied, UInt8(SQLITE_UTF8))
      }
    case .blob(let bytes):
      unsafe bytes.withUnsafeBytes { bytes in
        if unsafe bytes.isEmpty {
          _ = unsafe sqlite3_bind_zeroblob(handle, position, 0)
        } else {
          _ = unsafe sqlite3_bind_blob64(
            handle, position, bytes.baseAddress, UInt64(bytes.count), copied)
        }
      }
    }
  }

  /// Sets the values of the first parameters.
  func bind(_ values: [SQLValue]) {
    for (index, value) in values.enumerated() { bind(value, at: index + 1) }
  }

  // MARK: Values out

  /// How many columns the rows have.
  var columnCount: Int { Int(unsafe sqlite3_column_count(handle)) }

  /// The value of a column of the current row, counted from 0.
  func value(_ index: Int) -> SQLValue {
    let position = Int32(clamping: index)
    switch unsafe sqlite3_column_type(handle, position) {
    case SQLITE_INTEGER: return .integer(unsafe sqlite3_column_int64(handle, position))
    case SQLITE_FLOAT: return .real(unsafe sqlite3_column_double(handle, position))
    case SQLITE_TEXT:
      guard let start = unsafe sqlite3_column_text(handle, position) else { return .text("") }
      let count = Int(unsafe sqlite3_column_bytes(handle, position))
      let bytes = unsafe UnsafeBufferPointer(start: start, count: count)
      return .text(unsafe String(decoding: bytes, as: UTF8.self))
    case SQLITE_BLOB:
      guard let start = unsafe sqlite3_column_blob(handle, position) else { return .blob([]) }
      let count = Int(unsafe sqlite3_column_bytes(handle, position))
      return .blob(unsafe Array(UnsafeRawBufferPointer(start: start, count: count)))
    default: return .null
    }
  }

  /// The values of the current row.
  var values: [SQLValue] { (0..<columnCount).map(value) }
}

/// Tells SQLite to copy what it is given.
private var copied: sqlite3_destructor_type {
  unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}

/// The address of no characters.
private var emptyText: UnsafePointer<CChar> {
  unsafe UnsafePointer(StaticString("").utf8Start).withMemoryRebound(to: CChar.self, capacity: 1) {
    unsafe $0
  }
}

extension Database {
  /// All rows of a query.
  func rows(_ sql: String, _ values: [SQLValue] = []) throws -> [[SQLValue]] {
    let statement = try SQLStatement(self, sql)
    statement.bind(values)
    var rows: [[SQLValue]] = []
    while try statement.step() { rows.append(statement.values) }
    return rows
  }

  /// Runs a statement once.
  func run(_ sql: String, _ values: [SQLValue] = []) throws {
    let statement = try SQLStatement(self, sql)
    statement.bind(values)
    try statement.run()
  }
}
