public import GeoFormats
public import Incidents

/// Incidents still to be read from one piece of an input.
public struct IncidentBatch: Sendable {
  enum Content: Sendable {
    case incidents([Incident])
    case rows(ArraySlice<NumberedRecord>, any TableDialect, OwnColumns?)
    case features(any FeatureBatch, Range<Int>, FeatureReading)
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

  /// How many records it holds, those included that may have to be left out.
  public var count: Int {
    switch content {
    case .incidents(let incidents): incidents.count
    case .rows(let records, _, _): records.count
    case .features(_, let range, _): range.count
    }
  }

  /// How many records were left out before this batch because they could not be cut off whole.
  public var countBefore: Int { found.count(where: \.rejectsRow) }

  /// The part of the batch with the given positions, for sharing work among threads.
  public func part(_ range: Range<Int>) -> IncidentBatch {
    let range = range.clamped(to: 0..<count)
    let isFirst = range.lowerBound == 0
    switch content {
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
    read(into: &found, incident: { incident, _ in incidents.append(incident) })
    return (incidents, found)
  }

  /// Hands over each record in the order of the input, as a plain incident where it is one and
  /// `plain` takes it, else as an incident.
  /// - Parameters:
  ///   - found: takes what is wrong with a record before the record is handed over.
  ///   - plain: called with a plain incident, its record, the bytes of its batch and its row from 1;
  ///     answers whether it took it.
  ///   - incident: called with every other incident.
  public func read<Failure: Error>(
    into found: inout [Diagnostic],
    plain: ((PlainIncident, PlainRecord, Span<UInt8>) throws(Failure) -> Bool)? = nil,
    incident: (Incident, inout [Diagnostic]) throws(Failure) -> Void
  ) throws(Failure) {
    found += self.found
    switch content {
    case .incidents(let incidents):
      for each in incidents { try incident(each, &found) }
    case .rows(let records, let dialect, let columns):
      let plainDialect = plain == nil ? nil : dialect as? any PlainDialect
      for numbered in records {
        let record = numbered.record
        if let plain, let plainDialect {
          let bytes = record.batchBytes
          if let row = plainDialect.plain(record, bytes.span),
            try plain(
              row, PlainRecord(record: record, row: numbered.row, dialect: plainDialect),
              bytes.span)
          {
            if row.hasDisorderedToll { found += plainDialect.findings(in: row, record) }
            continue
          }
        }
        guard
          var read = dialect.incident(from: record, sourceRow: numbered.row, findings: &found)
        else { continue }
        if let columns {
          read.extra = columns.properties(of: record, id: read.id, findings: &found)
        }
        try incident(read, &found)
      }
    case .features(let batch, let range, let reading):
      let (incidents, diagnostics) = reading.incidents(of: batch, in: range)
      found += diagnostics
      for each in incidents { try incident(each, &found) }
    }
  }

  /// The input's own columns; empty where they are not kept.
  public var columns: (names: [String], types: [ColumnType]) {
    if case .rows(_, _, let columns?) = content { (columns.names, columns.types) } else { ([], []) }
  }
}

/// The record behind a plain incident.
public struct PlainRecord {
  /// The record.
  public let record: CSVRecord
  /// Its row in the data set, from 1, the header not counted.
  public let row: Int
  let dialect: any PlainDialect

  /// The place that it describes, and whether it is this program's making; nil where it has none.
  public var place: (place: Place, basis: LocationBasis)? { dialect.place(record) }

  /// The names of the place and the country that it gives; nil where they are empty.
  public var names: (place: String?, country: String?) { dialect.names(record) }
}
