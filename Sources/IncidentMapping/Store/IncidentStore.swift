import Datasets
import GeoFormats
import GeoPackage
public import SimpleFeatures

/// One import of a file into a store of incidents: a GeoPackage that keeps several data sets side by
/// side, each incident once, with the history of what changed.
///
/// Incidents are told apart by data set and identifier. All of an import is one transaction: until
/// `finish`, and after any failure, the store is as it was, even if the program is killed.
public final class IncidentStore {
  /// What an import did.
  public struct Counts: Sendable, Hashable {
    /// Incidents that the store did not have.
    public internal(set) var added = 0
    /// Incidents of which a source now says something else.
    public internal(set) var changed = 0
    /// Incidents that are as they were.
    public internal(set) var same = 0
    /// Incidents that the file no longer has and that were removed.
    public internal(set) var removed = 0
    /// Incidents of the same data sets that the file does not have and that were kept.
    public internal(set) var missing = 0
  }

  private let file: IncidentGeoPackage
  private let writer: GeoPackageWriter
  private let history: StoreHistory
  private let records: Int
  private let fallbackDataset: String
  private let forcedDataset: String?
  private var nextKey: Int
  private var counts = Counts()
  /// The numbers of the incidents met in this import.
  private var met: Set<Int> = []
  /// The data sets met, in order.
  private var datasets: [String] = []

  /// Opens a store, or makes one where there is no file or an empty one; waits 3 seconds for a lock
  /// of another program.
  /// - Parameters:
  ///   - release: what the history calls the file.
  ///   - dataset: the data set of all incidents of the file; unless told what each incident names,
  ///     else `unnamed`.
  public init(path: String, release: String, dataset: String?, unnamed: String) throws {
    writer = try GeoPackageWriter(path: path, purpose: .store)
    do {
      let tables = try writer.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
        .compactMap { $0[0].text }
      let isNew = tables.allSatisfy { $0.hasPrefix("gpkg_") || $0.hasPrefix("sqlite_") }
      if !isNew && !tables.contains("incident_records") {
        throw OutputError.failed(
          file: path, reason: "it is no store of incidents but another database",
          action: "choose another name; what it holds can be imported into a new store")
      }
      file = try IncidentGeoPackage(writer, IncidentLayout())
      records = try writer.open(Self.recordTable)
      try writer.rows(
        "CREATE UNIQUE INDEX IF NOT EXISTS incident_records_by_id "
          + "ON incident_records (dataset, incident_id)")
      history = try StoreHistory(writer, release: release)
      nextKey = try file.lastKey() + 1
    } catch {
      writer.rollback()
      writer.close()
      throw error
    }
    forcedDataset = dataset
    fallbackDataset = unnamed
  }

  private static let recordTable = GeoPackageTable(
    "incident_records", title: "Incidents by data set and identifier",
    columns: [
      .init("dataset", "TEXT"), .init("incident_id", "TEXT"), .init("layer", "INTEGER"),
      .init("first_import", "INTEGER"), .init("last_change", "INTEGER"),
    ])

  /// Takes incidents of the file; each is added, or takes the place of the one with its data set and
  /// identifier. Of several with the same identifier the last counts.
  public func take(_ encoded: EncodedIncidents) throws {
    try file.fitColumns(to: encoded.records)
    for record in encoded.records { try take(record) }
  }

  /// Ends the import and makes it lasting.
  /// - Parameter isComplete: whether the file is the whole of its data sets, so that incidents that it
  ///   lacks are removed.
  public func finish(isComplete: Bool, provenance: Properties) throws -> Counts {
    for dataset in datasets { try sweep(dataset, removes: isComplete) }
    try history.finish(counts)
    try file.finish(provenance)
    return counts
  }

  /// Gives up: the store is as it was.
  public func discard() {
    writer.rollback()
    writer.close()
  }

  // MARK: One incident

  private func take(_ record: IncidentRecord) throws {
    let dataset = forcedDataset ?? record.dataset ?? fallbackDataset
    if !datasets.contains(dataset) {
      datasets.append(dataset)
      try history.begin(dataset)
    }
    guard
      let known = try writer.rows(
        "SELECT fid, layer FROM incident_records WHERE dataset = ? AND incident_id = ?",
        [.text(dataset), .text(record.id)]
      ).first, let key = known[0].integer, let layer = known[1].integer,
      file.tables.indices.contains(layer)
    else { return try add(record, dataset) }
    let isFirst = met.insert(key).inserted
    let old = try StoredIncident(key, layer: layer, in: file)
    let new = StoredIncident(record, in: file)
    guard old != new else {
      if isFirst { counts.same += 1 }
      return
    }
    let changes = old.map { new.changes(from: $0) } ?? []
    for change in changes where isFirst {
      try history.note("changed", dataset, record.id, change.field, change.old, change.new)
    }
    if isFirst { if changes.isEmpty { counts.same += 1 } else { counts.changed += 1 } }
    try file.delete(key, layer: layer)
    try file.insert(record, key: key)
    try writer.rows(
      "UPDATE incident_records SET layer = ?, last_change = ifnull(?, last_change) WHERE fid = ?",
      [
        .integer(Int64(record.layer)),
        changes.isEmpty ? .null : .integer(Int64(history.importNumber)), .integer(Int64(key)),
      ])
  }

  private func add(_ record: IncidentRecord, _ dataset: String) throws {
    let key = nextKey
    nextKey += 1
    met.insert(key)
    counts.added += 1
    try file.insert(record, key: key)
    let number = SQLValue.integer(Int64(history.importNumber))
    try writer.insert(
      GeoPackageRow(
        geometry: nil,
        fields: [
          .init(0, .text(dataset)), .init(1, .text(record.id)),
          .init(2, .integer(Int64(record.layer))), .init(3, number), .init(4, number),
        ]), into: records, key: key)
    if history.knew(dataset) { try history.note("added", dataset, record.id, nil, nil, nil) }
  }

  /// Removes, or counts, the incidents of a data set that were not met.
  private func sweep(_ dataset: String, removes: Bool) throws {
    let all = try writer.rows(
      "SELECT fid, layer, incident_id FROM incident_records WHERE dataset = ? ORDER BY fid",
      [.text(dataset)])
    for row in all {
      guard let key = row[0].integer, !met.contains(key) else { continue }
      guard removes, let layer = row[1].integer, file.tables.indices.contains(layer) else {
        counts.missing += 1
        continue
      }
      let old = try StoredIncident(key, layer: layer, in: file)
      try history.note(
        "removed", dataset, row[2].text ?? "", nil, try old?.properties.json(), nil)
      try file.delete(key, layer: layer)
      try writer.delete(key, from: records)
      counts.removed += 1
    }
  }
}
