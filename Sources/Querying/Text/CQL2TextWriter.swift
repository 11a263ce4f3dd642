/// Writes CQL2 text with as few parentheses as its grammar allows.
struct CQL2TextWriter {
  private(set) var text = ""

  static func text(of expression: CQL2Expression) -> String {
    var writer = CQL2TextWriter()
    writer.append(expression)
    return writer.text
  }

  /// A number in the shortest form that reads back the same.
  static func text(of number: Double) -> String {
    if let integer = Int(exactly: number), abs(integer) < 1 << 53 { return String(integer) }
    return number.description
  }

  /// How tightly the outermost operator of an expression binds.
  private enum Level: Int, Comparable {
    case or, and, not, predicate, sum, product, power, factor, operand

    static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
  }

  private static func level(of expression: CQL2Expression) -> Level {
    switch expression.form {
    case .number(let value): return value < 0 ? .factor : .operand
    case .operation(let kind, let arguments):
      switch kind {
      case .or: return .or
      case .and: return .and
      case .not: return isInnerNegation(arguments) ? .predicate : .not
      case .plus, .minus: return .sum
      case .times, .divided, .modulo, .div: return .product
      case .power: return .power
      default: return kind.isFunction ? .operand : .predicate
      }
    default: return .operand
    }
  }

  /// Whether a negation is written inside, as in `a NOT LIKE b`.
  private static func isInnerNegation(_ arguments: [CQL2Expression]) -> Bool {
    guard case .operation(let kind, _)? = arguments.first?.form else { return false }
    return [.like, .between, .isIn, .isNull].contains(kind)
  }

  private mutating func append(_ expression: CQL2Expression, atLeast level: Level = .or) {
    if Self.level(of: expression) >= level { return append(form: expression.form) }
    text += "("
    append(form: expression.form)
    text += ")"
  }

  private mutating func append(form: CQL2Expression.Form) {
    switch form {
    case .property(let name): text += Self.identifier(name)
    case .boolean(let value): text += value ? "TRUE" : "FALSE"
    case .number(let value): text += Self.text(of: value)
    case .text(let value): text += Self.quoted(value)
    case .instant(let instant):
      text += (instant.isDate ? "DATE" : "TIMESTAMP") + "('" + instant.text + "')"
    case .interval(let start, let end):
      text += "INTERVAL("
      append(intervalEnd: start)
      text += ", "
      append(intervalEnd: end)
      text += ")"
    case .geometry(let geometry): text += geometry.wellKnownText
    case .box(let values):
      text += "BBOX(" + values.map(Self.text(of:)).joined(separator: ", ") + ")"
    case .array(let elements): append(list: elements)
    case .operation(let kind, let arguments): append(kind, arguments)
    case .function(let name, let arguments):
      text += name
      append(list: arguments)
    }
  }

  private mutating func append(intervalEnd: CQL2Expression?) {
    switch intervalEnd?.form {
    case nil: text += "'..'"
    case .instant(let instant)?: text += "'" + instant.text + "'"
    case .some(let form): append(form: form)
    }
  }

  private mutating func append(list: [CQL2Expression]) {
    text += "("
    for (index, element) in list.enumerated() {
      if index > 0 { text += ", " }
      append(element)
    }
    text += ")"
  }

  private mutating func append(_ kind: CQL2Operator, _ arguments: [CQL2Expression]) {
    switch kind {
    case .or, .and:
      append(joined: arguments, by: " " + kind.name + " ", atLeast: kind == .or ? .and : .not)
    case .not:
      if Self.isInnerNegation(arguments), case .operation(let kind, let inner) = arguments[0].form {
        append(predicate: kind, inner, isNegated: true)
      } else {
        text += "NOT "
        append(joined: arguments, by: "", atLeast: .not)
      }
    case .plus, .minus: append(infix: kind, arguments, .sum, .product)
    case .times, .divided, .modulo: append(infix: kind, arguments, .product, .power)
    case .div: append(infix: kind, arguments, .product, .power)
    case .power: append(infix: kind, arguments, .factor, .power)
    case _ where kind.isFunction:
      text += kind.name
      append(list: arguments)
    default: append(predicate: kind, arguments, isNegated: false)
    }
  }

  private mutating func append(
    predicate kind: CQL2Operator, _ arguments: [CQL2Expression], isNegated: Bool
  ) {
    let not = isNegated ? "NOT " : ""
    switch kind {
    case .isNull:
      append(joined: arguments, by: "", atLeast: .sum)
      text += " IS " + not + "NULL"
    case .between:
      guard arguments.count == 3 else { return }
      append(arguments[0], atLeast: .sum)
      text += " " + not + "BETWEEN "
      append(joined: Array(arguments[1...]), by: " AND ", atLeast: .sum)
    case .isIn:
      guard arguments.count == 2, case .array(let members) = arguments[1].form else { return }
      append(arguments[0], atLeast: .sum)
      text += " " + not + "IN ("
      append(joined: members, by: ", ", atLeast: .sum)
      text += ")"
    default: append(joined: arguments, by: " " + not + kind.name + " ", atLeast: .sum)
    }
  }

  private mutating func append(
    joined parts: [CQL2Expression], by joint: String, atLeast level: Level
  ) {
    for (index, part) in parts.enumerated() {
      if index > 0 { text += joint }
      append(part, atLeast: level)
    }
  }

  private mutating func append(
    infix kind: CQL2Operator, _ arguments: [CQL2Expression], _ left: Level, _ right: Level
  ) {
    guard arguments.count == 2 else { return }
    append(arguments[0], atLeast: left)
    text += " " + kind.name + " "
    append(arguments[1], atLeast: right)
  }

  /// Text in quotes.
  ///
  /// CQL2 reads `\'` as a quote, so text with a backslash before a quote or at its end has no exact
  /// form; it is written as it is.
  private static func quoted(_ value: String) -> String {
    var text = "'"
    for scalar in value.unicodeScalars {
      if scalar == "'" { text += "'" }
      text.unicodeScalars.append(scalar)
    }
    return text + "'"
  }

  /// A name, in double quotes where it could not be read without.
  private static func identifier(_ name: String) -> String {
    let scalars = name.unicodeScalars
    let isPlain =
      scalars.first.map(CQL2Lexer.isNameStart) == true && scalars.allSatisfy(CQL2Lexer.isNamePart)
      && !CQL2TextParser.reservedWords.contains(name.uppercased())
    if isPlain { return name }
    var text = "\""
    for scalar in scalars {
      if scalar == "\"" { text += "\"" }
      text.unicodeScalars.append(scalar)
    }
    return text + "\""
  }
}
