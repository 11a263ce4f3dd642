import GeoFormats
import Incidents

/// A table of one's own, read by a mapping or by the names of its columns.
struct MappedTable: TableDialect {
  private var columns: MappedColumns<IncidentField>
  private let claims: ClaimsTable?
  private let ownsNames: Bool
  /// Incidents of the table of claims that have not come yet.
  private var awaited: Set<String>

  init(
    fileName: String, header: [String], options: IncidentSource.Options
  ) throws {
    let mapping = options.mapping
    let sources =
      try mapping.map { try $0.sources(of: $0.incidents, in: header, file: fileName) }
      ?? FieldSource.named(in: header)
    columns = MappedColumns(
      fileName: fileName, columnNames: header,
      settings: mapping?.settings ?? TableSettings(), sources: sources)
    ownsNames = mapping == nil
    claims = options.claims
    awaited = Set(claims?.incidentIDs ?? [])
    guard !sources.isEmpty else {
      throw InputError(
        file: fileName, reason: "none of its columns is one of Balise's own",
        action: "describe them: balise check --suggest-mapping writes a first mapping")
    }
  }

  /// Whether a header has Balise's own names: an identifier, and something that says where.
  static func recognises(header: [String]) -> Bool {
    let sources: [IncidentField: FieldSource] = FieldSource.named(in: header)
    return sources[.id] != nil && IncidentField.places.contains { sources[$0] != nil }
  }

  /// The identifier of a row: its own or, in a table without any, that of its number; nil where its
  /// cell is empty.
  static func identifier(of row: MappedRow<IncidentField>, sourceRow: Int) -> String? {
    row.columns[.id] == nil ? "row-\(sourceRow)" : row.identifier(.id)
  }

  var columnNames: [String] { columns.columnNames }

  var remarks: [String] {
    var remarks = columns.remarks
    if columns[.id] == nil {
      remarks.append("ids are row numbers (row-1 ...), which change when rows are put in")
    }
    let unused = ownsNames ? columns.unusedNames : []
    if !unused.isEmpty { remarks.append("columns not read: \(unused.joined(separator: ", "))") }
    return remarks
  }

  mutating func study(_ records: Slice<CSVBatch>) -> [Diagnostic] {
    columns.study(
      records, dates: IncidentField.dates,
      numbers: [.latitude, .longitude, .radiusKilometers, .radiusMeters])
    return []
  }

  mutating func pass(_ records: [NumberedRecord]) {
    guard !awaited.isEmpty else { return }
    for record in records {
      let row = MappedRow(record.record, in: columns)
      if let id = Self.identifier(of: row, sourceRow: record.row) { awaited.remove(id) }
    }
  }

  func findingsAtEnd() -> [Diagnostic] {
    claims?.findings(onMissing: awaited, in: columns.fileName) ?? []
  }

  func incident(
    from record: CSVRecord, sourceRow: Int, findings: inout [Diagnostic]
  ) -> Incident? {
    var row = MappedRow(record, in: columns)
    let incident = row.incident(sourceRow: sourceRow, claims: claims)
    findings += row.findings
    return incident
  }
}
