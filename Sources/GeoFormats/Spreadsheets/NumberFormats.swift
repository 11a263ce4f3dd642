/// Which cell styles show a number as a date or a time of day (ECMA-376 part 1, 18.8.30).
struct NumberFormats {
  /// What a format makes of a number.
  enum Kind { case number, date, time, duration }

  private var kinds: [Kind] = []

  /// The kind of a style by its number; a number if there is no such style.
  subscript(style: Int) -> Kind { style >= 0 && style < kinds.count ? kinds[style] : .number }

  /// Reads the styles; a workbook without any has none.
  init(_ workbook: Workbook) throws(InputError) {
    guard let entry = workbook.styleEntry else { return }
    var parser = try workbook.parser(entry)
    var own: [Int: Kind] = [:]
    var isInCellFormats = false
    while let token = try parser.next() {
      switch token {
      case .start:
        if parser.isNamed("cellXfs") { isInCellFormats = true }
        if parser.isNamed("numFmt"), let id = parser.attributeText("numFmtId").flatMap(Int.init) {
          own[id] = NumberFormats.kind(of: parser.attributeText("formatCode") ?? "")
        }
        if isInCellFormats && parser.isNamed("xf") {
          let id = parser.attributeText("numFmtId").flatMap(Int.init) ?? 0
          kinds.append(own[id] ?? NumberFormats.builtIn(id))
        }
      case .end:
        if parser.isNamed("cellXfs") { isInCellFormats = false }
      case .text: break
      }
    }
  }

  private static func builtIn(_ id: Int) -> Kind {
    switch id {
    case 14...17, 22, 27...31, 36, 50...54, 57, 58: .date
    case 18...21, 32...35, 45, 47, 55, 56: .time
    case 46: .duration
    default: .number
    }
  }

  /// The kind of a format by its code: what its first section shows outside quotes, brackets and
  /// escapes.
  static func kind(of code: String) -> Kind {
    var shown: Set<Character> = []
    var isQuoted = false
    var bracketed: String?
    var skipsNext = false
    for character in code.lowercased() {
      if skipsNext {
        skipsNext = false
      } else if isQuoted {
        isQuoted = character != "\""
      } else if let text = bracketed {
        // Colours, conditions and languages stand in brackets, too.
        bracketed = character == "]" ? nil : text + String(character)
        if character == "]", ["h", "hh", "m", "mm", "s", "ss"].contains(text) { return .duration }
      } else if character == ";" {
        break
      } else {
        switch character {
        case "\"": isQuoted = true
        case "[": bracketed = ""
        case "\\", "_", "*": skipsNext = true
        default: shown.insert(character)
        }
      }
    }
    if !shown.isDisjoint(with: ["d", "y"]) { return .date }
    if !shown.isDisjoint(with: ["h", "s"]) { return .time }
    return shown.contains("m") ? .date : .number
  }
}
