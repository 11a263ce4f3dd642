import GeoFormats
import Incidents

/// How the tables of one data set are read, for one file.
protocol TableDialect: Sendable {
  /// The names of the file's columns, also where it has no header line.
  var columnNames: [String] { get }
  /// What was found out about the file as a whole, in words.
  var remarks: [String] { get }

  /// The type of a column of the data set, by its name in lower case; nil for one that the data set
  /// does not have or writes in several ways.
  func declaredType(_ name: String) -> ColumnType?

  /// Finds out what only many rows together tell, from the first megabyte or so, and says what is
  /// wrong with the file as a whole.
  mutating func study(_ records: Slice<CSVBatch>) -> [Diagnostic]

  /// Takes note of rows that are about to be handed out, in their order.
  mutating func pass(_ records: [NumberedRecord])

  /// What is wrong with the file as a whole, once every row has passed.
  func findingsAtEnd() -> [Diagnostic]

  /// Whether a row is meant to be read; the others are counted, not reported one by one.
  func wants(_ record: CSVRecord) -> Bool

  /// What to say of rows that were not wanted.
  func remark(onUnwanted count: Int) -> String

  /// One row as an incident; nil when it had to be left out, which the findings then say.
  func incident(
    from record: CSVRecord, sourceRow: Int, findings: inout [Diagnostic]
  ) -> Incident?
}

extension TableDialect {
  func declaredType(_ name: String) -> ColumnType? { nil }
  var remarks: [String] { [] }
  mutating func study(_ records: Slice<CSVBatch>) -> [Diagnostic] { [] }
  mutating func pass(_ records: [NumberedRecord]) {}
  func findingsAtEnd() -> [Diagnostic] { [] }
  func wants(_ record: CSVRecord) -> Bool { true }
  func remark(onUnwanted count: Int) -> String { "\(count) rows not read" }
}

/// A record and its row in the data set, from 1, the header not counted.
struct NumberedRecord: Sendable {
  var record: CSVRecord
  var row: Int
}

extension CSVRecord {
  /// Whether it is a row of HXL tags (`#date+start`), which stands below the header in files from
  /// humanitarian data platforms and is no incident.
  var isTagRow: Bool {
    let tags = (0..<count).count { column in
      let bytes = bytes(column)
      return bytes.count > 1 && bytes.first == UInt8(ascii: "#")
    }
    return tags >= 3
  }
}
