import Datasets
import GeoFormats
import Incidents
import ReferenceGeography

/// One thread's ground with what it has already worked out.
final class MappingWorker {
  let mapper: IncidentMapper
  let ground: Ground
  let test: SelectionTest
  let condition: ConditionTest?
  let cases: ConditionTest?
  private let sharer: RegionSharer?
  let file: String
  let encoder: IncidentEncoder
  /// How many bytes of features to make room for, for each record: those of the last piece.
  private var bytesPerRecord = 1024
  var plainFeatures: PlainFeatures??
  var suggested: [Ground.MissingName: String] = [:]
  var known = KnownPlaces()

  /// - Parameters:
  ///   - memory: that of the workers of one input.
  ///   - condition: the condition of the selection, bound to that input.
  ///   - cases: what makes an incident a case, bound to that input.
  init(
    mapper: IncidentMapper, file: String, memory: GroundMemory, condition: IncidentCondition?,
    cases: IncidentCondition?
  ) throws {
    self.cases = try cases.map(ConditionTest.init)
    self.condition = try condition.map(ConditionTest.init)
    self.mapper = mapper
    self.file = file
    ground = try Ground(atlas: mapper.atlas, memory: memory)
    test = try SelectionTest(mapper.selection, on: ground)
    sharer =
      if case .regions(let division, _, let limit) = mapper.tally {
        try RegionSharer(division, on: ground, adoptedWithinMeters: limit)
      } else {
        nil
      }
    encoder = IncidentEncoder(
      mapper.profile, style: mapper.style, columns: mapper.columns,
      properties: mapper.properties, table: mapper.table, isPretty: mapper.isPretty)
  }

  func work(on batch: IncidentBatch) throws -> MappedPiece {
    var piece = MappedPiece(records: batch.countBefore + batch.count)
    var found: [Diagnostic] = []
    if let stated = batch.statedBoundarySet, let doubt = groundDoubt(stated) { found.append(doubt) }
    let plain = plainFeatures(for: batch)
    // One more than fits is asked for at the end, and pieces differ by a tenth.
    if plain != nil {
      piece.features.reserveCollection(batch.count * bytesPerRecord * 9 / 8 + 32_768)
    }
    try batch.read(
      into: &found,
      takesPlain: mapper.takesPlainRows && cases == nil && !mapper.tally.hasAttestation
        && !isMapped
        && (plain != nil || asksFirst),
      ahead: { plain?.readAhead($0) },
      plain: { incident, record, bytes throws in
        try append(incident, record, bytes, by: plain, to: &piece)
      },
      incident: { incident, found throws in
        try append(incident, to: &piece, findings: &found)
      })
    let plainKinds = piece.plainKinds
    plainKinds.add(to: &piece.kinds)
    if plain != nil, piece.features.count > 0 {
      bytesPerRecord = piece.features.layers[0].byteCount / piece.features.count + 1
    }
    // Behind a damaged feature there can be more records than were cut off.
    piece.records = max(piece.records, piece.identifiers.count + found.count(where: \.rejectsRow))
    piece.sums.records = piece.records
    piece.diagnostics = found
    return piece
  }

  /// A warning where a file says that its places were put on other boundaries before.
  private func groundDoubt(_ stated: String) -> Diagnostic? {
    let label = mapper.atlas.firstLevel.description.label
    guard stated != label else { return nil }
    return Diagnostic(
      .warning, code: "boundary-set-differs", file: file, value: stated,
      reason: "the file was made on other boundaries",
      action: "its places are put on \(label) anew")
  }

  /// Whether an incident is asked about before, or instead of, writing it.
  var asksFirst: Bool {
    isLocated || !mapper.selection.isEverything || !mapper.makesFeatures
  }

  /// Whether the incidents themselves are handed over.
  var isLocated: Bool { if case .located = mapper.tally { true } else { false } }

  /// Whether they are handed over with all that is said of them.
  var isMapped: Bool { if case .mapped = mapper.tally { true } else { false } }

  /// Counts why an incident could not be asked.
  func noteUnasked(_ measure: IncidentMeasure, _ piece: inout MappedPiece) {
    if !test.wants(measure.days) {
      if measure.days.isUnknown { piece.undated += 1 }
    } else if measure.place.kind == .unknown, mapper.selection.hasSpace {
      piece.sums.withoutPlace += 1
    }
  }

  /// Sums up an incident as the tally asks.
  func add(
    _ incident: IncidentMeasure, id: @autoclosure () -> String, to sums: inout IncidentSums
  ) throws {
    switch mapper.tally {
    case .none: break
    case .all:
      sums.totals.add(
        incident.admission, toll: incident.toll,
        isNearBorder: incident.membership.nearBorderMeters != nil)
    case .regions(_, let unit, _):
      try sharer?.add(incident, id: id(), to: &sums.regions, per: unit)
    case .later: sums.measures.append((id(), incident))
    case .located, .mapped: break
    }
  }
}
