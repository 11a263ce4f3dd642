import ArgumentParser
import Balise

/// `balise boundaries`: what a boundary set is.
struct BoundariesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "boundaries",
    abstract: "Say what a boundary set is, and what is wrong with it.",
    discussion: """
      Reads a file of regions as --boundaries of the other verbs does: the columns that are taken, \
      regions that are repaired, overlaps and gaps, and how its land compares with the set that \
      ships. Without a file, the shipped set.

      EXAMPLES:
        balise boundaries mali_adm2.shp
        balise boundaries hdx.zip:mali_adm1.shp --boundary-accuracy 1km
        balise boundaries regions.gpkg:adm2 --list
      """)

  @Argument(
    help: ArgumentHelp(
      "GeoJSON, a shapefile or its .zip, a GeoPackage.", valueName: "file[:layer]"),
    completion: .file())
  var file: String?

  @OptionGroup(title: "Boundaries") var ground: BoundaryOptions

  @Flag(help: "List the regions: id, name, country, area.")
  var list = false

  func validate() throws {
    guard ground.boundaries == nil else {
      throw ValidationError("balise boundaries takes the file without --boundaries.")
    }
  }

  func run() throws {
    let console = Console()
    let shipped = try loadAtlas()
    let read = try file.map { path in
      try BoundaryFile(path: path, options: ground.fileOptions, countries: shipped.countries)
    }
    let set = read?.set ?? shipped.firstLevel
    let name = file ?? "shipped"
    let coverage = try BoundaryCoverage(set)
    let findings = (read?.findings ?? []) + coverage.findings(of: set, file: name)
    for finding in findings {
      console.note("\(finding.severity.rawValue): \(finding.description) [\(finding.code)]")
    }
    var lines = read.map { Self.lines(of: $0) } ?? [("columns", "those of the shipped file")]
    lines.append(("overlaps", Self.sum(coverage.overlaps.map(\.squareMeters))))
    lines.append(("gaps", Self.sum(coverage.gaps.map(\.squareMeters))))
    lines += Self.land(of: set, countries: shipped.countries)
    let width = 14
    for (key, value) in Self.description(of: set) + lines {
      print(key + String(repeating: " ", count: max(1, width - key.count)) + value)
    }
    if list {
      print("")
      for region in set.regions {
        let area = Geodesic.wgs84.areaWithStraightEdges(of: region.geometry) / 1_000_000
        print(
          [region.id, region.name, region.countryName, Console.decimal(area, places: 1)]
            .joined(separator: "\t"))
      }
    }
    if findings.contains(where: { $0.severity == .error }) { throw ExitCode(3) }
  }

  private static func description(of set: BoundarySet) -> [(String, String)] {
    let description = set.description
    let accuracy =
      description.isAccuracyStated
      ? "\(Console.decimal(description.accuracyMeters, places: 0)) m" : "not stated, taken as 0 m"
    return [
      ("set", description.name),
      ("date", description.date.isEmpty ? "not known" : description.date),
      ("regions", grouped(set.regions.count)), ("level", "\(description.level)"),
      ("accuracy", accuracy),
    ]
  }

  private static func lines(of file: BoundaryFile) -> [(String, String)] {
    [
      ("columns", file.columns.summary),
      (
        "features",
        "\(grouped(file.featureCount)), \(grouped(file.featureCount - file.set.regions.count)) left out"
      ),
      ("repaired", grouped(file.repairedCount)),
    ] + (file.transformation.map { [("coordinates", $0)] } ?? [])
  }

  private static func sum(_ areas: [Double]) -> String {
    areas.isEmpty
      ? "none of 1 ha or more"
      : "\(grouped(areas.count)), "
        + "\(Console.decimal(areas.reduce(0, +) / 1_000_000, places: 2)) km² together"
  }

  /// The land of each country, here and on the shipped set.
  private static func land(of set: BoundarySet, countries: BoundarySet) -> [(String, String)] {
    var areas: [String: Double] = [:]
    for region in set.regions {
      areas[region.countryID, default: 0] += Geodesic.wgs84.areaWithStraightEdges(
        of: region.geometry)
    }
    func km(_ area: Double) -> String { grouped(Int((area / 1_000_000).rounded())) + " km²" }
    var lines = [("land", km(areas.values.sorted().reduce(0, +)))]
    if let none = areas[""] { lines.append(("no country", km(none))) }
    let known = countries.regions.filter { areas[$0.id] != nil }
    for country in known.prefix(20) {
      let shipped = Geodesic.wgs84.areaWithStraightEdges(of: country.geometry)
      let own = areas[country.id] ?? 0
      let percent = Console.decimal(own / shipped * 100, places: 2)
      lines.append((country.id, "\(km(own)), \(percent) % of \(country.name) on the shipped set"))
    }
    if known.count > 20 { lines.append(("", "and \(known.count - 20) more countries")) }
    return lines
  }
}
