import GeoFormats
import SimpleFeatures

/// Reads CQL2 JSON; O(length). The place of a fault is told as a path, such as `args[1].property`.
struct CQL2JSONParser {
  private var path: [String] = []

  static func parse(_ text: String) throws(CQL2Error) -> CQL2Expression {
    let value: PropertyValue
    do {
      value = try JSONParser.parse(text, file: "JSON")
    } catch {
      throw CQL2Error(json: error, of: text)
    }
    var parser = CQL2JSONParser()
    return try parser.expression(value)
  }

  private mutating func expression(_ value: PropertyValue) throws(CQL2Error) -> CQL2Expression {
    switch value {
    case .bool(let flag): return CQL2Expression(.boolean(flag))
    case .integer(let number): return CQL2Expression(.number(Double(number)))
    case .number(let number): return CQL2Expression(.number(number))
    case .string(let text): return CQL2Expression(.text(text))
    case .array(let values): return CQL2Expression(.array(try expressions(values)))
    case .object(let members): return CQL2Expression(try form(members))
    case .null: throw fault("null is not a value; the operator \"isNull\" tests for it")
    }
  }

  private mutating func expressions(_ values: [PropertyValue]) throws(CQL2Error) -> [CQL2Expression]
  {
    var result: [CQL2Expression] = []
    for (index, value) in values.enumerated() {
      result.append(
        try at("[\(index)]") { (parser) throws(CQL2Error) in try parser.expression(value) })
    }
    return result
  }

  private mutating func form(_ members: Properties) throws(CQL2Error) -> CQL2Expression.Form {
    if let name = members["op"] {
      return try at(".op") { (parser) throws(CQL2Error) in
        guard case .string(let name) = name else { throw parser.fault("an operator is text") }
        return try parser.operation(name, members["args"])
      }
    }
    if let name = members["property"] {
      return try at(".property") { (parser) throws(CQL2Error) in
        guard case .string(let name) = name else { throw parser.fault("a name is text") }
        return .property(name)
      }
    }
    if let text = members["date"] { return .instant(try instant(text, "date")) }
    if let text = members["timestamp"] { return .instant(try instant(text, "timestamp")) }
    if let ends = members["interval"] {
      return try at(".interval") { (parser) throws(CQL2Error) in try parser.interval(ends) }
    }
    if let values = members["bbox"], members["type"] == nil {
      return try at(".bbox") { (parser) throws(CQL2Error) in
        guard case .array(let values) = values, values.count == 4 || values.count == 6 else {
          throw parser.fault("a bbox is a list of 4 numbers, or of 6 with heights")
        }
        return .box(try parser.numbers(values))
      }
    }
    if members["type"] != nil { return .geometry(try geometry(members)) }
    throw fault(
      "the object has none of the members \"op\", \"property\", \"date\", \"timestamp\", "
        + "\"interval\", \"bbox\" and \"type\"")
  }

  private mutating func operation(
    _ name: String, _ arguments: PropertyValue?
  ) throws(CQL2Error) -> CQL2Expression.Form {
    path.removeLast()
    defer { path.append(".op") }
    guard case .array(let values)? = arguments else {
      throw fault("\"\(name)\" has no list \"args\"")
    }
    let parsed = try at(".args") { (parser) throws(CQL2Error) in try parser.expressions(values) }
    guard let kind = CQL2Operator(name: name) else {
      guard CQL2TextParser.isFunctionName(name) else {
        throw fault("\"\(name)\" is neither an operator nor a name of a function")
      }
      return .function(name, parsed)
    }
    guard kind.argumentCounts.contains(parsed.count) else {
      let wanted = kind.argumentCounts
      throw fault(
        "\"\(name)\" takes \(wanted.lowerBound)\(wanted.upperBound == .max ? " or more" : "") "
          + "arguments and not \(parsed.count)")
    }
    if kind == .isIn {
      guard case .array(let members) = parsed[1].form, !members.isEmpty else {
        throw fault("the second argument of \"in\" is a list with one value or more")
      }
    }
    return .operation(kind, parsed)
  }

  private func instant(_ value: PropertyValue, _ name: String) throws(CQL2Error) -> CQL2Instant {
    guard case .string(let text) = value, let instant = CQL2Instant(text),
      instant.isDate == (name == "date")
    else {
      throw fault(
        name == "date"
          ? "a date is text such as \"2024-01-31\""
          : "a timestamp is text in UTC such as \"2024-01-31T10:15:00Z\"")
    }
    return instant
  }

  private mutating func interval(_ value: PropertyValue) throws(CQL2Error) -> CQL2Expression.Form {
    guard case .array(let values) = value, values.count == 2 else {
      throw fault("an interval is a list of two ends")
    }
    var ends: [CQL2Expression?] = []
    for (index, value) in values.enumerated() {
      ends.append(
        try at("[\(index)]") { (parser) throws(CQL2Error) in try parser.intervalEnd(value) })
    }
    if CQL2Expression.isReversed(ends[0], ends[1]) {
      throw fault("the interval ends before it begins")
    }
    return .interval(ends[0], ends[1])
  }

  private mutating func intervalEnd(_ value: PropertyValue) throws(CQL2Error) -> CQL2Expression? {
    switch value {
    case .string(".."): return nil
    case .string(let text):
      if let instant = CQL2Instant(text) { return CQL2Expression(.instant(instant)) }
    case .object:
      let operand = try expression(value)
      switch operand.form {
      case .property, .function, .instant: return operand
      default: break
      }
    default: break
    }
    throw fault("an end of an interval is a date, a time in UTC, \"..\" or a property")
  }

  mutating func numbers(_ values: [PropertyValue]) throws(CQL2Error) -> [Double] {
    var result: [Double] = []
    for value in values {
      guard let number = value.number else { throw fault("a number is needed here") }
      result.append(number)
    }
    return result
  }

  /// Runs a part below a step of the path.
  mutating func at<Part>(
    _ step: String, _ part: (inout CQL2JSONParser) throws(CQL2Error) -> Part
  ) throws(CQL2Error) -> Part {
    path.append(step)
    defer { path.removeLast() }
    return try part(&self)
  }

  func fault(_ message: String) -> CQL2Error {
    let place = path.joined()
    return CQL2Error(
      place.isEmpty
        ? message : "\(message) (\(place.hasPrefix(".") ? String(place.dropFirst()) : place))")
  }
}

extension CQL2TextParser {
  /// Whether a name can stand before parentheses in text.
  static func isFunctionName(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first else { return false }
    return CQL2Lexer.isNameStart(first) && name.unicodeScalars.allSatisfy(CQL2Lexer.isNamePart)
      && !reservedWords.contains(name.uppercased())
      && !literalKeywords.contains(name.uppercased())
  }

  /// Words that begin a literal when a parenthesis follows.
  static let literalKeywords: Set<String> = [
    "DATE", "TIMESTAMP", "INTERVAL", "BBOX", "POINT", "MULTIPOINT", "LINESTRING",
    "MULTILINESTRING", "POLYGON", "MULTIPOLYGON", "GEOMETRYCOLLECTION",
  ]
}

extension CQL2Error {
  /// A fault of the JSON itself.
  init(json error: JSONError, of text: String) {
    var line = 1
    var offset = 0
    for scalar in text.unicodeScalars {
      if line == error.line { break }
      if scalar == "\n" { line += 1 }
      offset += 1
    }
    self.init("the JSON is broken: \(error.reason)", at: offset + error.column - 1, of: text)
  }
}
