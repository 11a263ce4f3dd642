import Datasets
import GeoFormats
import Incidents
import ReferenceGeography
import SimpleFeatures

/// The work of one piece.
struct MappedPiece: Sendable {
  var records = 0
  var notSelected = 0
  var undated = 0
  var diagnostics: [Diagnostic] = []
  var identifiers = RecordIdentifiers()
  /// Features of which the place was not put on the ground.
  var unresolved = 0
  var kinds: [ResolvedPlace.Kind: Int] = [:]
  var features = EncodedIncidents()
  var coordinates: [CoordinateUse] = []
  /// The first incidents that name a country which is not known, one for each name.
  var unknownCountries: [Incident] = []
  var sums = IncidentSums()
  fileprivate var plainKinds = PlainKinds()

  /// Counts a plain incident of which the feature is written.
  fileprivate mutating func add(
    _ kind: ResolvedPlace.Kind, _ use: CoordinateUse?, id: CSVField, of bytes: Span<UInt8>
  ) {
    features.count += 1
    if kind == .unknown { features.withoutGeometry += 1 }
    if let use { coordinates.append(use) }
    identifiers.append(bytes, id.start..<id.end)
    plainKinds.add(kind)
  }

  /// Keeps what the whole input is asked about afterwards.
  mutating func note(_ mapped: MappedIncident, on ground: Ground) {
    if let use = ground.coordinateUse(of: mapped) { coordinates.append(use) }
    guard let name = mapped.incident.countryReported,
      case .unknown = ground.country(reportedAs: name),
      !unknownCountries.contains(where: { $0.countryReported == name })
    else { return }
    unknownCountries.append(mapped.incident)
  }
}

/// One thread's ground with what it has already worked out.
final class MappingWorker {
  private let mapper: IncidentMapper
  private let ground: Ground
  private let test: SelectionTest
  private let condition: ConditionTest?
  private let sharer: RegionSharer?
  private let file: String
  private let encoder: IncidentEncoder
  /// How many bytes of features to make room for, for each record: those of the last piece.
  private var bytesPerRecord = 1024
  private var plain: PlainFeatures??
  private var suggested: [Ground.MissingName: String] = [:]
  private var known = KnownPlaces()

  /// - Parameters:
  ///   - memory: that of the workers of one input.
  ///   - condition: the condition of the selection, bound to that input.
  init(
    mapper: IncidentMapper, file: String, memory: GroundMemory, condition: IncidentCondition?
  ) throws {
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
    let plain = plainFeatures(batch)
    // One more than fits is asked for at the end, and pieces differ by a tenth.
    if plain != nil {
      piece.features.reserveCollection(batch.count * bytesPerRecord * 9 / 8 + 32_768)
    }
    func append(
      plain incident: PlainIncident, _ record: PlainRecord, _ bytes: Span<UInt8>
    ) throws -> Bool {
      var located: LocatedIncident?
      // Without a selection nothing has to be known before the feature is written.
      let asksFirst = asksFirst && !(isLocated && plain != nil && mapper.selection.isEverything)
      if asksFirst {
        guard let measure = try measure(incident, record, bytes) else { return false }
        let isWanted = test.wants(measure.admission)
        // A feature that is not plain is made, and counted, the other way.
        if isWanted && mapper.makesFeatures && plain == nil { return false }
        if !isWanted || !mapper.makesFeatures {
          piece.identifiers.append(bytes, incident.id.start..<incident.id.end)
          guard isWanted else {
            piece.notSelected += 1
            noteUnasked(measure, &piece)
            return true
          }
          piece.plainKinds.add(measure.place.kind)
          if let located = self.located(incident, measure, bytes) {
            piece.sums.located.append(located)
          }
          try add(measure, id: bytes.text(incident.id), to: &piece.sums)
          return true
        }
        located = self.located(incident, measure, bytes)
      }
      guard let plain,
        let (kind, use, described) = try plain.append(
          incident, record, bytes, to: &piece.features.layers[0])
      else { return false }
      if !asksFirst, case .located(let hasPublishers) = mapper.tally {
        located = LocatedIncident(
          incident, try place(of: incident, described), days: days(of: incident, bytes),
          toll: toll(of: incident), bytes, hasPublishers: hasPublishers)
      }
      if let located { piece.sums.located.append(located) }
      piece.add(kind, use, id: incident.id, of: bytes)
      return true
    }
    try batch.read(
      into: &found,
      plain: mapper.takesPlainRows && !isMapped && (plain != nil || asksFirst) ? append(plain:_:_:) : nil,
      incident: { incident, found throws in
        try self.append(incident, to: &piece, findings: &found)
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

  /// The writer of plain incidents, made for the first batch of an input.
  private func plainFeatures(_ batch: IncidentBatch) -> PlainFeatures? {
    if let plain { return plain }
    let made = PlainFeatures(mapper, ground: ground, columns: batch.columns)
    plain = .some(made)
    return made
  }

  private func append(
    _ incident: Incident, to piece: inout MappedPiece, findings: inout [Diagnostic]
  ) throws {
    piece.identifiers.append(incident.id)
    let days = DayInterval(incident.date)
    guard test.wants(days) else {
      piece.notSelected += 1
      if days.isUnknown { piece.undated += 1 }
      return
    }
    let (place, membership) = try locate(incident, findings: &findings)
    var measure = IncidentMeasure(
      days: days, toll: incident.derivedToll, place: place, membership: membership,
      admission: try test.admission(days, place, membership))
    if let condition, measure.admission.isPossible {
      measure.admission =
        try measure.admission
        && condition.admission(
          MappedIncident(incident: incident, place: place, membership: membership))
    }
    guard test.wants(measure.admission) else {
      piece.notSelected += 1
      noteUnasked(measure, &piece)
      return
    }
    try add(measure, id: incident.id, to: &piece.sums)
    guard isLocated || isMapped || mapper.makesFeatures else {
      piece.kinds[place.kind, default: 0] += 1
      return
    }
    var mapped = MappedIncident(incident: incident, place: place, membership: membership)
    if case .located(let hasPublishers) = mapper.tally {
      piece.sums.located.append(LocatedIncident(mapped, hasPublishers: hasPublishers))
    }
    if isMapped {
      findings += try ground.doubts(of: mapped, file: file)
      piece.note(mapped, on: ground)
      piece.sums.mapped.append(mapped)
    }
    guard mapper.makesFeatures else {
      piece.kinds[place.kind, default: 0] += 1
      return
    }
    if mapper.saysAdmission { mapped.admission = measure.admission }
    findings += try ground.doubts(of: mapped, file: file)
    piece.note(mapped, on: ground)
    if try encoder.append(mapped, to: &piece.features) { piece.kinds[place.kind, default: 0] += 1 }
  }

  /// Whether an incident is asked about before, or instead of, writing it.
  private var asksFirst: Bool {
    isLocated || !mapper.selection.isEverything || !mapper.makesFeatures
  }

  /// Whether the incidents themselves are handed over.
  private var isLocated: Bool { if case .located = mapper.tally { true } else { false } }

  /// Whether they are handed over with all that is said of them.
  private var isMapped: Bool { if case .mapped = mapper.tally { true } else { false } }

  /// Counts why an incident could not be asked.
  private func noteUnasked(_ measure: IncidentMeasure, _ piece: inout MappedPiece) {
    if !test.wants(measure.days) {
      if measure.days.isUnknown { piece.undated += 1 }
    } else if measure.place.kind == .unknown, mapper.selection.hasSpace {
      piece.sums.withoutPlace += 1
    }
  }

  /// What totals need of a plain incident; nil where its place has to be read another way.
  private func measure(_ incident: PlainIncident, _ record: PlainRecord, _ bytes: Span<UInt8>)
    throws
    -> IncidentMeasure?
  {
    let (days, toll) = (days(of: incident, bytes), toll(of: incident))
    func measure(_ place: ResolvedPlace, _ membership: Membership, _ admission: Admission)
      -> IncidentMeasure
    {
      IncidentMeasure(
        days: days, toll: toll, place: place, membership: membership, admission: admission)
    }
    guard test.wants(days) else {
      return measure(.unknown(), try ground.membership(of: .unknown()), .none)
    }
    let place: ResolvedPlace
    let membership: Membership
    if case .described = incident.position {
      guard let found = try described(record) else { return nil }
      (place, membership) = found
    } else {
      place = try self.place(of: incident, nil)
      membership = try ground.membership(of: place)
    }
    var found = measure(place, membership, try test.admission(days, place, membership))
    if let condition, test.wants(found.admission) {
      guard
        let admission = try condition.admission(
          incident, record.record, bytes, place, membership)
      else { return nil }
      found.admission = found.admission && admission
    }
    return found
  }

  /// A plain incident for an analysis, where that is what is asked for.
  private func located(
    _ incident: PlainIncident, _ measure: IncidentMeasure, _ bytes: Span<UInt8>
  ) -> LocatedIncident? {
    guard case .located(let hasPublishers) = mapper.tally else { return nil }
    return LocatedIncident(
      incident, measure.place, days: measure.days, toll: measure.toll, bytes,
      hasPublishers: hasPublishers)
  }

  private func days(of incident: PlainIncident, _ bytes: Span<UInt8>) -> DayInterval {
    DayInterval(first: bytes.day(incident.start), last: bytes.day(incident.end))
  }

  private func toll(of incident: PlainIncident) -> Toll {
    let (low, best, high) = incident.toll
    return Toll(
      minimum: min(low, best, high), best: best, maximum: max(low, best, high), isOpen: false)
  }

  /// The place of a plain incident, given that which had to be looked up.
  private func place(of incident: PlainIncident, _ described: ResolvedPlace?) throws
    -> ResolvedPlace
  {
    switch incident.position {
    case .exact(let center): return try ground.resolve(.exact(center))
    case .near(let center, let radius):
      return try ground.resolve(
        .near(center: .coordinate(center, name: nil), radiusMeters: radius, clippedTo: []))
    case .described: return described ?? .unknown()
    }
  }

  /// A place that has to be looked up, with its regions; nil where it is not found.
  private func described(_ record: PlainRecord) throws -> (
    place: ResolvedPlace, membership: Membership
  )? {
    guard let described = record.place?.place else { return nil }
    if let found = known[described] { return found }
    // What cannot be found is said where the record is read as an incident.
    guard let place = try? ground.resolve(described) else { return nil }
    let membership = try ground.membership(of: place)
    known[described] = (place, membership)
    return (place, membership)
  }

  /// Sums up an incident as the tally asks.
  private func add(
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

  /// The nearest names, found once for each name that is missing.
  private func suggestions(for missing: Ground.MissingName) -> String {
    if let known = suggested[missing] { return known }
    let found = ground.suggestions(for: missing)
    suggested[missing] = found
    return found
  }

  private func locate(_ incident: Incident, findings: inout [Diagnostic]) throws -> (
    ResolvedPlace, Membership
  ) {
    if let found = known[incident.place] { return found }
    let place: ResolvedPlace
    do {
      place = try ground.resolve(incident.place)
    } catch {
      let missing = (error as? Ground.Unresolved)?.missing
      let sentence = "\(error)" + (missing.map(suggestions) ?? "")
      findings.append(
        Diagnostic(
          .error, code: "place-not-found", file: file, line: incident.placePosition?.line,
          column: incident.placePosition?.column, record: incident.id,
          reason: String(sentence.hasSuffix(".") ? sentence.dropLast() : sentence[...]),
          action: "kept without a geometry"))
      return (.unknown(note: "\(error)"), try ground.membership(of: .unknown()))
    }
    let membership = try ground.membership(of: place)
    known[incident.place] = (place, membership)
    return (place, membership)
  }
}

/// How many plain incidents of each kind there are: counted without hashing.
private struct PlainKinds: Sendable {
  private var counts = (exact: 0, near: 0, area: 0)
  private var others: [ResolvedPlace.Kind] = []

  mutating func add(_ kind: ResolvedPlace.Kind) {
    switch kind {
    case .exact: counts.exact += 1
    case .near: counts.near += 1
    case .area: counts.area += 1
    default: others.append(kind)
    }
  }

  func add(to kinds: inout [ResolvedPlace.Kind: Int]) {
    for (kind, count) in [
      (ResolvedPlace.Kind.exact, counts.exact), (.near, counts.near), (.area, counts.area),
    ] where count > 0 {
      kinds[kind, default: 0] += count
    }
    for kind in others { kinds[kind, default: 0] += 1 }
  }
}

extension Span<UInt8> {
  /// The text of a field.
  func text(_ field: CSVField) -> String {
    String(decoding: (field.start..<max(field.start, field.end)).map { self[$0] }, as: UTF8.self)
  }

  /// The day of a field that reads `YYYY-MM-DD`; nil for any other.
  func day(_ field: CSVField) -> Day? {
    guard field.count == 10 else { return nil }
    func number(_ first: Int, _ count: Int) -> Int {
      (first..<first + count).reduce(0) { $0 * 10 + Int(self[field.start + $1] &- 0x30) }
    }
    return Day(year: number(0, 4), month: number(5, 2), day: number(8, 2))
  }
}
