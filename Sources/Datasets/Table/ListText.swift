/// Lists that a data set writes into one field.
enum ListText {
  /// The items between separators, without empty ones. O(length).
  static func items(of text: some StringProtocol, separatedBy separator: String) -> [String] {
    parts(of: String(text), separatedBy: separator).filter { !$0.isEmpty }
  }

  /// The texts between separators, empty ones too: one for a text without a separator. O(length).
  static func parts(of text: String, separatedBy separator: String) -> [String] {
    let (bytes, joint) = (text.utf8Span.span, separator.utf8Span.span)
    if joint.isEmpty { return [text] }
    var parts: [String] = []
    var start = text.utf8.startIndex
    var index = 0
    while index + joint.count <= bytes.count {
      guard bytes.holds(joint, at: index) else {
        index += 1
        continue
      }
      let end = text.utf8.index(text.utf8.startIndex, offsetBy: index)
      parts.append(String(text[start..<end]))
      index += joint.count
      start = text.utf8.index(end, offsetBy: joint.count)
    }
    if parts.isEmpty { return [text] }
    parts.append(String(text[start...]))
    return parts
  }
}

extension Span<UInt8> {
  /// Whether some bytes stand at an offset that leaves room for them.
  fileprivate func holds(_ bytes: Span<UInt8>, at start: Int) -> Bool {
    for index in 0..<bytes.count where self[start + index] != bytes[index] { return false }
    return true
  }
}
