public import SimpleFeatures

/// One incident: when and where it happened as far as is known, and what each source says of it.
public struct Incident: Hashable, Sendable {
  /// The identifier.
  public var id: String
  /// A line that names it.
  public var title: String?
  /// When it happened.
  public var date: UncertainDate?
  /// Why that date.
  public var dateBasis: String?
  /// What happened, as the source classes it.
  public var eventType: String?
  /// What happened, in a few sentences.
  public var summary: String?
  /// Who the victims were, in words.
  public var victims: String?
  /// Where it happened, as described.
  public var place: Place
  /// Where the input describes the place.
  public var placePosition: InputPosition?
  /// The name of the place as given.
  public var placeName: String?
  /// Whether the sources give the location.
  public var locationBasis: LocationBasis
  /// A remark on the location.
  public var locationNote: String?
  /// What each source says.
  public var claims: [Claim]
  /// The toll of a data set that does not say who claims it.
  public var reportedToll: ReportedToll?
  /// Source lines.
  public var sources: [String]
  /// Parties a data set names without saying who names them.
  public var attributedTo: [String]
  /// The country as given.
  public var countryReported: String?
  /// The first-level region as given.
  public var admin1Reported: String?
  /// The data set it comes from.
  public var dataset: String?
  /// The row of the data set, from 1, the header not counted.
  public var sourceRow: Int?
  /// The input's own columns.
  public var extra: Properties
  /// Further values of the data set that a map shows under their own names, such as `dyad`.
  public var attributes: Properties
  /// General findings that are not claims about this incident.
  public var context: [ContextNote]
  /// Grade, toll and parties where they are given without the claims they follow from; nil where
  /// they are derived.
  public var statedAssessment: Assessment?

  /// Makes an incident; only the identifier is needed.
  public init(
    id: String, title: String? = nil, date: UncertainDate? = nil, dateBasis: String? = nil,
    eventType: String? = nil, summary: String? = nil, victims: String? = nil,
    place: Place = .unknown, placePosition: InputPosition? = nil, placeName: String? = nil,
    locationBasis: LocationBasis = .stated, locationNote: String? = nil,
    claims: [Claim] = [], reportedToll: ReportedToll? = nil,
    sources: [String] = [], attributedTo: [String] = [], countryReported: String? = nil,
    admin1Reported: String? = nil, dataset: String? = nil, sourceRow: Int? = nil,
    extra: Properties = [:], attributes: Properties = [:], context: [ContextNote] = [],
    statedAssessment: Assessment? = nil
  ) {
    self.id = id
    self.title = title
    self.date = date
    self.dateBasis = dateBasis
    self.eventType = eventType
    self.summary = summary
    self.victims = victims
    self.place = place
    self.placePosition = placePosition
    self.placeName = placeName
    self.locationBasis = locationBasis
    self.locationNote = locationNote
    self.claims = claims
    self.reportedToll = reportedToll
    self.sources = sources
    self.attributedTo = attributedTo
    self.countryReported = countryReported
    self.admin1Reported = admin1Reported
    self.dataset = dataset
    self.sourceRow = sourceRow
    self.extra = extra
    self.attributes = attributes
    self.context = context
    self.statedAssessment = statedAssessment
  }

  /// What is stated, else what follows from the claims by rule `balise-1`.
  public var derived: Assessment { statedAssessment ?? Assessment(self, by: .balise1) }

  /// The toll of `derived`, without the rest of it.
  public var derivedToll: Toll? {
    if let statedAssessment { return statedAssessment.toll }
    return GradeRule.balise1.toll(claims) ?? reportedToll?.toll
  }
}

/// A general finding that bears on an incident but is not a claim about it.
public struct ContextNote: Hashable, Sendable {
  /// Who says it.
  public var source: String
  /// What it says.
  public var text: String

  /// Makes a note.
  public init(source: String, text: String) {
    self.source = source
    self.text = text
  }
}
