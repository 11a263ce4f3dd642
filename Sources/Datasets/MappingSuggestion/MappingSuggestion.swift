import GeoFormats

/// A first mapping for a table, made by looking at the names and values of its columns.
///
/// Every guess says why; columns that are not used are listed as comments. The text is valid as a
/// mapping at once, and still to be checked by someone who knows the table.
public struct MappingSuggestion: Sendable {
  /// How many rows are looked at.
  static let rowLimit = 2000

  /// The mapping as YAML.
  public let text: String

  /// Reads the beginning of a table.
  public init(path: String) throws { try self.init(try ByteSource.open(path)) }

  /// Reads bytes as if they were a file.
  public init(bytes: [UInt8], name: String) throws {
    try self.init(ByteSource(bytes: bytes, name: name))
  }

  private init(_ source: ByteSource) throws {
    var reader = try CSVReader(source, CSVOptions(separator: .detect))
    var records: [CSVRecord] = []
    while records.count < Self.rowLimit, let record = try reader.next() {
      if !(records.isEmpty && record.isTagRow) { records.append(record) }
    }
    var seen: Set<String> = []
    let samples = reader.header.enumerated().compactMap { position, name -> ColumnSample? in
      guard !trimmed(name).isEmpty, seen.insert(name).inserted else { return nil }
      return ColumnSample(position: position, name: name, cells: records.map { $0[position] })
    }
    guard samples.count > 1 else {
      throw InputError(
        file: source.name, reason: "its first line does not name several columns",
        action: "give a CSV, TSV or .xlsx file with the names of its columns in the first line")
    }
    let writer = SuggestionWriter(
      file: source.name, header: reader.header, samples: samples, rows: records.count)
    text = writer.text
  }
}
