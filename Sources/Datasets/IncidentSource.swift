public import GeoFormats
public import Incidents

/// Incidents of one input, read a batch at a time, so that memory does not grow with the input.
///
/// A batch is cut off serially and turned into incidents wherever there is a thread for it.
public final class IncidentSource {
  /// The forms of input that can be read.
  public enum Format: String, Sendable, CaseIterable {
    /// Balise's own YAML or JSON.
    case balise
    /// UCDP Georeferenced Event Dataset as CSV.
    case ucdpGED = "ucdp-ged"
  }

  /// The name of the input, for messages.
  public let name: String
  /// The form it was recognised as.
  public let format: Format
  /// What was left out without being an incident, in words: a row of HXL tags.
  public private(set) var remarks: [String] = []

  /// The names of a table's columns; empty for a document.
  public var columnNames: [String] { reader?.header ?? [] }

  private enum Reading {
    case document([Incident])
    case table(UCDPGEDTable)
    case done
  }

  private var reading: Reading
  private var reader: CSVReader?
  private var rowsRead = 0

  /// Opens an input and recognises its form by its content.
  /// - Parameters:
  ///   - path: a file, or `-` for standard input.
  ///   - format: the form, where the user says so.
  ///   - keepsColumns: whether the input's own columns are kept with each incident.
  public init(path: String, format: Format? = nil, keepsColumns: Bool = false) throws {
    let source = try ByteSource.open(path)
    name = source.name
    let head = try source.peek()
    guard !head.isEmpty else {
      throw InputError(file: name, reason: "the file is empty", action: "nothing to read")
    }
    self.format = try format ?? Self.recognise(head, name: name)
    switch self.format {
    case .balise:
      reading = .document(try IncidentDocument.read(try source.readAll(), fileName: name))
    case .ucdpGED:
      let reader = try CSVReader(source)
      let table = try UCDPGEDTable(
        fileName: name, header: reader.header, keepsColumns: keepsColumns)
      self.reader = reader
      reading = .table(table)
    }
  }

  /// The next incidents still to be read; nil at the end.
  public func next() throws -> IncidentBatch? {
    switch reading {
    case .done: return nil
    case .document(let incidents):
      reading = .done
      return IncidentBatch(.incidents(incidents))
    case .table(let table):
      guard let batch = try reader?.nextBatch() else {
        reading = .done
        return nil
      }
      var records = batch[...]
      if rowsRead == 0, let first = records.first, UCDPGEDTable.isTagRow(first) {
        records = records.dropFirst()
        remarks.append("1 row of HXL tags left out")
      }
      let firstRow = rowsRead + 1
      rowsRead += records.count
      return IncidentBatch(.rows(records, table, firstRow: firstRow), found: batch.diagnostics)
    }
  }

  private static func recognise(_ head: ArraySlice<UInt8>, name: String) throws -> Format {
    if let header = try? CSVReader(ByteSource(bytes: Array(head), name: name)).header,
      UCDPGEDColumns.recognises(header: header)
    {
      return .ucdpGED
    }
    if IncidentDocument.recognises(head) { return .balise }
    throw InputError(
      file: name,
      reason:
        "not recognised: neither Balise's own YAML or JSON (a key `balise: 1` at the top) nor "
        + "UCDP GED (columns id, where_prec, latitude, longitude, country, date_start ...)",
      action: "check the file, or say what it is with --format")
  }
}

/// Incidents still to be read from one piece of an input.
public struct IncidentBatch: Sendable {
  enum Content: Sendable {
    case incidents([Incident])
    case rows(CSVBatch.SubSequence, UCDPGEDTable, firstRow: Int)
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
    case .rows(let records, _, _): records.count
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
    case .rows(let records, let table, let firstRow):
      let start = records.startIndex
      return IncidentBatch(
        .rows(
          records[(start + range.lowerBound)..<(start + range.upperBound)], table,
          firstRow: firstRow + range.lowerBound), found: isFirst ? found : [])
    }
  }

  /// The incidents, and what was found wrong with them, in the order of the input.
  public func read() -> (incidents: [Incident], diagnostics: [Diagnostic]) {
    switch content {
    case .incidents(let incidents): return (incidents, found)
    case .rows(let records, let table, let firstRow):
      var incidents: [Incident] = []
      incidents.reserveCapacity(records.count)
      var diagnostics = found
      for (offset, record) in records.enumerated() {
        var row = UCDPGEDRow(record, in: table)
        if let incident = row.incident(sourceRow: firstRow + offset) { incidents.append(incident) }
        diagnostics += row.diagnostics
      }
      return (incidents, diagnostics)
    }
  }
}
