import GeoFormats
import Incidents

/// UCDP Georeferenced Event Dataset, and its candidate files.
///
/// Source: UCDP Georeferenced Event Dataset Codebook (Sundberg and Melander 2013; Högbladh 2023).
struct UCDPGEDTable: TableDialect {
  /// What `dataset` says of these incidents.
  static let datasetName = "UCDP GED"
  /// The first year that the data set covers.
  static let firstYear = 1989

  let table: Table<UCDPGEDColumn>
  let positions: UCDPGEDPositions
  private(set) var dateOrder: DateText.Order?

  init(_ table: Table<UCDPGEDColumn>) throws(InputError) {
    try table.requireColumns(of: Self.datasetName)
    self.table = table
    positions = UCDPGEDPositions(table)
  }

  func declaredType(_ name: String) -> ColumnType? { UCDPGEDColumn.type(name) }

  var columnNames: [String] { table.columnNames }

  var remarks: [String] { dateOrder.map { ["dates read as \($0.words)"] } ?? [] }

  /// Whether a header is UCDP GED's: the needed columns are there, or all of its own but two.
  static func recognises(header: [String]) -> Bool {
    let missing = Table<UCDPGEDColumn>(columnNames: header).missing
    return missing.isEmpty || (missing.count <= 2 && !missing.contains(.wherePrecision))
  }

  mutating func study(_ records: Slice<CSVBatch>) -> [Diagnostic] {
    dateOrder = table.evidence(ofDatesIn: [.dateStart, .dateEnd], records).order
    return []
  }

  func incident(
    from record: CSVRecord, sourceRow: Int, findings: inout [Diagnostic]
  ) -> Incident? {
    var row = UCDPGEDRow(TableRow(record, in: table), dateOrder: dateOrder)
    let incident = row.incident(sourceRow: sourceRow)
    findings += row.row.findings
    return incident
  }

  /// `date_prec` of the codebook.
  static func datePrecision(_ code: Int) -> DatePrecision? {
    switch code {
    case 1: .day
    case 2: .range
    case 3: .week
    case 4: .month
    case 5: .year
    default: nil
    }
  }
}
