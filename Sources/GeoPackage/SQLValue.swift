/// A value of a field of SQLite, in one of its storage classes.
public enum SQLValue: Sendable, Hashable {
  /// No value.
  case null
  /// A whole number.
  case integer(Int64)
  /// A number.
  case real(Double)
  /// Text.
  case text(String)
  /// Bytes.
  case blob([UInt8])

  /// The whole number, if it is one.
  package var integer: Int? {
    if case .integer(let value) = self { Int(exactly: value) } else { nil }
  }

  /// The number, whole or not.
  package var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .real(let value): value
    default: nil
    }
  }

  /// The text, if it is text.
  package var text: String? { if case .text(let value) = self { value } else { nil } }

  /// Whether it is a value.
  package var isNull: Bool { if case .null = self { true } else { false } }
}

extension String {
  /// The name in double quotes, as SQL writes names of tables and columns.
  package var asSQLName: String { quoted(by: "\"") }

  /// The text in single quotes, as SQL writes values.
  package var asSQLText: String { quoted(by: "'") }

  private func quoted(by mark: Character) -> String {
    let parts = split(separator: mark, omittingEmptySubsequences: false)
    return "\(mark)\(parts.joined(separator: "\(mark)\(mark)"))\(mark)"
  }
}
