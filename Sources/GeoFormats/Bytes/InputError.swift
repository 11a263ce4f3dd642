import SimpleFeatures

/// An input that cannot be read at all.
public struct InputError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file, as the user named it.
  public var file: String
  /// What was wrong.
  public var reason: String
  /// What to do.
  public var action: String?

  /// Makes an error.
  public init(file: String, reason: String, action: String? = nil) {
    self.file = file
    self.reason = reason
    self.action = action
  }

  /// One sentence for people.
  public var description: String {
    "cannot read \(Diagnostic.quoted(file)): \(reason.onOneLine())"
      + (action.map { "; \($0.onOneLine())" } ?? "")
  }
}
