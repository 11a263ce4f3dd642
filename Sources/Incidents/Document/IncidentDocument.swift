/// The document form of incidents, in YAML 1.2 or JSON: version 1.
///
/// The top level is a mapping with `balise: 1` and either `incident` or a list `incidents`. Keys
/// are snake_case; lengths are in kilometres, positions in degrees (`lon`, `lat`).
public enum IncidentDocument {
  /// Reads a document from text in UTF-8; JSON if it begins with `{`, else YAML. O(length).
  ///
  /// Fails with every problem found, each with its position, and takes nothing in that case. The
  /// file name serves the messages only. Aliases, several YAML documents in one file, duplicate
  /// and unknown keys are problems.
  public static func read(_ bytes: [UInt8], fileName: String) throws(IncidentDocumentError)
    -> [Incident]
  {
    let root = try root(of: bytes, fileName: fileName)
    var reader = DocumentReader(file: fileName)
    let incidents = reader.document(root)
    guard reader.problems.isEmpty else { throw IncidentDocumentError(problems: reader.problems) }
    return incidents
  }

  /// The outermost value of a YAML or JSON document of any form.
  /// - Parameter beginning: what a document of that form begins with, for an empty one.
  package static func root(
    of bytes: [UInt8], fileName: String, beginning: String = "balise: 1"
  ) throws(IncidentDocumentError) -> DocumentValue {
    do throws(MalformedDocument) {
      return DocumentValue(node: try node(bytes), path: "")
    } catch {
      throw IncidentDocumentError(problems: [
        DocumentProblem(
          file: fileName, line: error.mark.line, column: error.mark.column, path: "", value: nil,
          reason: error.isEmpty
            ? "the document is empty; it should begin with \"\(beginning)\"" : error.reason)
      ])
    }
  }

  /// Reads a document from text; as `read(_:fileName:)` for bytes.
  public static func read(_ text: String, fileName: String) throws(IncidentDocumentError)
    -> [Incident]
  {
    try read(Array(text.utf8), fileName: fileName)
  }

  private static func node(_ bytes: [UInt8]) throws(MalformedDocument) -> DocumentNode {
    var text = try DocumentText.decode(bytes)
    if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
    guard let first = text.unicodeScalars.first(where: { !$0.properties.isWhitespace }) else {
      throw .empty
    }
    return first == "{" ? try JSONDocument.parse(text) : try YAMLDocument.parse(text)
  }
}

extension DocumentReader {
  /// The incidents of a whole document.
  fileprivate mutating func document(_ value: DocumentValue) -> [Incident] {
    if case .null = value.node.kind {
      report(value, MalformedDocument.empty.reason)
      return []
    }
    guard let fields = fields(value, known: ["balise", "incident", "incidents"]) else { return [] }
    if let version = required(fields, "balise") {
      _ = integer(version, in: 1...1, "1, the version of the form")
    }
    switch (fields["incident"], fields["incidents"]) {
    case (let one?, nil): return incident(one).map { [$0] } ?? []
    case (nil, let several?):
      _ = ids(in: several, of: "incident of this document")
      return list(several) { $0.incident($1) }
    default:
      report(value, "should have either \"incident\" or a list \"incidents\"")
      return []
    }
  }
}
