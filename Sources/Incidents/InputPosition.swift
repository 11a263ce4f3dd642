/// Where something stands in an input, for messages.
public struct InputPosition: Hashable, Sendable {
  /// The line, from 1.
  public var line: Int
  /// The column: its name in the header of a table, or a number counted from 1.
  public var column: String?

  /// Makes a position.
  public init(line: Int, column: String? = nil) {
    self.line = line
    self.column = column
  }
}
