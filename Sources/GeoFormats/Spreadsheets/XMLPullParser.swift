/// Reads XML (1.0, fifth edition) token by token from a stream: elements, attributes and text, by
/// local names.
///
/// Only what office files use: UTF-8, no document type declaration, hence no entities but the five
/// of XML and character references. Memory is bounded by the longest tag or text, 16 MB.
struct XMLPullParser {
  /// A part of the document; ranges are in `buffer` until the next token is asked for.
  enum Token { case start, end, text(Range<Int>, isLiteral: Bool) }

  /// An attribute by its local name.
  struct Attribute {
    var name: Range<Int>
    var value: Range<Int>
  }

  private static let longestToken = 16 << 20
  private static let pieceSize = 1 << 17

  private(set) var buffer: [UInt8] = []
  /// The local name of the element that starts or ends.
  private(set) var name = 0..<0
  private(set) var attributes: [Attribute] = []
  private let source: ByteSource
  /// What the messages call the document.
  private let title: String
  private var position = 0
  private var isAtEnd = false
  private var depth = 0
  private var isEmptyElement = false

  init(_ source: ByteSource, title: String) {
    self.source = source
    self.title = title
  }

  /// The next start, end or text; nil at the end of the document.
  mutating func next() throws(InputError) -> Token? {
    if isEmptyElement {
      isEmptyElement = false
      depth -= 1
      return .end
    }
    while true {
      if position >= XMLPullParser.pieceSize {
        buffer.removeFirst(position)
        position = 0
      }
      if position == buffer.count {
        let hasMore = try refill()
        if !hasMore && depth > 0 { throw damaged("it ends in the middle") }
        if !hasMore { return nil }
      }
      if buffer[position] != UInt8(ascii: "<") {
        let start = position
        position = try find(UInt8(ascii: "<"), from: start) ?? buffer.count
        return .text(start..<position, isLiteral: false)
      }
      if let token = try markup() { return token }
    }
  }

  /// Whether the current element has a local name.
  func isNamed(_ text: StaticString) -> Bool { equals(name, text) }

  /// The value of an attribute of the current start, references not resolved.
  func attribute(_ text: StaticString) -> ArraySlice<UInt8>? {
    for attribute in attributes where equals(attribute.name, text) {
      return buffer[attribute.value]
    }
    return nil
  }

  /// The text of an attribute of the current start.
  func attributeText(_ text: StaticString) -> String? {
    guard let value = attribute(text) else { return nil }
    var bytes: [UInt8] = []
    XMLText.append(value, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A sentence about this document, for an error.
  func damaged(_ reason: String) -> InputError {
    InputError(
      file: source.name, reason: "\(title) is damaged: \(reason)",
      action: "open it in a spreadsheet program and save it again")
  }

  private func equals(_ range: Range<Int>, _ text: StaticString) -> Bool {
    guard range.count == text.utf8CodeUnitCount else { return false }
    let bytes = buffer.span
    var offset = 0
    while offset < range.count {
      if unsafe bytes[range.lowerBound + offset] != text.utf8Start[offset] { return false }
      offset += 1
    }
    return true
  }

  /// Reads what stands in angle brackets; nil for comments, instructions and the like.
  private mutating func markup() throws(InputError) -> Token? {
    let start = position
    while buffer.count < start + 9 { if try !refill() { break } }
    let second = start + 1 < buffer.count ? buffer[start + 1] : 0
    switch second {
    case UInt8(ascii: "?"):
      position = try behind("?>", from: start + 2)
      return nil
    case UInt8(ascii: "!"):
      let head = buffer[start...].prefix(9)
      if head.starts(with: "<!--".utf8) {
        position = try behind("-->", from: start + 4)
        return nil
      }
      if head.elementsEqual("<![CDATA[".utf8) {
        position = try behind("]]>", from: start + 9)
        return .text(start + 9..<position - 3, isLiteral: true)
      }
      throw damaged("it has a document type declaration, which no workbook needs")
    case UInt8(ascii: "/"):
      guard let close = try find(UInt8(ascii: ">"), from: start + 2) else {
        throw damaged("it ends in a tag")
      }
      setName(start + 2, close)
      position = close + 1
      depth -= 1
      if depth < 0 { throw damaged("an element ends that has not begun") }
      return .end
    default:
      position = try startTag(from: start + 1)
      depth += 1
      return .start
    }
  }

  /// Reads name and attributes; gives the offset behind the tag.
  private mutating func startTag(from start: Int) throws(InputError) -> Int {
    let close = try closingBracket(from: start)
    isEmptyElement = close > start && buffer[close - 1] == UInt8(ascii: "/")
    let end = isEmptyElement ? close - 1 : close
    attributes.removeAll(keepingCapacity: true)
    let piece = buffer
    let bytes = piece.span
    var index = start
    while index < end && !XMLText.isBlank(bytes[index]) { index += 1 }
    var nameStart = start
    for offset in start..<index where bytes[offset] == UInt8(ascii: ":") { nameStart = offset + 1 }
    name = nameStart..<index
    while true {
      while index < end && XMLText.isBlank(bytes[index]) { index += 1 }
      if index == end { break }
      var localStart = index
      while index < end && bytes[index] != UInt8(ascii: "=") && !XMLText.isBlank(bytes[index]) {
        if bytes[index] == UInt8(ascii: ":") { localStart = index + 1 }
        index += 1
      }
      let local = localStart..<index
      while index < end && (XMLText.isBlank(bytes[index]) || bytes[index] == UInt8(ascii: "=")) {
        index += 1
      }
      let quote = index < end ? bytes[index] : 0
      if quote != UInt8(ascii: "\"") && quote != UInt8(ascii: "'") {
        throw damaged("an attribute has no value in quotes")
      }
      let valueStart = index + 1
      index = valueStart
      while index < end && bytes[index] != quote { index += 1 }
      if index == end { throw damaged("an attribute has no closing quote") }
      attributes.append(Attribute(name: local, value: valueStart..<index))
      index += 1
    }
    return close + 1
  }

  /// The offset of the bracket that ends a tag, outside quotes.
  private mutating func closingBracket(from start: Int) throws(InputError) -> Int {
    var index = start
    var quote: UInt8 = 0
    while true {
      while index < buffer.count {
        let byte = buffer[index]
        if quote != 0 {
          if byte == quote { quote = 0 }
        } else if byte == UInt8(ascii: ">") {
          return index
        } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
          quote = byte
        }
        index += 1
      }
      if try !refill() { throw damaged("it ends in a tag") }
    }
  }

  private mutating func setName(_ start: Int, _ end: Int) {
    var nameStart = start
    var index = start
    while index < end && !XMLText.isBlank(buffer[index]) {
      if buffer[index] == UInt8(ascii: ":") { nameStart = index + 1 }
      index += 1
    }
    name = nameStart..<index
  }

  /// The offset of the next such byte; nil if the document ends first.
  private mutating func find(_ byte: UInt8, from start: Int) throws(InputError) -> Int? {
    var from = start
    while true {
      let found = buffer.span.firstOffset(of: byte, or: byte, from: from)
      if found < buffer.count { return found }
      from = buffer.count
      if try !refill() { return nil }
    }
  }

  /// The offset behind the next such text.
  private mutating func behind(_ text: String, from start: Int) throws(InputError) -> Int {
    let last = Array(text.utf8)
    var from = start
    while let found = try find(last[last.count - 1], from: from) {
      if found - start + 1 >= last.count && buffer[...found].hasSuffix(last) { return found + 1 }
      from = found + 1
    }
    throw damaged("it ends in the middle")
  }

  private mutating func refill() throws(InputError) -> Bool {
    if isAtEnd { return false }
    if buffer.count - position > XMLPullParser.longestToken {
      throw damaged("a piece of it is longer than \(XMLPullParser.longestToken >> 20) MB")
    }
    isAtEnd = try source.read(appendingTo: &buffer, atMost: XMLPullParser.pieceSize) == 0
    return !isAtEnd
  }
}

extension ArraySlice<UInt8> {
  fileprivate func hasSuffix(_ text: [UInt8]) -> Bool { suffix(text.count).elementsEqual(text) }
}
