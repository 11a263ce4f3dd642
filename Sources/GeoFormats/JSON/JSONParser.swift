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
      try literal("true", 4)
      return .bool(true)
    case UInt8(ascii: "f"):
      try literal("false", 5)
      return .bool(false)
    case UInt8(ascii: "n"):
      try literal("null", 4)
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
    var positions: [String: Int] = [:]
    var repeated: [(name: String, offset: Int)] = []
    try object(depth: depth) { (scanner, name) throws(JSONError) in
      let offset = scanner.position
      let value = try scanner.value(depth: depth + 1)
      // A linear search is faster than hashing for the few members most objects have.
      if members.count == 24 && positions.isEmpty {
        for (position, member) in members.enumerated() { positions[member.name] = position }
      }
      let known =
        members.count < 24 ? members.firstIndex { $0.name == name } : positions[name]
      if let known {
        members[known].value = value
        repeated.append((name, offset))
      } else {
        if members.count >= 24 { positions[name] = members.count }
        members.append(Properties.Member(name, value))
      }
    }
    for (name, offset) in repeated {
      diagnostics.append(
        Diagnostic(
          .error, code: "json-duplicate-name", file: file, line: line(at: offset), column: name,
          reason: "the name stands twice in one object", action: "the last value counts"))
    }
    return Properties(members)
  }
}
