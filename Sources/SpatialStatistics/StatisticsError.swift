/// What a statistical method could not do, as a sentence for people.
public struct StatisticsError: Error, Hashable, CustomStringConvertible {
  /// What was wrong, the value, and what to do.
  public let description: String

  init(_ description: String) { self.description = description }
}
