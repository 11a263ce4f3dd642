import GeoFormats
public import Incidents

/// Which column of a table holds what: a short YAML or JSON document.
///
/// `balise_mapping: 1`, then one line a field: its name, and the column that holds it. Unknown keys
/// and, once it is used on a file, unknown columns are problems with line and column.
public struct TableMapping: Sendable {
  let fileName: String
  let incidents: FieldMapping<IncidentField>
  /// How a table of claims is read; nil where it has its own names.
  let claims: FieldMapping<ClaimField>?
  let settings: TableSettings

  /// Reads a mapping from a file.
  public init(path: String) throws {
    let source = try ByteSource.open(path)
    try self.init(try source.readAll(), fileName: source.name)
  }

  /// Reads a mapping from text in UTF-8; the file name serves the messages only. O(length).
  public init(_ bytes: [UInt8], fileName: String) throws(IncidentDocumentError) {
    let root = try IncidentDocument.root(
      of: bytes, fileName: fileName, beginning: "balise_mapping: 1")
    var reader = DocumentReader(file: fileName)
    let known =
      ["balise_mapping", "claims"] + TableSettings.keys + FieldMapping<IncidentField>.keys
    guard let fields = reader.fields(root, known: known) else {
      throw IncidentDocumentError(problems: reader.problems)
    }
    if let version = reader.required(fields, "balise_mapping") {
      _ = reader.integer(version, in: 1...1, "1, the version of the form")
    }
    self.fileName = fileName
    settings = TableSettings(fields, &reader)
    incidents = FieldMapping(fields, &reader)
    claims = Self.claims(fields["claims"], &reader)
    guard reader.problems.isEmpty else { throw IncidentDocumentError(problems: reader.problems) }
  }

  private static func claims(_ value: DocumentValue?, _ reader: inout DocumentReader)
    -> FieldMapping<ClaimField>?
  {
    guard let value, let fields = reader.fields(value, known: FieldMapping<ClaimField>.keys) else {
      return nil
    }
    for field in ClaimField.needed where field.names.allSatisfy({ fields[$0] == nil }) {
      _ = reader.required(fields, field.rawValue)
    }
    return FieldMapping(fields, &reader)
  }

  /// Ties fields to the columns of a file; fails with every column that it does not have.
  func sources<Field>(of fields: FieldMapping<Field>, in header: [String], file: String)
    throws(IncidentDocumentError) -> [Field: FieldSource]
  {
    var reader = DocumentReader(file: fileName)
    let sources = fields.sources(in: header, file: file, &reader)
    guard reader.problems.isEmpty else { throw IncidentDocumentError(problems: reader.problems) }
    return sources
  }
}
