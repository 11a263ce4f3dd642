import GeoFormats
import Incidents
import SimpleFeatures

/// One row of a mapped table: the values of its fields, and what was found wrong with them.
struct MappedRow<Field: MappedField> {
  let record: CSVRecord
  let columns: MappedColumns<Field>
  /// The identifier for messages.
  var id: String?
  private(set) var findings: [Diagnostic] = []

  init(_ record: CSVRecord, in columns: MappedColumns<Field>) {
    self.record = record
    self.columns = columns
  }

  // MARK: Values

  /// The text of a field, its words put into their meaning; nil where there is none.
  func text(_ field: Field) -> String? {
    guard let source = columns[field] else { return nil }
    switch source.origin {
    case .constant(let text): return text
    case .columns(let positions):
      return positions.first.flatMap { meaning(of: cell($0), source) }
    }
  }

  /// The items of a list, without empty ones.
  func items(_ field: Field) -> [String] {
    guard let source = columns[field] else { return [] }
    if case .constant(let text) = source.origin { return [text] }
    return source.positions
      .flatMap { ListText.items(of: cell($0), separatedBy: source.separator) }
      .compactMap { meaning(of: trimmed($0), source) }
  }

  /// The text of a column without white space around it.
  private func cell(_ position: Int) -> String {
    record.isEmpty(position) ? "" : trimmed(record[position])
  }

  /// What a word means: as the mapping lists it, else nothing for words that stand for nothing,
  /// else itself.
  private func meaning(of text: String, _ source: FieldSource) -> String? {
    if let listed = source.values[text] { return listed.flatMap { $0.isEmpty ? nil : $0 } }
    return text.isEmpty || columns.settings.missing.contains(text) ? nil : text
  }

  /// An identifier without the `.0` that spreadsheets and data frames add to numbers.
  func identifier(_ field: Field) -> String? {
    guard let given = text(field) else { return nil }
    guard given.hasSuffix(".0"), given.utf8.dropLast(2).allSatisfy({ (0x30...0x39).contains($0) })
    else { return given }
    return String(given.dropLast(2))
  }

  /// The number a text is, with a decimal comma where the table has them.
  func number(_ text: String) -> Double? {
    if let value = NumberParser.double(text) { return value.isFinite ? value : nil }
    guard columns.settings.decimal == .comma, !text.contains(".") else { return nil }
    let value = NumberParser.double(text.replacing(",", with: "."))
    return value?.isFinite == true ? value : nil
  }

  /// Whether a cell says yes; an empty one does not.
  mutating func flag(_ field: Field) -> Bool {
    guard let text = text(field) else { return false }
    switch text.lowercased() {
    case "true", "yes", "oui", "vrai", "x", "1", "y", "o": return true
    case "false", "no", "non", "faux", "0", "n": return false
    default:
      lose("flag-unreadable", field, text, "neither yes nor no")
      return false
    }
  }

  /// One of the words of an enumeration; nil where there is none or, reported, another word.
  mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ field: Field, of type: Choice.Type, code: String
  ) -> Choice? {
    guard let text = text(field) else { return nil }
    if let choice = Choice(rawValue: text.lowercased()) { return choice }
    lose(
      code, field, text, "none of \(type.allCases.map(\.rawValue).joined(separator: ", "))")
    return nil
  }

  // MARK: Findings

  /// Says that the row is left out.
  mutating func reject(_ code: String, _ field: Field, _ value: String, _ reason: String) {
    note(.error, code, field, value, reason, action: "row left out", rejects: true)
  }

  /// Says that a value is left out.
  mutating func lose(
    _ code: String, _ field: Field, _ value: String, _ reason: String,
    action: String = "value left out"
  ) {
    note(.error, code, field, value, reason, action: action, rejects: false)
  }

  /// Says that a value is kept and in doubt.
  mutating func doubt(
    _ code: String, _ field: Field, _ value: String, _ reason: String, action: String
  ) {
    note(.warning, code, field, value, reason, action: action, rejects: false)
  }

  private mutating func note(
    _ severity: Diagnostic.Severity, _ code: String, _ field: Field, _ value: String,
    _ reason: String, action: String, rejects: Bool
  ) {
    findings.append(
      Diagnostic(
        severity, code: code, file: columns.fileName, line: record.line,
        column: columns.name(of: field), record: id, value: value, reason: reason,
        action: action, rejectsRow: rejects))
  }
}
