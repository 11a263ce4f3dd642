import ArgumentParser

/// `balise hotspots`: where there is more than expected.
struct HotspotsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hotspots",
    abstract: "Find where, and when, there are more cases than expected.",
    subcommands: [
      HotspotsScanCommand.self, HotspotsLocalCommand.self, HotspotsRouteCommand.self,
      HotspotsKnoxCommand.self,
    ])
}
