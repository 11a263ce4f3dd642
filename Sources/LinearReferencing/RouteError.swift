/// What is wrong with a route, or with a question about one, as a sentence for people.
public struct RouteError: Error, Hashable, CustomStringConvertible {
  /// What was wrong, on which route, the value, and what to do.
  public let description: String

  init(_ description: String) { self.description = description }
}

/// A number of kilometres with up to three decimals, for messages.
func kilometersText(_ kilometers: Double) -> String {
  guard kilometers.magnitude < 1e12 else { return "\(kilometers)" }
  return "\((kilometers * 1000).rounded() / 1000)"
}
