public import Datasets
public import GeoFormats
public import Querying
public import ReferenceGeography

/// Puts incidents on the ground and writes them as features, on several threads, in input order.
///
/// Work is cut into pieces that do not depend on the number of threads, so that the output is the
/// same byte for byte.
public struct IncidentMapper: RecordMapper {
  /// The regions, places and routes.
  public var atlas: Atlas
  /// How places are drawn.
  public var style: GeometryStyle
  /// Which of the input's own columns are kept.
  public var columns: KeptColumns
  /// Which of the model's properties are written.
  public var properties: PropertyChoice
  /// Which incidents are wanted.
  public var selection: Selection
  /// How many threads work; at least 1.
  public var threads: Int
  /// Whether features are indented.
  public var isPretty: Bool
  /// What the output is for.
  public var profile: OutputProfile
  /// The columns of a table, where that is the output.
  public var table = IncidentTable()
  /// What is summed up.
  public var tally = Tally.none
  /// Whether features say how surely they are in the selection.
  public var saysAdmission = false
  /// Whether features are made at all.
  public var makesFeatures = true

  /// What is summed up over the incidents that are selected.
  public enum Tally: Sendable {
    /// Nothing.
    case none
    /// All of them, by how surely they are in the selection.
    case all
    /// By region and, where a unit is given, by period.
    case regions(RegionDivision, per: Period.Unit?, adoptedWithinMeters: Double?)
    /// Nothing yet: the incidents are kept for `IncidentCollection`.
    case later
    /// Nothing: the incidents themselves are handed over, each in the place of its feature; with who
    /// says so where that is asked for, which takes longer.
    case located(hasPublishers: Bool, hasAttestation: Bool = false)
    /// Nothing: the incidents are handed over with all that is said of them, for a report, and as
    /// `located` does.
    case mapped(hasAttestation: Bool = false)

    /// Whether each incident says who says so.
    var hasAttestation: Bool {
      switch self {
      case .located(_, let hasAttestation), .mapped(let hasAttestation): hasAttestation
      case .none, .all, .regions, .later: false
      }
    }

    /// Whether each incident says who published it.
    var hasPublishers: Bool {
      switch self {
      case .located(let hasPublishers, _): hasPublishers
      case .mapped: true
      case .none, .all, .regions, .later: false
      }
    }
  }

  /// Of incidents that are handed over: what makes one a case and not a control; all are cases where
  /// nothing is asked.
  public var cases: CQL2Query?

  /// Whether plain rows take the fast way; the tests compare it with the other.
  var takesPlainRows = true

  /// Makes a mapper.
  public init(
    atlas: Atlas, style: GeometryStyle = .place, columns: KeptColumns = .none,
    properties: PropertyChoice = .all, selection: Selection = Selection(), threads: Int = 1,
    isPretty: Bool = false, profile: OutputProfile = .geojson
  ) {
    self.atlas = atlas
    self.style = style
    self.columns = columns
    self.properties = properties
    self.selection = selection
    self.threads = max(1, threads)
    self.isPretty = isPretty
    self.profile = profile
  }

  /// Whether the input's own columns have to be read: where they are kept or a condition may name
  /// one.
  public var readsColumns: Bool {
    columns != .none
      || [selection.condition, cases].contains { $0?.text.contains("src_") ?? false }
  }

  /// Maps all records of an input, handing features, findings and sums over in input order.
  /// - Parameter sum: called with the sums over each piece of work.
  public func map(
    _ source: IncidentSource, seen: inout SeenRecords, report: (Diagnostic) throws -> Void,
    note: (CoordinateUse) -> Void, emit: (EncodedIncidents) throws -> Void,
    sum: (IncidentSums) throws -> Void
  ) throws -> MappingCounts {
    let memory = GroundMemory()
    let condition = try selection.condition.map {
      try IncidentCondition($0, columns: source.columnNames)
    }
    let cases = try cases.map { try IncidentCondition($0, columns: source.columnNames) }
    return try run(
      source,
      (0..<threads).map { _ in
        try MappingWorker(
          mapper: self, file: source.name, memory: memory, condition: condition, cases: cases)
      },
      seen: &seen, report: report, emit: emit, work: { [try $0.work(on: $1)] },
      handOver: { piece, seen, counts in
        for incident in piece.unknownCountries {
          guard let finding = seen.unknownCountry(of: incident, atlas: atlas, file: source.name)
          else { continue }
          try report(finding)
          counts.warnings += 1
        }
        for use in piece.coordinates { note(use) }
        try sum(piece.sums)
      })
  }
}
