import ArgumentParser
import Balise

/// The statistic of `balise hotspots local` and its test.
struct LocalOptions: ParsableArguments {
  enum Statistic: String, ExpressibleByArgument, CaseIterable {
    case gi
    case gistar
    case moran
    case localmoran

    /// The local statistic; nil for the global one.
    var local: LocalAssociation.Statistic? { .init(rawValue: rawValue) }

    /// The statistic with its authors.
    var name: String {
      switch self {
      case .gi: "Gi (Getis and Ord 1992, 1995)"
      case .gistar: "Gi* (Getis and Ord 1992, 1995)"
      case .moran: "Moran's I (Moran 1950)"
      case .localmoran: "local Moran (Anselin 1995)"
      }
    }

    /// How much neighbours weigh.
    var standardization: SpatialWeights.Standardization {
      switch self {
      case .gi, .gistar: .binary
      case .moran, .localmoran: .row
      }
    }
  }

  @Option(
    help: """
      gistar: areas with their neighbours; gi: the neighbours alone; localmoran: areas against \
      their neighbours; moran: one figure for all.
      """)
  var statistic: Statistic = .gistar

  @Option(
    help: ArgumentHelp(
      "What makes neighbours: queen, rook, band:15km, knn:8 or gal:FILE.", valueName: "weights"),
    transform: WeightsArgument.init)
  var weights: WeightsArgument = .contiguity(.queen)

  @Option(
    help: """
      How many times values are dealt out at random; unless told 9,999 or 40 for each area, \
      whichever is more.
      """)
  var permutations: Int?

  func validate() throws {
    if let permutations, !(1...100_000_000 ~= permutations) {
      throw ValidationError("--permutations must be 1 to 100,000,000; it was \(permutations).")
    }
  }

  /// How many permutations so many tests get.
  func permutations(tests: Int) -> Int {
    permutations ?? (statistic == .moran ? 9_999 : max(9_999, 40 * tests))
  }

  /// What the neighbours weigh, for people.
  var weighting: String {
    statistic.standardization == .row ? "each area's neighbours together 1" : "each neighbour 1"
  }
}
