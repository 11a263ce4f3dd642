import Balise

/// What a run of `balise cluster` found, as text and as JSON.
struct ClusterReport {
  let clusters: IncidentClusters
  /// Those of all clusters, or none where nobody asks for them.
  let summaries: [ClusterSummary]
  let options: ClusterOptions
  let counts: MappingCounts
  let selection: String

  private var noise: Int { clusters.labels.count(of: .noise) }
  private var clustered: Int { clusters.labels.numbers.count { $0 > 0 } }
  private var leftOut: Int { clusters.labels.count(of: .leftOut) }

  // MARK: What it rests on

  /// Method, parameters and counts, which stand in every output.
  var basis: Properties {
    var basis: Properties = [
      "selection": .string(selection), "parameters": .object(options.properties),
      "records": .integer(counts.records), "rejected": .integer(counts.rejected),
      "used": .integer(clustered + noise), "left_out": .integer(leftOut),
    ]
    for exclusion in ClusterExclusion.allCases where clusters.count(of: exclusion) > 0 {
      basis.append(
        "left_out_\(exclusion.key)", .integer(clusters.count(of: exclusion)))
    }
    basis.append("uncertain_places", .integer(clusters.uncertain))
    basis.append("clusters", .integer(clusters.labels.count))
    basis.append("clustered", .integer(clustered))
    basis.append("noise", .integer(noise))
    if let stability = clusters.stability {
      basis.append("replicates_run", .integer(stability.replicates))
      basis.append("joining_noise", .integer(stability.joiners.count))
    }
    return basis
  }

  /// A feature for each cluster, with what is known of it.
  var outlines: [Feature] {
    summaries.map {
      Feature(id: "cluster \($0.number)", geometry: $0.hull?.geometry, properties: $0.properties)
    }
  }

  /// What has to be said of a run, a line each.
  var remarks: [String] {
    var remarks = [
      "\(counted(clusters.labels.count, "cluster")), \(counted(clustered, "incident")) in them, "
        + "\(grouped(noise)) noise."
    ]
    for exclusion in ClusterExclusion.allCases {
      let count = clusters.count(of: exclusion)
      if count > 0 {
        remarks.append("\(counted(count, "incident")) left out: \(exclusion.rawValue).")
      }
    }
    if clustered + noise == 0 { remarks.append("No incident is left to look for clusters in.") }
    if clusters.areOnOneSpot {
      remarks.append("All \(counted(clustered + noise, "incident")) lie on one spot.")
    }
    if clustered + noise < smallest, clustered + noise > 0 {
      remarks.append(
        "With \(counted(clustered + noise, "incident")) there can be no cluster of \(smallest).")
    }
    let uncertain = clusters.uncertain
    if uncertain > 0, clusters.stability == nil {
      remarks.append(
        "\(grouped(uncertain)) of the points stand for an area or a line and are no places: "
          + "--location place says what that does to the clusters.")
    }
    if let stability = clusters.stability, uncertain > 0 {
      let empty = stability.clusters.count { $0.stableCore == 0 }
      if empty > 0 {
        remarks.append(
          "\(counted(empty, "cluster")) without a stable core: it may be the work of imprecise "
            + "places.")
      }
    }
    return remarks
  }

  private var smallest: Int {
    options.method == .hdbscan ? options.minClusterSize : options.minPoints
  }

  // MARK: Forms

  /// The clusters in columns.
  var text: String {
    let hasStability = clusters.stability != nil
    let header =
      ["cluster", "events"] + (hasStability ? ["expected", "stability", "core"] : [])
      + ["killed", "first day", "last day", "centre", "radius"]
    let rows = summaries.map { cluster -> [String] in
      var row = ["\(cluster.number)", grouped(cluster.members.count)]
      if let stability = cluster.stability {
        row += [
          Console.decimal(stability.expectedEvents, places: 1),
          Console.decimal(stability.stability, places: 2), grouped(stability.stableCore),
        ]
      }
      row += [killed(cluster), cluster.firstDay?.description ?? "?"]
      row += [cluster.lastDay?.description ?? "?"]
      row += [
        cluster.hull.map { position($0.center) } ?? "",
        cluster.hull.map { Console.kilometers($0.radiusMeters) } ?? "",
      ]
      return row
    }
    let numbers = Set(0..<(hasStability ? 5 : 2)).union([header.count - 1])
    var lines = rows.isEmpty ? [] : aligned([header] + rows, right: numbers)
    lines.append(
      "\(counted(clusters.labels.count, "cluster")); \(grouped(clustered)) clustered, "
        + "\(grouped(noise)) noise, \(grouped(leftOut)) left out")
    if let stability = clusters.stability, !stability.joiners.isEmpty {
      lines.append("Noise that is in a cluster in half of the draws:")
      for joiner in stability.joiners.prefix(10) {
        lines.append(
          "  \(clusters.incidents[joiner.incident].id): cluster \(joiner.cluster), "
            + Console.decimal(joiner.share, places: 2))
      }
      if stability.joiners.count > 10 {
        lines.append("  ... and \(grouped(stability.joiners.count - 10)) more (--format json)")
      }
    }
    lines.append(
      options.properties.members.map { "\($0.name) \(plain($0.value))" }.joined(separator: ", "))
    return lines.joined(separator: "\n") + "\n"
  }

  private func killed(_ cluster: ClusterSummary) -> String {
    guard let least = cluster.killedMinimum else { return "?" }
    guard let most = cluster.killedMaximum else { return ">=\(grouped(least))" }
    return least == most ? grouped(least) : "\(grouped(least))-\(grouped(most))"
  }

  private func position(_ point: Coordinate) -> String {
    let north = Console.decimal(abs(point.latitude), places: 3) + (point.latitude < 0 ? "S" : "N")
    let east = Console.decimal(abs(point.longitude), places: 3) + (point.longitude < 0 ? "W" : "E")
    return north + " " + east
  }

  private func plain(_ value: PropertyValue) -> String {
    switch value {
    case .string(let text): text
    default: (try? value.json()) ?? ""
    }
  }

  /// The whole as one object.
  func json() throws -> String {
    var document = basis
    document.append(
      "cluster_list", .array(summaries.map { .object($0.listProperties) }))
    if let stability = clusters.stability {
      document.append(
        "joining",
        .array(
          stability.joiners.map {
            .object([
              "id": .string(clusters.incidents[$0.incident].id), "cluster": .integer($0.cluster),
              "share": .number(roundedToThousandth($0.share)),
            ])
          }))
    }
    if leftOut > 0 {
      document.append(
        "left_out_list",
        .array(
          clusters.incidents.indices.compactMap { index in
            clusters.exclusions[index].map {
              .object([
                "id": .string(clusters.incidents[index].id), "reason": .string($0.rawValue),
              ])
            }
          }))
    }
    return try PropertyValue.object(document).json(isPretty: true) + "\n"
  }

  /// The condensed tree of HDBSCAN: clusters with what each comes off, and each incident with the
  /// cluster that it left last. Lambda is one over metres.
  func condensedTree(_ result: HierarchicalClusters) throws -> String {
    let tree = result.tree
    let members = clusters.incidents.indices.filter { clusters.exclusions[$0] == nil }
    // Of clusters of one size the features number that with the smallest record first.
    var chosen: [Int: (label: Int, persistence: Double)] = [:]
    for (position, index) in members.enumerated() where result.clusters[position] > 0 {
      let number = Int(result.clusters[position]) - 1
      chosen[result.treeClusters[number]] = (
        Int(clusters.labels.numbers[index]), result.persistences[number]
      )
    }
    var document = basis
    document.append(
      "tree",
      .array(
        tree.clusters.enumerated().map { number, cluster in
          var item: Properties = ["tree_cluster": .integer(number)]
          if cluster.parent >= 0 { item.append("parent", .integer(Int(cluster.parent))) }
          item.append("lambda_birth", .number(cluster.birthLambda))
          item.append("lambda_death", .number(cluster.deathLambda))
          item.append("size", .integer(cluster.size))
          item.append("stability", .number(cluster.stability))
          if let taken = chosen[number] {
            item.append("cluster", .integer(taken.label))
            item.append("persistence", .number(taken.persistence))
          }
          return .object(item)
        }))
    document.append(
      "incidents",
      .array(
        members.enumerated().map { position, index in
          .object([
            "id": .string(clusters.incidents[index].id),
            "tree_cluster": .integer(Int(tree.lastClusters[position])),
            "lambda": .number(tree.leavingLambdas[position]),
          ])
        }))
    return try PropertyValue.object(document).json() + "\n"
  }
}

extension ClusterSummary {
  /// The properties of a list, without those that only tell an outline from an incident.
  fileprivate var listProperties: Properties {
    Properties(properties.members.filter { $0.name != "cluster_role" })
  }
}

extension ClusterExclusion {
  fileprivate var key: String {
    switch self {
    case .unknownPlace: "unknown_place"
    case .openDate: "without_date"
    case .offNetwork: "off_network"
    }
  }
}
