import Balise

extension RouteHotspotReport {
  /// A number of a stretch: a column of the text, and a property.
  private struct Field {
    /// Nil where the text leaves it out.
    let header: String?
    let name: String
    let value: Double?
    let text: String

    init(_ header: String?, _ name: String, _ value: Double?, _ text: (Double) -> String) {
      (self.header, self.name, self.value) = (header, name, value)
      self.text = value.map(text) ?? ""
    }

    /// With so many decimals in the text.
    init(_ header: String?, _ name: String, _ value: Double?, places: Int = 2) {
      self.init(header, name, value) { Console.decimal($0, places: places) }
    }
  }

  /// Sections with their rates.
  /// - Parameter fragilities: for each whose word it rests on; empty where that is not asked for.
  init(
    sections: [RouteSectionTotal], fragilities: [HotspotFragility?], route: Route,
    period: StudyPeriod
  ) throws {
    items = ("sections", [])
    let hasWays = sections.contains { $0.forward + $0.backward > 0 }
    var rows: [[Field]] = []
    for (place, section) in sections.enumerated() {
      func rate(_ number: Double) -> Double { section.rate(number, years: period.years) }
      func killed(_ number: Double) -> Double? { section.hasNoToll ? nil : number }
      let hasShare = section.replicateShare != nil
      var fields = [
        Field("INCIDENTS", "incidents", section.incidents),
        Field("EXPECTED", "expected", section.expected),
        Field("PER_100KM_YEAR", "per_100km_year", rate(section.incidents)),
        Field("FROM", "per_100km_year_low", rate(section.interval.low)),
        Field("TO", "per_100km_year_high", rate(section.interval.high)),
        Field("KILLED", "killed", killed(section.killed)),
        Field("KILLED_PER_100KM_YEAR", "killed_per_100km_year", killed(rate(section.killed))),
        Field("FROM", "killed_per_100km_year_low", killed(rate(section.killedInterval.low))),
        Field("TO", "killed_per_100km_year_high", killed(rate(section.killedInterval.high))),
      ]
      if hasWays {
        fields += [
          Field("FORWARD", "forward", section.forward),
          Field("BACKWARD", "backward", section.backward),
        ]
      }
      fields += [
        Field("P", "p", section.p, HotspotBasis.pText),
        Field("P_ADJUSTED", "p_adjusted", section.adjustedP, HotspotBasis.pText),
        Field(hasShare ? "DOTS" : nil, "dots_incidents", section.dots.incidents),
        Field(hasShare ? "DOTS_P" : nil, "dots_p", section.dots.p, HotspotBasis.pText),
        Field(
          hasShare ? "REPLICATE_SHARE" : nil, "replicate_share", section.replicateShare, places: 3),
      ]
      rows.append(fields)
      try add(
        id: "\(route.id) km \(thousandths(section.from))", route, section.from, section.to, fields,
        fragilities.indices.contains(place) ? fragilities[place] : nil)
    }
    table = Self.table(rows, names: sections.map { Self.name(route, $0.from, $0.to) })
    remarks.append(
      "95 % intervals: Garwood for incidents, Fay and Feuer for the killed; p_adjusted: Benjamini "
        + "and Hochberg, over the sections")
    if hasWays, let first = route.stops.first?.name, let last = route.stops.last?.name {
      remarks.append("forward: on the way from \(first) to \(last), where the record says so")
    }
  }

  /// The stretches of a scan.
  /// - Parameter fragilities: for each whose word it rests on; empty where that is not asked for.
  init(scan hotspots: [RouteHotspot], fragilities: [HotspotFragility?], route: Route) throws {
    items = ("stretches", [])
    var rows: [[Field]] = []
    for (place, hotspot) in hotspots.enumerated() {
      let window = hotspot.window
      let hasShare = hotspot.replicateShare != nil
      let fields = [
        Field("INCIDENTS", "incidents", window.observed),
        Field("EXPECTED", "expected", window.expected),
        Field("LLR", "llr", window.logLikelihoodRatio, places: 3),
        Field("P", "p", window.p, HotspotBasis.pText),
        Field(hasShare ? "DOTS" : nil, "dots_incidents", hotspot.dots.incidents, places: 0),
        Field(hasShare ? "DOTS_P" : nil, "dots_p", hotspot.dots.p, HotspotBasis.pText),
        Field(
          hasShare ? "REPLICATE_SHARE" : nil, "replicate_share", hotspot.replicateShare, places: 3),
      ]
      rows.append(fields)
      try add(
        id: "stretch \(place + 1)", rank: place + 1, route, window.from, window.to, fields,
        fragilities.indices.contains(place) ? fragilities[place] : nil)
    }
    table =
      hotspots.isEmpty
      ? ["No stretch has more incidents than its length gives."]
      : Self.table(
        rows, names: hotspots.map { Self.name(route, $0.window.from, $0.window.to) }, isRanked: true
      )
  }

  /// Adds a stretch to the list and the features.
  private mutating func add(
    id: String, rank: Int? = nil, _ route: Route, _ from: Double, _ to: Double, _ fields: [Field],
    _ fragility: HotspotFragility?
  ) throws {
    var properties = Properties()
    properties.append("rank", rank.map { .integer($0) })
    for member in Self.place(route, from, to).members {
      properties.append(member.name, member.value)
    }
    for field in fields { properties.append(field.name, Self.optional(field.value)) }
    var item = properties
    item.append("fragility", fragility?.report)
    items.members.append(item)
    for member in fragility?.properties.members ?? [] {
      properties.append(member.name, member.value)
    }
    if let fragility {
      let name = "km \(Self.name(route, from, to).joined(separator: ", "))"
      fragilityLines += FragilityText(fragility: fragility).lines.map { "\(name): \($0)" }
    }
    let line = try route.section(fromKilometers: from, toKilometers: to).line
    features.append(
      Feature(
        id: id,
        geometry: AntimeridianCut.cut(
          .lineString(Geodesic.wgs84.densify(line, maximumDeviationMeters: 100))),
        properties: properties))
  }

  /// A table of stretches.
  private static func table(
    _ rows: [[Field]], names: [[String]], isRanked: Bool = false
  ) -> [String] {
    guard let first = rows.first else { return [] }
    let shown = first.indices.filter { first[$0].header != nil }
    let header = (isRanked ? ["#"] : []) + ["KM", "STOPS"] + shown.map { first[$0].header ?? "" }
    let lines = zip(rows, names).enumerated().map { place, row in
      (isRanked ? ["\(place + 1)"] : []) + row.1 + shown.map { row.0[$0].text }
    }
    return aligned(
      [header] + lines, right: Set(header.indices).subtracting([isRanked ? 2 : 1]))
  }

  /// The kilometres of a stretch and its stops, as a table has them.
  private static func name(_ route: Route, _ from: Double, _ to: Double) -> [String] {
    [
      Console.decimal(from, places: 1) + " - " + Console.decimal(to, places: 1),
      stops(route, from, to),
    ]
  }

  /// The stops between which a stretch lies, or those that bound it.
  private static func stops(_ route: Route, _ from: Double, _ to: Double) -> String {
    let before = route.stops.last { $0.measureKilometers <= from + 1e-3 }
    let after = route.stops.first { $0.measureKilometers >= to - 1e-3 }
    return "\(before?.name ?? "start") - \(after?.name ?? "end")"
  }

  static func place(_ route: Route, _ from: Double, _ to: Double) -> Properties {
    [
      "route_id": .string(route.id), "route_from_km": .number(thousandths(from)),
      "route_to_km": .number(thousandths(to)), "stops": .string(stops(route, from, to)),
    ]
  }
}
