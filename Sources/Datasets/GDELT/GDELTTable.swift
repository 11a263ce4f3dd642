import GeoFormats
import Incidents

/// Event files of GDELT 2 and GDELT 1, without a header as they are published, or with one as
/// query services write them.
struct GDELTTable: TableDialect {
  /// What `dataset` says of these incidents.
  static let datasetName = "GDELT"
  /// How the published files are written: tabs, no header, quotes are text.
  static let csv = CSVOptions(separator: .tab, hasHeader: false, hasQuotes: false)

  let table: Table<GDELTColumn>
  /// The events that are read.
  let eventCodes: CAMEOCodes

  init(_ table: Table<GDELTColumn>, eventCodes: CAMEOCodes) throws(InputError) {
    try table.requireColumns(of: Self.datasetName)
    self.table = table
    self.eventCodes = eventCodes
  }

  func declaredType(_ name: String) -> ColumnType? { GDELTColumn.type(name) }

  var columnNames: [String] { table.columnNames }

  /// Whether a header is GDELT's: the needed columns are there, or all of them but two.
  static func recognises(header: [String]) -> Bool {
    let missing = Table<GDELTColumn>(columnNames: header).missing
    return missing.count <= 2 && !missing.contains(.id)
  }

  /// The names of the columns of a file without a header, from one of its rows: 57, 58 or 61 fields
  /// that begin with a number and a date; nil for any other.
  static func columnNames(ofFileWith record: CSVRecord) -> [String]? {
    guard record.integer(0) != nil, case .day = DateText.read(record[1]) else { return nil }
    return GDELTLayout.columnNames(count: record.count)
  }

  /// A warning where a spreadsheet has rewritten the numbers: the time of adding is a number of
  /// fourteen digits (eight in GDELT 1), and a root code has two.
  mutating func study(_ records: Slice<CSVBatch>) -> [Diagnostic] {
    func isDamaged(_ record: CSVRecord, _ column: GDELTColumn) -> Bool {
      guard let bytes = table[column].map({ record.bytes($0) }), !bytes.isEmpty else {
        return false
      }
      return column == .rootCode
        ? bytes.count == 1 : !bytes.allSatisfy { (0x30...0x39).contains($0) }
    }
    for record in records {
      for column in [GDELTColumn.dateAdded, .rootCode] where isDamaged(record, column) {
        return [
          Diagnostic(
            .warning, code: "spreadsheet-damage", file: table.fileName, line: record.line,
            column: column.rawValue, value: table[column].map { record[$0] },
            reason: "a spreadsheet has rewritten the numbers of this file, here and elsewhere",
            action: "read with leading zeros put back; use the file as GDELT publishes it")
        ]
      }
    }
    return []
  }

  func wants(_ record: CSVRecord) -> Bool { eventCodes.contains(eventCode(record)) }

  func remark(onUnwanted count: Int) -> String {
    "\(count) row\(count == 1 ? "" : "s") of other CAMEO codes than \(eventCodes) not read"
  }

  /// The code of an event, with a lost leading zero.
  func eventCode(_ record: CSVRecord) -> String {
    let code = table[.eventCode].map { record[$0] } ?? ""
    return CAMEO.repaired(code: code, root: table[.rootCode].map { record[$0] } ?? "")
  }

  func incident(
    from record: CSVRecord, sourceRow: Int, findings: inout [Diagnostic]
  ) -> Incident? {
    var row = GDELTRow(TableRow(record, in: table), eventCode: eventCode(record))
    let incident = row.incident(sourceRow: sourceRow)
    findings += row.row.findings
    return incident
  }
}
