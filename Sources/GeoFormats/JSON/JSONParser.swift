public import SimpleFeatures

/// Reads JSON text (RFC 8259) into values, strictly.
///
/// Numbers without point or exponent that fit are whole numbers, others doubles; too large ones are
/// errors. Nesting is limited to 128. Of members with the same name the last one counts, and half a
/// surrogate pair becomes U+FFFD; both are noted in `diagnostics`.
public struct JSONParser {
  private var scanner: JSONScanner

  /// Takes the bytes of a whole text; `file` is for messages.
  public init(_ bytes: [UInt8], file: String) throws(JSONError) {
    scanner = try JSONScanner(bytes, file: file)
  }

  /// What was doubtful in the values read so far.
  public var diagnostics: [Diagnostic] { scanner.diagnostics }

  /// Reads the value; nothing may follow it.
  public mutating func parse() throws(JSONError) -> PropertyValue {
    let value = try scanner.value(depth: 0)
    scanner.skipBlanks()
    if scanner.current != nil { throw scanner.unexpected("the end of the text") }
    return value
  }

  /// The value of a text.
  public static func parse(
    _ text: String, file: String = "JSON text"
  ) throws(JSONError) -> PropertyValue {
    var parser = try JSONParser(Array(text.utf8), file: file)
    return try parser.parse()
  }
}

extension JSONScanner {
  /// Reads any value.
  mutating func value(depth: Int) throws(JSONError) -> PropertyValue {
    skipBlanks()
    switch current {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "{"): return .object(try properties(depth: depth))
    case UInt8(ascii: "["):
      var values: [PropertyValue] = []
      try array(depth: depth) { scanner throws(JSONError) in
        values.append(try scanner.value(depth: depth + 1))
      }
      return .array(values)
    case UInt8(ascii: "t"):
      try literal("true")
      return .bool(true)
    case UInt8(ascii: "f"):
      try literal("false")
      return .bool(false)
    case UInt8(ascii: "n"):
      try literal("null")
      return .null
    case let byte? where byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte):
      let number = try decimal()
      if number.isWhole, let integer = number.integer {
        position = number.end
        return .integer(integer)
      }
      return .number(try double())
    default: throw unexpected("a value")
    }
  }

  /// Reads an object.
  mutating func properties(depth: Int) throws(JSONError) -> Properties {
    var members: [Properties.Member] = []
    members.reserveCapacity(depth == 0 ? 0 : usualCount)
    var met = MetNames()
    var repeated: [(name: String, value: PropertyValue, offset: Int)] = []
    try object(depth: depth) { (scanner, name) throws(JSONError) in
      let (offset, isNew) = (scanner.position, met.insert(name, at: scanner.namePosition))
      let value = try scanner.value(depth: depth + 1)
      if isNew {
        members.append(Properties.Member(name, value))
      } else {
        repeated.append((name, value, offset))
      }
    }
    usualCount = min(members.count, 256)
    let positions =
      repeated.isEmpty
      ? [:]
      : Dictionary(
        members.enumerated().map { ($0.element.name, $0.offset) },
        uniquingKeysWith: { first, _ in first })
    for (name, value, offset) in repeated {
      if let position = positions[name] { members[position].value = value }
      diagnostics.append(
        Diagnostic(
          .error, code: "json-duplicate-name", file: file, line: line(at: offset), column: name,
          reason: "the name stands twice in one object", action: "the last value counts"))
    }
    return Properties(members)
  }
}
