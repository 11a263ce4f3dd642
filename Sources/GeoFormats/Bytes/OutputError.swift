/// An output that cannot be written.
public enum OutputError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The reader of the pipe has gone (`| head`): a program ends quietly.
  case closedPipe
  /// Anything else: the file, what was wrong, what to do.
  case failed(file: String, reason: String, action: String?)

  /// One sentence for people.
  public var description: String {
    switch self {
    case .closedPipe: "the reader of the output has gone"
    case .failed(let file, let reason, let action):
      "cannot write \(Diagnostic.quoted(file)): \(reason)" + (action.map { "; \($0)" } ?? "")
    }
  }
}
