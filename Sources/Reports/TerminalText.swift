/// Text as a terminal shows it: how many columns it takes, cut and broken at that many.
enum TerminalText {
  /// How many columns a text takes: two for wide characters of East Asia and for pictures, none for
  /// marks that stand on others.
  static func width(_ text: some StringProtocol) -> Int { text.reduce(0) { $0 + width($1) } }

  /// How many columns a character takes (Unicode Standard Annex 11; blocks, not single characters).
  static func width(_ character: Character) -> Int {
    // What follows the first scalar stands on it or is joined to it, unless it is a letter by itself.
    character.unicodeScalars.reduce(0) { max($0, width($1)) }
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    guard scalar.value >= 0x300 else { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x231A...0x231B, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x20000...0x3FFFD:
      return 2
    default: return scalar.properties.isEmojiPresentation || scalar.value == 0xFE0F ? 2 : 1
    }
  }

  /// The start of a text that fits, with an ellipsis where it was cut.
  static func cut(_ text: String, to columns: Int) -> String {
    guard width(text) > columns else { return text }
    return start(of: text[...], columns: max(0, columns - 1)) + "…"
  }

  /// A text filled up with blanks to so many columns.
  static func padded(_ text: String, to columns: Int, onTheRight: Bool) -> String {
    let blanks = String(repeating: " ", count: max(0, columns - width(text)))
    return onTheRight ? text + blanks : blanks + text
  }

  /// Lines of at most so many columns; a word that is longer is broken.
  static func wrapped(_ text: String, to columns: Int, indent: String = "") -> [String] {
    var lines: [String] = []
    var (line, taken) = (indent, 0)
    let room = columns - width(indent)
    func end() {
      lines.append(line)
      (line, taken) = (indent, 0)
    }
    for word in text.split(separator: " ") {
      if taken > 0, taken + 1 + width(word) <= room {
        line += " " + word
        taken += 1 + width(word)
        continue
      }
      if taken > 0 { end() }
      var rest = word
      while width(rest) > room {
        let piece = start(of: rest, columns: room)
        guard !piece.isEmpty else { break }
        line += piece
        rest = rest.dropFirst(piece.count)
        end()
      }
      line += rest
      taken = width(rest)
    }
    if taken > 0 || lines.isEmpty { end() }
    return lines
  }

  private static func start(of text: Substring, columns: Int) -> String {
    var (taken, result) = (0, "")
    for character in text {
      taken += width(character)
      guard taken <= columns else { break }
      result.append(character)
    }
    return result
  }
}
