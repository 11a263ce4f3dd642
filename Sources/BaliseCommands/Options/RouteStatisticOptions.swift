public import ArgumentParser
import Balise
import Foundation

/// Which statistic along which roads.
struct RouteStatisticOptions: ParsableArguments {
  enum Statistic: String, ExpressibleByArgument, CaseIterable {
    case sections
    case scan
    case density
    case k
  }

  @Option(
    help: """
      sections: incidents and tolls per 100 km and year. scan: the stretches with most. density: of \
      incidents per kilometre. k: how many others are within a distance along the road.
      """)
  var statistic = Statistic.sections

  @Option(help: "A named route (see balise route list).")
  var route: String?

  @Option(
    help: ArgumentHelp(
      "For density and k: the lines of a file (GeoJSON, shapefile, GeoPackage).",
      valueName: "file[:layer]"),
    completion: .file())
  var network: String?

  @Option(
    help: ArgumentHelp(
      "How near to each other ends of lines of --network are joined, 50m unless told.",
      valueName: "length"),
    transform: LengthArgument.init)
  var snap: LengthArgument?

  @Option(
    help: ArgumentHelp(
      "How far from the road an incident may lie: the route's corridor unless told, 1km for a file.",
      valueName: "length"),
    transform: LengthArgument.init)
  var corridor: LengthArgument?

  @Option(
    help: ArgumentHelp(
      """
      The length of sections (between stops unless told), of the scan's cells (5km), of the pieces \
      of a density (a tenth of the bandwidth) or between distances of k (a twentieth of --up-to).
      """, valueName: "length"),
    transform: LengthArgument.init)
  var every: LengthArgument?

  @Option(
    help: ArgumentHelp("For density: how far the kernel reaches: 25km.", valueName: "length"),
    transform: LengthArgument.init)
  var bandwidth: LengthArgument?

  @Option(
    help: """
      For density: what becomes of the kernel at junctions: continuous unless told, discontinuous, \
      or simple.
      """)
  var kernel: NetworkDensity.Method?

  @Option(
    help: ArgumentHelp("For k: the greatest distance: 50km.", valueName: "length"),
    transform: LengthArgument.init)
  var upTo: LengthArgument?

  @Option(
    help: """
      For k: ang, unless told, allows for the shape of the roads (K of even spread is the distance); \
      none is Okabe and Yamada's.
      """)
  var correction: NetworkK.Correction?

  @Option(help: "How many data sets are drawn without hotspots.")
  var replications = 999

  func validate() throws {
    switch (route, network) {
    case (nil, nil):
      throw ValidationError(
        "--route is needed: a named route, as in --route gao-adrar; or --network FILE for density "
          + "and k.")
    case (_?, _?): throw ValidationError("--route and --network do not go together: give one.")
    case (nil, _?) where statistic == .sections || statistic == .scan:
      throw ValidationError(
        "--statistic \(statistic.rawValue) goes with --route: a network has no kilometres from a "
          + "start. For --network give --statistic density or k.")
    default: break
    }
    if snap != nil, network == nil {
      throw ValidationError("--snap goes with --network FILE.")
    }
    if statistic != .density, bandwidth != nil || kernel != nil {
      throw ValidationError("--bandwidth and --kernel go with --statistic density.")
    }
    if statistic == .density, bandwidth?.meters ?? 0 <= 0 {
      throw ValidationError("--bandwidth is needed: how far the kernel reaches, as in 25km.")
    }
    if statistic != .k, upTo != nil || correction != nil {
      throw ValidationError("--up-to and --correction go with --statistic k.")
    }
    if statistic == .k, upTo?.meters ?? 0 <= 0 {
      throw ValidationError("--up-to is needed: the greatest distance of k, as in 50km.")
    }
    if let every, every.meters <= 0 { throw ValidationError("--every must be above 0m.") }
    guard 1...1_000_000 ~= replications else {
      throw ValidationError("--replications must be 1 to 1,000,000; it was \(replications).")
    }
  }

  /// How far from the road an incident may lie.
  func corridorMeters(_ route: Route?) -> Double {
    corridor?.meters ?? route.map(\.corridorMeters) ?? 1_000
  }

  /// The network, of the route or of the file.
  func roadNetwork(_ route: Route?, console: Console) throws -> RouteNetwork {
    if let route { return try RouteNetwork(routes: [route]) }
    let file = try NetworkFile(
      path: network ?? "",
      toleranceMeters: snap?.meters ?? RouteNetwork.defaultToleranceMeters)
    for finding in file.findings { console.report(finding) }
    console.note("--network \(file.summary).")
    return file.network
  }

  /// What the roads are called.
  func roads(_ route: Route?) -> String {
    route.map { "route \($0.id), \(Console.decimal($0.lengthKilometers, places: 1)) km" }
      ?? "network \(network.map { URL(filePath: $0).lastPathComponent } ?? "")"
  }
}

extension NetworkDensity.Method: ExpressibleByArgument {}
extension NetworkK.Correction: ExpressibleByArgument {}
