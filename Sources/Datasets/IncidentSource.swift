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
    /// A table of one's own, by a mapping or with Balise's own names of columns.
    case table
    /// GeoJSON: what `map` wrote, and features of other makers.
    case geoJSON = "geojson"
    /// A GeoPackage: what `map` and `import` wrote, and layers of other makers.
    case geoPackage = "gpkg"
  }

  /// How the input's own columns are kept with an incident.
  public enum ColumnForm: Sendable {
    /// Not at all.
    case none
    /// Each column with the type of its values.
    case typed
    /// All as the text of the file.
    case text
  }

  /// How an input is read.
  public struct Options: Sendable {
    /// How the input's own columns are kept with each incident; not unless told.
    public var columns: ColumnForm
    /// Which events of GDELT are read; violent ones (CAMEO 18 to 20) unless told.
    public var eventCodes: CAMEOCodes
    /// Which column of a table holds what; nil where tables are known by their names.
    public var mapping: TableMapping?
    /// What each source says, from a table of its own.
    public var claims: ClaimsTable?

    /// Makes options.
    public init(
      columns: ColumnForm = .none, eventCodes: CAMEOCodes = .violent, mapping: TableMapping? = nil,
      claims: ClaimsTable? = nil
    ) {
      self.columns = columns
      self.eventCodes = eventCodes
      self.mapping = mapping
      self.claims = claims
    }
  }

  /// The most bytes of a document, which is held whole with every value's place, in up to thirty
  /// times its size: 32 MB.
  static let longestDocument = 32 << 20

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
    if let geoPackage { remarks += geoPackage.remarks }
    if let featureReading { remarks += featureReading.remarks }
    if let dialect {
      remarks += dialect.remarks
      if unwantedRows > 0 { remarks.append(dialect.remark(onUnwanted: unwantedRows)) }
    }
    return remarks
  }

  private var document: [Incident]?
  private var stream: GeoJSONStream?
  private var geoPackage: GeoPackageIncidents?
  private var featureReading: FeatureReading?
  private var dialect: (any TableDialect)?
  private var reader: CSVReader?
  private let options: Options
  private var columns: OwnColumns?
  /// What was found before the first record: in the header, in the encoding.
  private var foundAtStart: [Diagnostic] = []
  private var isAtEnd = false
  private var rowsRead = 0
  private var tagRows = 0
  private var unwantedRows = 0

  /// Opens an input and recognises its form by its content.
  /// - Parameters:
  ///   - path: a file, or `-` for standard input.
  ///   - format: the form, where the user says so.
  public convenience init(path: String, format: Format? = nil, options: Options = Options()) throws
  {
    let (file, member) = ByteSource.fileAndMember(path)
    let isPackage = try format == .geoPackage || format == nil && GeoPackageIncidents.isOne(file)
    if isPackage {
      try self.init(GeoPackageIncidents(file, layer: member, name: path), options: options)
    } else {
      try self.init(try ByteSource.open(path), format: format, options: options)
    }
  }

  /// Reads bytes as if they were a file; otherwise as from a path.
  public convenience init(
    bytes: [UInt8], name: String, format: Format? = nil, options: Options = Options()
  ) throws {
    try self.init(ByteSource(bytes: bytes, name: name), format: format, options: options)
  }

  private init(_ geoPackage: GeoPackageIncidents, options: Options) throws {
    name = geoPackage.name
    self.options = options
    format = .geoPackage
    columnNames = []
    self.geoPackage = geoPackage
    featureReading = FeatureReading(fileName: name, keepsColumns: options.columns != .none)
    try refuseClaims()
  }

  private init(_ source: ByteSource, format: Format?, options: Options) throws {
    name = source.name
    self.options = options
    let head = try source.peek()
    guard !head.isEmpty else {
      throw InputError(file: name, reason: "the file is empty", action: "nothing to read")
    }
    let shape = InputShape(head, name: name)
    self.format = try format ?? shape.format(isMapped: options.mapping != nil)
    switch self.format {
    case .balise:
      // No guess at an encoding here: the form is UTF-8, and other text is refused with its place.
      document = try IncidentDocument.read(
        try source.readAll(limit: IncidentSource.longestDocument), fileName: name)
      foundAtStart = source.takeDiagnostics()
    case .ucdpGED:
      dialect = try UCDPGEDTable(shape.table())
    case .acled:
      dialect = try ACLEDTable(shape.table())
    case .geoJSON:
      stream = try GeoJSONStream(source)
      featureReading = FeatureReading(fileName: name, keepsColumns: options.columns != .none)
    case .geoPackage:
      throw InputError(
        file: name, reason: "a GeoPackage is read at any place, which a stream cannot give",
        action: "save it as a file, and unpack it if it is packed")
    case .gdelt:
      dialect = try GDELTTable(shape.gdeltTable(), eventCodes: options.eventCodes)
    case .table:
      dialect = try MappedTable(fileName: name, header: shape.header, options: options)
    }
    columnNames = dialect?.columnNames ?? []
    if dialect != nil {
      let reader = try CSVReader(
        source, self.format == .gdelt ? shape.gdeltOptions : shape.options)
      foundAtStart = reader.diagnostics
      if self.format == .table { foundAtStart += options.claims?.diagnostics ?? [] }
      self.reader = reader
    }
    try refuseClaims()
  }

  private func refuseClaims() throws {
    guard let claims = options.claims, format != .table else { return }
    throw InputError(
      file: claims.name, reason: "claims of their own go with a table of your own",
      action: "\(name) is \(format.rawValue); leave the claims out")
  }

  /// The next incidents still to be read; nil at the end.
  /// - Parameter asText: whether rows may come as text that is only cut off, where each can be read
  ///   without the others. Their numbers in the data set are not known then.
  public func next(asText: Bool = false) throws -> IncidentBatch? {
    if let incidents = document {
      document = nil
      return IncidentBatch(.incidents(incidents), found: foundAtStart)
    }
    if featureReading != nil { return try nextFeatures() }
    guard var dialect, !isAtEnd else { return nil }
    let plainDialect = asText ? dialect as? any PlainDialect : nil
    let text = try plainDialect == nil ? nil : reader?.nextText()
    if let text, let plainDialect, rowsRead > 0 {
      rowsRead += text.lineCount
      return IncidentBatch(.text(text, plainDialect, columns))
    }
    guard let batch = try text?.batch() ?? reader?.nextBatch() else {
      // A table without any record still has findings: that there is none, for one.
      let found = foundAtStart + dialect.findingsAtEnd()
      foundAtStart = []
      isAtEnd = true
      return found.isEmpty ? nil : IncidentBatch(.rows([], dialect, nil), found: found)
    }
    var records = batch[...]
    if rowsRead == 0, tagRows == 0, let first = records.first, first.isTagRow {
      records = records.dropFirst()
      tagRows = 1
    }
    let unread = tagRows == 0 && !records.isEmpty ? text : nil
    var found = foundAtStart + (unread == nil ? batch.diagnostics : [])
    foundAtStart = []
    if rowsRead == 0 {
      found += dialect.study(records)
      if options.columns != .none {
        columns = OwnColumns(
          fileName: name, names: columnNames,
          declared: { options.columns == .text ? .text : dialect.declaredType($0) },
          records: records)
      }
    }
    if let unread, let plainDialect = dialect as? any PlainDialect {
      self.dialect = dialect
      rowsRead = unread.lineCount
      return IncidentBatch(.text(unread, plainDialect, columns), found: found)
    }
    var wanted: [NumberedRecord] = []
    wanted.reserveCapacity(records.count)
    for record in records {
      rowsRead += 1
      if dialect.wants(record) { wanted.append(NumberedRecord(record: record, row: rowsRead)) }
    }
    unwantedRows += records.count - wanted.count
    dialect.pass(wanted)
    self.dialect = dialect
    return IncidentBatch(.rows(wanted[...], dialect, columns), found: found)
  }

  /// The next incidents of GeoJSON or of a GeoPackage.
  private func nextFeatures() throws -> IncidentBatch? {
    let next: (any FeatureBatch)? =
      if geoPackage != nil { try geoPackage?.nextBatch() } else { try stream?.nextBatch() }
    guard let batch = next, var reading = featureReading else { return nil }
    let isFirst = rowsRead == 0
    if isFirst {
      reading.study(batch)
      featureReading = reading
    }
    rowsRead += batch.count
    return IncidentBatch(
      .features(batch, 0..<batch.count, reading), found: batch.diagnostics,
      statedBoundarySet: isFirst ? reading.boundarySet : nil)
  }
}
