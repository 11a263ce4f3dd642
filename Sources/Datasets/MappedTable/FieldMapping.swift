import Incidents

/// Where the values of a table's fields come from, as a mapping says it; not yet tied to a file.
struct FieldMapping<Field: MappedField>: Sendable {
  /// What a mapping says of one field.
  struct Entry: Sendable {
    /// The columns, each as written and where; empty for a constant.
    var columns: [(name: String, value: DocumentValue)] = []
    var constant: String?
    var values = ValueMap()
    var separator = ";"
  }

  var entries: [Field: Entry] = [:]

  /// The keys that are fields.
  static var keys: [String] { Field.allCases.flatMap(\.names) }

  /// Reads the keys of a mapping that are fields, and reports those that miss their companions.
  init(_ fields: DocumentFields, _ reader: inout DocumentReader) {
    for field in Field.allCases {
      let values = field.names.compactMap { fields[$0] }
      if values.count > 1 {
        reader.report(values[1], "says the same as \(field.rawValue); leave one of them out")
      }
      guard let value = values.first else { continue }
      entries[field] = Self.entry(value, field, &reader)
      for other in field.companions where other.names.allSatisfy({ fields[$0] == nil }) {
        reader.report(value, "says nothing without \(other.rawValue)")
      }
    }
  }

  /// A column, for a list also several, or a mapping with `column`, `columns` or `constant`.
  private static func entry(
    _ value: DocumentValue, _ field: Field, _ reader: inout DocumentReader
  ) -> Entry? {
    switch value.node.kind {
    case .sequence: return columns(value, field, &reader).map { Entry(columns: $0) }
    case .mapping: break
    default: return column(value, &reader).map { Entry(columns: [$0]) }
    }
    let known = ["column", "columns", "constant", "values", "separator"]
    guard let fields = reader.fields(value, known: known) else { return nil }
    var entry = Entry()
    switch (fields["column"], fields["columns"], fields["constant"]) {
    case (let one?, nil, nil):
      guard let column = column(one, &reader) else { return nil }
      entry.columns = [column]
    case (nil, let several?, nil):
      guard let columns = columns(several, field, &reader) else { return nil }
      entry.columns = columns
    case (nil, nil, let constant?):
      guard let text = constant.node.written else {
        reader.expected("a value", constant)
        return nil
      }
      entry.constant = text
    default:
      reader.report(value, "should have one of column, columns and constant")
      return nil
    }
    if let values = fields["values"] { entry.values = ValueMap(values, &reader) }
    if let separator = fields["separator"] {
      guard field.isList else {
        reader.report(separator, "\(field.rawValue) is one value, not a list; leave it out")
        return entry
      }
      guard case .text(let text) = separator.node.kind, !text.isEmpty else {
        reader.expected("the text between two items, in quotes", separator)
        return entry
      }
      entry.separator = text
    }
    return entry
  }

  private static func column(_ value: DocumentValue, _ reader: inout DocumentReader) -> (
    name: String, value: DocumentValue
  )? {
    if case .number(_, let written) = value.node.kind { return (written, value) }
    return reader.text(value).map { ($0, value) }
  }

  private static func columns(
    _ value: DocumentValue, _ field: Field, _ reader: inout DocumentReader
  ) -> [(name: String, value: DocumentValue)]? {
    guard field.isList else {
      reader.report(value, "\(field.rawValue) takes one column, not several")
      return nil
    }
    let columns = reader.list(value) { column($1, &$0) }
    return columns.isEmpty ? nil : columns
  }

  /// The fields tied to the columns of a file; reports each column that the file does not have.
  func sources(in header: [String], file: String, _ reader: inout DocumentReader)
    -> [Field: FieldSource]
  {
    let names = ColumnNames(header)
    var sources: [Field: FieldSource] = [:]
    for field in Field.allCases {
      guard let entry = entries[field] else { continue }
      let positions = entry.columns.compactMap { column -> Int? in
        if let position = names.position(of: column.name) { return position }
        reader.report(
          column.value,
          "\(file) has no column \"\(column.name)\"; " + names.advice(on: column.name))
        return nil
      }
      sources[field] = FieldSource(
        origin: entry.constant.map(FieldSource.Origin.constant) ?? .columns(positions),
        values: entry.values, separator: entry.separator)
    }
    return sources
  }
}

/// Where the values of one field are found in a file.
struct FieldSource: Sendable {
  enum Origin: Sendable {
    case columns([Int])
    case constant(String)
  }

  var origin: Origin
  var values = ValueMap()
  var separator = ";"

  /// The positions of its columns.
  var positions: [Int] { if case .columns(let positions) = origin { positions } else { [] } }

  /// The fields that stand in a file under their own names, in any case.
  static func named<Field: MappedField>(in header: [String]) -> [Field: FieldSource] {
    var positions: [String: Int] = [:]
    for (position, name) in header.enumerated() {
      let name = trimmed(name).lowercased()
      if positions[name] == nil { positions[name] = position }
    }
    var sources: [Field: FieldSource] = [:]
    for field in Field.allCases {
      guard let position = field.names.lazy.compactMap({ positions[$0] }).first else { continue }
      sources[field] = FieldSource(origin: .columns([position]))
    }
    return sources
  }
}
