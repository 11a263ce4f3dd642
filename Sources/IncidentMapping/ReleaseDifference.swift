public import Datasets
public import GeoFormats
public import ReferenceGeography
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
  /// old one. The old release is held in memory as text, the new one is streamed. Of records with
  /// the same identifier in one release the last counts.
  /// - Parameters:
  ///   - threads: how many threads work; at least 1.
  ///   - report: called with each finding about either input.
  ///   - emit: called with each difference.
  public init(
    from old: IncidentSource, to new: IncidentSource, on atlas: Atlas, threads: Int = 1,
    report: (Diagnostic) throws -> Void, emit: (Change) throws -> Void
  ) throws {
    let memory = GroundMemory()
    let grounds = try (0..<max(1, threads)).map { _ in try Ground(atlas: atlas, memory: memory) }
    var errors = 0
    func note(_ findings: [Diagnostic]) throws {
      for finding in findings {
        if finding.severity == .error { errors += 1 }
        try report(finding)
      }
    }
    var order: [String] = []
    var before = ReleaseRecords(columns: old.columnNames)
    try OrderedCrew.run(
      grounds, next: { try old.next() },
      work: { try ReleasePiece(reading: $1, columns: old.columnNames, on: $0) },
      handOver: { piece in
        try note(piece.findings)
        for record in piece.records where before.insert(record) { order.append(record.id) }
      })
    let known = before
    var met: Set<String> = []
    var (added, changed, same) = (0, 0, 0)
    try OrderedCrew.run(
      grounds, next: { try new.next() },
      work: { ground, batch in
        let piece = try ReleasePiece(reading: batch, columns: new.columnNames, on: ground)
        return (
          findings: piece.findings,
          changes: try piece.records.map { record in
            (id: record.id, changes: try known.changes(to: record, columns: new.columnNames))
          }
        )
      },
      handOver: { compared in
        try note(compared.findings)
        for (id, changes) in compared.changes {
          met.insert(id)
          guard let changes else {
            added += 1
            try emit(Change(kind: .added, id: id, field: nil, old: nil, new: nil))
            continue
          }
          if changes.isEmpty { same += 1 } else { changed += 1 }
          for change in changes { try emit(change) }
        }
      })
    (self.added, self.changed, self.same, self.errors) = (added, changed, same, errors)
    for id in order where !met.contains(id) {
      removed += 1
      try emit(Change(kind: .removed, id: id, field: nil, old: nil, new: nil))
    }
  }
}
