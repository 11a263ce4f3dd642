import ArgumentParser
import Balise
import Foundation

/// `balise regions`: how much happened in each region, at least, at most and as expected.
struct RegionsCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table
    case csv
    case geojson
    case json
  }

  static let configuration = CommandConfiguration(
    commandName: "regions",
    abstract: "Count incidents and dead by region: certain, expected, possible.",
    discussion: """
      certain: incidents that surely lie in the region. possible: those that could. expected: the \
      sum of the shares of their places, each taken as equally likely everywhere. The last row is \
      what lies outside all regions; with it the expected numbers add up to the incidents with a \
      known place. killed_min counts the certain incidents at their least, killed_max the possible \
      ones at their most; it is empty where one is open. A selection chooses the incidents, which \
      are then counted with all of their places.

      EXAMPLES:
        balise regions ged.csv --in Mali --by admin1
        balise regions ged.csv --by country --per-year --format csv -o countries.csv
        balise regions ged.csv --in Nigeria --by prio-grid -o cells.geojson
        balise regions ged.csv --in Mali --by hex:25km -o hexagons.geojson
        balise regions ged.csv --by route:gao-adrar:50km
        balise regions ged.csv --by mli_admbnda_adm2.shp --boundary-accuracy 2km
        balise regions ged.csv --compare-boundaries mali_adm1.geojson --in Mali
        balise regions ged.csv --in Nigeria --nearest-within 10km
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup(title: "Selection") var select: SelectionOptions

  @Option(
    help: ArgumentHelp(
      "The regions: country, admin1, prio-grid, hex:25km, route:ROUTE:50km or a boundary file.",
      valueName: "regions"))
  var by = "admin1"

  @Flag(help: "A row for each calendar year.")
  var perYear = false

  @Flag(help: "A row for each calendar month.")
  var perMonth = false

  @Option(
    help: ArgumentHelp(
      "Count an incident outside all regions in the nearest one, up to this far, flagged.",
      valueName: "length"),
    transform: LengthArgument.init)
  var nearestWithin: LengthArgument?

  @Option(
    help: ArgumentHelp(
      "List the incidents whose region is another one in this boundary file.",
      valueName: "file[:layer]"),
    completion: .file())
  var compareBoundaries: String?

  @Flag(help: "Count only incidents that are certainly selected.")
  var sure = false

  @Option(
    help: """
      table, csv, geojson (a polygon for each region) or json. table on a terminal, csv elsewhere, \
      or what the output's name ends in.
      """)
  var format: Format?

  @Option(name: .shortAndLong, help: "The file to write; - is standard output.")
  var output: String = "-"

  func validate() throws {
    guard !(perYear && perMonth) else {
      throw ValidationError("--per-year and --per-month exclude each other.")
    }
    if isFile(by) {
      guard input.ground.boundaries == nil else {
        throw ValidationError("--by FILE and --boundaries FILE mean the same: give one of them.")
      }
    } else {
      _ = try division()
    }
  }

  /// Whether the division is a file, with or without the name of a layer.
  private func isFile(_ text: String) -> Bool {
    ["country", "admin1", "prio-grid"].contains(text) == false
      && (FileManager.default.fileExists(atPath: text)
        || text.lastIndex(of: ":").map {
          FileManager.default.fileExists(atPath: String(text[..<$0]))
        } ?? false)
  }

  mutating func run() throws {
    let console = Console()
    // A boundary file as the division is the same as --boundaries with its regions.
    if isFile(by) { (input.ground.boundaries, by) = (by, "admin1") }
    let atlas = try input.ground.atlas(console: console)
    var selection = try select.selection(on: atlas, console: console)
    selection.isSure = sure
    var mapper = IncidentMapper(atlas: atlas, selection: selection, threads: input.threadCount)
    mapper.makesFeatures = false
    if let compareBoundaries {
      return try compare(mapper, with: compareBoundaries, console: console)
    }
    let division = try division()
    let unit: Period.Unit? = perYear ? .year : perMonth ? .month : nil
    switch division {
    case .known(let regions):
      mapper.tally = .regions(regions, per: unit, adoptedWithinMeters: nearestWithin?.meters)
    case .cells: mapper.tally = .later
    }
    var sums = IncidentSums()
    var tally = try mapAll(
      input, with: mapper, console: console, report: { console.report($0) },
      sum: { sums.add($0) })
    tally.outcome = .counted
    let regions: RegionDivision
    switch division {
    case .known(let known): regions = known
    case .cells(let grid):
      regions = try sums.count(
        over: try grid(atlas), of: atlas, per: unit, adoptedWithinMeters: nearestWithin?.meters)
    }
    let rows = sums.regions.rows(regions, of: atlas, always: always(regions, selection, atlas))
    try write(
      RegionReport(
        rows: rows, sums: sums, counts: tally.counts, set: regions.regions(of: atlas),
        selection: select.words + (sure ? " --sure" : ""), hasPeriods: unit != nil,
        hasAdopted: nearestWithin != nil))
    console.reportRemainder()
    noteUnmatched(sums.regions, console: console)
    console.note(tally.summary(atlas: atlas, seconds: console.seconds))
    if tally.counts.errors > 0 { throw ExitCode(3) }
  }

  // MARK: Regions

  private enum Division {
    case known(RegionDivision)
    case cells((Atlas) throws -> CellGrid)
  }

  private func division() throws -> Division {
    let parts = by.split(separator: ":").map(String.init)
    func length(_ text: String) throws -> Double {
      let meters: Double
      do { meters = try LengthArgument(text).meters } catch {
        throw ValidationError("--by \(by): \(text.quotedForPeople): \(error).")
      }
      guard meters >= 100 else { throw ValidationError("--by \(by): at least 100m is needed.") }
      return meters
    }
    switch (parts.first, parts.count) {
    case ("country", 1): return .known(.countries)
    case ("admin1", 1): return .known(.firstLevel)
    case ("prio-grid", 1): return .cells { _ in .prioGrid }
    case ("hex", 2):
      let width = try length(parts[1])
      return .cells { _ in .hexagons(widthMeters: width) }
    case ("route", 2...3):
      let meters = try length(parts[parts.count - 1])
      guard let name = parts.count == 3 ? parts[1] : routeAlong else {
        throw ValidationError("--by \(by): which route? Write route:gao-adrar:50km.")
      }
      return .cells { atlas in
        let route = try atlas.route(named: name)
        return .stretches(
          route, kilometers: meters / 1000,
          withinMeters: select.within?.meters ?? max(route.corridorMeters, 1))
      }
    default:
      throw ValidationError(
        "--by \(by): the regions are country, admin1, prio-grid, hex:25km, route:ROUTE:50km, or a "
          + "boundary file, and there is no file of that name.")
    }
  }

  /// The one route of `--along`, without its stretch.
  private var routeAlong: String? {
    guard select.along.count == 1 else { return nil }
    return select.along[0].split(separator: ":").first.map(String.init)
  }

  /// The regions that are asked for by name have a row, if only of zeros.
  private func always(_ division: RegionDivision, _ selection: Selection, _ atlas: Atlas)
    -> [Region]
  {
    switch division {
    case .cells: []
    case .countries: selection.regions.filter { $0.id == $0.countryID }
    case .firstLevel:
      selection.regions.flatMap { region in
        region.id == region.countryID
          ? atlas.firstLevel.regions.filter { $0.countryID == region.id } : [region]
      }
    }
  }

  // MARK: Output

  private func write(_ report: RegionReport) throws {
    let target = try openOutput(output, apartFrom: input.filesRead)
    switch chosenFormat {
    case .table: try target.write(Array(report.text.utf8))
    case .csv: try target.write(report.csv)
    case .json: try target.write(Array(try report.json().utf8))
    case .geojson: try report.writeGeoJSON(to: target)
    }
    try target.flush()
    try target.commit()
  }

  var chosenFormat: Format {
    if let format { return format }
    guard let dot = output.lastIndex(of: ".") else {
      return output == "-" && isatty(STDOUT_FILENO) == 1 ? .table : .csv
    }
    return Format(rawValue: output[output.index(after: dot)...].lowercased()) ?? .csv
  }

  /// Says which incidents lie in no region, and where the nearest one is.
  private func noteUnmatched(_ tally: RegionTally, console: Console) {
    let all = tally.unmatched
    guard !all.isEmpty else { return }
    let adopted = all.count(where: \.isAdopted)
    console.note(
      "\(counted(all.count, "incident")) outside all regions"
        + (adopted > 0 ? ", \(grouped(adopted)) counted in the nearest one" : "")
        + (nearestWithin == nil ? " (--nearest-within 10km counts them in the nearest one)" : "")
        + ":")
    for each in all.prefix(5) {
      let nearest = each.nearest.map { "\($0.region.name), \(Console.kilometers($0.meters))" }
      console.note("  \(each.id): nearest is \(nearest ?? "further than 1,000 km")")
    }
    if all.count > 5 { console.note("  ... and \(grouped(all.count - 5)) more (--format json)") }
  }
}

extension String {
  fileprivate var quotedForPeople: String { "\"\(self)\"" }
}
