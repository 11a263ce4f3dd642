/// What a test says of one hotspot.
public struct HotspotOutcome: Hashable, Sendable {
  /// The statistic.
  public let statistic: Double
  /// The p-value that decides, after any adjustment; nil where it was not tested.
  public let pValue: Double?

  /// Makes an outcome.
  public init(statistic: Double, pValue: Double?) {
    self.statistic = statistic
    self.pValue = pValue
  }
}

/// What becomes of a hotspot without those on whose word it rests.
public struct HotspotFragility: Hashable, Sendable {
  /// One thing left out.
  public struct Row: Hashable, Sendable {
    /// By what records are left out.
    public let aspect: AttestedRecords.Aspect
    /// Who or what is left out.
    public let name: String
    /// How many records of the hotspot go.
    public let lost: Int
    /// The hotspot without them; nil where it is no longer there.
    public let outcome: HotspotOutcome?
    /// Whether that ends it.
    public let ends: Bool
  }

  /// The smallest set of sources without which a hotspot ends.
  public struct Ending: Hashable, Sendable {
    /// The sources.
    public let sources: [String]
    /// How many records of the hotspot go.
    public let lost: Int
    /// The hotspot without them; nil where it is no longer there.
    public let outcome: HotspotOutcome?
    /// Whether no smaller set does it, among those searched; else the set was found greedily, and a
    /// smaller one may exist.
    public let isSmallest: Bool
  }

  /// The version of those held responsible: without the records that they deny.
  public struct AccusedVersion: Hashable, Sendable {
    /// How many records of the hotspot are denied.
    public let denied: Int
    /// The hotspot without them; nil where it is no longer there.
    public let outcome: HotspotOutcome?
    /// Whether that ends it.
    public let ends: Bool
  }

  /// The hotspot with all records.
  public let whole: HotspotOutcome
  /// How many records it has, wholly or in part.
  public let records: Int
  /// How many of them have no source on record, and stay whoever is left out.
  public let unsourced: Int
  /// How many sources assert one of its records.
  public let sources: Int
  /// Each source, kind, party and grade of its records: those without which most records go first.
  public let rows: [Row]
  /// How many further sources were not left out one by one, because a run has its bounds.
  public let untried: Int
  /// The set of sources that ends it; nil where none was found.
  public let ending: Ending?
  /// Up to how many sources every set was tried that leaves out further records of the hotspot.
  public let searched: Int
  /// What the accused say; nil where they deny none of its records.
  public let accused: AccusedVersion?
}
