import Datasets
import GeoFormats
import SimpleFeatures

/// The input's own columns that are kept, written straight from the bytes of a record.
struct PlainColumns {
  private let columns: [Column]
  /// The types of the source's columns.
  let sourceTypes: [ColumnType]

  private struct Column {
    var position: Int
    /// Its name as JSON with `src_` before it, a comma and a colon, for text also its opening quote.
    var name: [UInt8]
    var type: ColumnType
  }

  init(_ kept: KeptColumns, of source: (names: [String], types: [ColumnType])) {
    sourceTypes = source.types
    columns = source.names.enumerated().compactMap { position, name in
      guard !name.isEmpty, kept.contains(name) else { return nil }
      let type = source.types[position]
      return Column(
        position: position,
        name: jsonMember("src_\(name)") + (type == .text ? [UInt8(ascii: "\"")] : []),
        type: type)
    }
  }

  /// Appends the members of an object; false where a value is not of its column's type.
  /// - Parameter isFirst: whether no member stands before them.
  func append(
    _ record: CSVRecord, _ bytes: Span<UInt8>, isFirst: Bool, to writer: inout JSONByteWriter
  ) -> Bool {
    var isFirst = isFirst
    for column in columns {
      let field = record.field(column.position)
      if field.isEmpty { continue }
      let start = isFirst ? 1 : 0
      isFirst = false
      switch column.type {
      case .text: writer.append(column.name, from: start, text: field, of: bytes)
      case .integer:
        writer.append(column.name, from: start)
        guard writer.appendPlainInteger(field, of: bytes) else { return false }
      case .number:
        writer.append(column.name, from: start)
        guard writer.appendPlainNumber(field, of: bytes) else { return false }
      }
    }
    return true
  }
}

extension PlainColumns {
  /// The columns for a pass over a text of so many.
  func members(count: Int) -> CSVMembers {
    var members = [(name: [UInt8], form: CSVMembers.Form)](repeating: ([], .none), count: count)
    for column in columns where column.position < count {
      members[column.position] =
        switch column.type {
        case .text: (column.name, .text)
        case .integer: (column.name, .integer)
        case .number: (column.name, .number)
        }
    }
    return CSVMembers(members)
  }
}

/// A member's name as JSON, with a comma before it and a colon behind it.
func jsonMember(_ name: String) -> [UInt8] { Array(",\(jsonText(name)):".utf8) }

/// Text as JSON, in quotes.
func jsonText(_ text: String) -> String {
  (try? PropertyValue.string(text).json()) ?? "\"\""
}
