import GeoFormats
import Incidents

/// Armed Conflict Location and Event Data, in both layouts of 31 columns, in any order.
///
/// Source: ACLED Codebook (2024): geographic and time precision, actors, fatalities.
struct ACLEDTable: TableDialect {
  /// What `dataset` says of these incidents.
  static let datasetName = "ACLED"
  /// The first year that the data set covers.
  static let firstYear = 1997

  let table: Table<ACLEDColumn>
  private(set) var remarks: [String] = []
  private(set) var dateOrder: DateText.Order?

  init(_ table: Table<ACLEDColumn>) throws(InputError) {
    try table.requireColumns(of: Self.datasetName)
    self.table = table
  }

  func declaredType(_ name: String) -> ColumnType? { ACLEDColumn.type(name) }

  var columnNames: [String] { table.columnNames }

  /// Whether a header is ACLED's: the needed columns are there, or all of them but two.
  static func recognises(header: [String]) -> Bool {
    let missing = Table<ACLEDColumn>(columnNames: header).missing
    return missing.isEmpty || (missing.count <= 2 && !missing.contains(.id))
  }

  mutating func study(_ records: Slice<CSVBatch>) -> [Diagnostic] {
    let evidence = table.evidence(ofDatesIn: [.date], records)
    // The codebook's own form is dd-mm-yyyy.
    let isCodebookForm = evidence.hasHyphens && !evidence.isContradictory
    dateOrder = evidence.order ?? (isCodebookForm ? .dayFirst : nil)
    remarks = dateOrder.map { ["dates read as \($0.words)"] } ?? []
    return []
  }

  func incident(
    from record: CSVRecord, sourceRow: Int, findings: inout [Diagnostic]
  ) -> Incident? {
    var row = ACLEDRow(TableRow(record, in: table), dateOrder: dateOrder)
    let incident = row.incident(sourceRow: sourceRow)
    findings += row.row.findings
    return incident
  }
}
