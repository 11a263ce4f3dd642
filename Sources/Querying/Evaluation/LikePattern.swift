import Foundation

/// A pattern of `LIKE`: `%` stands for any text, `_` for one character (Unicode scalar), and a
/// backslash takes the meaning of the character behind it away.
///
/// Letters count as they are written, except that composed and decomposed forms are the same.
struct LikePattern: Sendable {
  /// One byte of UTF-8, or one of the two below.
  private typealias Element = UInt16
  private static let one: Element = 256
  private static let many: Element = 257

  private let elements: [Element]

  init(_ pattern: String) {
    var elements: [Element] = []
    var isEscaped = false
    for byte in pattern.precomposedStringWithCanonicalMapping.utf8 {
      if !isEscaped, byte == UInt8(ascii: "\\") {
        isEscaped = true
        continue
      }
      switch byte {
      case UInt8(ascii: "%") where !isEscaped:
        if elements.last != Self.many { elements.append(Self.many) }
      case UInt8(ascii: "_") where !isEscaped: elements.append(Self.one)
      default: elements.append(Element(byte))
      }
      isEscaped = false
    }
    if isEscaped { elements.append(Element(UInt8(ascii: "\\"))) }
    self.elements = elements
  }

  /// Whether a text is of the pattern; O(length) for usual patterns, at worst times that of the
  /// pattern.
  func matches(_ text: String) -> Bool {
    if Self.mayBeDecomposed(text) {
      return matches(text.precomposedStringWithCanonicalMapping.utf8Span.span)
    }
    return matches(text.utf8Span.span)
  }

  /// Whether a mark follows a letter, so that the text may have to be composed first.
  private static func mayBeDecomposed(_ text: String) -> Bool {
    // Marks begin at U+0300, whose first byte is 0xCC.
    guard text.utf8.contains(where: { $0 >= 0xCC }) else { return false }
    return text.unicodeScalars.contains { $0.properties.canonicalCombiningClass != .notReordered }
  }

  private func matches(_ text: Span<UInt8>) -> Bool {
    var (index, element) = (0, 0)
    // Where to go on if what follows the last `%` does not fit: one character further.
    var retry: (index: Int, element: Int)?
    while index < text.count || element < elements.count {
      if element < elements.count {
        let wanted = elements[element]
        if wanted == Self.many {
          element += 1
          if element == elements.count { return true }
          retry = (index, element)
          continue
        }
        if index < text.count {
          if wanted == Self.one {
            index = Self.next(after: index, text)
            element += 1
            continue
          }
          if wanted == Element(text[index]) {
            (index, element) = (index + 1, element + 1)
            continue
          }
        }
      }
      guard let last = retry, last.index < text.count else { return false }
      retry = (Self.next(after: last.index, text), last.element)
      (index, element) = (retry?.index ?? text.count, last.element)
    }
    return true
  }

  /// The index of the character behind one.
  private static func next(after index: Int, _ text: Span<UInt8>) -> Int {
    var index = index + 1
    while index < text.count, text[index] & 0xC0 == 0x80 { index += 1 }
    return index
  }
}
