public import Incidents

/// Who says that an incident happened, whom they hold responsible, and whether those deny it.
public struct Attestation: Hashable, Sendable {
  /// Sources that are not independent of each other, under one name.
  public struct Source: Hashable, Sendable {
    /// The group, or the source where it has none.
    public let name: SourceName
    /// Its kind; nil where that is not stated.
    public let kind: SourceKind?

    /// Makes a source.
    public init(_ name: SourceName, kind: SourceKind? = nil) {
      self.name = name
      self.kind = kind
    }
  }

  /// The sources that assert it, in order of first appearance; none where nobody is on record.
  public let sources: [Source]
  /// The parties held responsible.
  public let parties: [String]
  /// Whether a party held responsible denies it; to deny a part is not to deny it.
  public let isDenied: Bool

  /// Makes an attestation.
  public init(sources: [Source] = [], parties: [String] = [], isDenied: Bool = false) {
    self.sources = sources
    self.parties = parties
    self.isDenied = isDenied
  }

  /// That of an incident: of its claims where it has any, else of the lists that its file states,
  /// else of its source lines.
  ///
  /// Of a list `denied_by` it is not known for whom its members speak; each counts as accused.
  public init(_ incident: Incident) {
    let rule = GradeRule.balise1
    let parties = incident.derived.attributedTo.map { name in
      name.hasSuffix(" (possible)") ? String(name.dropLast(" (possible)".count)) : name
    }
    var isDenied = false
    var sources: [Source] = []
    if !incident.claims.isEmpty {
      sources = rule.standingAllegations(incident.claims).map {
        Source(SourceName($0.sourceGroup ?? $0.source), kind: $0.sourceKind)
      }
      isDenied = rule.isDeniedByAccused(incident.claims)
    } else {
      if let stated = incident.statedAssessment {
        sources = stated.allegedBy.map { Source(SourceName($0)) }
        isDenied = !stated.deniedBy.isEmpty
      }
      if sources.isEmpty {
        sources = incident.sources.flatMap { SourceName.names(in: $0) }.map { Source($0) }
      }
    }
    var seen: Set<String> = []
    self.init(
      sources: sources.filter {
        seen.insert("\($0.name.key)\n\($0.kind?.rawValue ?? "")").inserted
      },
      parties: parties, isDenied: isDenied)
  }
}
