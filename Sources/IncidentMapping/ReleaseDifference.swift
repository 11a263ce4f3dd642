public import Datasets
public import GeoFormats
import Incidents
public import SimpleFeatures

/// What changed between two releases of a data set, record by record and field by field.
///
/// Living data sets change under their users: events are added, moved, merged and taken out. Records
/// are matched by their identifier. Rows of tables are compared by the input's own columns, records
/// of documents and GeoJSON by the properties that `map` would write and the place's description.
public struct ReleaseDifference: Sendable {
  /// One difference.
  public struct Change: Hashable, Sendable {
    /// What happened to the record.
    public enum Kind: String, Hashable, Sendable {
      /// Only the new release has it.
      case added
      /// Only the old release has it.
      case removed
      /// Both have it, and a field differs.
      case changed
    }

    /// What happened to the record.
    public let kind: Kind
    /// The record's identifier.
    public let id: String
    /// The field that differs; nil for a whole record.
    public let field: String?
    /// The old value; nil where there was none.
    public let old: PropertyValue?
    /// The new value; nil where there is none.
    public let new: PropertyValue?
  }

  /// Records that only the new release has.
  public private(set) var added = 0
  /// Records that only the old release has.
  public private(set) var removed = 0
  /// Records of both that differ in at least one field.
  public private(set) var changed = 0
  /// Records of both that are the same.
  public private(set) var same = 0
  /// Findings that mean something of an input was not kept.
  public private(set) var errors = 0

  /// Compares two releases; changes come in the order of the new one, removals last in that of the
  /// old one. The old release is held in memory, the new one is streamed. Of records with the same
  /// identifier in one release the last counts.
  /// - Parameters:
  ///   - report: called with each finding about either input.
  ///   - emit: called with each difference.
  public init(
    from old: IncidentSource, to new: IncidentSource, on ground: Ground,
    report: (Diagnostic) throws -> Void, emit: (Change) throws -> Void
  ) throws {
    var order: [String] = []
    var records: [String: Properties] = [:]
    errors += try Self.read(old, on: ground, report: report) { id, record in
      if records.updateValue(record, forKey: id) == nil { order.append(id) }
    }
    var met: Set<String> = []
    var (added, changed, same) = (0, 0, 0)
    errors += try Self.read(new, on: ground, report: report) { id, record in
      met.insert(id)
      guard let before = records[id] else {
        added += 1
        try emit(Change(kind: .added, id: id, field: nil, old: nil, new: nil))
        return
      }
      let changes = Self.changes(id: id, from: before, to: record)
      if changes.isEmpty { same += 1 } else { changed += 1 }
      for change in changes { try emit(change) }
    }
    (self.added, self.changed, self.same) = (added, changed, same)
    for id in order where !met.contains(id) {
      removed += 1
      try emit(Change(kind: .removed, id: id, field: nil, old: nil, new: nil))
    }
  }

  /// Hands over the records of an input; gives the number of errors found.
  private static func read(
    _ source: IncidentSource, on ground: Ground, report: (Diagnostic) throws -> Void,
    _ body: (String, Properties) throws -> Void
  ) throws -> Int {
    var errors = 0
    while let batch = try source.next() {
      let (incidents, findings) = batch.read()
      for finding in findings {
        if finding.severity == .error { errors += 1 }
        try report(finding)
      }
      let isTable = !source.columnNames.isEmpty
      for incident in incidents {
        try body(incident.id, isTable ? incident.extra : try record(incident, on: ground))
      }
    }
    return errors
  }

  /// The properties that `map` would write, and the place as it is described.
  private static func record(_ incident: Incident, on ground: Ground) throws -> Properties {
    let place = (try? ground.resolve(incident.place)) ?? .unknown()
    var properties = MappedIncident(
      incident: incident, place: place, membership: try ground.membership(of: place)
    ).feature(.place, keeping: .all).properties
    properties["place"] = .string(try incident.place.form.json())
    return properties
  }

  private static func changes(id: String, from old: Properties, to new: Properties) -> [Change] {
    let names = new.members.map(\.name) + old.members.map(\.name).filter { new[$0] == nil }
    return names.compactMap { name in
      old[name] == new[name]
        ? nil : Change(kind: .changed, id: id, field: name, old: old[name], new: new[name])
    }
  }
}
