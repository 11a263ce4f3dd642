import GeoFormats
import Incidents
import SimpleFeatures

extension BaliseFeature {
  /// A value that is JSON in text, or that another program has already taken apart.
  func parsed(_ value: PropertyValue) throws -> PropertyValue {
    guard case .string(let text) = value else { return value }
    return try JSONParser.parse(text, file: row.fileName)
  }

  /// The claims; none where they are not given or cannot be read.
  mutating func claims() -> [Claim] {
    guard let form = self[.claims], form.isGiven else { return [] }
    do {
      return try Claim.list(form: parsed(form), fileName: row.fileName)
    } catch {
      row.lose(
        "geojson-claims", "claims", form.writtenText, "not claims in Balise's form: \(error)",
        action: "grade and toll are taken as they stand")
      return []
    }
  }

  /// Takes toll and parties, and the grade where no claims are given.
  mutating func assess(_ incident: inout Incident) {
    let minimum = row.count("killed_min", self[.killedMinimum])
    let best = row.count("killed_best", self[.killedBest])
    let maximum = row.count("killed_max", self[.killedMaximum])
    let isOpen = self[.killedOpen]?.isTrue ?? false
    incident.attributedTo = list(.attributedTo)
    if !isOpen {
      incident.reportedToll = try? ReportedToll(low: minimum, best: best, high: maximum)
    }
    guard incident.claims.isEmpty else { return }
    let (alleged, denied) = (list(.allegedBy), list(.deniedBy))
    var grade = Grade.unstated
    if let given = text(.grade) {
      if let known = Grade(rawValue: given),
        text(.gradeRule) ?? GradeRule.balise1.rawValue == GradeRule.balise1.rawValue
      {
        grade = known
      } else {
        row.lose(
          "geojson-grade", "grade", given,
          "not a grade of rule balise-1", action: "taken as unstated")
      }
    }
    if grade == .unstated && alleged.isEmpty && denied.isEmpty && !isOpen { return }
    let hasToll = minimum != nil || best != nil || maximum != nil || isOpen
    incident.statedAssessment = Assessment(
      rule: .balise1, grade: grade,
      toll: hasToll
        ? Toll(minimum: minimum, best: best, maximum: isOpen ? nil : maximum, isOpen: isOpen) : nil,
      allegedBy: alleged, deniedBy: denied, attributedTo: incident.attributedTo)
  }
}
