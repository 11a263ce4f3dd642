import ArgumentParser
import Balise
import Foundation

/// `balise hotspots route`: where along a road incidents lie.
struct HotspotsRouteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "route",
    abstract: "Find the stretches of a road with more incidents than chance gives.",
    discussion: """
      Incidents are laid along a named route, or a network of roads of your own. What is known of \
      a place only in part counts by the part that lies on each stretch. Chance lays every report \
      anywhere along the road, each kilometre as likely as any other: traffic and reporters are not \
      known to the program, so a hot stretch is no risk.

      EXAMPLES:
        balise hotspots route ged.csv --route gao-adrar --during 2012..2024 -o sections.geojson
        balise hotspots route ged.csv --route gao-adrar --every 50km
        balise hotspots route ged.csv --route gao-adrar --statistic scan --fragility
        balise hotspots route ged.csv --network roads.gpkg --statistic density --bandwidth 5km \
      -o density.geojson
        balise hotspots route ged.csv --route gao-adrar --statistic k --up-to 100km
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup(title: "Selection") var select: SelectionOptions
  @OptionGroup(title: "Method") var method: RouteStatisticOptions
  @OptionGroup var attested: FragilityOptions
  @OptionGroup(title: "Output") var options: HotspotsOptions

  func validate() throws {
    if method.statistic == .k, options.output != nil {
      throw ValidationError("--statistic k is a table without a map: leave out -o.")
    }
    if attested.fragility, method.statistic == .density || method.statistic == .k {
      throw ValidationError("--fragility goes with --statistic sections or scan.")
    }
  }

  func run() throws {
    let console = Console()
    let target = try options.output.map {
      try openOutput($0, apartFrom: input.filesRead + [method.network].compactMap(\.self))
    }
    let located = try LocatedInput(
      input, select, makesFeatures: false, hasAttestation: attested.fragility, console: console)
    let route = try method.route.map { try located.atlas.route(named: $0) }
    let report =
      switch method.statistic {
      case .sections, .scan: try alongRoute(route, located, console)
      case .density, .k: try onNetwork(route, located, console)
      }
    if let target {
      var members = collectionProperties(located.atlas)
      members.append("hotspots", .object(report.basis))
      var writer = try GeoJSONWriter(to: target, members: ["balise": .object(members)])
      for feature in report.features { try writer.write(feature) }
      try writer.finish()
      try target.flush()
    }
    if options.output != "-" {
      try printLines(
        options.format == .json
          ? [try PropertyValue.object(report.properties).json(isPretty: true)] : report.lines)
    }
    try target?.commit()
    try located.finish(console)
  }

  // MARK: A route

  private func alongRoute(
    _ route: Route?, _ located: LocatedInput, _ console: Console
  ) throws -> RouteHotspotReport {
    guard let route else { throw ValidationError("--route is needed.") }
    let corridor = method.corridorMeters(route)
    let cells = try RouteDivision(
      route, every: method.every.map { $0.meters / 1000 }, isScan: method.statistic == .scan)
    let placement = try RoutePlacement(
      located.incidents, along: route, breaks: cells.breaks, corridorMeters: corridor,
      on: located.atlas, threads: input.threadCount)
    guard !placement.members.isEmpty else {
      throw OffRoadError(located, road: "route \(route.id)", corridorMeters: corridor) {
        route.locate($0).first?.offsetMeters
      }
    }
    let progress: (Int) -> Void = { done in
      console.progress("\(done) of \(options.replicates) replicates")
    }
    var basis = basis(
      located, route, used: placement.members.count,
      tests: method.statistic == .scan ? 1 : cells.sections.count - 1)
    let tested: (Int) -> Void = { console.progress("\($0) tests without somebody") }
    var report: RouteHotspotReport
    switch method.statistic {
    case .scan:
      let scan = try LineScan(
        length: route.lengthKilometers, cellCount: cells.breaks.count - 1,
        replications: method.replications, seed: options.seed)
      basis.parameters.append("cell_km", .number(thousandths(cells.breaks[1] - cells.breaks[0])))
      basis.parameters.append("longest_share", .number(scan.maximumShare))
      let hotspots = try placement.hotspots(
        scan, replicates: options.replicates, on: located.atlas, threads: input.threadCount,
        progress: progress)
      report = try RouteHotspotReport(
        scan: hotspots,
        fragilities: attested.fragility
          ? placement.fragilities(
            of: hotspots, by: scan, threads: input.threadCount, progress: tested) : [],
        route: route)
    default:
      let period = try StudyPeriod(selected: located.selectedDays, of: located.incidents)
      basis.parameters.append("period", .string(period.text))
      let sections = try placement.sections(
        cells.sections, replications: method.replications, replicates: options.replicates,
        seed: options.seed, on: located.atlas, threads: input.threadCount, progress: progress)
      report = try RouteHotspotReport(
        sections: sections,
        fragilities: attested.fragility
          ? placement.fragilities(
            of: sections, replications: method.replications, seed: options.seed,
            threads: input.threadCount, progress: tested) : [],
        route: route, period: period)
    }
    report.finish(
      basis, replicates: placement.isUncertain ? options.replicates : nil,
      uncertain: placement.members.count { !located.incidents[$0].place.isExact })
    return report
  }

  // MARK: A network

  private func onNetwork(
    _ route: Route?, _ located: LocatedInput, _ console: Console
  ) throws -> RouteHotspotReport {
    let network = try method.roadNetwork(route, console: console)
    let corridor = method.corridorMeters(route)
    let placement = try NetworkPlacement(
      located.incidents, on: network, corridorMeters: corridor, replicates: options.replicates,
      seed: options.seed, atlas: located.atlas, threads: input.threadCount)
    guard !placement.members.isEmpty else {
      throw OffRoadError(located, road: method.roads(route), corridorMeters: corridor) {
        network.nearest(to: $0, withinMeters: .infinity)?.distanceMeters
      }
    }
    var basis = basis(
      located, route, used: placement.members.count, tests: method.statistic == .k ? 1 : 0)
    basis.parameters.append("network_km", .number(thousandths(network.lengthMeters / 1000)))
    var report: RouteHotspotReport
    if method.statistic == .k {
      let reach = method.upTo?.meters ?? 0
      let step = method.every?.meters ?? reach / 20
      guard reach / step <= 100_000 else {
        throw ValidationError("--every \(method.every?.text ?? "") is too short for --up-to.")
      }
      let k = try NetworkK(
        distancesMeters: (1...max(1, Int((reach / step + 1e-9).rounded(.down)))).map {
          Double($0) * step
        }, correction: method.correction ?? .ang)
      basis.parameters.append("correction", .string(k.correction.rawValue))
      report = RouteHotspotReport(
        k: try placement.envelope(
          k, replications: method.replications, seed: options.seed, threads: input.threadCount,
          progress: { console.progress("\($0) of \(options.replicates) replicates") }),
        distances: k.distancesMeters)
    } else {
      let bandwidth = method.bandwidth?.meters ?? 0
      let kernel = method.kernel ?? .continuous
      let pieces = try NetworkPiece.pieces(
        of: network, longestMeters: method.every?.meters ?? bandwidth / 10)
      let density = try NetworkDensity(kernel, bandwidthMeters: bandwidth)
      basis.draws = ("replications", 0)
      basis.parameters.append("kernel", .string("quartic, \(kernel.rawValue)"))
      basis.parameters.append("bandwidth_km", .number(bandwidth / 1000))
      let places = pieces.map(\.middle)
      func values(_ events: [NetworkDensity.Event]) throws -> [Double] {
        try density.values(of: events, at: places, on: network, threads: input.threadCount)
      }
      report = RouteHotspotReport(
        density: try values(placement.events),
        dots: placement.isUncertain ? try values(placement.dotEvents) : nil, of: pieces,
        on: network, route: route)
    }
    report.finish(
      basis, replicates: placement.isUncertain ? options.replicates : nil,
      uncertain: placement.members.count { !located.incidents[$0].place.isExact })
    return report
  }

  // MARK: Both

  private func basis(
    _ located: LocatedInput, _ route: Route?, used: Int, tests: Int
  ) -> HotspotBasis {
    var basis = HotspotBasis(
      method: method.statistic.title,
      parameters: [
        "corridor_km": .number(thousandths(method.corridorMeters(route) / 1000))
      ], studyArea: method.roads(route) + (select.isEmpty ? "" : "; \(select.words)"),
      seed: options.seed, draws: ("replications", method.replications), tests: tests,
      records: located.records, used: used)
    let unknown = located.incidents.count { $0.place.representativePoint == nil }
    basis.leftOut = [
      ("not_selected", "not selected", located.tally.counts.notSelected),
      ("no_place", "with no known place", unknown),
      ("off_road", "off the road", located.incidents.count - unknown - used),
    ]
    return basis
  }
}

extension RouteStatisticOptions.Statistic {
  /// The statistic with its authors.
  var title: String {
    switch self {
    case .sections: "incidents by section of a route (Garwood 1936 intervals, random shifts)"
    case .scan: "scan statistic on the measure of a route (Naus 1965, Kulldorff 1997)"
    case .density: "kernel density along roads (Okabe, Satoh and Sugihara 2009)"
    case .k:
      "K function along roads (Okabe and Yamada 2001; Ang, Baddeley and Nair 2012)"
    }
  }
}

/// A number with three decimals at most.
func thousandths(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
