public import Foundation

/// Where the reference geography lies on this computer.
public enum GeodataFolder {
  /// The folder with the shipped geography could not be found.
  public struct NotFound: Error, CustomStringConvertible, Sendable {
    /// The folders that were tried, in order.
    public let tried: [String]

    /// A sentence for people.
    public var description: String {
      "The reference geography was not found. Looked in: \(tried.joined(separator: ", ")). "
        + "Set BALISE_GEODATA to the folder that holds boundaries/ and routes/, "
        + "or install with Scripts/install."
    }
  }

  /// The folder: `BALISE_GEODATA`, then `PREFIX/share/balise` beside the program's `PREFIX/bin`,
  /// then the `Geodata` of the package that the program was built in.
  ///
  /// A variable that names a folder without geography is an error, not a hint: a result on other
  /// boundaries than the ones asked for would be worse than none.
  public static func locate(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    executable: URL? = currentExecutable
  ) throws -> URL {
    if let path = environment["BALISE_GEODATA"], !path.isEmpty {
      let folder = URL(filePath: path, directoryHint: .isDirectory)
      guard isGeodata(folder) else { throw NotFound(tried: ["BALISE_GEODATA=\(path)"]) }
      return folder
    }
    var tried: [String] = []
    guard let executable else { throw NotFound(tried: ["(the program's own path is not known)"]) }
    var folder = executable.deletingLastPathComponent()
    let installed = folder.deletingLastPathComponent().appending(path: "share/balise")
    tried.append(installed.path)
    if isGeodata(installed) { return installed }
    while folder.path != "/" {
      let candidate = folder.appending(path: "Geodata")
      if isGeodata(candidate) { return candidate }
      folder = folder.deletingLastPathComponent()
    }
    tried.append("a folder Geodata above \(executable.path)")
    throw NotFound(tried: tried)
  }

  /// The running program, symbolic links followed.
  public static var currentExecutable: URL? {
    #if os(Linux)
      let path = "/proc/self/exe"
      guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path) else {
        return nil
      }
      return URL(filePath: target)
    #else
      return Bundle.main.executableURL?.resolvingSymlinksInPath()
    #endif
  }

  private static func isGeodata(_ folder: URL) -> Bool {
    FileManager.default.fileExists(
      atPath: folder.appending(path: "boundaries/natural-earth-admin0.geojson").path)
  }
}
