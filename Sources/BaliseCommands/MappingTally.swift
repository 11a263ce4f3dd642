import Balise

/// What the inputs of one command added up to.
struct MappingTally {
  var counts = MappingCounts()
  var remarks: [String] = []
  /// The names of the inputs that were read.
  var files: [String] = []
  /// Warnings about the inputs as a whole.
  var warningsOnFiles = 0
  /// What became of the incidents.
  var outcome = Outcome.written

  enum Outcome {
    case written
    case counted
  }

  /// One line: records in, features out by kind of place, rejected, not kept, boundary set, seconds.
  func summary(atlas: Atlas?, seconds: Double) -> String {
    let features = counts.features.values.reduce(counts.unresolved, +)
    let kinds = ResolvedPlace.Kind.allCases.compactMap { kind -> String? in
      counts.features[kind].map { "\(grouped($0)) \(kind.rawValue)" }
    }
    var parts = [
      "\(counted(counts.records, "record")) in",
      (outcome == .written
        ? "\(counted(features, "feature")) out" : "\(counted(features, "incident")) counted")
        + (kinds.isEmpty ? "" : " (\(kinds.joined(separator: ", ")))"),
      "\(grouped(counts.rejected)) rejected",
    ]
    let lost = counts.errors - counts.rejected
    if lost > 0 { parts.append("\(counted(lost, "value")) not kept") }
    if counts.notSelected > 0 {
      let undated = counts.undated > 0 ? " (\(grouped(counts.undated)) without a date)" : ""
      parts.append("\(grouped(counts.notSelected)) not selected\(undated)")
    }
    let warnings = counts.warnings + warningsOnFiles
    if warnings > 0 { parts.append(counted(warnings, "warning")) }
    parts += remarks
    if let atlas { parts.append(atlas.firstLevel.description.label) }
    parts.append("\(Console.decimal(seconds, places: 2)) s")
    return parts.joined(separator: "; ")
  }
}

/// Maps every input in turn; `prepare` may fit the mapper to an input, `finish` comes behind its last
/// feature, `refuse` is told of an input or document that cannot be taken.
/// - Parameter isEachAlone: whether an id may come again in another input.
func mapAll<Mapper: RecordMapper>(
  _ input: InputOptions, with mapper: Mapper, console: Console,
  report: (Diagnostic) throws -> Void, note: (CoordinateUse) -> Void = { _ in },
  emit: (EncodedIncidents) throws -> Void = { _ in },
  sum: (IncidentSums) throws -> Void = { _ in },
  prepare: (IncidentSource, inout Mapper) throws -> Void = { _, _ in },
  finish: (IncidentSource) throws -> Void = { _ in }, isEachAlone: Bool = false,
  refuse: (any Error) throws -> Void = { throw $0 }
) throws -> MappingTally {
  var tally = MappingTally()
  var seen = SeenRecords()
  for path in try input.paths() {
    if isEachAlone { seen = SeenRecords() }
    do {
      let source = try IncidentSource(
        path: path, format: input.format,
        options: try input.readOptions(columns: mapper.readsColumns ? .typed : .none))
      try requireColumns(mapper.columns, of: source)
      var mapper = mapper
      try prepare(source, &mapper)
      tally.files.append(source.name)
      var (records, read) = (0, 0)
      tally.counts += try mapper.map(
        source, seen: &seen, report: report, note: note,
        emit: { features in
          try emit(features)
          records += features.count
          if features.count > 0 { console.progress("\(source.name): \(grouped(records)) features") }
        },
        sum: { sums in
          try sum(sums)
          read += sums.records
          if records == 0 { console.progress("\(source.name): \(grouped(read)) records") }
        })
      try finish(source)
      tally.remarks += source.remarks
    } catch let error as IncidentDocumentError {
      try refuse(error)
    } catch let error as InputError {
      try refuse(error)
    }
  }
  return tally
}

/// Refuses a column to keep that a table does not have; documents have no columns.
private func requireColumns(_ columns: KeptColumns, of source: IncidentSource) throws {
  guard case .named(let names) = columns, !source.columnNames.isEmpty else { return }
  for name in names where !source.columnNames.contains(name) {
    throw InputError(
      file: source.name, reason: "it has no column \"\(name)\", which --keep asks for",
      action: "its columns are \(source.columnNames.joined(separator: ", "))")
  }
}
