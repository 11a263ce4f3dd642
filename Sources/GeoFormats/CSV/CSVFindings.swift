/// What is wrong with the records of one batch, put into words.
struct CSVFindings {
  let file: String
  let header: [String]
  private var found: [Diagnostic] = []

  init(file: String, header: [String]) {
    self.file = file
    self.header = header
  }

  /// The findings in order of lines.
  var diagnostics: [Diagnostic] {
    found.enumerated().sorted {
      ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset)
    }.map(\.element)
  }

  mutating func add(_ diagnostics: [Diagnostic]) { found += diagnostics }

  mutating func add(_ fault: (fault: CSVScanner.Fault, line: Int, recordLine: Int, field: Int)) {
    switch fault.fault {
    case .unclosedQuote:
      let rows =
        fault.recordLine == fault.line
        ? "the row is left out" : "the row from line \(fault.recordLine) on is left out"
      found.append(
        Diagnostic(
          .error, code: "csv-unclosed-quote", file: file, line: fault.line,
          reason: "a quote opens a field here and is not closed",
          action: "\(rows), reading goes on at line \(fault.line + 1)", rejectsRow: true))
    case .textAfterQuote:
      found.append(
        Diagnostic(
          .warning, code: "csv-text-after-quote", file: file, line: fault.line,
          column: columnName(fault.field), reason: "there is text after the closing quote",
          action: "kept as part of the field"))
    }
  }

  mutating func wrongFieldCount(_ count: Int, _ expected: Int, line: Int) {
    let isShort = count < expected
    found.append(
      Diagnostic(
        .error, code: isShort ? "csv-too-few-fields" : "csv-too-many-fields", file: file,
        line: line,
        reason: "the row has \(count) field\(count == 1 ? "" : "s") where \(expected) are expected",
        action: "row left out; look for "
          + (isShort ? "a cut line or a stray quote" : "a separator that is not in quotes"),
        rejectsRow: true))
  }

  mutating func broken(_ text: String, isOnlyZero: Bool, line: Int, column: Int) {
    found.append(
      Diagnostic(
        .error, code: isOnlyZero ? "csv-zero-byte" : "csv-not-utf8", file: file, line: line,
        column: columnName(column), value: text,
        reason: isOnlyZero
          ? "the text holds zero bytes, as a damaged or cut file does"
          : "the text has bytes that are not UTF-8",
        action: "replaced by \u{FFFD}; "
          + (isOnlyZero ? "get the file again" : "save the file as UTF-8")))
  }

  mutating func tooLong(line: Int) {
    found.append(
      Diagnostic(
        .error, code: "csv-record-too-long", file: file, line: line,
        reason: "the record is longer than \(CSVReader.longestRecord >> 20) MB",
        action: "row left out", rejectsRow: true))
  }

  mutating func noRecords() {
    found.append(
      Diagnostic(
        .warning, code: "csv-no-records", file: file, reason: "there are no rows below the header"))
  }

  private func columnName(_ index: Int) -> String {
    index < header.count && !header[index].isEmpty ? header[index] : "\(index + 1)"
  }
}
