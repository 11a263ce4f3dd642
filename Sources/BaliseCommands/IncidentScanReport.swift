import Balise

/// What a scan of incidents found, as text, as JSON and as GeoJSON.
struct IncidentScanReport {
  let scan: IncidentScan
  let found: IncidentScanResult
  let options: ScanOptions
  let study: ScanPeriod
  let counts: MappingCounts
  let selection: String
  /// For each cluster whose word it rests on; empty where that is not asked for.
  var fragilities: [HotspotFragility?] = []

  private var layout: ScanLayout { found.layout }
  private var clusters: [ScanCluster] { found.result.clusters }
  private var isSpatial: Bool { options.analysis == .spatial }
  private var isPermutation: Bool { options.chosenModel == .permutation }

  // MARK: What it rests on

  private var model: String {
    switch options.chosenModel {
    case .permutation: "space-time permutation (Kulldorff et al. 2005)"
    case .poisson: "discrete Poisson (Kulldorff 1997)"
    case .bernoulli: "Bernoulli (Kulldorff 1997)"
    }
  }

  private var timing: String {
    switch options.analysis {
    case .spatial: "purely spatial"
    case .spaceTime: "retrospective space-time"
    case .prospective: "prospective space-time"
    }
  }

  private var words: String {
    let days = scan.intervals.days(0..<scan.intervals.count)
    return "\(grouped(layout.locations.count)) locations, \(days.first) to \(days.last)"
  }

  private var exposure: String? {
    switch scan.comparison {
    case .permutation: nil
    case .controls: "the share of cases among all records"
    case .population: "the population of \(options.population ?? "")"
    }
  }

  var basis: HotspotBasis {
    var parameters: Properties = [
      "model": .string(options.chosenModel.rawValue),
      "analysis": .string(options.analysis.rawValue),
    ]
    if case .population = scan.comparison {
      parameters.append("population", text: options.population)
      parameters.append("population_field", text: options.populationField)
    } else {
      parameters.append("grid", .string(options.grid))
    }
    parameters.append("cases", text: options.cases)
    parameters.append("interval", text: study.interval?.text)
    parameters.append("intervals", .integer(scan.intervals.count))
    parameters.append("max_share", .number(scan.settings.maximumShare))
    parameters.append("max_radius_km", scan.settings.maximumRadius.map { .number($0) })
    if !isSpatial {
      parameters.append(
        "max_time_intervals",
        .integer(scan.settings.longestWindow ?? scan.intervals.count / 2))
    }
    parameters.append("p_value", .string((options.pValue ?? .rank).rawValue))
    parameters.append("units_of_a_record", .integer(found.units))
    parameters.append("replicates", .integer(found.replicates))
    parameters.append("selection", .string(selection))
    return HotspotBasis(
      method: "Kulldorff's scan statistic, \(model), \(timing)", parameters: parameters,
      studyArea: words, seed: UInt64(clamping: scan.settings.seed),
      draws: ("replications", found.result.maxima.count), tests: 1, exposure: exposure,
      records: (counts.records, counts.rejected), used: layout.used,
      leftOut: [("not_selected", "not selected", counts.notSelected)]
        + ScanExclusion.allCases.map { ($0.key, $0.rawValue, layout.exclusions[$0] ?? 0) },
      remarks: remarks)
  }

  private var remarks: [String] {
    var remarks: [String] = []
    if isPermutation {
      remarks.append(
        "growth that differs between areas, in what happens or in what is reported, makes false "
          + "clusters")
    }
    switch options.pValue {
    case .gumbel:
      remarks.append(
        "p is read off a Gumbel distribution fitted to the replications' maxima, and may be smaller "
          + "than any rank")
    case .sequential:
      remarks.append(
        "sequential: of at most \(grouped(scan.settings.replications)) replications those are drawn "
          + "until \(grouped(scan.settings.pValue.stop ?? 0)) reach the first cluster")
    case .rank, nil: break
    }
    if options.chosenModel == .bernoulli {
      remarks.append(
        "\(counted(layout.cases, "case")), \(counted(layout.used - layout.cases, "control"))")
    }
    if layout.uncertain > 0 {
      var text =
        "\(grouped(layout.uncertain)) of \(counted(layout.used, "record")) may lie in several "
        + "locations\(isSpatial ? "" : " or intervals")"
      text +=
        found.isOfDots
        ? ": p is not known, because how they would be described elsewhere is not; dots_p takes their "
          + "representative points and middle days for granted"
        : "; p is that of their expected counts, dots_p that of their representative points and middle "
          + "days, taken for granted"
      remarks.append(text)
      if found.replicates > 0 {
        remarks.append(
          "replicate_share: in what share of \(grouped(found.replicates)) draws of places and days the "
            + "same circle and time is as striking as 5 % of maps without clusters; it describes the "
            + "draws and is no error rate")
      }
      let (ofDots, own) = (found.dotClusters.count(where: isFirm), clusters.count(where: isFirm))
      if !found.isOfDots {
        remarks.append(
          "clusters with p of at most 0.05: \(own) on expected counts, \(ofDots) on dots alone")
      }
    }
    return remarks
  }

  private func isFirm(_ cluster: ScanCluster) -> Bool { (cluster.pValue ?? 1) <= 0.05 }

  // MARK: Forms

  var properties: PropertyValue {
    var document = basis.properties
    document.append("edge", .string(Self.edge))
    document.append(
      "clusters",
      .array(clusters.indices.map { .object(properties($0, isFlat: false)) }))
    return .object(document)
  }

  static let edge =
    "the circle reaches the convex hull of all locations; what lies behind it is not in the study"

  /// A table of the clusters, a sentence on each, and what it rests on.
  var lines: [String] {
    let hasDots = !found.dots.isEmpty
    let hasShares = !found.replicateShares.isEmpty
    var header = ["#", "centre", "locations", "radius km"]
    if !isSpatial { header += ["start", "end"] }
    header += ["observed", "expected", isPermutation ? "ratio" : "risk", "LLR"]
    if !found.isOfDots { header.append("p") }
    if hasDots { header.append("dots p") }
    if hasShares { header.append("replicates") }
    header.append("")
    let rows = clusters.enumerated().map { place, cluster -> [String] in
      let days = scan.intervals.days(cluster.window)
      var row = [
        "\(place + 1)", position(layout.locations.positions[cluster.center]),
        grouped(cluster.members.count), Console.decimal(cluster.radius, places: 1),
      ]
      if !isSpatial { row += ["\(days.first)", "\(days.last)"] }
      row += [
        number(cluster.observed), Console.decimal(cluster.expected, places: 2),
        Console.decimal(cluster.relativeRisk ?? cluster.observed / cluster.expected, places: 2),
        Console.decimal(cluster.logLikelihoodRatio, places: 2),
      ]
      if !found.isOfDots { row.append(cluster.pValue.map(HotspotBasis.pText) ?? "") }
      if hasDots { row.append(found.dots[place].pValue.map(HotspotBasis.pText) ?? "") }
      if hasShares { row.append(Console.decimal(found.replicateShares[place], places: 2)) }
      row.append(cluster.isAtEdge ? "edge" : "")
      return row
    }
    var lines =
      rows.isEmpty
      ? ["No circle has more incidents than expected."]
      : aligned([header] + rows, right: Set(0..<header.count - 1).subtracting([1]))
    lines += clusters.indices.prefix(10).map(sentence)
    for (place, fragility) in fragilities.enumerated() {
      guard let fragility else { continue }
      lines += FragilityText(fragility: fragility).lines.map { "\(place + 1): \($0)" }
    }
    lines += basis.lines
    if clusters.contains(where: \.isAtEdge) { lines.append("edge: \(Self.edge)") }
    return lines
  }

  /// What a cluster says, in words.
  private func sentence(_ place: Int) -> String {
    let cluster = clusters[place]
    let days = scan.intervals.days(cluster.window)
    let kind = options.chosenModel == .bernoulli ? "case" : "incident"
    var text =
      "\(place + 1): \(number(cluster.observed)) \(kind)\(cluster.observed == 1 ? "" : "s")"
      + (isSpatial ? "" : " from \(days.first) to \(days.last)") + whereabouts(cluster)
      + "; \(Console.decimal(cluster.expected, places: 1)) expected"
    let p = found.isOfDots ? found.dots[place].pValue : cluster.pValue
    if let p {
      text +=
        p <= 0.05
        ? "; so striking a circle shows in \(Console.decimal(p * 100, places: p < 0.01 ? 1 : 0)) of "
          + "100 maps without clusters"
        : "; chance explains it (\(Console.decimal(p * 100, places: 0)) of 100 maps without clusters "
          + "show one)"
    }
    if let interval = recurrenceDays(cluster) {
      text +=
        "; if scanned anew each interval, chance does as well once in "
        + "\(grouped(Int(interval.rounded()))) days"
    }
    return text + "."
  }

  /// Where a cluster is, in words.
  private func whereabouts(_ cluster: ScanCluster) -> String {
    let center = position(layout.locations.positions[cluster.center])
    let name = layout.region(of: cluster.center)?.name
    return cluster.radius > 0
      ? " within \(Console.decimal(cluster.radius, places: 0)) km of \(center)"
        + (name.map { " (\($0))" } ?? "")
      : " " + (name.map { "in \($0) (\(center))" } ?? "at \(center)")
  }

  private func recurrenceDays(_ cluster: ScanCluster) -> Double? {
    guard options.analysis == .prospective, !found.isOfDots else { return nil }
    let last = scan.intervals.days(scan.intervals.count - 1..<scan.intervals.count)
    let length = last.last.daysSince1970 - last.first.daysSince1970 + 1
    return cluster.recurrenceIntervals.map { $0 * Double(length) }
  }

  private func number(_ value: Double) -> String {
    value == value.rounded() ? grouped(Int(value)) : Console.decimal(value, places: 1)
  }

  private func position(_ point: Coordinate) -> String {
    Console.decimal(abs(point.latitude), places: 2) + (point.latitude < 0 ? "S" : "N") + " "
      + Console.decimal(abs(point.longitude), places: 2) + (point.longitude < 0 ? "W" : "E")
  }

  /// The properties of a cluster: flat for a feature, lists as lists for JSON.
  private func properties(_ place: Int, isFlat: Bool) -> Properties {
    let cluster = clusters[place]
    let center = layout.locations.positions[cluster.center]
    let days = scan.intervals.days(cluster.window)
    let names = cluster.members.flatMap { layout.locations.allNames[$0] }
    func rounded(_ value: Double, _ unit: Double = 1e6) -> PropertyValue {
      let scaled = (value * unit).rounded() / unit
      return value.isFinite ? .number(scaled) : .null
    }
    var properties: Properties = ["rank": .integer(place + 1)]
    if isFlat {
      properties.append("locations", .string(names.joined(separator: "; ")))
      properties.append("location_count", .integer(names.count))
      properties.append("center_longitude", rounded(center.longitude))
      properties.append("center_latitude", rounded(center.latitude))
    } else {
      properties.append("locations", .array(names.map { .string($0) }))
      properties.append(
        "center", .array([rounded(center.longitude), rounded(center.latitude)]))
    }
    properties.append("center_location", .string(layout.locations.names[cluster.center]))
    properties.append("radius_km", rounded(cluster.radius, 1000))
    properties.append("start", .string("\(days.first)"))
    properties.append("end", .string("\(days.last)"))
    properties.append("observed", rounded(cluster.observed))
    properties.append("expected", rounded(cluster.expected))
    properties.append("relative_risk", cluster.relativeRisk.map { rounded($0) })
    properties.append("llr", rounded(cluster.logLikelihoodRatio))
    if !found.isOfDots {
      properties.append("p", cluster.pValue.map { .number($0) })
      if options.pValue == .gumbel {
        properties.append("gumbel_p", cluster.gumbelPValue.map { .number($0) })
      }
    }
    properties.append("recurrence_interval_days", recurrenceDays(cluster).map { rounded($0, 10) })
    if !found.dots.isEmpty {
      properties.append("dots_observed", rounded(found.dots[place].observed))
      properties.append("dots_llr", rounded(found.dots[place].logLikelihoodRatio))
      properties.append("dots_p", found.dots[place].pValue.map { .number($0) })
    }
    if !found.replicateShares.isEmpty {
      properties.append("replicate_share", .number(found.replicateShares[place]))
    }
    properties.append("edge", .bool(cluster.isAtEdge))
    if fragilities.indices.contains(place), let fragility = fragilities[place] {
      if isFlat {
        for member in fragility.properties.members { properties[member.name] = member.value }
      } else {
        properties.append("fragility", fragility.report)
      }
    }
    return properties
  }

  /// Writes the features.
  func write(to target: OutputTarget, members: Properties) throws {
    var members = members
    members.append("hotspots", .object(basis.properties))
    var writer = try GeoJSONWriter(to: target, members: ["balise": .object(members)])
    for feature in try features() { try writer.write(feature) }
    try writer.finish()
  }

  /// A feature for each cluster: its regions, or its circle where locations are points.
  func features() throws -> [Feature] {
    let context = try GEOSContext()
    return try clusters.indices.map { place in
      Feature(
        id: "cluster \(place + 1)", geometry: try geometry(clusters[place], context),
        properties: properties(place, isFlat: true))
    }
  }

  private func geometry(_ cluster: ScanCluster, _ context: GEOSContext) throws -> Geometry {
    let regions = cluster.members.compactMap { layout.region(of: $0)?.geometry }
    if regions.count == cluster.members.count {
      return try regions.count == 1 ? regions[0] : context.unaryUnion(.geometryCollection(regions))
    }
    let center = layout.locations.positions[cluster.center]
    guard cluster.radius > 0 else { return .point(center) }
    let ring = try Geodesic.wgs84.pointsAround(
      center: center, radiusMeters: min(9_000_000, cluster.radius * 1000))
    return AntimeridianCut.cut(.polygon(Polygon(exterior: ring)))
  }
}
