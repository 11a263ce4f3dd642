import Foundation

/// The folder of the package, found from this file's place in it.
public let packageFolder = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// A file of real data for opt-in tests, below the folder that `BALISE_FIELD_DATA` names.
///
/// Nil when the variable is not set or the file is not there; tests then skip and say so.
public func fieldData(_ path: String) -> URL? {
  guard let root = ProcessInfo.processInfo.environment["BALISE_FIELD_DATA"], !root.isEmpty else {
    return nil
  }
  let url = URL(filePath: root).appending(path: path)
  return FileManager.default.fileExists(atPath: url.path) ? url : nil
}
