import GeoFormats
import Incidents
import SimpleFeatures

/// What a property's value says, whatever kind of JSON value other programs made of it.
extension PropertyValue {
  /// The text, or a number or truth value as it is written; nil for nothing, blank text and lists.
  var writtenText: String? {
    switch self {
    case .string(let text): text.isBlank ? nil : text
    case .integer(let integer): String(integer)
    case .number(let number): Int(exactly: number).map(String.init) ?? number.description
    case .bool(let flag): String(flag)
    case .null, .array, .object: nil
    }
  }

  /// The whole number, also as `1.0` or in text.
  var writtenInteger: Int? {
    switch self {
    case .integer(let integer): integer
    case .number(let number): Int(exactly: number)
    case .string(let text): NumberParser.integer(text)
    default: nil
    }
  }

  /// The number, also in text.
  var writtenNumber: Double? {
    if case .string(let text) = self { return NumberParser.double(text) }
    return number
  }

  /// Whether it is true, also as 1 or in text.
  var isTrue: Bool {
    switch self {
    case .bool(let flag): flag
    case .integer(let integer): integer == 1
    case .string(let text): text.lowercased() == "true"
    default: false
    }
  }

  /// Whether it says anything.
  var isGiven: Bool {
    switch self {
    case .null: false
    case .string(let text): !text.isBlank
    default: true
    }
  }
}

extension String {
  /// Whether it is empty or white space throughout.
  fileprivate var isBlank: Bool {
    // Nearly every text begins with a visible character of ASCII.
    if let first = utf8.first, (0x21...0x7E).contains(first) { return false }
    return allSatisfy(\.isWhitespace)
  }
}

/// A feature with what was found wrong with it.
struct FeatureRow {
  let feature: Feature
  let number: Int
  let line: Int?
  let fileName: String
  var id: String?
  private(set) var findings: [Diagnostic] = []

  init(_ numbered: NumberedFeature, fileName: String) {
    feature = numbered.feature
    number = numbered.number
    line = numbered.line
    self.fileName = fileName
  }

  /// Says that a value is left out.
  mutating func lose(
    _ code: String, _ column: String, _ value: String?, _ reason: String,
    action: String = "value left out"
  ) {
    note(.error, code, column, value, reason, action)
  }

  /// Says that a value is kept and in doubt.
  mutating func doubt(
    _ code: String, _ column: String, _ value: String?, _ reason: String, action: String
  ) {
    note(.warning, code, column, value, reason, action)
  }

  private mutating func note(
    _ severity: Diagnostic.Severity, _ code: String, _ column: String, _ value: String?,
    _ reason: String, _ action: String
  ) {
    findings.append(
      Diagnostic(
        severity, code: code, file: fileName, line: line, column: column,
        record: id ?? "feature \(number)", value: value, reason: reason, action: action))
  }

  /// A number of dead; nil if it is not given or cannot be taken.
  mutating func count(_ name: String, _ value: PropertyValue?) -> Int? {
    guard let value, value.isGiven else { return nil }
    guard let count = value.writtenInteger else {
      lose("toll-unreadable", name, value.writtenText, "not a whole number")
      return nil
    }
    guard count >= 0 else {
      lose("toll-negative", name, String(count), "a number of dead cannot be negative")
      return nil
    }
    return count
  }
}
