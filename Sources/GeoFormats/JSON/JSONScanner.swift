import SimpleFeatures

/// Reads JSON text from bytes, a token at a time (RFC 8259).
struct JSONScanner {
  /// The deepest nesting of arrays and objects.
  static let greatestDepth = 128

  let bytes: [UInt8]
  let file: String
  var position = 0
  var diagnostics: [Diagnostic] = []
  /// Coordinates being read: kept from line to line so that each array is made once, in its size.
  var scratch: [Coordinate] = []
  /// Names met so far.
  var names = JSONNames()
  /// Which of those the last name was; nil if it is not kept.
  var namePosition: Int?
  /// How many members the last object had: the next one will have about as many.
  var usualCount = 0
  /// Whether positions may be in any coordinate reference system, not only longitude and latitude.
  var acceptsAnySystem = false
  /// Whether an identifier was met that is no whole number.
  var hasTextIDs = false
  /// The system that GeoJSON names, where it is another one.
  var coordinateSystem: String?
  /// An offset whose line is known, and how many bytes of that line lie before it: all that is read
  /// lies behind it.
  private var base = (offset: 0, line: 1, lineOffset: 0)
  /// An offset whose line is known, so that counting goes on from there.
  private var counted = (offset: 0, line: 1)

  /// Takes bytes that must be UTF-8; a byte order mark is passed over.
  init(_ bytes: [UInt8], file: String) throws(JSONError) {
    self.bytes = bytes
    self.file = file
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    if let offset = UTF8Check.firstInvalid(in: bytes.span, allowingZero: true) {
      throw error(at: offset, "the text is not UTF-8; save the file as UTF-8")
    }
  }

  /// Takes bytes of which parts are read, each after a call of `begin`; whether they are UTF-8 is
  /// not looked at.
  init(parts bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
  }

  /// Goes to an offset whose line is known.
  mutating func begin(at offset: Int, line: Int, lineOffset: Int) {
    position = offset
    base = (offset, line, lineOffset)
    counted = (offset, line)
  }

  /// An error at an offset.
  func error(at offset: Int, _ reason: String) -> JSONError {
    let before = bytes[base.offset..<max(base.offset, min(offset, bytes.count))]
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 }
    let column = before[(lineStart ?? base.offset)...].count { $0 & 0xC0 != 0x80 }
    return JSONError(
      file: file, line: base.line + before.count { $0 == 0x0A },
      column: (lineStart == nil ? base.lineOffset : 0) + column + 1, reason: reason)
  }

  /// The line of an offset, which lies behind where reading began. O(n) over all calls if offsets
  /// rise.
  mutating func line(at offset: Int) -> Int {
    if offset < base.offset { return base.line }
    if offset < counted.offset {
      counted.line -= bytes[offset..<counted.offset].count { $0 == 0x0A }
    } else {
      counted.line += bytes[counted.offset..<offset].count { $0 == 0x0A }
    }
    counted.offset = offset
    return counted.line
  }

  /// The byte at the position; nil at the end.
  var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// Passes over blanks and line breaks.
  @inline(__always)
  mutating func skipBlanks() {
    while position < bytes.count {
      let byte = bytes[position]
      if byte != 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09 { return }
      position += 1
    }
  }

  /// Passes over blanks and then a byte, if it is there.
  @inline(__always)
  mutating func take(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard position < bytes.count && bytes[position] == byte else { return false }
    position += 1
    return true
  }

  /// Passes over blanks and then a byte that must be there.
  @inline(__always)
  mutating func expect(_ byte: UInt8, _ what: String) throws(JSONError) {
    if !take(byte) { throw unexpected(what) }
  }

  /// An error that says what was expected at the position and what is there.
  func unexpected(_ expected: String) -> JSONError {
    guard position < bytes.count else {
      return error(at: position, "the text ends where \(expected) is expected; is the file whole?")
    }
    let rest = String(decoding: bytes[position...].prefix(8), as: UTF8.self)
    let found = rest.first.map { Diagnostic.quoted(String($0)) } ?? "nothing"
    return error(at: position, "found \(found) where \(expected) is expected")
  }

  /// Calls a function with each member's name; it must read the value.
  mutating func object(
    depth: Int, _ member: (inout JSONScanner, String) throws(JSONError) -> Void
  ) throws(JSONError) {
    try checkDepth(depth)
    try expect(UInt8(ascii: "{"), "an object")
    if take(UInt8(ascii: "}")) { return }
    repeat {
      skipBlanks()
      guard current == UInt8(ascii: "\"") else { throw unexpected("a name in quotes") }
      let name = try name()
      try expect(UInt8(ascii: ":"), "a colon")
      try member(&self, name)
    } while take(UInt8(ascii: ","))
    try expect(UInt8(ascii: "}"), "a comma or }")
  }

  /// Calls a function at each element; it must read the value.
  @inline(__always)
  mutating func array(
    depth: Int, _ element: (inout JSONScanner) throws(JSONError) -> Void
  ) throws(JSONError) {
    try checkDepth(depth)
    try expect(UInt8(ascii: "["), "an array")
    if take(UInt8(ascii: "]")) { return }
    repeat { try element(&self) } while take(UInt8(ascii: ","))
    try expect(UInt8(ascii: "]"), "a comma or ]")
  }

  /// Reads a number.
  @inline(__always)
  mutating func decimal() throws(JSONError) -> DecimalNumber {
    skipBlanks()
    guard let number = DecimalNumber(bytes.span, from: position), number.isJSON else {
      throw unexpected("a number")
    }
    return number
  }

  /// Reads a number as a double.
  @inline(__always)
  mutating func double() throws(JSONError) -> Double {
    let number = try decimal()
    let start = position
    position = number.end
    if let value = number.exactDouble ?? number.dividedDouble { return value }
    if let value = NumberParser.roundedDouble(bytes.span, from: start, to: number.end) {
      return value
    }
    throw error(at: start, "the number is too large")
  }

  /// Reads any value and keeps nothing.
  mutating func skipValue(depth: Int) throws(JSONError) {
    skipBlanks()
    switch current {
    case UInt8(ascii: "{"):
      try object(depth: depth) { (scanner, _) throws(JSONError) in
        try scanner.skipValue(depth: depth + 1)
      }
    case UInt8(ascii: "["):
      try array(depth: depth) { scanner throws(JSONError) in
        try scanner.skipValue(depth: depth + 1)
      }
    default: _ = try value(depth: depth)
    }
  }

  /// Passes over `true`, `false` or `null`.
  mutating func literal(_ text: String) throws(JSONError) {
    if !bytes.span.holds(text, at: position) { throw unexpected("a value") }
    position += text.utf8.count
  }

  private func checkDepth(_ depth: Int) throws(JSONError) {
    if depth >= JSONScanner.greatestDepth {
      throw error(
        at: position, "arrays and objects are nested deeper than \(JSONScanner.greatestDepth)")
    }
  }
}
