import GeoFormats
import Incidents

/// Incidents of one input, read a batch at a time, so that memory does not grow with a table.
///
/// A batch is cut off serially and turned into incidents wherever there is a thread for it.
public final class IncidentSource {
  /// The forms of input that can be read.
  public enum Format: String, Sendable, CaseIterable {
    /// Balise's own YAML or JSON.
    case balise
    /// UCDP Georeferenced Event Dataset as CSV, and its candidate files.
    case ucdpGED = "ucdp-ged"
    /// Armed Conflict Location and Event Data as CSV.
    case acled
    /// Event files of GDELT 1 and 2.
    case gdelt
    /// GeoJSON: what `map` wrote, and features of other makers.
    case geoJSON = "geojson"
  }

  /// How an input is read.
  public struct Options: Sendable {
    /// Whether the input's own columns are kept with each incident; false unless told.
    public var keepsColumns: Bool
    /// Which events of GDELT are read; violent ones (CAMEO 18 to 20) unless told.
    public var eventCodes: CAMEOCodes

    /// Makes options.
    public init(keepsColumns: Bool = false, eventCodes: CAMEOCodes = .violent) {
      self.keepsColumns = keepsColumns
      self.eventCodes = eventCodes
    }
  }

  /// The name of the input, for messages.
  public let name: String
  /// The form it was recognised as.
  public let format: Format
  /// The names of a table's columns; empty for a document.
  public let columnNames: [String]

  /// What was left out without being an incident and how the file was taken, in words: a row of
  /// HXL tags, the order of day and month. Complete at the end.
  public var remarks: [String] {
    var remarks = tagRows > 0 ? ["1 row of HXL tags left out"] : []
    if let featureReading { remarks += featureReading.remarks }
    if let dialect {
      remarks += dialect.remarks
      if unwantedRows > 0 { remarks.append(dialect.remark(onUnwanted: unwantedRows)) }
    }
    return remarks
  }

  /// The boundary set on which the places of a GeoJSON file were put before, as the file says it;
  /// known with the first batch.
  public var statedBoundarySet: String? { featureReading?.boundarySet }

  private var document: [Incident]?
  private var stream: GeoJSONStream?
  private var featureReading: FeatureReading?
  private var dialect: (any TableDialect)?
  private var reader: CSVReader?
  /// What was found before the first record: in the header, in the encoding.
  private var foundAtStart: [Diagnostic] = []
  private var rowsRead = 0
  private var tagRows = 0
  private var unwantedRows = 0

  /// Opens an input and recognises its form by its content.
  /// - Parameters:
  ///   - path: a file, or `-` for standard input.
  ///   - format: the form, where the user says so.
  public convenience init(path: String, format: Format? = nil, options: Options = Options()) throws
  {
    try self.init(try ByteSource.open(path), format: format, options: options)
  }

  /// Reads bytes as if they were a file; otherwise as from a path.
  public convenience init(
    bytes: [UInt8], name: String, format: Format? = nil, options: Options = Options()
  ) throws {
    try self.init(ByteSource(bytes: bytes, name: name), format: format, options: options)
  }

  private init(_ source: ByteSource, format: Format?, options: Options) throws {
    name = source.name
    let head = try source.peek()
    guard !head.isEmpty else {
      throw InputError(file: name, reason: "the file is empty", action: "nothing to read")
    }
    let shape = InputShape(head, name: name)
    self.format = try format ?? shape.format()
    switch self.format {
    case .balise:
      // No guess at an encoding here: the form is UTF-8, and other text is refused with its place.
      document = try IncidentDocument.read(try source.readAll(), fileName: name)
      foundAtStart = source.takeDiagnostics()
    case .ucdpGED:
      dialect = try UCDPGEDTable(shape.table(options))
    case .acled:
      dialect = try ACLEDTable(shape.table(options))
    case .geoJSON:
      stream = try GeoJSONStream(source)
      featureReading = FeatureReading(fileName: name, keepsColumns: options.keepsColumns)
    case .gdelt:
      dialect = try GDELTTable(shape.gdeltTable(options), eventCodes: options.eventCodes)
    }
    columnNames = dialect?.columnNames ?? []
    if dialect != nil {
      let reader = try CSVReader(
        source, self.format == .gdelt ? shape.gdeltOptions : shape.options)
      foundAtStart = reader.diagnostics
      self.reader = reader
    }
  }

  /// The next incidents still to be read; nil at the end.
  public func next() throws -> IncidentBatch? {
    if let incidents = document {
      document = nil
      return IncidentBatch(.incidents(incidents), found: foundAtStart)
    }
    if stream != nil { return try nextFeatures() }
    guard var dialect else { return nil }
    guard let batch = try reader?.nextBatch() else {
      // A table without any record still has findings: that there is none, for one.
      defer { foundAtStart = [] }
      return foundAtStart.isEmpty
        ? nil : IncidentBatch(.rows([], dialect), found: foundAtStart)
    }
    var records = batch[...]
    if rowsRead == 0, tagRows == 0, let first = records.first, first.isTagRow {
      records = records.dropFirst()
      tagRows = 1
    }
    var found = foundAtStart + batch.diagnostics
    foundAtStart = []
    if rowsRead == 0 {
      found += dialect.study(records)
      self.dialect = dialect
    }
    var wanted: [NumberedRecord] = []
    wanted.reserveCapacity(records.count)
    for record in records {
      rowsRead += 1
      if dialect.wants(record) { wanted.append(NumberedRecord(record: record, row: rowsRead)) }
    }
    unwantedRows += records.count - wanted.count
    return IncidentBatch(.rows(wanted[...], dialect), found: found)
  }

  /// The next incidents of GeoJSON.
  private func nextFeatures() throws -> IncidentBatch? {
    guard let batch = try stream?.nextBatch(), var reading = featureReading else { return nil }
    if rowsRead == 0 {
      reading.study(batch)
      featureReading = reading
    }
    rowsRead += batch.count
    return IncidentBatch(
      .features(batch, 0..<batch.count, reading), found: batch.diagnostics)
  }
}
