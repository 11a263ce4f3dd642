import SimpleFeatures

/// JSON or GeoJSON text that cannot be taken, with the place of the fault.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file, as the user named it.
  public var file: String
  /// The line, counted from 1.
  public var line: Int
  /// The column in characters (Unicode scalars), counted from 1.
  public var column: Int
  /// What was wrong.
  public var reason: String

  /// Makes an error.
  public init(file: String, line: Int, column: Int, reason: String) {
    self.file = file
    self.line = line
    self.column = column
    self.reason = reason
  }

  /// One line: `FILE:LINE:COLUMN: reason`.
  public var description: String { "\(file.onOneLine()):\(line):\(column): \(reason.onOneLine())" }
}
