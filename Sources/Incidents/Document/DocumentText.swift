/// The decoding of a document's bytes.
enum DocumentText {
  /// Decodes UTF-8 and refuses what is no text; O(length).
  static func decode(_ bytes: [UInt8]) throws(MalformedDocument) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      let valid = validPrefix(bytes)
      throw MalformedDocument(
        mark: mark(after: valid.unicodeScalars),
        reason: "this is not text in UTF-8; save the file as UTF-8 text")
    }
    if let index = text.unicodeScalars.firstIndex(where: isForbidden) {
      throw MalformedDocument(
        mark: mark(after: text.unicodeScalars[..<index]),
        reason: "a control character stands here; this does not seem to be a text file")
    }
    return text
  }

  /// Control characters other than tab and line ends; YAML 1.2, section 5.1.
  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x85: false
    case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF: true
    default: false
    }
  }

  private static func validPrefix(_ bytes: [UInt8]) -> String {
    var text = String.UnicodeScalarView()
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    while case .scalarValue(let scalar) = decoder.decode(&iterator) { text.append(scalar) }
    return String(text)
  }

  private static func mark(after scalars: some Collection<Unicode.Scalar>) -> DocumentMark {
    var mark = DocumentMark(line: 1, column: 1)
    for scalar in scalars {
      mark.column += 1
      if scalar == "\n" { mark = DocumentMark(line: mark.line + 1, column: 1) }
    }
    return mark
  }
}
