/// What one source says about an incident.
public struct Claim: Hashable, Sendable {
  /// The most claims of one incident that are read: each is compared with the others.
  package static let mostOfIncident = 1000

  /// The claim's name within the incident.
  public var id: String?
  /// Who says it.
  public var source: String
  /// The group the source belongs to; sources of one group are not independent. Nil: itself.
  public var sourceGroup: String?
  /// What kind of source it is.
  public var sourceKind: SourceKind?
  /// The party the source speaks for, if any.
  public var speaksFor: String?
  /// What it does.
  public var stance: Stance
  /// When it was said.
  public var date: UncertainDate?
  /// The parties it holds responsible.
  public var attributedTo: [Attribution]
  /// How many were killed according to it.
  public var toll: TollInterval?
  /// Ids of claims of others that it shows to be wrong.
  public var showsWrong: [String]
  /// What it says, in short.
  public var summary: String?
  /// Its own words.
  public var quote: String?
  /// A remark of the recorder.
  public var note: String?
  /// Where it was published.
  public var url: String?

  /// Makes a claim; only source and stance are needed.
  public init(
    id: String? = nil, source: String, sourceGroup: String? = nil,
    sourceKind: SourceKind? = nil, speaksFor: String? = nil, stance: Stance,
    date: UncertainDate? = nil, attributedTo: [Attribution] = [], toll: TollInterval? = nil,
    showsWrong: [String] = [], summary: String? = nil, quote: String? = nil,
    note: String? = nil, url: String? = nil
  ) {
    self.id = id
    self.source = source
    self.sourceGroup = sourceGroup
    self.sourceKind = sourceKind
    self.speaksFor = speaksFor
    self.stance = stance
    self.date = date
    self.attributedTo = attributedTo
    self.toll = toll
    self.showsWrong = showsWrong
    self.summary = summary
    self.quote = quote
    self.note = note
    self.url = url
  }
}

/// What a claim does.
public enum Stance: String, Hashable, Sendable, CaseIterable {
  /// Says that it happened.
  case alleges
  /// Says that it happened, on its own knowledge; said by a party accused, accepts responsibility.
  case confirms
  /// Says that it did not happen, or that the party accused did not do it.
  case denies
  /// Denies a part.
  case partlyDenies = "partly-denies"
  /// Takes back what the same source group said before.
  case withdraws
}

/// What kind of source a claim has.
public enum SourceKind: String, Hashable, Sendable, CaseIterable {
  /// A party to the conflict.
  case party
  /// A human-rights group.
  case rightsGroup = "rights-group"
  /// A news outlet.
  case media
  /// A body of the United Nations.
  case un
  /// An authority.
  case official
  /// A witness or survivor.
  case witness
  /// A data set.
  case dataset
  /// Any other.
  case other
}

/// A party held responsible.
public struct Attribution: Hashable, Sendable {
  /// The party.
  public var party: String
  /// The group the party belongs to, as sources name theirs.
  public var group: String?
  /// How firmly it is named.
  public var certainty: Certainty

  /// How firmly a party is named.
  public enum Certainty: String, Hashable, Sendable, CaseIterable {
    /// Named outright.
    case named
    /// Named as possible.
    case possible
  }

  /// Makes an attribution.
  public init(party: String, group: String? = nil, certainty: Certainty = .named) {
    self.party = party
    self.group = group
    self.certainty = certainty
  }
}
