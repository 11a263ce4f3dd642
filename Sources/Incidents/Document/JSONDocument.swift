/// A strict JSON parser (RFC 8259) that keeps the position of every value.
///
/// Refuses duplicate keys, lone surrogates, trailing text and nesting beyond the limit.
struct JSONDocument {
  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var line = 1
  private var lineStart = 0

  private init(_ text: String) { scalars = Array(text.unicodeScalars) }

  /// Parses a text that holds one value. O(length).
  static func parse(_ text: String) throws(MalformedDocument) -> DocumentNode {
    var parser = JSONDocument(text)
    parser.skipSpace()
    let node = try parser.value(depth: 0)
    parser.skipSpace()
    guard parser.current == nil else {
      throw parser.fault("there is more text after the end of the JSON value")
    }
    return node
  }

  private mutating func value(depth: Int) throws(MalformedDocument) -> DocumentNode {
    guard depth <= DocumentNode.depthLimit else {
      throw fault("values are nested more than \(DocumentNode.depthLimit) deep")
    }
    let start = mark
    let kind: DocumentNode.Kind
    switch current {
    case "{": kind = try .mapping(members(depth: depth))
    case "[": kind = try .sequence(elements(depth: depth))
    case "\"": kind = try .text(string())
    default: kind = try literal()
    }
    return DocumentNode(kind: kind, mark: start)
  }

  private mutating func members(depth: Int) throws(MalformedDocument) -> [DocumentNode.Member] {
    var members: [DocumentNode.Member] = []
    var keys: Set<String> = []
    advance()
    skipSpace()
    if take("}") { return members }
    while true {
      let keyMark = mark
      guard current == "\"" else { throw fault("a key in double quotes is expected") }
      let key = try string()
      guard keys.insert(key).inserted else {
        throw MalformedDocument(mark: keyMark, reason: "the key \"\(key)\" stands twice")
      }
      skipSpace()
      guard take(":") else { throw fault("\":\" is expected after a key") }
      skipSpace()
      members.append(.init(key: key, keyMark: keyMark, value: try value(depth: depth + 1)))
      skipSpace()
      if take("}") { return members }
      guard take(",") else { throw fault("\",\" or \"}\" is expected") }
      skipSpace()
    }
  }

  private mutating func elements(depth: Int) throws(MalformedDocument) -> [DocumentNode] {
    var elements: [DocumentNode] = []
    advance()
    skipSpace()
    if take("]") { return elements }
    while true {
      elements.append(try value(depth: depth + 1))
      skipSpace()
      if take("]") { return elements }
      guard take(",") else { throw fault("\",\" or \"]\" is expected") }
      skipSpace()
    }
  }

  private mutating func string() throws(MalformedDocument) -> String {
    var text = String.UnicodeScalarView()
    advance()
    while let scalar = current {
      switch scalar {
      case "\"":
        advance()
        return String(text)
      case "\\":
        advance()
        text.append(try escape())
      case _ where scalar.value < 0x20:
        throw fault("a control character in text must be written as an escape")
      default:
        text.append(scalar)
        advance()
      }
    }
    throw fault("the file ends inside a text; it may be cut off")
  }

  private mutating func escape() throws(MalformedDocument) -> Unicode.Scalar {
    let start = mark
    let letter = current
    advance()
    switch letter {
    case "\"", "\\", "/": return letter ?? "\\"
    case "b": return "\u{8}"
    case "f": return "\u{C}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "u":
      let first = try codeUnit()
      if let scalar = Unicode.Scalar(first) { return scalar }
      let lone = MalformedDocument(mark: start, reason: "half of a surrogate pair stands alone")
      guard first < 0xDC00, take("\\"), take("u") else { throw lone }
      let second = try codeUnit()
      guard (0xDC00...0xDFFF).contains(second),
        let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
      else { throw lone }
      return scalar
    default:
      throw MalformedDocument(mark: start, reason: "JSON has no such escape")
    }
  }

  private mutating func codeUnit() throws(MalformedDocument) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let current, current.isASCII, let digit = Character(current).hexDigitValue else {
        throw fault("four hexadecimal digits are expected")
      }
      unit = unit << 4 | UInt32(digit)
      advance()
    }
    return unit
  }

  /// A number, `true`, `false` or `null`.
  private mutating func literal() throws(MalformedDocument) -> DocumentNode.Kind {
    let start = mark
    var text = ""
    while let current, current.isASCII, !" \t\r\n,:[]{}\"".unicodeScalars.contains(current) {
      text.unicodeScalars.append(current)
      advance()
    }
    switch text {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .null
    case "" where current == nil:
      throw fault("the file ends where a value is expected; it may be cut off")
    default:
      guard JSONDocument.isNumber(text), let value = Double(text), value.isFinite else {
        throw MalformedDocument(mark: start, reason: "\"\(text)\" is no JSON value")
      }
      return .number(value, written: text)
    }
  }

  /// Whether text follows RFC 8259's `number`.
  static func isNumber(_ text: String) -> Bool {
    var rest = text.utf8[...]
    func digits() -> Int {
      let found = rest.prefix { (0x30...0x39).contains($0) }
      rest = rest.dropFirst(found.count)
      return found.count
    }
    func skip(_ characters: String) -> Bool {
      guard let first = rest.first, characters.utf8.contains(first) else { return false }
      rest = rest.dropFirst()
      return true
    }
    _ = skip("-")
    if !skip("0"), digits() == 0 { return false }
    if skip("."), digits() == 0 { return false }
    if skip("eE") {
      _ = skip("+-")
      if digits() == 0 { return false }
    }
    return rest.isEmpty
  }

  // MARK: Scalars

  private var current: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private var mark: DocumentMark { DocumentMark(line: line, column: index - lineStart + 1) }

  private mutating func advance() {
    if current == "\n" {
      line += 1
      lineStart = index + 1
    }
    if index < scalars.count { index += 1 }
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard current == scalar else { return false }
    advance()
    return true
  }

  private mutating func skipSpace() {
    while let current, " \t\r\n".unicodeScalars.contains(current) { advance() }
  }

  private func fault(_ reason: String) -> MalformedDocument {
    MalformedDocument(mark: mark, reason: reason)
  }
}
