import ArgumentParser
import Balise

/// On which boundaries the answers are given.
struct BoundaryOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Answer on the regions of a file: GeoJSON, a shapefile or its .zip, a GeoPackage.",
      valueName: "file[:layer]"),
    completion: .file())
  var boundaries: String?

  @Option(
    help: ArgumentHelp(
      """
      Which columns hold what, where the guess is wrong: name=ADM1_FR,id=ADM1_PCODE,\
      country=ADM0_PCODE.
      """, valueName: "key=column,..."),
    transform: BoundaryColumns.init(parsing:))
  var boundaryColumns: BoundaryColumns?

  @Option(
    help: ArgumentHelp(
      "How far a border may lie from its true place: 2km.", valueName: "length"),
    transform: LengthArgument.init)
  var boundaryAccuracy: LengthArgument?

  @Option(
    help: ArgumentHelp(
      "The level to take from a file of several: 0 for countries.", valueName: "n"))
  var boundaryLevel: Int?

  /// The file that is read, for those that must not be written.
  var filesRead: [String] { boundaries.map { [$0] } ?? [] }

  func validate() throws {
    if let boundaries, boundaries.isEmpty {
      throw ValidationError("--boundaries needs a file; the name was empty.")
    }
  }

  /// The boundary file; nil where none was given.
  func file(among countries: BoundarySet) throws -> BoundaryFile? {
    try boundaries.map { path in
      try BoundaryFile(path: path, options: fileOptions, countries: countries)
    }
  }

  /// What is given about the file.
  var fileOptions: BoundaryFile.Options {
    var options = BoundaryFile.Options()
    options.columns = boundaryColumns ?? BoundaryColumns()
    options.accuracyMeters = boundaryAccuracy?.meters
    options.level = boundaryLevel
    return options
  }

  /// The reference geography with the chosen regions, about which one line is said.
  func atlas(console: Console) throws -> Atlas {
    let shipped = try loadAtlas()
    guard let file = try file(among: shipped.countries), let boundaries else {
      if boundaryColumns != nil || boundaryAccuracy != nil || boundaryLevel != nil {
        throw ValidationError("--boundary-columns, -accuracy and -level go with --boundaries.")
      }
      return shipped
    }
    let coverage = try BoundaryCoverage(file.set)
    for finding in file.findings + coverage.findings(of: file.set, file: boundaries) {
      console.report(finding)
    }
    console.note("--boundaries \(file.summary).")
    return shipped.choosing(file.set)
  }
}
