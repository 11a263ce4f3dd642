import GeoFormats

/// Cuts CQL2 text into tokens; O(length).
struct CQL2Lexer {
  private let source: String
  private let scalars: [Unicode.Scalar]
  private var index = 0

  private init(_ source: String) {
    self.source = source
    scalars = Array(source.unicodeScalars)
  }

  /// The tokens of a text, the last of which is its end.
  static func tokens(of source: String) throws(CQL2Error) -> [CQL2Token] {
    var lexer = CQL2Lexer(source)
    var tokens: [CQL2Token] = []
    while true {
      let token = try lexer.next()
      tokens.append(token)
      if token.kind == .end { return tokens }
    }
  }

  private var current: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }
  private var following: Unicode.Scalar? { index + 1 < scalars.count ? scalars[index + 1] : nil }

  private mutating func next() throws(CQL2Error) -> CQL2Token {
    while let current, current.properties.isWhitespace { index += 1 }
    let start = index
    guard let current else { return CQL2Token(kind: .end, offset: start) }
    return CQL2Token(kind: try token(current), offset: start)
  }

  private mutating func token(_ first: Unicode.Scalar) throws(CQL2Error) -> CQL2Token.Kind {
    let start = index
    if first == "'" { return .text(try quoted("'", "the text", isBackslashEscape: true)) }
    if first == "\"" { return .quotedName(try quoted("\"", "the name", isBackslashEscape: false)) }
    if Self.isDigit(first) || (first == "." && Self.isDigit(following)) { return try number() }
    if Self.isNameStart(first) {
      while let current, Self.isNamePart(current) { index += 1 }
      return .word(string(start..<index))
    }
    index += 1
    let pair = string(start..<min(start + 2, scalars.count))
    switch pair {
    case "<>", "<=", ">=":
      index += 1
      return .symbol(pair)
    case "!=": throw fault(at: start, "\"!=\" is not CQL2", "\"<>\"")
    case "==": throw fault(at: start, "\"==\" is not CQL2", "\"=\"")
    default: break
    }
    switch first {
    case "(", ")", "[", "]", ",", "=", "<", ">", "+", "-", "*", "/", "%", "^":
      return .symbol(String(Character(first)))
    case "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}":
      throw fault(at: start, "\(first) is a typographic quote", "the plain quote '")
    default:
      throw CQL2Error(
        "the character \(String(Character(first)).debugDescription) has no meaning here", at: start,
        of: source)
    }
  }

  /// What stands in quotes; a doubled quote stands for one.
  private mutating func quoted(
    _ quote: Unicode.Scalar, _ what: String, isBackslashEscape: Bool
  ) throws(CQL2Error) -> String {
    let start = index
    var text = String.UnicodeScalarView()
    index += 1
    while let current {
      if current == quote {
        index += 1
        guard self.current == quote else { return String(text) }
        text.append(quote)
      } else if isBackslashEscape, current == "\\", following == quote {
        index += 1
        text.append(quote)
      } else {
        text.append(current)
      }
      index += 1
    }
    throw fault(at: start, "\(what) that begins here has no end", "a closing \(quote)")
  }

  private mutating func number() throws(CQL2Error) -> CQL2Token.Kind {
    let start = index
    while Self.isDigit(current) { index += 1 }
    if current == "." {
      index += 1
      while Self.isDigit(current) { index += 1 }
    }
    if current == "e" || current == "E" {
      index += 1
      if current == "+" || current == "-" { index += 1 }
      while Self.isDigit(current) { index += 1 }
    }
    if let current, Self.isNamePart(current) {
      throw fault(at: index, "a number ends where \"\(current)\" stands", "a blank or an operator")
    }
    guard let value = NumberParser.double(string(start..<index)) else {
      throw fault(at: start, "\"\(string(start..<index))\" is not a number", "a number such as 1.5")
    }
    return .number(value)
  }

  private func string(_ range: Range<Int>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[range])
    return String(text)
  }

  private func fault(at offset: Int, _ message: String, _ expected: String) -> CQL2Error {
    CQL2Error(message, at: offset, of: source, expected: [expected])
  }

  private static func isDigit(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar else { return false }
    return scalar.value >= 0x30 && scalar.value <= 0x39
  }

  /// Whether a name without quotes can begin so (XML 1.0, `NameStartChar`).
  static func isNameStart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3A, 0x5F, 0x41...0x5A, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF,
      0x370...0x37D, 0x37F...0x1FFE, 0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF,
      0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD, 0x10000...0xEFFFF:
      true
    default: false
    }
  }

  static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2E, 0x30...0x39, 0x300...0x36F, 0x203F...0x2040: true
    default: isNameStart(scalar)
    }
  }
}
