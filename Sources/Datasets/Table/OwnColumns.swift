import GeoFormats
import SimpleFeatures

/// The input's own columns, as properties of its records.
struct OwnColumns: Sendable {
  let fileName: String
  let names: [String]
  let types: [ColumnType]

  /// - Parameters:
  ///   - declared: the types of the columns of a known data set.
  ///   - records: what the types of the other columns are found out from: the first megabyte or so.
  init(
    fileName: String, names: [String], declared: (String) -> ColumnType?,
    records: Slice<CSVBatch>
  ) {
    self.fileName = fileName
    self.names = names
    types = names.enumerated().map { position, name in
      declared(name.lowercased())
        ?? ColumnType(detectedIn: records.lazy.map { $0.bytes(position) })
    }
  }

  /// The columns of a record that are not empty; a value that is not of its column's type is kept
  /// as text, and said.
  func properties(
    of record: CSVRecord, id: String, findings: inout [Diagnostic]
  ) -> Properties {
    var properties = Properties()
    for (position, name) in names.enumerated() where !name.isEmpty && !record.isEmpty(position) {
      let value: PropertyValue? =
        switch types[position] {
        case .text: .string(record[position])
        case .integer: record.integer(position).map(PropertyValue.integer)
        case .number: record.double(position).map(PropertyValue.number)
        }
      if value == nil {
        findings.append(
          Diagnostic(
            .warning, code: "column-type", file: fileName, line: record.line, column: name,
            record: id, value: record[position],
            reason: types[position] == .integer
              ? "the column holds whole numbers, and this is none"
              : "the column holds numbers, and this is none", action: "kept as text"))
      }
      properties.append(name, value ?? .string(record[position]))
    }
    return properties
  }
}
