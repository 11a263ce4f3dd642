public import ArgumentParser
import Balise
import Foundation

extension ClusterLocation: ExpressibleByArgument {}

/// How clusters are looked for.
struct ClusterOptions: ParsableArguments {
  enum Method: String, ExpressibleByArgument, CaseIterable {
    case dbscan
    case hdbscan
    case stDBSCAN = "st-dbscan"
    case route
  }

  enum Metric: String, ExpressibleByArgument, CaseIterable {
    case ellipsoid
    case sphere
  }

  enum Dates: String, ExpressibleByArgument, CaseIterable {
    case possible
    case certain
  }

  enum Extraction: String, ExpressibleByArgument, CaseIterable {
    case eom
    case leaf
  }

  @Option(
    help: """
      dbscan: dense in space. st-dbscan: in space and time. hdbscan: at every density. route: \
      along a network of roads.
      """)
  var method = Method.dbscan

  @Option(
    help: ArgumentHelp(
      """
      How far apart neighbours may be: 10km (see --suggest). For hdbscan: clusters nearer to each \
      other than this are not told apart.
      """, valueName: "length"),
    transform: LengthArgument.init)
  var eps: LengthArgument?

  @Option(
    help: ArgumentHelp(
      "For st-dbscan: how many days apart neighbours may be: 14d.", valueName: "duration"),
    transform: DurationArgument.init)
  var epsTime: DurationArgument?

  @Option(
    help: """
      For st-dbscan and dates of several days: possible, unless told, takes the least distance they allow (0 \
      where they overlap), certain the greatest.
      """)
  var dates: Dates?

  @Option(
    name: .customLong("min-points"),
    help: ArgumentHelp(
      "How many incidents make a place dense, the one itself counted: 5 unless told.",
      valueName: "n"))
  var givenMinPoints: Int?

  @Option(
    name: .customLong("min-cluster-size"),
    help: ArgumentHelp(
      "For hdbscan: the least size of a cluster, 5 unless told.", valueName: "n"))
  var givenMinClusterSize: Int?

  @Option(
    help: """
      For hdbscan: how many neighbours make a place dense, the incident itself not counted; as \
      many as --min-cluster-size unless told.
      """)
  var minSamples: Int?

  @Option(
    help: """
      For hdbscan: eom, unless told, takes the clusters that persist most, leaf the smallest ones.
      """)
  var clusterSelection: Extraction?

  @Option(help: "ellipsoid: WGS 84. sphere: R = 6371.0088 km, as haversine tools have it.")
  var metric = Metric.ellipsoid

  @Option(
    help: """
      place: also say what it does to the clusters that places are uncertain. point: take the \
      points that stand for them for granted. coded: take the coordinates of the data set for \
      granted.
      """)
  var location = ClusterLocation.place

  @Option(help: "How many times all places are drawn anew.")
  var replicates = 200

  @Option(help: "From where the draws start; the same seed gives the same bytes.")
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp(
      """
      For route: the lines of a file (GeoJSON, shapefile, GeoPackage) instead of the shipped \
      routes.
      """, valueName: "file[:layer]"),
    completion: .file())
  var network: String?

  @Option(
    help: ArgumentHelp(
      "For route: how near to each other ends of lines are joined, 50m unless told.",
      valueName: "length"),
    transform: LengthArgument.init)
  var snap: LengthArgument?

  @Option(
    help: ArgumentHelp(
      "For route: how far from the network an incident may lie: 25km unless told, 1km for a file.",
      valueName: "length"),
    transform: LengthArgument.init)
  var corridor: LengthArgument?

  var minPoints: Int { givenMinPoints ?? 5 }
  var minClusterSize: Int { givenMinClusterSize ?? 5 }

  var distanceMetric: DistanceMetric { metric == .sphere ? .sphere() : .ellipsoid }

  /// How far from the network an incident may lie.
  var corridorMeters: Double { corridor?.meters ?? (network == nil ? 25_000 : 1_000) }

  // MARK: Checks

  func validateMinimumPoints() throws {
    guard minPoints >= 1 else {
      throw ValidationError(
        "--min-points counts the incident itself: it is at least 1, not \(minPoints).")
    }
  }

  func validate(hasCondensedTree: Bool) throws {
    try validateMinimumPoints()
    if method != .hdbscan {
      guard let eps else {
        throw ValidationError(
          "--eps is needed: how far apart neighbours may be, as in --eps 10km. --suggest proposes "
            + "one.")
      }
      guard eps.meters > 0 else {
        throw ValidationError("--eps 0 makes neighbours only of what lies on one spot: give more.")
      }
    }
    if method == .stDBSCAN, minPoints < 2 {
      throw ValidationError("--min-points is at least 2 with st-dbscan.")
    }
    if method == .stDBSCAN, epsTime == nil {
      throw ValidationError("--eps-time is needed with st-dbscan: --eps-time 14d.")
    }
    if method != .stDBSCAN, epsTime != nil {
      throw ValidationError("--eps-time goes with --method st-dbscan.")
    }
    if method != .stDBSCAN, dates != nil {
      throw ValidationError("--dates goes with --method st-dbscan.")
    }
    if method == .hdbscan, givenMinPoints != nil {
      throw ValidationError(
        "--min-points does not go with --method hdbscan: give --min-samples, which does not count "
          + "the incident itself.")
    }
    if method != .hdbscan,
      givenMinClusterSize != nil || minSamples != nil || clusterSelection != nil
    {
      throw ValidationError(
        "--min-cluster-size, --min-samples and --cluster-selection go with --method hdbscan.")
    }
    guard minClusterSize >= 2 else {
      throw ValidationError("--min-cluster-size is at least 2, not \(minClusterSize).")
    }
    guard (minSamples ?? 1) >= 1 else {
      throw ValidationError("--min-samples is at least 1, not \(minSamples ?? 0).")
    }
    guard (1...100_000).contains(replicates) else {
      throw ValidationError("--replicates lies within 1 and 100000; it was \(replicates).")
    }
    if method != .route, network != nil || snap != nil || corridor != nil {
      throw ValidationError("--network, --snap and --corridor go with --method route.")
    }
    if snap != nil, network == nil {
      throw ValidationError("--snap goes with --network FILE: the shipped routes are joined.")
    }
    if method == .route, metric == .sphere {
      throw ValidationError("--metric sphere does not go with --method route.")
    }
  }

  // MARK: Methods

  /// The method with its parameters.
  func analysisMethod(_ atlas: Atlas, console: Console) throws -> ClusterMethod {
    switch method {
    case .dbscan:
      .dbscan(
        try DBSCAN(
          epsilonMeters: eps?.meters ?? 0, minimumPoints: minPoints, metric: distanceMetric))
    case .stDBSCAN:
      .spaceTime(
        try STDBSCAN(
          epsilonMeters: eps?.meters ?? 0, epsilonDays: epsTime?.days ?? 0,
          minimumPoints: minPoints, nearness: dates == .certain ? .certain : .possible,
          metric: distanceMetric))
    case .hdbscan:
      .hdbscan(
        try HDBSCAN(
          minimumClusterSize: minClusterSize, minimumSamples: minSamples ?? minClusterSize,
          selection: clusterSelection == .leaf ? .leaf : .excessOfMass,
          epsilonMeters: eps?.meters ?? 0, metric: distanceMetric))
    case .route:
      .network(
        try NetworkDBSCAN(epsilonMeters: eps?.meters ?? 0, minimumPoints: minPoints),
        on: try routeNetwork(atlas, console: console), withinMeters: corridorMeters)
    }
  }

  private func routeNetwork(_ atlas: Atlas, console: Console) throws -> RouteNetwork {
    guard let network else { return try atlas.routeNetwork() }
    let file = try NetworkFile(
      path: network, toleranceMeters: snap?.meters ?? RouteNetwork.defaultToleranceMeters)
    for finding in file.findings { console.report(finding) }
    console.note("--network \(file.summary).")
    return file.network
  }

  /// The distances for `--suggest`.
  func kDistances(_ points: [Coordinate], threads: Int) throws -> [Double] {
    try KDistance(minimumPoints: minPoints, metric: distanceMetric).curve(points, threads: threads)
  }

  /// The parameters as outputs print them, in a fixed order.
  var properties: Properties {
    var properties: Properties = ["method": .string(method.rawValue)]
    properties.append("eps_m", eps.map { .number($0.meters) })
    switch method {
    case .dbscan, .route: properties.append("min_points", .integer(minPoints))
    case .stDBSCAN:
      properties.append("eps_days", epsTime.map { .integer($0.days) })
      properties.append("dates", .string((dates ?? .possible).rawValue))
      properties.append("min_points", .integer(minPoints))
    case .hdbscan:
      properties.append("min_cluster_size", .integer(minClusterSize))
      properties.append("min_samples", .integer(minSamples ?? minClusterSize))
      properties.append("cluster_selection", .string((clusterSelection ?? .eom).rawValue))
    }
    if method == .route {
      properties.append(
        "network",
        .string(network.map { URL(filePath: $0).lastPathComponent } ?? "the shipped routes"))
      if network != nil {
        properties.append("snap_m", .number(snap?.meters ?? RouteNetwork.defaultToleranceMeters))
      }
      properties.append("corridor_m", .number(corridorMeters))
    } else {
      properties.append("metric", .string(metric.rawValue))
    }
    properties.append("location", .string(location.rawValue))
    if location == .place {
      properties.append("replicates", .integer(replicates))
      properties.append("seed", .integer(Int(clamping: seed)))
    }
    return properties
  }
}
