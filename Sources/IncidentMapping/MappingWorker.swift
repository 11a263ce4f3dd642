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
  /// Data sets put many incidents on the same spot; this many places are remembered.
  private static let memory = 4096

  private let mapper: IncidentMapper
  private let ground: Ground
  private let areas: Selection.Areas
  private let file: String
  private let encoder: IncidentEncoder
  /// How many bytes of features to make room for, for each record: those of the last piece.
  private var bytesPerRecord = 1024
  private var plain: PlainFeatures??
  private var suggested: [Ground.MissingName: String] = [:]
  private var known: [Place: (place: ResolvedPlace, membership: Membership)] = [:]

  /// - Parameter memory: that of the workers of one input.
  init(mapper: IncidentMapper, file: String, memory: GroundMemory) throws {
    self.mapper = mapper
    self.file = file
    ground = try Ground(atlas: mapper.atlas, memory: memory)
    areas = try mapper.selection.areas(in: ground.context)
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
    var kinds = PlainKinds()
    try batch.read(
      into: &found,
      plain: plain.map { plain in
        { (incident, record, bytes) throws in
          guard
            let (kind, use) = try plain.append(
              incident, record, bytes, to: &piece.features.layers[0])
          else { return false }
          piece.features.count += 1
          if kind == .unknown { piece.features.withoutGeometry += 1 }
          if let use { piece.coordinates.append(use) }
          piece.identifiers.append(bytes, incident.id.start..<incident.id.end)
          kinds.add(kind)
          return true
        }
      },
      incident: { incident, found throws in try append(incident, to: &piece, findings: &found) })
    kinds.add(to: &piece.kinds)
    if plain != nil, piece.features.count > 0 {
      bytesPerRecord = piece.features.layers[0].byteCount / piece.features.count + 1
    }
    // Behind a damaged feature there can be more records than were cut off.
    piece.records = max(piece.records, piece.identifiers.count + found.count(where: \.rejectsRow))
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
    guard mapper.selection.admits(incident.date) else {
      piece.notSelected += 1
      if incident.date?.earliest == nil && incident.date?.latest == nil { piece.undated += 1 }
      return
    }
    let (place, membership) = try locate(incident, findings: &findings)
    guard mapper.selection.admits(membership),
      try mapper.selection.admits(place, areas: areas)
    else {
      piece.notSelected += 1
      return
    }
    let mapped = MappedIncident(incident: incident, place: place, membership: membership)
    findings += try ground.doubts(of: mapped, file: file)
    piece.note(mapped, on: ground)
    if try encoder.append(mapped, to: &piece.features) { piece.kinds[place.kind, default: 0] += 1 }
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
    if let known = known[incident.place] { return known }
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
    if known.count >= Self.memory { known.removeAll(keepingCapacity: true) }
    known[incident.place] = (place, membership)
    return (place, membership)
  }
}

/// How many plain incidents of each kind there are: counted without hashing.
private struct PlainKinds {
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
