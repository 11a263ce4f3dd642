public import ArgumentParser
import Balise

/// The program `balise`: its verbs, its version, and how it ends.
public struct BaliseCommand: ParsableCommand {
  /// What help prints.
  public static let configuration = CommandConfiguration(
    commandName: "balise",
    abstract: "Maps incidents as they are known: routes, discs and areas, open tolls, denials.",
    discussion: """
      EXAMPLES:
        balise map incidents.yaml -o incidents.geojson
        balise map ged.csv --in Nigeria --during 2014..2015 > nigeria.geojson
        balise query ged.csv --in Kidal --format json
        balise regions ged.csv --in Mali --by admin1
        balise cluster ged.csv --in Nigeria --eps 10km --min-points 10 --summary
        balise report ged.csv --in Mali -o mali.html
        balise check ged.csv
        balise import ged.csv acled.csv --store incidents.gpkg
        balise route section gao-adrar Gao border:Algeria

      EXIT STATUS: 0 well; 1 the work could not be done; 3 done, but a row was rejected or a \
      value could not be kept; 64 wrong usage.
      """,
    version: "0.1.0",
    subcommands: [
      MapCommand.self, QueryCommand.self, RegionsCommand.self, ClusterCommand.self,
      CheckCommand.self, ImportCommand.self, HistoryCommand.self, BoundariesCommand.self,
      RouteCommand.self, HotspotsCommand.self, ReportCommand.self,
    ])

  /// Makes the command; the parser calls it.
  public init() {}

  /// Runs the program with the arguments after its name and ends the process.
  public static func run(arguments: [String]) -> Never {
    OutputTarget.ignoreClosedPipes()
    do {
      var command = try parseAsRoot(arguments.map(protectingNegative))
      try command.run()
      exit()
    } catch OutputError.closedPipe {
      // The reader has seen enough (`| head`): not a failure.
      exit()
    } catch let error as IncidentDocumentError {
      let console = Console()
      for problem in error.problems { console.note("error: \(problem)") }
      console.note("The document is taken whole or not at all: mend it and run again.")
      exit(withError: ExitCode.failure)
    } catch {
      exit(withError: error)
    }
  }

  /// Keeps a coordinate or length that starts with a minus from being taken for an option: who
  /// reads it takes the space away again.
  static func protectingNegative(_ argument: String) -> String {
    let second = argument.dropFirst().first
    let isNegative =
      argument.first == "-" && (argument.contains(",") || argument.hasSuffix("m"))
      && (second?.isNumber == true || second == ".")
    return isNegative ? " " + argument : argument
  }
}
