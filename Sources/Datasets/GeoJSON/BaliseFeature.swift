import GeoFormats
import Incidents
import SimpleFeatures

/// A feature that `map` wrote, as the incident it was.
///
/// What a source said is taken from the properties, the place from `place` or, where that is
/// missing, from the kind, the geometry and the properties that belong to it; grade, toll and
/// parties from `claims` or, where that is missing, as they stand. The rest is worked out anew.
struct BaliseFeature {
  private(set) var row: FeatureRow
  private var values: [PropertyValue?]
  private var attributes: [PropertyValue?]
  private var others = Properties()

  /// Whether a feature was written by `map`.
  static func isOne(_ feature: Feature) -> Bool {
    feature.properties[BaliseProperty.locationKind.rawValue]?.string != nil
      && feature.properties[BaliseProperty.grade.rawValue] != nil
  }

  init(_ row: FeatureRow, keepsColumns: Bool) {
    self.row = row
    values = Array(repeating: nil, count: BaliseProperty.allCases.count)
    attributes = Array(repeating: nil, count: BaliseProperty.attributes.count)
    for member in row.feature.properties.members {
      switch BaliseProperty.roles[member.name] {
      case .property(_, let position): values[position] = member.value
      case .attribute(let position): attributes[position] = member.value
      case nil: if keepsColumns { others.append(member.name, member.value) }
      }
    }
  }

  /// The incident; nil never: what cannot be read is said and left out.
  mutating func incident() -> Incident {
    let id = text(.id) ?? row.feature.id ?? String(row.number)
    row.id = id
    let claims = claims()
    var incident = Incident(
      id: id, title: text(.title), date: date(), dateBasis: text(.dateBasis),
      eventType: text(.eventType), summary: text(.summary), victims: text(.victims),
      place: place(), placeName: text(.placeName),
      locationBasis: text(.locationBasis)?.hasPrefix("assumed") == true ? .assumed : .stated,
      locationNote: text(.locationNote), claims: claims, sources: list(.sources),
      countryReported: text(.countryReported), admin1Reported: text(.admin1Reported),
      dataset: text(.dataset), sourceRow: self[.sourceRow]?.writtenInteger,
      extra: ownColumns(), attributes: ownAttributes())
    assess(&incident)
    return incident
  }

  private subscript(property: BaliseProperty) -> PropertyValue? {
    BaliseProperty.positions[property].flatMap { values[$0] }
  }

  private func text(_ property: BaliseProperty) -> String? { self[property]?.writtenText }

  /// Texts joined with "; ".
  private func list(_ property: BaliseProperty) -> [String] {
    guard let text = text(property) else { return [] }
    return text.split(separator: "; ", omittingEmptySubsequences: false).map(String.init)
  }

  // MARK: Date

  private mutating func date() -> UncertainDate? {
    if let edtf = text(.dateEDTF) {
      if let date = try? UncertainDate(edtf: edtf) { return date }
      row.lose("date-damaged", "date_edtf", edtf, "not a date in EDTF", action: "left out")
    }
    let precision = text(.datePrecision).flatMap(DatePrecision.init(rawValue:))
    switch (day(.dateStart), day(.dateEnd)) {
    case (let first?, let last?):
      if first > last {
        row.doubt(
          "dates-swapped", "date_end", "\(first), \(last)", "date_end lies before date_start",
          action: "taken as \(last) to \(first)")
      }
      return try? UncertainDate(
        start: min(first, last), end: max(first, last), precision: precision)
    case (let first?, nil): return try? UncertainDate(edtf: "\(first)/..")
    case (nil, let last?): return try? UncertainDate(edtf: "../\(last)")
    case (nil, nil): return nil
    }
  }

  private mutating func day(_ property: BaliseProperty) -> Day? {
    guard let text = text(property) else { return nil }
    if case .day(let day) = DateText.read(text) { return day }
    row.lose("date-damaged", property.rawValue, text, "not a date of the form YYYY-MM-DD")
    return nil
  }

  // MARK: Place

  private mutating func place() -> Place {
    if let form = self[.place], form.isGiven {
      do {
        let place = try Place(form: parsed(form), fileName: row.fileName)
        checkPosition(of: place)
        return place
      } catch {
        row.lose(
          "geojson-place", "place", form.writtenText, "not a place in Balise's form: \(error)",
          action: "the geometry is taken instead")
      }
    }
    switch text(.locationKind) {
    case "unknown": return .unknown
    case "near":
      if let radius = self[.locationRadius]?.writtenNumber, radius >= 0,
        case .exact(let center) = row.drawnPlace()
      {
        return .near(center: .coordinate(center, name: nil), radiusMeters: radius, clippedTo: [])
      }
    case "route_section":
      if let route = text(.routeID), let from = self[.routeFrom]?.writtenNumber,
        let to = self[.routeTo]?.writtenNumber
      {
        return .routeSection(route: route, from: .kilometers(from), to: .kilometers(to))
      }
    case "area":
      if let id = text(.areaID) { return .area(AreaReference(names: [id])) }
    case "exact", "between", "line", "surface": return row.drawnPlace()
    default: break
    }
    let kind = text(.locationKind) ?? ""
    row.doubt(
      "geojson-place", "location_kind", kind,
      "the properties of the feature do not say enough for a place of this kind",
      action: "the geometry is taken as it is")
    return row.drawnPlace()
  }

  /// A value that is JSON in text, or that another program has already taken apart.
  private func parsed(_ value: PropertyValue) throws -> PropertyValue {
    guard case .string(let text) = value else { return value }
    return try JSONParser.parse(text, file: row.fileName)
  }

  /// Says where a point was moved and `place` was not.
  private mutating func checkPosition(of place: Place) {
    let center: Coordinate
    switch place {
    case .exact(let point), .near(.coordinate(let point, _), _, _): center = point
    default: return
    }
    guard case .point(let drawn) = row.feature.geometry else { return }
    // A drawn longitude beyond 180 is the same place a turn further.
    let turn = ((drawn.longitude - center.longitude) / 360).rounded() * 360
    guard
      abs(drawn.longitude - center.longitude - turn) > 1e-5
        || abs(drawn.latitude - center.latitude) > 1e-5
    else { return }
    row.doubt(
      "geojson-place", "place", "\(drawn.longitude),\(drawn.latitude)",
      "the point does not lie where `place` says", action: "`place` counts; take it out if not")
  }

  // MARK: Claims

  private mutating func claims() -> [Claim] {
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
  private mutating func assess(_ incident: inout Incident) {
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

  // MARK: The rest

  private func ownAttributes() -> Properties {
    var properties = Properties()
    for (name, value) in zip(BaliseProperty.attributes, attributes) where value?.isGiven == true {
      properties.append(name, value)
    }
    return properties
  }

  /// The input's own columns, under the names that they had before `src_` was put before them, and
  /// what others added.
  private mutating func ownColumns() -> Properties {
    var columns = Properties()
    var met: Set<String> = []
    for member in others.members where member.value.isGiven {
      let name = member.name.hasPrefix("src_") ? String(member.name.dropFirst(4)) : member.name
      if met.insert(name).inserted {
        columns.append(name, member.value)
      } else {
        row.lose(
          "geojson-name-taken", member.name, member.value.writtenText,
          "two properties would be kept under one name")
      }
    }
    return columns
  }
}
