public import GeoFormats
public import Incidents

/// Incidents still to be read from one piece of an input.
public struct IncidentBatch: Sendable {
  enum Content: Sendable {
    case incidents([Incident])
    case rows(ArraySlice<NumberedRecord>, any TableDialect, OwnColumns?)
    case features(any FeatureBatch, Range<Int>, FeatureReading)
    case text(CSVText, any PlainDialect, OwnColumns?)
  }

  private let content: Content
  private let found: [Diagnostic]

  /// The boundary set on which a GeoJSON file says that its places were put before; with the first
  /// part of the file only.
  public let statedBoundarySet: String?

  init(_ content: Content, found: [Diagnostic] = [], statedBoundarySet: String? = nil) {
    self.content = content
    self.statedBoundarySet = statedBoundarySet
    self.found = found
  }

  /// How many records it holds, those included that may have to be left out; of text that is not
  /// read yet, no less.
  public var count: Int {
    switch content {
    case .incidents(let incidents): incidents.count
    case .rows(let records, _, _): records.count
    case .features(_, let range, _): range.count
    case .text(let text, _, _): text.lineCount
    }
  }

  /// How many records were left out before this batch because they could not be cut off whole.
  public var countBefore: Int { found.count(where: \.rejectsRow) }

  /// The part of the batch with the given positions, for sharing work among threads; text that is
  /// not read yet is not divided.
  public func part(_ range: Range<Int>) -> IncidentBatch {
    let range = range.clamped(to: 0..<count)
    let isFirst = range.lowerBound == 0
    switch content {
    case .text: return self
    case .incidents(let incidents):
      return IncidentBatch(.incidents(Array(incidents[range])), found: isFirst ? found : [])
    case .rows(let records, let dialect, let columns):
      let start = records.startIndex
      return IncidentBatch(
        .rows(records[(start + range.lowerBound)..<(start + range.upperBound)], dialect, columns),
        found: isFirst ? found : [])
    case .features(let batch, let whole, let reading):
      let start = whole.lowerBound
      return IncidentBatch(
        .features(batch, start + range.lowerBound..<start + range.upperBound, reading),
        found: isFirst ? found : [], statedBoundarySet: isFirst ? statedBoundarySet : nil)
    }
  }

  /// The incidents, and what was found wrong with them, in the order of the input.
  public func read() -> (incidents: [Incident], diagnostics: [Diagnostic]) {
    var incidents: [Incident] = []
    incidents.reserveCapacity(count)
    var found: [Diagnostic] = []
    read(
      into: &found, takesPlain: false, plain: { _, _, _ in false },
      incident: { incident, _ in incidents.append(incident) })
    return (incidents, found)
  }

  /// Hands over each record in the order of the input, as a plain incident where it is one and
  /// `plain` takes it, else as an incident.
  /// - Parameters:
  ///   - found: takes what is wrong with a record before the record is handed over.
  ///   - takesPlain: whether `plain` is called at all.
  ///   - ahead: called with some plain incidents before the first of them is handed over; nil for
  ///     rows that are none.
  ///   - plain: called with a plain incident, its record, the bytes of its batch and its row from 1;
  ///     answers whether it took it.
  ///   - incident: called with every other incident.
  public func read<Failure: Error>(
    into found: inout [Diagnostic],
    takesPlain: Bool = true,
    ahead: ([PlainIncident?]) -> Void = { _ in },
    plain: (PlainIncident, PlainRecord, Span<UInt8>) throws(Failure) -> Bool,
    incident: (Incident, inout [Diagnostic]) throws(Failure) -> Void
  ) throws(Failure) {
    found += self.found
    switch content {
    case .incidents(let incidents):
      for each in incidents { try incident(each, &found) }
    case .rows(let records, let dialect, let columns):
      let reading = RowReading(records: records, dialect: dialect, columns: columns)
      try reading.read(
        into: &found, takesPlain: takesPlain, ahead: ahead, plain: plain, incident: incident)
    case .features(let batch, let range, let reading):
      let (incidents, diagnostics) = reading.incidents(of: batch, in: range)
      found += diagnostics
      for each in incidents { try incident(each, &found) }
    case .text(let text, let dialect, let columns):
      let batch = text.batch()
      found += batch.diagnostics
      try IncidentBatch(rows: batch, dialect, columns)
        .read(
          into: &found, takesPlain: takesPlain, ahead: ahead, plain: plain, incident: incident)
    }
  }

  /// Rows of which the numbers do not matter, without what was found wrong among them.
  init(rows batch: CSVBatch, _ dialect: any TableDialect, _ columns: OwnColumns?) {
    let records = batch.map { NumberedRecord(record: $0, row: 0) }
    self.init(.rows(records[...], dialect, columns))
  }

  /// The text of a batch that is not read yet.
  public var unread: UnreadText? {
    guard case .text(let text, let dialect, let columns) = content else { return nil }
    return UnreadText(text: text, diagnostics: found, dialect: dialect, columns: columns)
  }

  /// The input's own columns; empty where they are not kept.
  public var columns: (names: [String], types: [ColumnType]) {
    switch content {
    case .rows(_, _, let columns?), .text(_, _, let columns?): (columns.names, columns.types)
    default: ([], [])
    }
  }
}

/// Text of a table with many plain rows, for one who reads it himself.
public struct UnreadText: Sendable {
  /// The text.
  public let text: CSVText
  /// What was found wrong before it.
  public let diagnostics: [Diagnostic]
  let dialect: any PlainDialect
  let columns: OwnColumns?

  /// What a plain row says of itself and its place; nil for one that has to be read as an incident.
  /// - Parameter fields: where the row's fields lie in `bytes`.
  public func plain(_ fields: Span<CSVField>, _ bytes: Span<UInt8>) -> PlainPoint? {
    dialect.plainPoint(fields, bytes)
  }

  /// What is found in a row that is plain all the same.
  public func findings(in record: CSVRecord) -> [Diagnostic] {
    let (bytes, fields) = (record.batchBytes, record.batchFields)
    return dialect.plain(fields.span.extracting(record.fieldRange), bytes.span)
      .map { dialect.findings(in: $0, record) } ?? []
  }

  /// Rows of the text as a batch that is read, without what was found wrong among them; their
  /// numbers in the data set are not known.
  public func batch(of rows: CSVBatch) -> IncidentBatch {
    IncidentBatch(rows: rows, dialect, columns)
  }
}
