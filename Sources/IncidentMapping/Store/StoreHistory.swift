import GeoPackage

/// The imports of a store, and what each changed.
final class StoreHistory {
  /// The number of the import under way.
  let importNumber: Int
  private let writer: GeoPackageWriter
  private let release: String
  private let imports: Int
  private let changes: Int
  private var nextChange: Int
  /// The data sets that the store had before.
  private var known: Set<String> = []
  private var datasets: [String] = []

  private static let importTable = GeoPackageTable(
    "incident_imports", title: "Imports",
    columns: [
      .init("release", "TEXT"), .init("datasets", "TEXT"), .init("added", "INTEGER"),
      .init("changed", "INTEGER"), .init("same", "INTEGER"), .init("removed", "INTEGER"),
      .init("missing", "INTEGER"),
    ])

  private static let changeTable = GeoPackageTable(
    "incident_history", title: "What imports changed",
    columns: [
      .init("import", "INTEGER"), .init("release", "TEXT"), .init("dataset", "TEXT"),
      .init("incident_id", "TEXT"), .init("change", "TEXT"), .init("field", "TEXT"),
      .init("old_value", "TEXT"), .init("new_value", "TEXT"),
    ])

  init(_ writer: GeoPackageWriter, release: String) throws {
    self.writer = writer
    self.release = release
    imports = try writer.open(Self.importTable)
    changes = try writer.open(Self.changeTable)
    func next(_ table: String) throws -> Int {
      (try writer.rows("SELECT max(fid) FROM \(table)").first?[0].integer ?? 0) + 1
    }
    importNumber = try next(Self.importTable.name)
    nextChange = try next(Self.changeTable.name)
  }

  /// Notes that the import holds incidents of a data set.
  func begin(_ dataset: String) throws {
    datasets.append(dataset)
    let rows = try writer.rows(
      "SELECT 1 FROM incident_records WHERE dataset = ? LIMIT 1", [.text(dataset)])
    if !rows.isEmpty { known.insert(dataset) }
  }

  /// Whether the store had incidents of a data set before this import.
  func knew(_ dataset: String) -> Bool { known.contains(dataset) }

  /// Writes a change down.
  func note(
    _ change: String, _ dataset: String, _ id: String, _ field: String?, _ old: String?,
    _ new: String?
  ) throws {
    let values: [SQLValue] =
      [.integer(Int64(importNumber))]
      + [release, dataset, id, change, field, old, new].map { $0.map(SQLValue.text) ?? .null }
    try insert(values, into: changes, key: nextChange)
    nextChange += 1
  }

  /// Writes down what the import came to.
  func finish(_ counts: IncidentStore.Counts) throws {
    let numbers = [counts.added, counts.changed, counts.same, counts.removed, counts.missing]
    try insert(
      [.text(release), .text(datasets.joined(separator: "; "))]
        + numbers.map { .integer(Int64($0)) }, into: imports, key: importNumber)
  }

  private func insert(_ values: [SQLValue], into table: Int, key: Int) throws {
    let fields = values.enumerated().filter { !$0.element.isNull }
      .map { GeoPackageRow.Field($0.offset, $0.element) }
    try writer.insert(GeoPackageRow(geometry: nil, fields: fields), into: table, key: key)
  }
}
