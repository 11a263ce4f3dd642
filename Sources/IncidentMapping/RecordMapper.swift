public import Datasets
public import GeoFormats

/// How many incidents make a piece of work: whatever the number of threads, so that the output is
/// the same byte for byte.
let mappedPieceSize = 512

/// Turns the records of inputs into features, on several threads, in input order.
public protocol RecordMapper: Sendable {
  /// Which of the input's own columns are kept.
  var columns: KeptColumns { get }
  /// Whether the input's own columns have to be read.
  var readsColumns: Bool { get }

  /// Maps all records of an input, handing features and findings over in input order.
  /// - Parameters:
  ///   - seen: the records of earlier inputs, to which these are added.
  ///   - report: called with each finding.
  ///   - note: called with the coordinate that each record gives, for `Heaping`.
  ///   - emit: called with the features, a piece of work at a time.
  ///   - sum: called with the sums over each piece.
  /// - Returns: what was counted.
  func map(
    _ source: IncidentSource, seen: inout SeenRecords, report: (Diagnostic) throws -> Void,
    note: (CoordinateUse) -> Void, emit: (EncodedIncidents) throws -> Void,
    sum: (IncidentSums) throws -> Void
  ) throws -> MappingCounts
}

extension RecordMapper {
  /// Whether the input's own columns have to be read: where they are kept.
  public var readsColumns: Bool { columns != .none }

  /// Maps all records of an input without sums.
  public func map(
    _ source: IncidentSource, seen: inout SeenRecords, report: (Diagnostic) throws -> Void,
    note: (CoordinateUse) -> Void = { _ in }, emit: (EncodedIncidents) throws -> Void
  ) throws -> MappingCounts {
    try map(source, seen: &seen, report: report, note: note, emit: emit, sum: { _ in })
  }

  /// Works on the batches of a source by a crew, and hands over what the pieces hold.
  func run<Worker>(
    _ source: IncidentSource, _ workers: [Worker], seen: inout SeenRecords,
    report: (Diagnostic) throws -> Void, emit: (EncodedIncidents) throws -> Void,
    asText: Bool = false, work: (Worker, IncidentBatch) throws -> [MappedPiece],
    handOver: (MappedPiece, inout SeenRecords, inout MappingCounts) throws -> Void = { _, _, _ in }
  ) throws -> MappingCounts {
    var counts = MappingCounts()
    // Text is only cut off, which takes no time to speak of.
    let ahead = workers.count > 1 && !asText ? ReadAhead(source) : nil
    defer { ahead?.stop() }
    var batch: IncidentBatch?
    var taken = 0
    try OrderedCrew.run(
      workers,
      next: {
        if batch == nil || taken >= batch?.count ?? 0 {
          batch = try ahead.map { try $0.next() } ?? source.next(asText: asText)
          taken = 0
        }
        guard let batch else { return nil }
        let part = batch.part(taken..<taken + mappedPieceSize)
        taken += max(1, part.count)
        return part
      },
      work: work,
      handOver: { pieces in
        for piece in pieces {
          for finding in piece.diagnostics { try report(finding) }
          try seen.insert(piece.identifiers, from: source.name) { id, file in
            let place = file == source.name ? "the same file" : file
            try report(
              Diagnostic(
                .warning, code: "id-repeated", file: source.name, record: id,
                reason: "a record with this id came before, in \(place)", action: "both are kept"))
            counts.warnings += 1
          }
          try handOver(piece, &seen, &counts)
          try emit(piece.features)
          counts.add(piece)
        }
      })
    return counts
  }
}
