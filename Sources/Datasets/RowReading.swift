import GeoFormats
import Incidents

/// Rows of one batch of a table, on the way to incidents.
struct RowReading {
  /// How many rows are looked at before the first of them is handed over.
  private static let rowsAhead = 32

  let records: ArraySlice<NumberedRecord>
  let dialect: any TableDialect
  let columns: OwnColumns?

  /// What `IncidentBatch.read` says, for these rows.
  func read<Failure: Error>(
    into found: inout [Diagnostic], takesPlain: Bool, ahead: ([PlainIncident?]) -> Void,
    plain: (PlainIncident, PlainRecord, Span<UInt8>) throws(Failure) -> Bool,
    incident: (Incident, inout [Diagnostic]) throws(Failure) -> Void
  ) throws(Failure) {
    guard takesPlain, let first = records.first, let plainDialect = dialect as? any PlainDialect
    else {
      for numbered in records { try read(numbered, into: &found, incident: incident) }
      return
    }
    // Held once for all rows: threads that count references to one batch slow each other down.
    let (bytes, fields) = (first.record.batchBytes, first.record.batchFields)
    var source = PlainRecord(record: first.record, row: first.row, dialect: plainDialect)
    var rows: [PlainIncident?] = []
    rows.reserveCapacity(Self.rowsAhead)
    for start in stride(from: records.startIndex, to: records.endIndex, by: Self.rowsAhead) {
      let range = start..<min(start + Self.rowsAhead, records.endIndex)
      rows.removeAll(keepingCapacity: true)
      for index in range {
        rows.append(
          plainDialect.plain(
            fields.span.extracting(records[index].record.fieldRange), bytes.span))
      }
      ahead(rows)
      for index in range {
        if let row = rows[index - start] {
          source.record.move(to: records[index].record)
          source.row = records[index].row
          if try plain(row, source, bytes.span) {
            if row.hasDisorderedToll { found += plainDialect.findings(in: row, source.record) }
            continue
          }
        }
        try read(records[index], into: &found, incident: incident)
      }
    }
  }

  /// Reads a row as an incident.
  private func read<Failure: Error>(
    _ numbered: NumberedRecord, into found: inout [Diagnostic],
    incident: (Incident, inout [Diagnostic]) throws(Failure) -> Void
  ) throws(Failure) {
    let record = numbered.record
    guard var read = dialect.incident(from: record, sourceRow: numbered.row, findings: &found)
    else { return }
    if let columns {
      read.extra = columns.properties(of: record, id: read.id, findings: &found)
    }
    try incident(read, &found)
  }
}
