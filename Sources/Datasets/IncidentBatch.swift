public import GeoFormats
public import Incidents

/// Incidents still to be read from one piece of an input.
public struct IncidentBatch: Sendable {
  enum Content: Sendable {
    case incidents([Incident])
    case rows(ArraySlice<NumberedRecord>, any TableDialect)
    case features(GeoJSONBatch, Range<Int>, FeatureReading)
  }

  private let content: Content
  private let found: [Diagnostic]

  init(_ content: Content, found: [Diagnostic] = []) {
    self.content = content
    self.found = found
  }

  /// How many records it holds, those included that may have to be left out.
  public var count: Int {
    switch content {
    case .incidents(let incidents): incidents.count
    case .rows(let records, _): records.count
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
    case .rows(let records, let dialect):
      let start = records.startIndex
      return IncidentBatch(
        .rows(records[(start + range.lowerBound)..<(start + range.upperBound)], dialect),
        found: isFirst ? found : [])
    case .features(let batch, let whole, let reading):
      let start = whole.lowerBound
      return IncidentBatch(
        .features(batch, start + range.lowerBound..<start + range.upperBound, reading),
        found: isFirst ? found : [])
    }
  }

  /// The incidents, and what was found wrong with them, in the order of the input.
  public func read() -> (incidents: [Incident], diagnostics: [Diagnostic]) {
    switch content {
    case .incidents(let incidents): return (incidents, found)
    case .rows(let records, let dialect):
      var incidents: [Incident] = []
      incidents.reserveCapacity(records.count)
      var diagnostics = found
      for record in records {
        if let incident = dialect.incident(
          from: record.record, sourceRow: record.row, findings: &diagnostics)
        {
          incidents.append(incident)
        }
      }
      return (incidents, diagnostics)
    case .features(let batch, let range, let reading):
      let (incidents, diagnostics) = reading.incidents(of: batch, in: range)
      return (incidents, found + diagnostics)
    }
  }
}
