public import Datasets
import Dispatch
public import GeoFormats
import Incidents
public import ReferenceGeography
import SimpleFeatures
import Synchronization

/// Puts incidents on the ground and writes them as features, on several threads, in input order.
///
/// Work is cut into pieces of a fixed size, whatever the number of threads, so that the output is
/// the same byte for byte.
public struct IncidentMapper: Sendable {
  /// How many incidents make a piece of work.
  static let pieceSize = 64

  /// The regions, places and routes.
  public var atlas: Atlas
  /// How places are drawn.
  public var style: GeometryStyle
  /// Which of the input's own columns are kept.
  public var columns: KeptColumns
  /// Which incidents are wanted.
  public var selection: Selection
  /// How many threads work; at least 1.
  public var threads: Int
  /// Whether features are indented.
  public var isPretty: Bool

  /// Makes a mapper.
  public init(
    atlas: Atlas, style: GeometryStyle = .place, columns: KeptColumns = .none,
    selection: Selection = Selection(), threads: Int = 1, isPretty: Bool = false
  ) {
    self.atlas = atlas
    self.style = style
    self.columns = columns
    self.selection = selection
    self.threads = max(1, threads)
    self.isPretty = isPretty
  }

  /// Maps all incidents of an input, handing features and findings over in input order.
  /// - Parameters:
  ///   - seen: the records of earlier inputs, to which these are added.
  ///   - report: called with each finding.
  ///   - emit: called with the features, a piece of work at a time.
  /// - Returns: what was counted.
  public func map(
    _ source: IncidentSource, seen: inout SeenRecords, report: (Diagnostic) throws -> Void,
    emit: (EncodedFeatures) throws -> Void
  ) throws -> MappingCounts {
    let crew = try Crew(mapper: self, file: source.name)
    var counts = MappingCounts()
    var isGroundCompared = false
    while let batch = try source.next() {
      if !isGroundCompared, let stated = source.statedBoundarySet {
        isGroundCompared = true
        if let doubt = groundDoubt(stated, in: source.name) {
          try report(doubt)
          counts.warnings += 1
        }
      }
      let pieces = stride(from: 0, to: max(batch.count, 1), by: Self.pieceSize).map {
        batch.part($0..<min($0 + Self.pieceSize, batch.count))
      }
      for piece in try crew.map(pieces) {
        for finding in piece.diagnostics { try report(finding) }
        for id in piece.ids {
          guard let before = seen.insert(id, from: source.name) else { continue }
          let place = before == source.name ? "the same file" : before
          try report(
            Diagnostic(
              .warning, code: "id-repeated", file: source.name, record: id,
              reason: "a record with this id came before, in \(place)", action: "both are kept"))
          counts.warnings += 1
        }
        try emit(piece.features)
        counts.add(piece)
      }
    }
    return counts
  }

  /// A warning where a file says that its places were put on other boundaries before.
  private func groundDoubt(_ stated: String, in file: String) -> Diagnostic? {
    let label = atlas.firstLevel.description.label
    guard stated != label else { return nil }
    return Diagnostic(
      .warning, code: "boundary-set-differs", file: file, value: stated,
      reason: "the file was made on other boundaries",
      action: "its places are put on \(label) anew")
  }
}

/// What a run counted.
public struct MappingCounts: Sendable {
  /// Records in the input, those left out included.
  public internal(set) var records = 0
  /// Records left out because they could not be read.
  public internal(set) var rejected = 0
  /// Records that the selection left out.
  public internal(set) var notSelected = 0
  /// Records without any date that a selection by days left out.
  public internal(set) var undated = 0
  /// Findings that mean something was not kept.
  public internal(set) var errors = 0
  /// Findings that mean a doubt.
  public internal(set) var warnings = 0
  /// Features by kind of place.
  public internal(set) var features: [ResolvedPlace.Kind: Int] = [:]

  /// Counts of nothing.
  public init() {}

  mutating func add(_ piece: MappedPiece) {
    records += piece.records
    notSelected += piece.notSelected
    undated += piece.undated
    features.merge(piece.kinds, uniquingKeysWith: +)
    for finding in piece.diagnostics {
      if finding.rejectsRow { rejected += 1 }
      if finding.severity == .error { errors += 1 } else { warnings += 1 }
    }
  }
}

extension MappingCounts {
  /// Adds the counts of another input.
  public static func += (left: inout MappingCounts, right: MappingCounts) {
    left.records += right.records
    left.rejected += right.rejected
    left.notSelected += right.notSelected
    left.undated += right.undated
    left.errors += right.errors
    left.warnings += right.warnings
    left.features.merge(right.features, uniquingKeysWith: +)
  }
}

/// The work of one piece.
struct MappedPiece: Sendable {
  var records = 0
  var notSelected = 0
  var undated = 0
  var diagnostics: [Diagnostic] = []
  var ids: [String] = []
  var kinds: [ResolvedPlace.Kind: Int] = [:]
  var features = EncodedFeatures()
}

/// The threads of a run, each with its own ground.
private final class Crew {
  private let workers: [Worker]

  init(mapper: IncidentMapper, file: String) throws {
    workers = try (0..<mapper.threads).map { _ in try Worker(mapper: mapper, file: file) }
  }

  /// Works on pieces at once; results stand in the order of the pieces.
  func map(_ pieces: [IncidentBatch]) throws -> [MappedPiece] {
    guard workers.count > 1, pieces.count > 1 else {
      return try pieces.compactMap { try workers.first?.work(on: $0) }
    }
    // A worker is touched by one iteration only, which Dispatch runs on one thread.
    nonisolated(unsafe) let crew = workers
    let next = Mutex(0)
    let results = Mutex([Result<MappedPiece, any Error>?](repeating: nil, count: pieces.count))
    DispatchQueue.concurrentPerform(iterations: workers.count) { number in
      while true {
        let index = next.withLock { next in
          defer { next += 1 }
          return next
        }
        guard index < pieces.count else { return }
        let result = Result { try unsafe crew[number].work(on: pieces[index]) }
        results.withLock { $0[index] = result }
      }
    }
    return try results.withLock { $0 }.compactMap { try $0?.get() }
  }
}

/// One thread's ground with what it has already worked out.
private final class Worker {
  /// Data sets put many incidents on the same spot; this many places are remembered.
  private static let memory = 4096

  private let mapper: IncidentMapper
  private let ground: Ground
  private let areas: Selection.Areas
  private let file: String
  private let encoder: GeoJSONEncoder
  private var suggested: [Ground.MissingName: String] = [:]
  private var known: [Place: (place: ResolvedPlace, membership: Membership)] = [:]

  init(mapper: IncidentMapper, file: String) throws {
    self.mapper = mapper
    self.file = file
    ground = try Ground(atlas: mapper.atlas)
    areas = try mapper.selection.areas(in: ground.context)
    encoder = GeoJSONEncoder(isPretty: mapper.isPretty)
  }

  func work(on batch: IncidentBatch) throws -> MappedPiece {
    let (incidents, diagnostics) = batch.read()
    // Behind a damaged feature there can be more records than were cut off.
    let met = incidents.count + diagnostics.count(where: \.rejectsRow)
    var piece = MappedPiece(
      records: max(batch.countBefore + batch.count, met), diagnostics: diagnostics)
    piece.ids = incidents.map(\.id)
    for incident in incidents {
      guard mapper.selection.admits(incident.date) else {
        piece.notSelected += 1
        if incident.date?.earliest == nil && incident.date?.latest == nil { piece.undated += 1 }
        continue
      }
      let (place, membership) = try locate(incident, findings: &piece.diagnostics)
      guard mapper.selection.admits(membership),
        try mapper.selection.admits(place, areas: areas)
      else {
        piece.notSelected += 1
        continue
      }
      let mapped = MappedIncident(incident: incident, place: place, membership: membership)
      if let doubt = try ground.coordinateDoubt(of: mapped, file: file) {
        piece.diagnostics.append(doubt)
      }
      let feature = mapped.feature(mapper.style, keeping: mapper.columns)
      try encoder.append(feature, to: &piece.features)
      piece.kinds[place.kind, default: 0] += 1
    }
    return piece
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
          .error, code: "place-not-found", file: file, record: incident.id,
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
