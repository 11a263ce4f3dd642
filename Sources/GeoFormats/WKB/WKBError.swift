/// A geometry in binary form that cannot be taken.
public struct WKBError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, to follow "the geometry is refused: ".
  public let description: String

  package init(_ description: String) { self.description = description }
}
