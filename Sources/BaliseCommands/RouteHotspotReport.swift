import Balise

/// What a statistic along roads found, as text, as JSON and as features.
struct RouteHotspotReport {
  /// The features; none for a function of distance.
  private(set) var features: [Feature] = []
  /// What is told of each of them, with the name of the list.
  private var items: (name: String, members: [Properties])
  private var table: [String]
  /// What the run rests on.
  private(set) var basis = Properties()
  private var basisLines: [String] = []
  private var remarks: [String] = []
  /// What is told once for all distances.
  private var summary = Properties()

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

  private static func number(_ value: Double) -> PropertyValue { .number(rounded(value)) }

  private static func optional(_ value: Double?) -> PropertyValue? { value.map(number) }

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

  private static func place(_ route: Route, _ from: Double, _ to: Double) -> Properties {
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

  // MARK: Networks

  /// How many pieces the text shows.
  private static let mostShown = 10

  /// A density on pieces of a network.
  init(
    density: [Double], dots: [Double]?, of pieces: [NetworkPiece], on network: RouteNetwork,
    route: Route?
  ) {
    items = ("pieces", [])
    // The metres of a route at which each of its edges begins.
    var starts: [Double] = []
    var total = 0.0
    for edge in network.edges {
      starts.append(total)
      total += edge.isGap ? 0 : edge.lengthMeters
    }
    var rows: [[String]] = []
    for (place, piece) in pieces.enumerated() {
      let edge = network.edges[piece.edge]
      let start = route == nil ? 0 : starts[piece.edge]
      let from = (start + piece.fromMeters) / 1000
      let to = (start + piece.toMeters) / 1000
      var properties: Properties = [:]
      if let route {
        properties = Self.place(route, from, to)
      } else {
        properties.append("road_id", .string(edge.id))
        properties.append("road_name", edge.name.isEmpty ? nil : .string(edge.name))
        properties.append("edge", .integer(piece.edge))
        properties.append("edge_from_km", .number(thousandths(from)))
        properties.append("edge_to_km", .number(thousandths(to)))
      }
      properties.append("density_per_km", Self.number(density[place] * 1000))
      properties.append("dots_density_per_km", Self.optional(dots.map { $0[place] * 1000 }))
      items.members.append(properties)
      rows.append([
        route?.id ?? (edge.name.isEmpty ? edge.id : edge.name),
        Console.decimal(from, places: 2) + " - " + Console.decimal(to, places: 2),
        Console.decimal(density[place] * 1000, places: 4),
        dots.map { Console.decimal($0[place] * 1000, places: 4) } ?? "",
      ])
      features.append(
        Feature(
          id: "piece \(place + 1)",
          geometry: piece.line(on: network).map {
            AntimeridianCut.cut(
              .lineString(Geodesic.wgs84.densify($0, maximumDeviationMeters: 100)))
          }, properties: properties))
    }
    let most = density.indices.sorted { (-density[$0], $0) < (-density[$1], $1) }
      .prefix(Self.mostShown)
    let header = ["ROAD", "KM", "PER_KM"] + (dots == nil ? [] : ["DOTS_PER_KM"])
    table = aligned(
      [header] + most.map { Array(rows[$0].prefix(header.count)) }, right: [1, 2, 3])
    let sum = zip(density, pieces).reduce(0) { $0 + $1.0 * $1.1.lengthMeters }
    remarks.append(
      "the \(most.count) densest of \(counted(pieces.count, "piece")), which together hold "
        + "\(Console.decimal(sum, places: 2)) incidents; a density is a description without a test")
  }

  /// The K function with its envelope.
  init(k: (envelope: NetworkEnvelope, replicateShare: Double?), distances: [Double]) {
    let envelope = k.envelope
    items = ("distances", [])
    var rows = [["KM", "K", "MEAN", "LOW", "HIGH"]]
    for (place, meters) in distances.enumerated() {
      let values = [
        envelope.observed[place], envelope.mean[place], envelope.low[place], envelope.high[place],
      ].map { $0 / 1000 }
      let texts = values.map { Console.decimal($0, places: 3) }
      rows.append([Console.decimal(meters / 1000, places: 3)] + texts)
      items.members.append([
        "distance_km": Self.number(meters / 1000), "k_km": Self.number(values[0]),
        "mean_km": Self.number(values[1]), "low_km": Self.number(values[2]),
        "high_km": Self.number(values[3]),
      ])
    }
    table = aligned(rows, right: [0, 1, 2, 3, 4])
    table.append(
      "p \(HotspotBasis.pText(envelope.p)) for all distances together; incidents are "
        + (envelope.greatest.isUp ? "nearer to each other" : "further from each other")
        + " than chance has it most of all at "
        + "\(Console.kilometers(envelope.greatest.meters))"
        + (k.replicateShare.map {
          "; p <= 0.05 in a share of \(Console.decimal($0, places: 3)) of replicates"
        } ?? ""))
    remarks.append(
      "K is that of dots; low and high: 95 % of replications at each distance by itself")
    summary = [
      "p": Self.number(envelope.p), "greatest_at_km": Self.number(envelope.greatest.meters / 1000),
      "greatest_is_up": .bool(envelope.greatest.isUp),
    ]
    summary.append("replicate_share", Self.optional(k.replicateShare))
  }
}
