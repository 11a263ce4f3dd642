import SimpleFeatures

/// Something wrong in an incident document.
public struct DocumentProblem: Hashable, Sendable, CustomStringConvertible {
  /// The file as the caller named it.
  public let file: String
  /// The line, from 1.
  public let line: Int
  /// The column in Unicode scalars, from 1.
  public let column: Int
  /// The value's path, such as `incident.claims[1].toll.min`; empty for the whole document.
  public let path: String
  /// The value as written; nil for lists, mappings and nothing.
  public let value: String?
  /// What is wrong and what to do.
  public let reason: String

  /// The problem on one line, as compilers write them; what comes from the input is cut.
  public var description: String {
    let place = path.isEmpty ? "" : "\(path.onOneLine(limit: 200)): "
    return "\(file.onOneLine()):\(line):\(column): \(place)\(reason.onOneLine())"
  }
}

/// An incident document that cannot be taken, with every problem found in it.
public struct IncidentDocumentError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The problems in the order of their position; never empty.
  public let problems: [DocumentProblem]

  package init(problems: [DocumentProblem]) { self.problems = problems }

  /// The problems, one a line.
  public var description: String {
    problems.map(\.description).joined(separator: "\n")
  }
}

/// A document whose text is not well formed; raised before any value is read.
struct MalformedDocument: Error {
  var mark: DocumentMark
  var reason: String
  /// Whether the document says nothing at all.
  var isEmpty = false
}
