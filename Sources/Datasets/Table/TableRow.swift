import GeoFormats
import Incidents
import SimpleFeatures

/// One row of a table: its values, and what was found wrong with them.
struct TableRow<Column: TableColumn> {
  let record: CSVRecord
  let table: Table<Column>
  private(set) var findings: [Diagnostic] = []

  init(_ record: CSVRecord, in table: Table<Column>) {
    self.record = record
    self.table = table
  }

  // MARK: Text and numbers

  /// The text of a field; empty where the file does not have the column.
  func text(_ column: Column) -> String { table[column].map { record[$0] } ?? "" }

  /// The text of a field; nil where it is empty.
  func given(_ column: Column) -> String? {
    guard let position = table[column], !record.isEmpty(position) else { return nil }
    return record[position]
  }

  /// The whole number in a field, also written as `1.0`; nil if it is empty or not one.
  func integer(_ column: Column) -> Int? { table[column].flatMap { record.integer($0) } }

  /// The number in a field, with a decimal comma where semicolons separate the fields; nil if it is
  /// empty or not one.
  func number(_ column: Column) -> Double? { table[column].flatMap { record.double($0) } }

  /// The identifier without the `.0` that spreadsheets and data frames add to numbers.
  var identifier: String {
    let given = text(Column.identifier)
    guard given.hasSuffix(".0"), given.utf8.dropLast(2).allSatisfy({ (0x30...0x39).contains($0) })
    else { return given }
    return String(given.dropLast(2))
  }

  /// One of a few codes; nil, with the row rejected, for anything else.
  mutating func neededCode(_ column: Column, in codes: ClosedRange<Int>, finding: String) -> Int? {
    if let code = integer(column), codes.contains(code) { return code }
    reject(
      finding, column, text(column),
      "\(column.rawValue) must be one of \(codes.lowerBound) to \(codes.upperBound)")
    return nil
  }

  /// A number of dead; nil if it is empty or cannot be taken.
  mutating func count(_ column: Column) -> Int? {
    guard let given = given(column) else { return nil }
    guard let number = NumberParser.integer(given) else {
      lose("toll-unreadable", column, given, "not a whole number")
      return nil
    }
    guard number >= 0 else {
      lose("toll-negative", column, given, "a number of dead cannot be negative")
      return nil
    }
    return number
  }

  /// Where a field stands; the whole row if the file does not have the column.
  func position(of column: Column) -> InputPosition {
    InputPosition(line: record.line, column: table[column].map { table.columnNames[$0] })
  }

  // MARK: Findings

  /// Says that the row is left out.
  mutating func reject(_ code: String, _ column: Column, _ value: String, _ reason: String) {
    note(.error, code, column, value, reason, action: "row left out", rejects: true)
  }

  /// Says that a value is left out.
  mutating func lose(
    _ code: String, _ column: Column, _ value: String, _ reason: String,
    action: String = "value left out"
  ) {
    note(.error, code, column, value, reason, action: action, rejects: false)
  }

  /// Says that a value is kept and in doubt.
  mutating func doubt(
    _ code: String, _ column: Column, _ value: String, _ reason: String, action: String
  ) {
    note(.warning, code, column, value, reason, action: action, rejects: false)
  }

  private mutating func note(
    _ severity: Diagnostic.Severity, _ code: String, _ column: Column, _ value: String,
    _ reason: String, action: String, rejects: Bool
  ) {
    let id = identifier
    findings.append(
      Diagnostic(
        severity, code: code, file: table.fileName, line: record.line,
        column: table[column].map { table.columnNames[$0] } ?? column.rawValue,
        record: id.isEmpty ? nil : id, value: value, reason: reason, action: action,
        rejectsRow: rejects))
  }
}
