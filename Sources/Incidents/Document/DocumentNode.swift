/// A value of a YAML or JSON document with its position, the common form of both.
package struct DocumentNode: Sendable {
  /// The kinds of value.
  package enum Kind: Sendable {
    /// Text; in YAML also a plain scalar that is no number, truth value or null.
    case text(String)
    /// A number and the text it was written as.
    case number(Double, written: String)
    case bool(Bool)
    case null
    case sequence([DocumentNode])
    case mapping([Member])
  }

  /// A key of a mapping and its value.
  package struct Member: Sendable {
    package var key: String
    var keyMark: DocumentMark
    package var value: DocumentNode
  }

  package var kind: Kind
  var mark: DocumentMark

  /// The deepest nesting that is read.
  static let depthLimit = 64

  /// What the value is, for messages.
  var typeName: String {
    switch kind {
    case .text: "text"
    case .number: "a number"
    case .bool: "true or false"
    case .null: "nothing"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }

  /// The value as written if it is one value, else nothing.
  package var written: String? {
    switch kind {
    case .text(let text), .number(_, let text): text
    case .bool(let value): String(value)
    case .null, .sequence, .mapping: nil
    }
  }

  /// The kind of an unquoted scalar by the core schema of YAML 1.2 without octal, hexadecimal,
  /// infinity and NaN; of JSON's literals too. `no`, `on` and `NO` are text.
  static func plain(_ text: String) -> Kind {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .bool(true)
    case "false", "False", "FALSE": return .bool(false)
    default:
      let digits = text.utf8.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
      guard text.utf8.count - digits.count <= 1, let first = digits.first,
        first == UInt8(ascii: ".") || (0x30...0x39).contains(first),
        text.utf8.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }),
        let value = Double(text), value.isFinite
      else { return .text(text) }
      return .number(value, written: text)
    }
  }
}

/// A position in a file; line and column from 1, columns counted in Unicode scalars.
package struct DocumentMark: Hashable, Sendable {
  var line: Int
  var column: Int
}
