import SimpleFeatures

/// A query that cannot be taken, with the place of the fault.
public struct CQL2Error: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was wrong, as a sentence without its full stop.
  public let message: String
  /// What could stand at the place instead; empty if that is not the fault.
  public let expected: [String]
  /// The line of the fault, from 1; nil for a fault of no one place.
  public let line: Int?
  /// The column of the fault in its line, in Unicode scalars from 1; nil for a fault of no one place.
  public let column: Int?
  /// Two lines: the text around the fault, and a caret below the place; nil without a place.
  public let excerpt: String?

  /// A fault of no one place of a text.
  init(_ message: String) {
    self.message = message
    expected = []
    (line, column, excerpt) = (nil, nil, nil)
  }

  /// A fault at an offset of a text, in Unicode scalars.
  init(_ message: String, at offset: Int?, of source: String, expected: [String] = []) {
    self.message = message
    self.expected = expected
    guard let offset else {
      (line, column, excerpt) = (nil, nil, nil)
      return
    }
    let scalars = Array(source.unicodeScalars)
    let place = min(offset, scalars.count)
    let before = scalars[..<place]
    let start = (before.lastIndex(of: "\n") ?? -1) + 1
    let end = scalars[place...].firstIndex(of: "\n") ?? scalars.count
    line = before.count { $0 == "\n" } + 1
    column = place - start + 1
    // A long line is cut around the place.
    let first = max(start, place - 60)
    let shown = scalars[first..<min(end, place + 20)].map { scalar -> Unicode.Scalar in
      scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) ? " " : scalar
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: shown)
    excerpt =
      String(text) + "\n" + String(repeating: " ", count: place - first) + "^"
  }

  /// The fault as a sentence, followed by the excerpt on lines of its own.
  public var description: String {
    var text = "the query cannot be taken"
    if let line, let column {
      text += " at " + (line > 1 ? "line \(line), " : "") + "column \(column)"
    }
    text += ": " + message.onOneLine()
    if !expected.isEmpty { text += "; expected " + Self.list(expected) }
    return excerpt.map { text + "\n" + $0 } ?? text
  }

  /// The items with commas and "or".
  static func list(_ items: [String], last: String = "or") -> String {
    guard items.count > 1, let final = items.last else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " \(last) " + final
  }
}
