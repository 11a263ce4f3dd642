import GeoFormats

/// The columns of a data set that are read, by the names its publisher gives them.
protocol TableColumn: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
  /// The column that identifies a record.
  static var identifier: Self { get }
  /// Without these a row says nothing that can be mapped.
  static var needed: [Self] { get }
  /// Names in other releases.
  var otherNames: [String] { get }
}

extension TableColumn {
  var otherNames: [String] { [] }
}

/// A file's columns: which stands where. Files differ in order and in what they leave out.
struct Table<Column: TableColumn>: Sendable {
  let fileName: String
  let columnNames: [String]
  private let positions: [Column: Int]

  init(fileName: String = "", columnNames: [String]) {
    self.fileName = fileName
    self.columnNames = columnNames
    var named: [String: Int] = [:]
    for (position, name) in columnNames.enumerated() {
      let name = name.lowercased()
      if named[name] == nil { named[name] = position }
    }
    var positions: [Column: Int] = [:]
    for column in Column.allCases {
      positions[column] =
        ([column.rawValue] + column.otherNames).lazy.compactMap { named[$0.lowercased()] }.first
    }
    self.positions = positions
  }

  /// The position of a column in a row; nil when the file does not have it.
  subscript(column: Column) -> Int? { positions[column] }

  /// The needed columns that the file does not have.
  var missing: [Column] { Column.needed.filter { positions[$0] == nil } }

  /// Refuses a file without the needed columns.
  func requireColumns(of dataset: String) throws(InputError) {
    guard missing.isEmpty else {
      throw InputError(
        file: fileName,
        reason: "this looks like \(dataset), but these columns are missing: "
          + missing.map(\.rawValue).joined(separator: ", "),
        action: "use the file as \(dataset) publishes it")
    }
  }

  /// What the dates of some columns tell about the order of day and month.
  func evidence(ofDatesIn columns: [Column], _ records: Slice<CSVBatch>)
    -> DateText.Evidence
  {
    var evidence = DateText.Evidence()
    for position in columns.compactMap({ positions[$0] }) {
      for record in records { evidence.add(record.bytes(position)) }
    }
    return evidence
  }
}
