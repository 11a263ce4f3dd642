public import GeoFormats
import Incidents

/// A table with one row for each claim, for those who work in a spreadsheet; held in memory.
public struct ClaimsTable: Sendable {
  /// The table's name for messages.
  public let name: String
  /// What was found wrong in it.
  public private(set) var diagnostics: [Diagnostic] = []
  private var claims: [String: [Claim]] = [:]
  /// The first line of each incident's claims, in order.
  private var firstLines: [(id: String, line: Int)] = []

  /// Reads a table by the claims of a mapping, else by the names of its columns.
  public init(path: String, mapping: TableMapping? = nil) throws {
    try self.init(try ByteSource.open(path), mapping: mapping)
  }

  /// Reads bytes as if they were a file; otherwise as from a path.
  public init(bytes: [UInt8], name: String, mapping: TableMapping? = nil) throws {
    try self.init(ByteSource(bytes: bytes, name: name), mapping: mapping)
  }

  private init(_ source: ByteSource, mapping: TableMapping?) throws {
    name = source.name
    var reader = try CSVReader(source, CSVOptions(separator: .detect))
    let sources =
      try mapping.flatMap { mapping in
        try mapping.claims.map {
          try mapping.sources(of: $0, in: reader.header, file: source.name)
        }
      } ?? FieldSource.named(in: reader.header)
    let missing = ClaimField.needed.filter { sources[$0] == nil }
    guard missing.isEmpty else {
      throw InputError(
        file: source.name,
        reason: "a table of claims needs the columns incident_id, source and stance; it has no "
          + missing.map(\.rawValue).joined(separator: ", "),
        action: "name them so, or say which they are under claims in a mapping")
    }
    var columns = MappedColumns(
      fileName: source.name, columnNames: reader.header,
      settings: mapping?.settings ?? TableSettings(), sources: sources)
    var records: [CSVRecord] = []
    while let record = try reader.next() {
      if !(records.isEmpty && record.isTagRow) { records.append(record) }
    }
    columns.settings.dateOrder = mapping?.settings.dateOrder
    columns.study(records, dates: [.date], numbers: [])
    var findings = reader.diagnostics
    for record in records {
      var row = MappedRow(record, in: columns)
      if let (id, claim) = row.claim() { add(claim, to: id, record, &findings) }
      findings += row.findings
    }
    findings += dropUnknownReferences()
    diagnostics = findings
  }

  /// The claims of an incident, in the order of the table.
  subscript(id: String) -> [Claim]? { claims[id] }

  /// The incidents that claims are about, in order of first appearance.
  var incidentIDs: [String] { firstLines.map(\.id) }

  /// What to say of claims on incidents that are not there.
  func findings(onMissing ids: Set<String>, in table: String) -> [Diagnostic] {
    firstLines.filter { ids.contains($0.id) }.map { id, line in
      let count = claims[id]?.count ?? 0
      return Diagnostic(
        .error, code: "claim-without-incident", file: name, line: line, record: id,
        reason: "no incident of \(table) has this id",
        action: count == 1 ? "the claim is left out" : "its \(count) claims are left out")
    }
  }

  private mutating func add(
    _ claim: Claim, to id: String, _ record: CSVRecord, _ findings: inout [Diagnostic]
  ) {
    guard let before = claims[id] else {
      firstLines.append((id, record.line))
      claims[id] = [claim]
      return
    }
    if before.count == Claim.mostOfIncident {
      findings.append(
        Diagnostic(
          .error, code: "claims-too-many", file: name, line: record.line, record: id,
          reason: "this incident has \(Claim.mostOfIncident) claims already",
          action: "the claim is left out"))
    } else if before.contains(claim) {
      findings.append(
        Diagnostic(
          .warning, code: "claim-repeated", file: name, line: record.line, record: id,
          value: claim.source, reason: "the same claim stands in a row before", action: "taken once"
        ))
    } else if let claimID = claim.id, before.contains(where: { $0.id == claimID }) {
      var nameless = claim
      nameless.id = nil
      claims[id]?.append(nameless)
      findings.append(
        Diagnostic(
          .error, code: "claim-id-repeated", file: name, line: record.line, record: id,
          value: claimID, reason: "another claim of this incident has this claim_id",
          action: "kept without it"))
    } else {
      claims[id]?.append(claim)
    }
  }

  /// Takes `shows_wrong` out where it names no claim of the incident.
  private mutating func dropUnknownReferences() -> [Diagnostic] {
    var findings: [Diagnostic] = []
    for (id, line) in firstLines {
      guard let known = claims[id].map({ Set($0.compactMap(\.id)) }) else { continue }
      claims[id] = claims[id]?.map { claim in
        var claim = claim
        for wrong in claim.showsWrong where !known.contains(wrong) {
          findings.append(
            Diagnostic(
              .error, code: "claim-unknown", file: name, line: line, column: "shows_wrong",
              record: id, value: wrong, reason: "no claim of this incident has this claim_id",
              action: "value left out"))
        }
        claim.showsWrong = claim.showsWrong.filter(known.contains)
        return claim
      }
    }
    return findings
  }
}

extension MappedRow<ClaimField> {
  private static let killed = TollFields<ClaimField>(
    text: .killed, minimum: .killedMinimum, best: .killedBest, maximum: .killedMaximum,
    isOpen: .killedOpen)

  /// The row as a claim and the incident it is about; nil, reported, if it says too little.
  fileprivate mutating func claim() -> (incident: String, claim: Claim)? {
    id = identifier(.incidentID)
    guard let incident = id, let source = text(.source) else {
      let field = id == nil ? ClaimField.incidentID : .source
      lose(
        "claim-incomplete", field, "", "a claim needs \(field.rawValue)",
        action: "the claim is left out")
      return nil
    }
    guard let given = text(.stance), let stance = Stance(rawValue: given.lowercased()) else {
      lose(
        "stance-unknown", .stance, text(.stance) ?? "",
        "none of \(Stance.allCases.map(\.rawValue).joined(separator: ", "))",
        action: "the claim is left out")
      return nil
    }
    let kind = choice(.sourceKind, of: SourceKind.self, code: "source-kind-unknown")
    let toll = toll(Self.killed)
    return (
      incident,
      Claim(
        id: text(.claimID), source: source, sourceGroup: text(.sourceGroup), sourceKind: kind,
        speaksFor: text(.speaksFor), stance: stance, date: date(.date),
        attributedTo: items(.attributedTo).map(Attribution.init(text:)), toll: toll?.interval,
        showsWrong: items(.showsWrong), summary: text(.summary), quote: text(.quote),
        note: text(.note), url: text(.url))
    )
  }
}
