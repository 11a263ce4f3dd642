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
    lines += list(report.leftOut.map { "\(language.grouped($0.count)) \($0.text)" })
    lines += heading(language.pick("Before you conclude", "Avant de conclure"), level: 2)
    lines += list(wording.caveats)
    lines += heading(language.pick("Method", "Méthode"), level: 2)
    lines += list(report.allMethods.map { "\($0.name): \($0.text)" })
    lines += heading(language.pick("Sources", "Sources"), level: 2)
    lines += list(
      report.sources.map { source in source.licence.map { "\(source.name) (\($0))" } ?? source.name
      })
    return lines.joined(separator: "\n") + "\n"
  }

  private static let width = 80

  private func heading(_ text: String, level: Int) -> [String] {
    guard !isMarkdown else {
      return (level == 1 ? [] : [""]) + [
        String(repeating: "#", count: level) + " \(escaped(text))", "",
      ]
    }
    let lines = wrapped(clean(text), indent: "")
    return (level == 1 ? [] : [""]) + lines
      + [String(repeating: level == 1 ? "=" : "-", count: min(Self.width, lines[0].count))]
  }

  private func paragraph(_ text: String) -> [String] {
    isMarkdown ? [escaped(text), ""] : wrapped(clean(text), indent: "")
  }

  private func list(_ items: [String]) -> [String] {
    isMarkdown
      ? items.map { "- \(escaped($0))" }
      : items.flatMap { item -> [String] in
        let lines = wrapped(clean(item), indent: "  ")
        return ["- " + lines[0].dropFirst(2)] + lines.dropFirst()
      }
  }

  /// A table; the first column takes what the others leave of the width.
  private func rows(_ rows: [[String]]) -> [String] {
    if isMarkdown {
      var lines = rows.map { "| " + $0.map(escaped).joined(separator: " | ") + " |" }
      if let first = rows.first {
        lines.insert(
          "|---|" + String(repeating: "---:|", count: max(0, first.count - 1)), at: 1)
      }
      return lines + [""]
    }
    guard let columns = rows.first?.count, columns > 0 else { return [] }
    let cells = rows.map { $0.map(clean) }
    var widths = (0..<columns).map { column in
      cells.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    // Long headings are cut before numbers are.
    for column in 1..<columns {
      let body = cells.dropFirst().map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
      widths[column] = min(widths[column], max(body, 12))
    }
    let others = widths.dropFirst().reduce(0, +) + 2 * (columns - 1)
    widths[0] = min(widths[0], max(12, Self.width - others))
    return cells.map { row in
      row.enumerated().map { column, text in
        let cut = text.count > widths[column] ? text.prefix(widths[column] - 1) + "…" : text[...]
        let space = String(repeating: " ", count: widths[column] - cut.count)
        return column == 0 ? cut + space : space + cut
      }.joined(separator: "  ")
    }
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
    var result = ""
    for character in clean(text) {
      if "\\`*_{}[]<>#|~&".contains(character) { result += "\\" }
      result.append(character)
    }
    return result
  }

  private func wrapped(_ text: String, indent: String) -> [String] {
    var lines = [indent]
    for word in text.split(separator: " ") {
      let isFirst = lines[lines.count - 1] == indent
      if !isFirst, lines[lines.count - 1].count + word.count + 1 > Self.width {
        lines.append(indent + word)
      } else {
        lines[lines.count - 1] += (isFirst ? "" : " ") + word
      }
    }
    return lines
  }
}
