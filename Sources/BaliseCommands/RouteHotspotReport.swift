import Balise

/// What a statistic along roads found, as text, as JSON and as features.
struct RouteHotspotReport {
  /// The features; none for a function of distance.
  var features: [Feature] = []
  /// What is told of each of them, with the name of the list.
  var items: (name: String, members: [Properties])
  /// The answer in columns.
  var table: [String]
  /// What the run rests on.
  private(set) var basis = Properties()
  private var basisLines: [String] = []
  /// What has to be said of the statistic.
  var remarks: [String] = []
  /// What is told once for all distances.
  var summary = Properties()

  /// The answer as an object.
  var properties: Properties {
    var properties = basis
    for member in summary.members { properties.append(member.name, member.value) }
    properties.append(items.name, .array(items.members.map { .object($0) }))
    return properties
  }

  /// The answer as text.
  var lines: [String] { table + basisLines }

  /// Adds what the run rests on.
  /// - Parameter replicates: how many draws there were; nil where nothing was uncertain.
  mutating func finish(_ basis: HotspotBasis, replicates: Int?, uncertain: Int) {
    var basis = basis
    if let replicates {
      basis.parameters.append("replicates", .integer(replicates))
      basis.remarks.append(
        "\(counted(uncertain, "place")) \(uncertain == 1 ? "is" : "are") uncertain and count"
          + "\(uncertain == 1 ? "s" : "") by the part on each stretch; dots take the point that "
          + "stands for a place for granted; the replicate share describes draws and is no p")
    }
    basis.remarks += remarks
    self.basis = basis.properties
    basisLines = basis.lines
  }

  private static func rounded(_ value: Double, _ places: Double = 1_000_000) -> Double {
    (value * places).rounded() / places
  }

  static func number(_ value: Double) -> PropertyValue { .number(rounded(value)) }

  static func optional(_ value: Double?) -> PropertyValue? { value.map(number) }

  // MARK: Stretches of a route

  private static func feature(
    _ id: String, _ route: Route, _ from: Double, _ to: Double, _ properties: Properties
  ) throws -> Feature {
    let line = try route.section(fromKilometers: from, toKilometers: to).line
    return Feature(
      id: id,
      geometry: AntimeridianCut.cut(
        .lineString(Geodesic.wgs84.densify(line, maximumDeviationMeters: 100))),
      properties: properties)
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

  /// Sections with their rates.
  init(sections: [RouteSectionTotal], route: Route, period: StudyPeriod) throws {
    let years = period.years
    let hasShares = sections.contains { $0.replicateShare != nil }
    let hasWays = sections.contains { $0.forward + $0.backward > 0 }
    var header = ["KM", "STOPS", "INCIDENTS", "EXPECTED", "PER_100KM_YEAR", "FROM", "TO"]
    header += ["KILLED", "KILLED_PER_100KM_YEAR", "FROM", "TO"]
    header += (hasWays ? ["FORWARD", "BACKWARD"] : []) + ["P", "P_ADJUSTED"]
    header += hasShares ? ["DOTS", "DOTS_P", "REPLICATE_SHARE"] : []
    var rows = [header]
    items = ("sections", [])
    for section in sections {
      func rate(_ number: Double) -> Double { section.rate(number, years: years) }
      func text(_ value: Double) -> String { Console.decimal(value, places: 2) }
      var row = [
        Console.decimal(section.from, places: 1) + " - "
          + Console.decimal(section.to, places: 1),
        Self.stops(route, section.from, section.to), text(section.incidents),
        text(section.expected), text(rate(section.incidents)), text(rate(section.interval.low)),
        text(rate(section.interval.high)),
      ]
      let killed = [
        section.killed, rate(section.killed), rate(section.killedInterval.low),
        rate(section.killedInterval.high),
      ]
      row += killed.map { section.hasNoToll ? "" : text($0) }
      if hasWays { row += [text(section.forward), text(section.backward)] }
      row += [HotspotBasis.pText(section.p), HotspotBasis.pText(section.adjustedP)]
      if let share = section.replicateShare {
        row.append(text(section.dots.incidents))
        row.append(HotspotBasis.pText(section.dots.p))
        row.append(Console.decimal(share, places: 3))
      }
      rows.append(row)
      var properties = Self.place(route, section.from, section.to)
      properties.append("incidents", Self.number(section.incidents))
      properties.append("expected", Self.number(section.expected))
      properties.append("per_100km_year", Self.number(rate(section.incidents)))
      properties.append("per_100km_year_low", Self.number(rate(section.interval.low)))
      properties.append("per_100km_year_high", Self.number(rate(section.interval.high)))
      if !section.hasNoToll {
        properties.append("killed", Self.number(section.killed))
        properties.append("killed_per_100km_year", Self.number(rate(section.killed)))
        properties.append(
          "killed_per_100km_year_low", Self.number(rate(section.killedInterval.low)))
        properties.append(
          "killed_per_100km_year_high", Self.number(rate(section.killedInterval.high)))
      }
      if hasWays {
        properties.append("forward", Self.number(section.forward))
        properties.append("backward", Self.number(section.backward))
      }
      properties.append("p", Self.number(section.p))
      properties.append("p_adjusted", Self.number(section.adjustedP))
      properties.append("dots_incidents", Self.number(section.dots.incidents))
      properties.append("dots_p", Self.number(section.dots.p))
      properties.append("replicate_share", Self.optional(section.replicateShare))
      items.members.append(properties)
      features.append(
        try Self.feature(
          "\(route.id) km \(thousandths(section.from))", route, section.from, section.to,
          properties))
    }
    table = aligned(rows, right: Set(header.indices).subtracting([1]))
    remarks.append(
      "95 % intervals: Garwood for incidents, Fay and Feuer for the killed; p_adjusted: Benjamini "
        + "and Hochberg, over the sections")
    if hasWays, let first = route.stops.first?.name, let last = route.stops.last?.name {
      remarks.append("forward: on the way from \(first) to \(last), where the record says so")
    }
  }

  /// The stretches of a scan.
  init(scan hotspots: [RouteHotspot], route: Route) throws {
    let hasShares = hotspots.contains { $0.replicateShare != nil }
    let header =
      ["#", "KM", "STOPS", "INCIDENTS", "EXPECTED", "LLR", "P"]
      + (hasShares ? ["DOTS", "DOTS_P", "REPLICATE_SHARE"] : [])
    var rows = [header]
    items = ("stretches", [])
    for (place, hotspot) in hotspots.enumerated() {
      let window = hotspot.window
      var row = [
        "\(place + 1)",
        Console.decimal(window.from, places: 1) + " - " + Console.decimal(window.to, places: 1),
        Self.stops(route, window.from, window.to), Console.decimal(window.observed, places: 2),
        Console.decimal(window.expected, places: 2),
        Console.decimal(window.logLikelihoodRatio, places: 3), HotspotBasis.pText(window.p),
      ]
      if let share = hotspot.replicateShare {
        row.append(Console.decimal(hotspot.dots.incidents, places: 0))
        row.append(hotspot.dots.p.map(HotspotBasis.pText) ?? "")
        row.append(Console.decimal(share, places: 3))
      }
      rows.append(row)
      var properties: Properties = ["rank": .integer(place + 1)]
      for member in Self.place(route, window.from, window.to).members {
        properties.append(member.name, member.value)
      }
      properties.append("incidents", Self.number(window.observed))
      properties.append("expected", Self.number(window.expected))
      properties.append("llr", Self.number(window.logLikelihoodRatio))
      properties.append("p", Self.number(window.p))
      properties.append("dots_incidents", Self.number(hotspot.dots.incidents))
      properties.append("dots_p", Self.optional(hotspot.dots.p))
      properties.append("replicate_share", Self.optional(hotspot.replicateShare))
      items.members.append(properties)
      features.append(
        try Self.feature("stretch \(place + 1)", route, window.from, window.to, properties))
    }
    table =
      hotspots.isEmpty
      ? ["No stretch has more incidents than its length gives."]
      : aligned(rows, right: [0, 1, 3, 4, 5, 6, 7, 8, 9])
  }
}
