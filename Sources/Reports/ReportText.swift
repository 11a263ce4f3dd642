import SimpleFeatures

/// A report for terminals and for Markdown readers: the same words and numbers without map.
public struct ReportText {
  let report: Report
  /// Whether it is Markdown; otherwise plain text of at most 80 columns.
  let isMarkdown: Bool

  /// Makes the text of a report.
  public init(_ report: Report, isMarkdown: Bool) {
    self.report = report
    self.isMarkdown = isMarkdown
  }

  /// All of it.
  public var text: String {
    let language = report.heading.language
    let wording = ReportWording(report: report)
    var lines = heading(wording.title, level: 1)
    if let author = report.heading.author { lines += paragraph(author) }
    if !report.selection.isEmpty { lines += paragraph(report.selection) }
    for sentence in wording.summary { lines += paragraph(sentence) }
    for table in report.tables {
      lines += heading(table.title, level: 2)
      lines += rows([table.columns] + table.rows)
      if let note = table.note { lines += paragraph(note) }
    }
    lines += heading(language.pick("What was left out", "Ce qui a été écarté"), level: 2)
    lines += list(report.leftOut.map { "\($0.text)\(colon) \(language.grouped($0.count))" })
    lines += heading(language.pick("Before you conclude", "Avant de conclure"), level: 2)
    lines += list(wording.caveats)
    lines += heading(language.pick("Method", "Méthode"), level: 2)
    lines += list(report.allMethods.map { "\($0.name)\(colon) \($0.text)" })
    lines += heading(language.pick("Sources", "Sources"), level: 2)
    lines += list(
      report.sources.map { source in source.licence.map { "\(source.name) (\($0))" } ?? source.name
      })
    return lines.joined(separator: "\n") + "\n"
  }

  private static let width = 80

  /// A colon as the language sets it.
  private var colon: String { report.heading.language.pick(":", "\u{A0}:") }

  private func heading(_ text: String, level: Int) -> [String] {
    guard !isMarkdown else {
      return (level == 1 ? [] : [""]) + [
        String(repeating: "#", count: level) + " \(escaped(text))", "",
      ]
    }
    let lines = TerminalText.wrapped(clean(text), to: Self.width)
    return (level == 1 ? [] : [""]) + lines
      + [String(repeating: level == 1 ? "=" : "-", count: TerminalText.width(lines[0]))]
  }

  private func paragraph(_ text: String) -> [String] {
    isMarkdown ? [begun(text), ""] : TerminalText.wrapped(clean(text), to: Self.width)
  }

  private func list(_ items: [String]) -> [String] {
    isMarkdown
      ? items.map { "- \(begun($0))" }
      : items.flatMap { item -> [String] in
        let lines = TerminalText.wrapped(clean(item), to: Self.width, indent: "  ")
        return ["- " + lines[0].dropFirst(2)] + lines.dropFirst()
      }
  }

  private func rows(_ rows: [[String]]) -> [String] {
    guard isMarkdown else {
      return TerminalTable(cells: rows.map { $0.map(clean) }, width: Self.width).lines
    }
    guard rows.first?.isEmpty == false else { return [] }
    var lines = rows.map { "| " + $0.map(escaped).joined(separator: " | ") + " |" }
    if let first = rows.first {
      lines.insert("|---|" + String(repeating: "---:|", count: max(0, first.count - 1)), at: 1)
    }
    return lines + [""]
  }

  /// Text without line breaks and without what steers a terminal.
  private func clean(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace,
        scalar.value < 0x80 || scalar.value == 0x2028 || scalar.value == 0x2029
      {
        result += " "
      } else if scalar.properties.generalCategory != .control,
        scalar.properties.generalCategory != .format
      {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Text that Markdown takes for nothing but text.
  private func escaped(_ text: String) -> String {
    // By scalars: a mark that stands on a bracket leaves it a bracket.
    var result = String.UnicodeScalarView()
    for scalar in clean(text).unicodeScalars {
      if "\\`*_{}[]<>#|~&".unicodeScalars.contains(scalar) { result.append("\\") }
      result.append(scalar)
    }
    return String(result)
  }

  /// The same at the start of a line, where `-`, `+`, `=` and `1.` begin lists and rules.
  private func begun(_ text: String) -> String {
    let text = escaped(text)
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let rest = text[digits.endIndex...]
    let starts = digits.isEmpty ? ["-", "+", "="] : [".", ")"]
    return starts.contains { rest.hasPrefix($0) } ? digits + "\\" + rest : text
  }
}
