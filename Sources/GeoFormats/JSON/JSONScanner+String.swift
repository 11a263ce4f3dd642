extension JSONScanner {
  /// Reads a string, the position being at its opening quote.
  mutating func string() throws(JSONError) -> String {
    let start = position + 1
    let end = bytes.span.endOfPlainJSONText(from: start)
    guard end < bytes.count, bytes[end] == UInt8(ascii: "\"") else {
      return try escapedString(from: start)
    }
    position = end + 1
    return bytes.span.text(start..<end)
  }

  /// Reads the name of a member, the position being at its opening quote: names come again and
  /// again, and one that was met is not made a second time.
  mutating func name() throws(JSONError) -> String {
    let start = position + 1
    let end = bytes.span.endOfPlainJSONText(from: start)
    guard end < bytes.count, bytes[end] == UInt8(ascii: "\"") else { return name(try string()) }
    position = end + 1
    return met(names.position(of: bytes.span, start..<end)) ?? name(bytes.span.text(start..<end))
  }

  /// A name that held escapes or was not UTF-8, or one that was not met.
  private mutating func name(_ text: String) -> String {
    if let name = met(names.position(of: text.utf8Span.span, 0..<text.utf8.count)) { return name }
    namePosition = names.add(text)
    return text
  }

  /// The name at a position; nil for none.
  private mutating func met(_ position: Int?) -> String? {
    guard let position else { return nil }
    namePosition = position
    return names.take(position)
  }

  /// Reads a string that holds escapes.
  private mutating func escapedString(from start: Int) throws(JSONError) -> String {
    var text: [UInt8] = []
    var cursor = start
    while cursor < bytes.count {
      let byte = bytes[cursor]
      switch byte {
      case UInt8(ascii: "\""):
        position = cursor + 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        cursor = try appendEscape(at: cursor, to: &text)
      case 0..<0x20:
        throw error(at: cursor, "a control character must be written as an escape")
      default:
        text.append(byte)
        cursor += 1
      }
    }
    throw error(at: start - 1, "the string is not closed; is the file whole?")
  }

  /// Appends what an escape stands for and gives the offset behind it.
  private mutating func appendEscape(at start: Int, to text: inout [UInt8]) throws(JSONError) -> Int
  {
    guard start + 1 < bytes.count else { throw error(at: start, "the escape is cut off") }
    switch bytes[start + 1] {
    case UInt8(ascii: "\""): text.append(0x22)
    case UInt8(ascii: "\\"): text.append(0x5C)
    case UInt8(ascii: "/"): text.append(0x2F)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): return try appendUnicode(at: start, to: &text)
    default: throw error(at: start, "there is no such escape")
    }
    return start + 2
  }

  /// Appends `\uXXXX`, or a pair of surrogates; half a pair becomes U+FFFD and is noted.
  private mutating func appendUnicode(
    at start: Int, to text: inout [UInt8]
  ) throws(JSONError) -> Int {
    var end = start + 6
    var code = try codeUnit(at: start + 2)
    if (0xD800..<0xDC00).contains(code), end + 1 < bytes.count,
      bytes[end] == UInt8(ascii: "\\"), bytes[end + 1] == UInt8(ascii: "u")
    {
      let low = try codeUnit(at: end + 2)
      if (0xDC00..<0xE000).contains(low) {
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        end += 6
      }
    }
    if let scalar = Unicode.Scalar(code) {
      text.append(contentsOf: String(Character(scalar)).utf8)
    } else {
      text.append(contentsOf: "\u{FFFD}".utf8)
      diagnostics.append(
        Diagnostic(
          .error, code: "json-lone-surrogate", file: file, line: line(at: start),
          value: String(decoding: bytes[start..<start + 6], as: UTF8.self),
          reason: "the escape is half of a pair", action: "replaced by \u{FFFD}"))
    }
    return end
  }

  private func codeUnit(at start: Int) throws(JSONError) -> UInt32 {
    var code: UInt32 = 0
    for offset in start..<start + 4 {
      guard offset < bytes.count else { throw error(at: start - 2, "the escape is cut off") }
      let byte = bytes[offset]
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - 0x30
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - 0x57
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - 0x37
      default: throw error(at: start - 2, "the escape needs four hexadecimal digits")
      }
      code = code << 4 | UInt32(digit)
    }
    return code
  }
}
