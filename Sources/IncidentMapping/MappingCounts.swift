import GeoFormats

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

  /// Features of which the place was not put on the ground.
  public internal(set) var unresolved = 0

  /// Counts of nothing.
  public init() {}

  mutating func add(_ piece: MappedPiece) {
    records += piece.records
    notSelected += piece.notSelected
    undated += piece.undated
    unresolved += piece.unresolved
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
    left.unresolved += right.unresolved
    left.features.merge(right.features, uniquingKeysWith: +)
  }
}
