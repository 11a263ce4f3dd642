public import SimpleFeatures

/// A number that JSON cannot hold.
public struct NotFiniteError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The name of the member, or a path of names.
  public var member: String

  /// One sentence for people.
  public var description: String {
    "\(Diagnostic.quoted(member)) is not a finite number, which JSON cannot hold"
  }
}

extension PropertyValue {
  /// The value as JSON text: on one line, or indented by two blanks a level.
  ///
  /// Doubles are written in the shortest form that reads back the same, whole ones without a
  /// fraction. A number that is not finite is an error.
  public func json(isPretty: Bool = false) throws(NotFiniteError) -> String {
    var bytes: [UInt8] = []
    try bytes.appendJSON(self, indent: isPretty ? 0 : nil)
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension [UInt8] {
  /// Appends a value as JSON; `indent` is the level of the line it starts on, nil for one line.
  mutating func appendJSON(
    _ value: PropertyValue, indent: Int?, member: String = "value"
  ) throws(NotFiniteError) {
    switch value {
    case .null: append(contentsOf: "null".utf8)
    case .bool(let flag): append(contentsOf: (flag ? "true" : "false").utf8)
    case .integer(let integer): appendInteger(integer)
    case .number(let number):
      if !number.isFinite { throw NotFiniteError(member: member) }
      appendDouble(number)
    case .string(let text): appendJSONString(text)
    case .array(let values):
      append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { append(UInt8(ascii: ",")) }
        appendLineBreak(indent.map { $0 + 1 })
        try appendJSON(value, indent: indent.map { $0 + 1 }, member: member)
      }
      if !values.isEmpty { appendLineBreak(indent) }
      append(UInt8(ascii: "]"))
    case .object(let properties):
      try appendJSON(properties, indent: indent)
    }
  }

  /// Appends an object.
  mutating func appendJSON(_ properties: Properties, indent: Int?) throws(NotFiniteError) {
    append(UInt8(ascii: "{"))
    var isFirst = true
    for member in properties.members {
      if !isFirst { append(UInt8(ascii: ",")) }
      isFirst = false
      appendLineBreak(indent.map { $0 + 1 })
      appendName(member.name, isPretty: indent != nil)
      try appendJSON(member.value, indent: indent.map { $0 + 1 }, member: member.name)
    }
    if !isFirst { appendLineBreak(indent) }
    append(UInt8(ascii: "}"))
  }

  /// Appends a member's name and colon.
  mutating func appendName(_ name: String, isPretty: Bool) {
    appendJSONString(name)
    append(UInt8(ascii: ":"))
    if isPretty { append(0x20) }
  }

  /// Appends a line break and blanks; nothing for nil.
  mutating func appendLineBreak(_ indent: Int?) {
    guard let indent else { return }
    append(0x0A)
    append(contentsOf: repeatElement(0x20, count: 2 * indent))
  }

  /// Appends a string in quotes, with escapes where JSON needs them (RFC 8259, section 7).
  mutating func appendJSONString(_ text: String) {
    append(UInt8(ascii: "\""))
    if text.utf8Span.span.needsEscapes {
      for byte in text.utf8 { appendEscaped(byte) }
    } else {
      append(contentsOf: text.utf8)
    }
    append(UInt8(ascii: "\""))
  }

  private mutating func appendEscaped(_ byte: UInt8) {
    switch byte {
    case 0x22: append(contentsOf: "\\\"".utf8)
    case 0x5C: append(contentsOf: "\\\\".utf8)
    case 0x0A: append(contentsOf: "\\n".utf8)
    case 0x0D: append(contentsOf: "\\r".utf8)
    case 0x09: append(contentsOf: "\\t".utf8)
    case 0..<0x20:
      append(contentsOf: "\\u00".utf8)
      for nibble in [byte >> 4, byte & 15] { append(nibble < 10 ? 0x30 + nibble : 0x57 + nibble) }
    default: append(byte)
    }
  }
}

extension Span<UInt8> {
  /// Whether a byte must be written as an escape in JSON: below a blank, quote or backslash.
  fileprivate var needsEscapes: Bool {
    let raw = unsafe bytes
    let (quotes, backslashes) = (ByteWord.repeated(0x22), ByteWord.repeated(0x5C))
    var offset = 0
    while offset + 8 <= count {
      let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
      let controls = (word &- ByteWord.repeated(0x20)) & ~word & ByteWord.highs
      if controls | ByteWord.zeros(word ^ quotes) | ByteWord.zeros(word ^ backslashes) != 0 {
        return true
      }
      offset += 8
    }
    while offset < count {
      let byte = self[offset]
      if byte < 0x20 || byte == 0x22 || byte == 0x5C { return true }
      offset += 1
    }
    return false
  }
}
