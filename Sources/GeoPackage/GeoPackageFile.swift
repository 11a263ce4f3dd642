import Foundation
import GRDB
import GeoFormats

/// What SQLite refused, in words for people.
struct GeoPackageFailure: Error {
  let reason: String
  let action: String?

  /// Puts an error of SQLite, or any other, into words.
  init(_ error: any Error) {
    guard let error = error as? DatabaseError else {
      (reason, action) = ("\(error)", nil)
      return
    }
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      reason = "another program has locked it"
      action = "close it there (QGIS, or another import) and try again"
    case .SQLITE_FULL:
      reason = "the disk is full"
      action = "make room and try again"
    case .SQLITE_NOTADB:
      reason = "it is no SQLite database, or an encrypted one"
      action = "check the file"
    case .SQLITE_CORRUPT:
      reason = "the database is damaged (\(error.message ?? "no more is known"))"
      action = "take a backup, or recover it with: sqlite3 FILE .recover"
    case .SQLITE_CANTOPEN:
      reason = "it cannot be opened"
      action = "check the path, and that its folder can be written to"
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
      reason = "it is write-protected"
      action = "allow writing to the file and its folder"
    case .SQLITE_IOERR:
      reason =
        "the device failed, or the file may not grow further (\(error.message ?? "I/O error"))"
      action = "check the disk and its quota"
    default:
      reason = "SQLite says: \(error.message ?? "error \(error.resultCode.rawValue)")"
      action = nil
    }
  }

  func inputError(_ file: String) -> InputError {
    InputError(file: file, reason: reason, action: action)
  }
}

extension DatabaseQueue {
  /// How long a lock of another program is waited for: 3 seconds.
  static var longestWaitSeconds: Double { 3 }

  /// Opens a database for reading; nothing is created.
  static func reading(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    configuration.busyMode = .timeout(longestWaitSeconds)
    configuration.readonly = true
    // A file may come from anywhere: what its views call must be harmless.
    configuration.prepareDatabase { try $0.run("PRAGMA trusted_schema = OFF") }
    do {
      return try DatabaseQueue(path: path, configuration: configuration)
    } catch let error as DatabaseError
      where (error.resultCode == .SQLITE_READONLY || error.resultCode == .SQLITE_CANTOPEN)
      && FileManager.default.fileExists(atPath: path)
    {
      // What a program left behind when it was stopped is put right first, which takes writing.
      configuration.readonly = false
      return try DatabaseQueue(path: path, configuration: configuration)
    }
  }
}
