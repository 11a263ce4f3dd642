public import GeoFormats
import GeoPackage
public import SimpleFeatures

/// What the imports of a store of incidents did, read back.
public final class StoreLog {
  /// One import of a file.
  public struct Import: Sendable, Hashable {
    /// Its number, from 1.
    public let number: Int
    /// What the file was called.
    public let release: String
    /// The data sets of its incidents, in the order of the file.
    public let datasets: String
    /// What it did.
    public let counts: IncidentStore.Counts
  }

  /// What an import did to one incident, or to one field of it.
  public struct Change: Sendable, Hashable {
    /// The number of the import.
    public let importNumber: Int
    /// What the file of the import was called.
    public let release: String
    /// The data set of the incident.
    public let dataset: String
    /// The identifier of the incident in its data set.
    public let id: String
    /// `added`, `changed` or `removed`.
    public let kind: String
    /// The field that changed; nil for a whole incident.
    public let field: String?
    /// The old value as text; that of a removed incident is all it said, as JSON.
    public let old: String?
    /// The new value as text.
    public let new: String?

    /// The change as one object of JSON.
    public var json: PropertyValue {
      var properties: Properties = [
        "import": .integer(importNumber), "release": .string(release),
        "dataset": .string(dataset), "id": .string(id), "change": .string(kind),
      ]
      properties.append("field", text: field)
      properties.append("old", text: old)
      properties.append("new", text: new)
      return .object(properties)
    }
  }

  private let reader: GeoPackageReader

  /// Opens a store for reading; a file that is none is refused.
  public init(path: String) throws(InputError) {
    reader = try GeoPackageReader(path: path)
    guard reader.layers.contains(where: { $0.name == "incident_history" }) else {
      throw InputError(
        file: path, reason: "it is no store of incidents",
        action: "balise import --store makes one")
    }
  }

  /// The imports, in order.
  public func imports() throws(InputError) -> [Import] {
    let rows = try reader.rows(
      "SELECT fid, release, datasets, added, changed, same, removed, missing FROM incident_imports "
        + "ORDER BY fid")
    return rows.map { row in
      var counts = IncidentStore.Counts()
      counts.added = row[3].integer ?? 0
      counts.changed = row[4].integer ?? 0
      counts.same = row[5].integer ?? 0
      counts.removed = row[6].integer ?? 0
      counts.missing = row[7].integer ?? 0
      return Import(
        number: row[0].integer ?? 0, release: row[1].text ?? "", datasets: row[2].text ?? "",
        counts: counts)
    }
  }

  /// Hands over the changes in order, a few thousand at a time in memory; those of one incident with
  /// the import that brought it, which the history leaves out where the data set was new.
  public func forEachChange(of id: String? = nil, _ body: (Change) throws -> Void) throws {
    if let id {
      for row in try reader.rows(Self.ofOne, [.text(id)]) { try body(Change(row)) }
      return
    }
    var last: SQLValue = .integer(0)
    while true {
      let rows = try reader.rows(
        "SELECT \(Self.columns), fid FROM incident_history WHERE fid > ? ORDER BY fid LIMIT 4096",
        [last])
      for row in rows { try body(Change(row)) }
      guard let final = rows.last?[8] else { return }
      last = final
    }
  }

  private static let columns =
    "import, release, dataset, incident_id, change, field, old_value, new_value"

  private static let ofOne = """
    SELECT \(columns), fid FROM incident_history WHERE incident_id = ?1
    UNION ALL
    SELECT r.first_import, i.release, r.dataset, r.incident_id, 'added', NULL, NULL, NULL, 0
    FROM incident_records r JOIN incident_imports i ON i.fid = r.first_import
    WHERE r.incident_id = ?1 AND NOT EXISTS (
      SELECT 1 FROM incident_history h WHERE h.incident_id = ?1 AND h.dataset = r.dataset
        AND h.change = 'added' AND h.import = r.first_import)
    ORDER BY 1, 9
    """
}

extension StoreLog.Change {
  fileprivate init(_ row: [SQLValue]) {
    importNumber = row[0].integer ?? 0
    (release, dataset, id) = (row[1].text ?? "", row[2].text ?? "", row[3].text ?? "")
    (kind, field, old, new) = (row[4].text ?? "", row[5].text, row[6].text, row[7].text)
  }
}
