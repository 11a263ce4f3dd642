import ArgumentParser
import Balise

/// `balise hotspots local`: local association of cells or areas.
struct HotspotsLocalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "local",
    abstract: "Find cells or areas that are hot, or cold, together with their neighbours.",
    discussion: """
      Getis and Ord's Gi and Gi*, Anselin's local Moran and Moran's I. Values are dealt out anew \
      over the areas many times, that of the area itself held; p is two-sided, p_adjusted allows for \
      all areas (Benjamini and Hochberg) but not for further runs. Incidents are counted in cells \
      with the part of their place that lies in each; beside that stand the answer on dots and the \
      share of draws of all places in which a hot or cold spot comes again, which is no p. --in \
      names the study area, too, unless --study-area does.

      EXAMPLES:
        balise hotspots local ged.csv --in Nigeria --grid hex:25km -o local.geojson
        balise hotspots local ged.csv --in Mali --grid prio --measure killed --format json
        balise hotspots local ged.csv --in Nigeria --grid prio --fragility
        balise hotspots local ged.csv --in Mali --grid hex:50km --emerging --interval 1year
        balise hotspots local --areas nc.geojson --value SID74 --denominator BIR74
        balise hotspots local --areas columbus.geojson --value CRIME --weights gal:columbus.gal \
      --statistic localmoran -o columbus-lisa.geojson
      """)

  @Argument(
    help: "Files or folders of incidents, one or more; - is standard input. None with --areas.",
    completion: .file())
  var inputs: [String] = []

  @OptionGroup var reading: ReadingOptions
  @OptionGroup(title: "Selection") var select: SelectionOptions
  @OptionGroup(title: "Areas") var area: LocalAreaOptions
  @OptionGroup(title: "Statistic") var local: LocalOptions
  @OptionGroup var attested: FragilityOptions
  @OptionGroup(title: "Output") var options: HotspotsOptions

  func validate() throws {
    if area.areas != nil {
      guard inputs.isEmpty, select.isEmpty, reading.filesRead.isEmpty, reading.cameo == nil,
        reading.format == nil
      else {
        throw ValidationError(
          "--areas brings its values with it: leave out the incidents, their selection and their "
            + "reading. To count incidents in areas of your own: --grid admin1 --boundaries FILE.")
      }
    } else {
      guard !inputs.isEmpty else {
        throw ValidationError("Name a file of incidents, or give --areas FILE --value FIELD.")
      }
      try input.validate()
      guard
        area.studyArea != nil || select.near.isEmpty && select.along.isEmpty && select.bbox == nil
      else {
        throw ValidationError(
          "--near, --along and --bbox leave out records of the cells round them, which would then "
            + "count as empty: say with --study-area which cells are meant.")
      }
    }
    if attested.fragility, area.areas != nil || area.emerging || local.statistic == .moran {
      throw ValidationError(
        "--fragility goes with incidents and gi, gistar or localmoran, without --emerging.")
    }
    if area.emerging, local.statistic != .gistar {
      throw ValidationError("--emerging is told by gistar: leave out --statistic.")
    }
    if local.statistic == .moran, options.output != nil {
      throw ValidationError("moran is one figure for all areas: leave out -o.")
    }
  }

  func run() throws {
    if let areas = area.areas { return try testAreas(areas) }
    guard area.grid != nil else {
      // A file that cannot be read is said first.
      for path in try input.paths() where path != "-" {
        _ = try IncidentSource(
          path: path, format: input.format, options: try input.readOptions(columns: .none))
      }
      throw LocalAreaOptions.neither
    }
    try testCells()
  }

  /// The incidents to read.
  var input: InputOptions {
    var input = InputOptions()
    input.inputs = inputs
    input.reading = reading
    return input
  }

  /// Whether there is something to print beside the GeoJSON.
  var prints: Bool { options.output != "-" }

  func print(_ report: LocalReport) throws {
    guard prints else { return }
    try printLines(options.format == .json ? [report.json()] : report.lines)
  }

  /// What always stands in the parameters.
  func parameters(_ first: Properties) -> Properties {
    var parameters = first
    parameters.append("statistic", .string(local.statistic.rawValue))
    parameters.append("weights", .string(local.weights.description))
    parameters.append("weighting", .string(local.weighting))
    if local.statistic != .moran {
      parameters.append("multiple_tests", .string("Benjamini and Hochberg 1995"))
    }
    return parameters
  }
}

/// What has to be said of a test over many areas.
func testRemarks(_ weights: SpatialWeights, names: (Int) -> String, tests: Int, permutations: Int)
  -> [String]
{
  var remarks: [String] = []
  let islands = weights.islands
  if !islands.isEmpty {
    let rest = islands.count > 5 ? " and \(grouped(islands.count - 5)) more" : ""
    remarks.append(
      "\(counted(islands.count, "area")) without neighbours \(islands.count == 1 ? "is" : "are") "
        + "not tested: \(islands.prefix(5).map(names).joined(separator: ", "))\(rest).")
  }
  let smallest = min(1, 2 / Double(permutations + 1))
  let needed = BenjaminiHochberg.leastRejections(tests: tests, smallestP: smallest, level: 0.05)
  if needed > 1, tests > 0 {
    remarks.append(
      "\(grouped(needed)) areas at the smallest possible p are needed before one can be rejected at "
        + "0.05: --permutations \(grouped(40 * tests).filter { $0 != "," }) would need one.")
  }
  return remarks
}
