/// A failure of a topological operation, with the message of GEOS or of the check that refused.
public struct TopologyError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The operation that failed, such as "intersection".
  public let operation: String
  /// What was wrong, with the place where it is known.
  public let message: String

  /// Makes a failure.
  public init(operation: String, message: String) {
    self.operation = operation
    self.message = message
  }

  /// A sentence for people.
  public var description: String {
    // GEOS names this exception when overlay cannot make sense of crossing edges.
    let advice =
      message.hasPrefix("TopologyException")
      ? "; the usual cause is an invalid geometry, which makeValid repairs" : ""
    return "The operation \(operation) failed: \(message)\(advice)."
  }
}
