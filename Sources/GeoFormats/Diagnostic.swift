import SimpleFeatures

/// Something found wrong or doubtful in an input, said to people in one line.
///
/// An error means that a row, or a value that was given, could not be kept; a warning that
/// everything was kept and a doubt is said.
public struct Diagnostic: Hashable, Sendable, CustomStringConvertible {
  /// How much was lost.
  public enum Severity: String, Hashable, Sendable {
    /// Everything was kept.
    case warning
    /// A row or a value was not kept.
    case error
  }

  /// How much was lost.
  public var severity: Severity
  /// What kind of finding it is, in lower case with hyphens: `csv-unclosed-quote`.
  public var code: String
  /// The file, as the user named it.
  public var file: String
  /// The line, counted from 1.
  public var line: Int?
  /// The column: its name in the header, or a number counted from 1.
  public var column: String?
  /// The identifier of the record, where it has one.
  public var record: String?
  /// The value found, whole; the description shortens it.
  public var value: String?
  /// What was wrong.
  public var reason: String
  /// What was done about it, or what to do.
  public var action: String?
  /// Whether the whole row was left out.
  public var rejectsRow: Bool

  /// Makes a finding; only severity, code, file and reason are needed.
  public init(
    _ severity: Severity, code: String, file: String, line: Int? = nil, column: String? = nil,
    record: String? = nil, value: String? = nil, reason: String, action: String? = nil,
    rejectsRow: Bool = false
  ) {
    self.severity = severity
    self.code = code
    self.file = file
    self.line = line
    self.column = column
    self.record = record
    self.value = value
    self.reason = reason
    self.action = action
    self.rejectsRow = rejectsRow
  }

  /// Whether everything that was given could be kept.
  public var isKept: Bool { severity == .warning && !rejectsRow }

  /// One line: `FILE:LINE: column COL: "VALUE": reason; action`, without control characters; what
  /// comes from the input is cut.
  public var description: String {
    var text = file.onOneLine()
    if let line { text += ":\(line)" }
    if let record { text += ": record \(record.onOneLine(limit: 60))" }
    if let column { text += ": column \(column.onOneLine(limit: 60))" }
    if let value { text += ": \(value.quoted)" }
    text += ": \(reason.onOneLine())"
    if let action { text += "; \(action.onOneLine())" }
    return text
  }

  /// Text in double quotes for a message: on one line, without control characters, and cut after
  /// 60 characters.
  public static func quoted(_ text: String) -> String { text.quoted }
}
