import Balise

/// What a run of `balise hotspots scan` found, as text and as JSON.
struct ScanReport {
  let study: SaTScanStudy
  let analysis: SaTScanAnalysis
  let result: ScanResult

  private var settings: ScanSettings { analysis.settings }
  private var isGeographic: Bool { study.parameters.isGeographic }

  /// Method, parameters and clusters.
  var properties: PropertyValue {
    .object([
      "method": .string("Kulldorff's scan statistic"), "model": .string(model),
      "timing": .string(timing),
      "compatible": .string("satscan"), "locations": .integer(analysis.locations.count),
      "intervals": .integer(analysis.intervals.count),
      "cases": .integer(analysis.model.cases.values.reduce(0, +)),
      "start": .string(analysis.intervals.days(0..<analysis.intervals.count).first.description),
      "end": .string(analysis.intervals.days(0..<analysis.intervals.count).last.description),
      "maximum_share": .number(settings.maximumShare),
      "replications": .integer(result.maxima.count), "seed": .integer(settings.seed),
      "smallest_p": result.maxima.isEmpty
        ? .null : .number(1 / Double(result.maxima.count + 1)),
      "remarks": .array(study.parameters.remarks.map { .string($0) }),
      "clusters": .array(result.clusters.enumerated().map { cluster($0.element, $0.offset + 1) }),
    ])
  }

  /// A table of the clusters, and what it rests on.
  var lines: [String] {
    let header = [
      "#", "centre", "locations", isGeographic ? "radius km" : "radius", "start", "end",
      "observed", "expected", "risk", "LLR", "rank", "p", "",
    ]
    let rows = result.clusters.enumerated().map { place, cluster -> [String] in
      let days = analysis.intervals.days(cluster.window)
      return [
        "\(place + 1)", analysis.locations.names[cluster.center], grouped(cluster.members.count),
        Console.decimal(cluster.radius, places: isGeographic ? 2 : 3), "\(days.first)",
        "\(days.last)", grouped(Int(cluster.observed)),
        Console.decimal(cluster.expected, places: 2),
        cluster.relativeRisk.map { Console.decimal($0, places: 2) } ?? "",
        Console.decimal(cluster.logLikelihoodRatio, places: 6),
        cluster.rank.map { "\($0)/\(result.maxima.count + 1)" } ?? "",
        cluster.pValue.map { pText($0) } ?? "", cluster.isAtEdge ? "edge" : "",
      ]
    }
    var lines =
      rows.isEmpty
      ? ["No zone has more cases than expected."]
      : aligned([header] + rows, right: [0, 2, 3, 6, 7, 8, 9, 10, 11])
    for (place, cluster) in result.clusters.enumerated() {
      lines.append("\(place + 1): " + names(cluster).joined(separator: ", "))
    }
    lines.append(
      "\(model), \(timing); \(grouped(analysis.locations.count)) locations, "
        + "\(grouped(analysis.model.cases.values.reduce(0, +))) cases, "
        + "\(counted(analysis.intervals.count, "interval")); zones up to "
        + "\(Console.decimal(settings.maximumShare * 100, places: 0)) %; "
        + "\(grouped(result.maxima.count)) replicates, seed \(settings.seed)")
    if result.clusters.contains(where: \.isAtEdge) {
      lines.append("edge: \(IncidentScanReport.edge)")
    }
    return lines
  }

  private var model: String {
    switch study.parameters.model {
    case .poisson: "discrete Poisson"
    case .bernoulli: "Bernoulli"
    case .permutation: "space-time permutation"
    }
  }

  private var timing: String {
    switch study.parameters.analysis {
    case .spatial: "purely spatial"
    case .retrospective: "retrospective space-time"
    case .prospective: "prospective space-time"
    }
  }

  private func pText(_ value: Double) -> String {
    Console.decimal(value, places: value < 0.001 ? 6 : 3)
  }

  private func names(_ cluster: ScanCluster) -> [String] {
    cluster.members.flatMap { analysis.locations.allNames[$0] }
  }

  private func cluster(_ cluster: ScanCluster, _ number: Int) -> PropertyValue {
    let days = analysis.intervals.days(cluster.window)
    let center = analysis.locations.positions[cluster.center]
    func finite(_ value: Double?) -> PropertyValue {
      value.flatMap { $0.isFinite ? .number($0) : nil } ?? .null
    }
    var properties: Properties = [
      "rank": .integer(number),
      "locations": .array(names(cluster).map { .string($0) }),
      "center": .array([.number(center.x), .number(center.y)]),
      "center_location": .string(analysis.locations.names[cluster.center]),
      (isGeographic ? "radius_km" : "radius"): .number(cluster.radius),
      "start": .string("\(days.first)"), "end": .string("\(days.last)"),
      "observed": .integer(Int(cluster.observed)), "expected": .number(cluster.expected),
      "relative_risk": finite(cluster.relativeRisk),
      "llr": .number(cluster.logLikelihoodRatio), "p": finite(cluster.pValue),
      "monte_carlo_rank": cluster.rank.map { .integer($0) } ?? .null,
      "p_gumbel": finite(cluster.gumbelPValue), "edge": .bool(cluster.isAtEdge),
    ]
    if study.parameters.analysis == .prospective {
      let interval = analysis.intervals.days(
        analysis.intervals.count - 1..<analysis.intervals.count)
      let length = interval.last.daysSince1970 - interval.first.daysSince1970 + 1
      properties.append(
        "recurrence_interval_days",
        finite(cluster.recurrenceIntervals.map { $0 * Double(length) }))
    }
    return .object(properties)
  }
}
