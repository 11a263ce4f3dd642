import Balise

/// The findings of a run by code: how many, and the first of each as examples.
struct FindingTable {
  /// All findings of one code.
  struct Row {
    let code: String
    /// An error as soon as one of them is.
    var severity: Diagnostic.Severity
    var count = 0
    var examples: [Diagnostic] = []
  }

  /// How many examples of a code are kept.
  let exampleLimit: Int
  private var byCode: [String: Row] = [:]

  init(exampleLimit: Int) { self.exampleLimit = exampleLimit }

  /// Takes a finding into account.
  mutating func add(_ finding: Diagnostic) {
    var row = byCode[finding.code] ?? Row(code: finding.code, severity: finding.severity)
    row.count += 1
    if finding.severity == .error { row.severity = .error }
    if row.examples.count < exampleLimit { row.examples.append(finding) }
    byCode[finding.code] = row
  }

  /// The codes: errors before warnings, then the greatest count, then the code.
  var rows: [Row] {
    byCode.values.sorted { a, b in
      if a.severity != b.severity { return a.severity == .error }
      return (b.count, a.code) < (a.count, b.code)
    }
  }

  /// Whether anything was not kept.
  var hasErrors: Bool { byCode.values.contains { $0.severity == .error } }

  // MARK: Text

  /// A line for each code with count and meaning, below each other.
  var overview: String {
    let rows = rows
    guard !rows.isEmpty else { return "nothing found\n" }
    let cells =
      [["severity", "count", "code", "meaning"]]
      + rows.map {
        [
          $0.severity.rawValue, grouped($0.count), $0.code,
          FindingMeaning.meaning(of: $0.code) ?? "",
        ]
      }
    let widths = (0..<3).map { column in cells.map { $0[column].count }.max() ?? 0 }
    return cells.map { cell in
      let count = String(repeating: " ", count: widths[1] - cell[1].count) + cell[1]
      let line =
        "\(padded(cell[0], widths[0]))  \(count)  \(padded(cell[2], widths[2]))  \(cell[3])"
      return line.trimmingSpaces + "\n"
    }.joined()
  }

  /// The first findings of each code, below a line that says which.
  var examples: String {
    rows.map { row in
      let total = "\(grouped(row.count)) \(row.severity.rawValue)\(row.count == 1 ? "" : "s")"
      let rest = row.count - row.examples.count
      return "\n\(row.code): \(total)\n"
        + row.examples.map { "  \($0.description)\n" }.joined()
        + (rest > 0 ? "  ... and \(grouped(rest)) more (--all lists them)\n" : "")
    }.joined()
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: width - text.count)
  }

  // MARK: JSON

  /// The table as one object.
  func json(files: [String], records: Int) throws -> String {
    let codes = rows.map { row in
      var properties: Properties = [
        "code": .string(row.code), "severity": .string(row.severity.rawValue),
        "count": .integer(row.count),
      ]
      properties.append("meaning", text: FindingMeaning.meaning(of: row.code))
      properties.append("examples", .array(row.examples.map { .object($0.properties) }))
      return PropertyValue.object(properties)
    }
    return try PropertyValue.object([
      "files": .array(files.map(PropertyValue.string)), "records": .integer(records),
      "codes": .array(codes),
    ]).json(isPretty: true)
  }
}

extension String {
  /// Without the spaces at its end.
  fileprivate var trimmingSpaces: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
