public import ArgumentParser
import Balise

/// The areas of `balise hotspots local`: cells in which incidents are counted, or a file with values.
struct LocalAreaOptions: ParsableArguments {
  enum Rates: String, ExpressibleByArgument, CaseIterable {
    case plain
    case eb
  }

  @Option(
    help: ArgumentHelp(
      "Cells in which the incidents are counted: prio, hex:25km or admin1.", valueName: "cells"))
  var grid: String?

  @Option(
    help: ArgumentHelp(
      """
      The land whose cells count, those without records included: a country or region, a boundary \
      file, or occupied for cells with records only.
      """, valueName: "region|file|occupied"))
  var studyArea: String?

  @Option(help: "What is counted in cells: incidents or killed.")
  var measure: HotspotMeasure = .incidents

  @Flag(help: "Tell how hot and cold spots come and go over time; needs --interval.")
  var emerging = false

  @Option(
    help: ArgumentHelp(
      "The length of the intervals for --emerging: 1year, 6months, 30d.", valueName: "span"),
    transform: IntervalArgument.init)
  var interval: IntervalArgument?

  @Option(
    help: ArgumentHelp(
      "Instead of incidents: areas with values, as GeoJSON.", valueName: "file"),
    completion: .file())
  var areas: String?

  @Option(help: ArgumentHelp("The property of the areas that is tested.", valueName: "field"))
  var value: String?

  @Option(
    help: ArgumentHelp(
      "The property to divide it by, such as a population.", valueName: "field"))
  var denominator: String?

  @Option(
    help: """
      plain: value over denominator; eb: standardised for small denominators (empirical Bayes, \
      Assuncao and Reis 1999).
      """)
  var rates: Rates?

  func validate() throws {
    guard grid == nil || areas == nil else {
      throw ValidationError("--grid and --areas exclude each other.")
    }
    if areas != nil {
      guard value != nil else {
        throw ValidationError("--areas needs --value: the property that is tested.")
      }
      guard studyArea == nil, measure == .incidents, !emerging, interval == nil else {
        throw ValidationError(
          "--study-area, --measure, --emerging and --interval are for incidents, not for --areas.")
      }
    } else if value != nil || denominator != nil || rates != nil {
      throw ValidationError("--value, --denominator and --rates go with --areas.")
    }
    if rates != nil, denominator == nil {
      throw ValidationError("--rates goes with --denominator.")
    }
    guard emerging == (interval != nil) else {
      throw ValidationError("--emerging and --interval go together: --emerging --interval 1year.")
    }
    if grid != nil { _ = try cells() }
  }

  /// What is asked for where neither is given.
  static let neither = ValidationError(
    "Say where to look: --grid prio, hex:25km or admin1 for incidents, or --areas FILE --value "
      + "FIELD.")

  /// The cells that are asked for.
  enum Cells {
    case prioGrid
    case hexagons(widthMeters: Double)
    case firstLevel
  }

  func cells() throws -> Cells {
    let parts = (grid ?? "").split(separator: ":").map(String.init)
    switch (parts.first, parts.count) {
    case ("prio", 1), ("prio-grid", 1): return .prioGrid
    case ("admin1", 1): return .firstLevel
    case ("hex", 2):
      let meters: Double
      do { meters = try LengthArgument(parts[1]).meters } catch {
        throw ValidationError("--grid \(grid ?? ""): \(error).")
      }
      guard meters >= 100 else {
        throw ValidationError("--grid \(grid ?? ""): at least 100m is needed.")
      }
      return .hexagons(widthMeters: meters)
    default:
      throw ValidationError("--grid \(grid ?? ""): the cells are prio, hex:25km or admin1.")
    }
  }
}

extension HotspotMeasure: ExpressibleByArgument {}
