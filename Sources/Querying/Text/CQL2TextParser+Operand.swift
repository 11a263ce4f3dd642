/// Literals, properties, functions, groups and lists.
extension CQL2TextParser {
  mutating func operand() throws(CQL2Error) -> CQL2Expression {
    let offset = current.offset
    try enter()
    defer { leave() }
    switch current.kind {
    case .number(let value):
      index += 1
      return CQL2Expression(.number(value), offset: offset)
    case .text(let text):
      index += 1
      return CQL2Expression(.text(text), offset: offset)
    case .quotedName(let name):
      index += 1
      return CQL2Expression(.property(name), offset: offset)
    case .symbol("("): return try group()
    case .symbol("["): return try array("[", "]")
    case .word(let word): return try named(word)
    case .symbol, .end: throw unexpected(Self.operands)
    }
  }

  /// An end of an interval that is not text: a property, a function or an instant.
  mutating func intervalOperand() throws(CQL2Error) -> CQL2Expression {
    let start = current
    let operand = try operand()
    switch operand.form {
    case .property, .function, .instant: return operand
    default:
      throw CQL2Error(
        "found \(start.description)", at: start.offset, of: source, expected: Self.intervalEnds)
    }
  }

  static let intervalEnds = [
    "a day such as '2024-01-31'", "a time such as '2024-01-31T10:15:00Z'", "'..'", "a property",
  ]

  /// What begins with a word: a literal, a function or a property.
  private mutating func named(_ word: String) throws(CQL2Error) -> CQL2Expression {
    let offset = current.offset
    let upper = word.uppercased()
    if upper == "TRUE" || upper == "FALSE" {
      index += 1
      return CQL2Expression(.boolean(upper == "TRUE"), offset: offset)
    }
    if upper == "NULL" {
      throw CQL2Error(
        "NULL is not a value", at: offset, of: source, expected: ["IS NULL behind the property"])
    }
    if Self.reservedWords.contains(upper) { throw unexpected(Self.operands) }
    let isCalled = tokens[index + 1].kind == .symbol("(")
    if isCalled || isWord("Z", ahead: 1), let form = try literal(upper) {
      return CQL2Expression(form, offset: offset)
    }
    index += 1
    guard isCalled else { return CQL2Expression(.property(word), offset: offset) }
    return CQL2Expression(try call(word), offset: offset)
  }

  private mutating func call(_ name: String) throws(CQL2Error) -> CQL2Expression.Form {
    let kind = CQL2Operator(name: name).flatMap { $0.isFunction ? $0 : nil }
    try expect("(")
    var arguments: [CQL2Expression] = []
    if let kind {
      let count = kind.argumentCounts.lowerBound
      for position in 0..<count {
        if position > 0 { try expect(",") }
        arguments.append(try kind.isArrayRelation ? element() : expression())
      }
      try expect(")")
      return .operation(kind, arguments)
    }
    if take(")") { return .function(name, []) }
    repeat { arguments.append(try element()) } while take(",")
    try expect(")", or: [","])
    return .function(name, arguments)
  }

  /// An expression in parentheses, or a list.
  private mutating func group() throws(CQL2Error) -> CQL2Expression {
    let start = index
    index += 1
    if take(")") { return CQL2Expression(.array([]), offset: tokens[start].offset) }
    var inner = try expression()
    if current.kind == .symbol(",") {
      index = start
      return try array("(", ")")
    }
    try expect(")", or: inner.isOperand ? Array(Self.comparisons.dropLast()) : ["AND", "OR"])
    inner.offset = tokens[start].offset
    return inner
  }

  private mutating func array(
    _ opening: String, _ closing: String
  ) throws(CQL2Error) -> CQL2Expression {
    let offset = current.offset
    try enter()
    defer { leave() }
    try expect(opening)
    var elements: [CQL2Expression] = []
    if !take(closing) {
      repeat { elements.append(try element()) } while take(",")
      try expect(closing, or: [","])
    }
    return CQL2Expression(.array(elements), offset: offset)
  }

  /// An element of a list or an argument of a function.
  mutating func element() throws(CQL2Error) -> CQL2Expression {
    if let end = closings[index] {
      let next = tokens[end].kind
      if next == .symbol(",") || next == .symbol(")") || next == .symbol("]") {
        return try array("(", ")")
      }
    }
    return try expression()
  }
}
