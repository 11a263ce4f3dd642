import ArgumentParser
import Balise

/// What a report finds out by itself: incidents along routes, clusters and hotspots, each by the
/// functions of the verb that is for it.
struct ReportAnalyses {
  let command: ReportCommand
  let incidents: [LocatedIncident]
  let selection: Selection
  let counts: MappingCounts
  let atlas: Atlas
  let console: Console

  /// How many routes are told at most.
  private static let mostRoutes = 5

  // MARK: Routes

  /// The routes that are asked for; where none is, those on a stretch of which an incident is put,
  /// those with most first.
  func exposures() throws -> [RouteExposure] {
    var stretches = selection.corridors
    if stretches.isEmpty {
      var numbers: [String: Int] = [:]
      for case let section? in incidents.map(\.place.section) {
        numbers[section.routeID, default: 0] += 1
      }
      stretches = atlas.routes.filter { numbers[$0.id] != nil }
        .sorted { (numbers[$1.id] ?? 0, $0.id) < (numbers[$0.id] ?? 0, $1.id) }
        .prefix(Self.mostRoutes).map {
          Selection.Corridor(
            route: $0, fromKilometers: 0, toKilometers: $0.lengthKilometers,
            withinMeters: $0.corridorMeters)
        }
    }
    return try stretches.map(exposure)
  }

  private func exposure(_ stretch: Selection.Corridor) throws -> RouteExposure {
    let from = min(stretch.fromKilometers, stretch.toKilometers)
    let to = max(stretch.fromKilometers, stretch.toKilometers)
    let cells = try RouteDivision(stretch.route, every: nil, isScan: false, cutAt: [from, to])
    let placement = try RoutePlacement(
      incidents, along: stretch.route, breaks: cells.breaks, corridorMeters: stretch.withinMeters,
      on: atlas, threads: command.input.threadCount)
    // Nothing is tested: one replication is the least there can be.
    let totals = try placement.sections(
      cells.sections, replications: 1, replicates: 0, seed: 1, on: atlas,
      threads: command.input.threadCount)
    let period = try? StudyPeriod(selected: selection.days, of: incidents)
    return RouteExposure(
      placement, totals, stretch: from...to, days: period.map { ($0.first, $0.last) })
  }

  // MARK: Clusters and hotspots

  /// The layers that are asked for.
  /// - Parameter count: how many layers there are already.
  func layers(after count: Int) throws -> [ReportLayer] {
    var layers: [ReportLayer] = []
    func add(_ label: String, _ find: () throws -> (features: [Feature], basis: Properties)) throws
    {
      let number = count + layers.count + 1
      do {
        let found = try find()
        var layer = ReportLayer(
          found.features, basis: found.basis, number: number, label: label)
        try layer.findPlaces(in: atlas.gazetteer)
        layers.append(layer)
      } catch {
        // Too few incidents or none with a day: the page says so.
        var layer = ReportLayer([], basis: [:], number: number, label: label)
        layer.failure = (error as? ValidationError)?.message ?? "\(error)"
        layers.append(layer)
      }
    }
    if command.clusters != nil { try add(command.say("Clusters", "Grappes"), clusters) }
    switch command.hotspots {
    case nil: break
    case .scan?:
      try add(command.say("Hotspots: scan", "Points chauds : balayage"), scan)
    case .local?:
      try add(command.say("Hotspots: cells", "Points chauds : cellules"), local)
    }
    return layers
  }

  private func clusters() throws -> (features: [Feature], basis: Properties) {
    var verb = try ClusterCommand.parse(["-", "--eps", command.clusters?.text ?? "", "--summary"])
    (verb.input, verb.select) = (command.input, command.select)
    let report = try verb.report(of: incidents, on: atlas, counts: counts, console: console)
    return (report.outlines, report.basis)
  }

  private func scan() throws -> (features: [Feature], basis: Properties) {
    var verb = try HotspotsScanCommand.parse(["-"])
    (verb.input, verb.select, verb.attested) = (command.input, command.select, command.attested)
    let report = try verb.report(of: incidents, on: atlas, counts: counts, console: console)
    return (try report.features(), report.basis.properties)
  }

  private func local() throws -> (features: [Feature], basis: Properties) {
    var verb = try HotspotsLocalCommand.parse(["-", "--grid", "prio"])
    (verb.reading, verb.select) = (command.input.reading, command.select)
    verb.attested = command.attested
    let found = try verb.report(
      of: incidents, selection, on: atlas, counts: counts, console: console)
    return (verb.features(found.report, found.cells), found.report.basis.properties)
  }
}

extension ReportCommand {
  /// Refuses what the verbs of the analyses refuse.
  func validateAnalyses() throws {
    if let clusters, clusters.meters <= 0 {
      throw ValidationError(
        "--clusters 0 makes neighbours only of what lies on one spot: give more.")
    }
    if attested.fragility, hotspots == nil {
      throw ValidationError("--fragility goes with --hotspots scan or local.")
    }
    if hotspots == .local, !select.near.isEmpty || !select.along.isEmpty || select.bbox != nil {
      throw ValidationError(
        "--near, --along and --bbox leave out records of the cells round them, which would then "
          + "count as empty: run balise hotspots local with --study-area, and give its file to "
          + "--layer.")
    }
  }
}
