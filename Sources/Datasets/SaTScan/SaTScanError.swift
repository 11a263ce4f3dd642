import GeoFormats

/// What is wrong with a parameter or data file of SaTScan.
public struct SaTScanError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file, as it is named.
  public var file: String
  /// The line, counted from 1.
  public var line: Int?
  /// The value found.
  public var value: String?
  /// What was wrong, and what to do.
  public var reason: String

  /// Makes an error.
  public init(file: String, line: Int?, value: String?, reason: String) {
    self.file = file
    self.line = line
    self.value = value
    self.reason = reason
  }

  /// One line for people: `FILE:LINE: "VALUE": reason`.
  public var description: String {
    Diagnostic(
      .error, code: "satscan", file: file, line: line, value: value, reason: reason
    ).description
  }
}
