/// The texts that the cells of a workbook refer to by number, held together in one array.
struct SharedTexts {
  private static let limit = 512 << 20
  private var bytes: [UInt8] = []
  private var ends: [UInt32] = []

  var count: Int { ends.count }

  /// A text by its number; nil if there is none.
  subscript(index: Int) -> ArraySlice<UInt8>? {
    guard index >= 0 && index < ends.count else { return nil }
    return bytes[Int(index == 0 ? 0 : ends[index - 1])..<Int(ends[index])]
  }

  /// Reads the table of texts; a workbook without one has none.
  init(_ workbook: Workbook) throws(InputError) {
    guard let entry = workbook.sharedTextEntry else { return }
    var parser = try workbook.parser(entry)
    var text = RichText()
    while let token = try parser.next() {
      if text.isOpen {
        if text.take(token, parser, into: &bytes) {
          ends.append(UInt32(bytes.count))
          if bytes.count + 4 * ends.count > SharedTexts.limit {
            throw InputError(
              file: workbook.archive.name,
              reason: "the texts of the workbook take more than \(SharedTexts.limit >> 20) MB",
              action: "save the sheet as CSV")
          }
        }
      } else if case .start = token, parser.isNamed("si") {
        text.open(at: bytes.count)
      }
    }
  }
}

/// Gathers the text of an element `si` or `is` from its parts, readings for pronunciation left out.
struct RichText {
  private(set) var isOpen = false
  private var depth = 0
  private var isInText = false
  /// The depth at which a reading for pronunciation began.
  private var phoneticDepth: Int?
  private var start = 0

  mutating func open(at offset: Int) {
    self = RichText()
    isOpen = true
    start = offset
  }

  /// Takes a token inside the element; true when the element ends.
  mutating func take(
    _ token: XMLPullParser.Token, _ parser: borrowing XMLPullParser, into bytes: inout [UInt8]
  ) -> Bool {
    switch token {
    case .start:
      depth += 1
      if parser.isNamed("rPh") && phoneticDepth == nil { phoneticDepth = depth }
      isInText = parser.isNamed("t")
    case .end:
      isInText = false
      if depth == 0 {
        isOpen = false
        XMLText.resolveEscapes(&bytes, from: start)
        return true
      }
      if phoneticDepth == depth { phoneticDepth = nil }
      depth -= 1
    case .text(let range, let isLiteral):
      if isInText && phoneticDepth == nil {
        XMLText.append(parser.buffer[range], isLiteral: isLiteral, to: &bytes)
      }
    }
    return false
  }
}
