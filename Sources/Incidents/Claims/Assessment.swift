/// What a named rule derives from the claims of an incident.
public struct Assessment: Hashable, Sendable {
  /// The rule.
  public let rule: GradeRule
  /// How well it is supported.
  public let grade: Grade
  /// How many were killed: from the claims, else as reported by the data set; nil if not given.
  public let toll: Toll?
  /// The sources that allege it.
  public let allegedBy: [String]
  /// The sources that deny it.
  public let deniedBy: [String]
  /// The parties held responsible: by the claims, then those the data set names.
  public let attributedTo: [String]

  /// Takes over what somebody derived by a rule.
  public init(
    rule: GradeRule, grade: Grade, toll: Toll? = nil, allegedBy: [String] = [],
    deniedBy: [String] = [], attributedTo: [String] = []
  ) {
    self.rule = rule
    self.grade = grade
    self.toll = toll
    self.allegedBy = allegedBy
    self.deniedBy = deniedBy
    self.attributedTo = attributedTo
  }

  /// Applies a rule to an incident.
  public init(_ incident: Incident, by rule: GradeRule) {
    let claims = incident.claims
    self.rule = rule
    grade = rule.grade(claims)
    toll = rule.toll(claims) ?? incident.reportedToll?.toll
    allegedBy = rule.allegedBy(claims)
    deniedBy = rule.deniedBy(claims)
    attributedTo = (rule.attributedTo(claims) + incident.attributedTo).withoutRepeats
  }
}
