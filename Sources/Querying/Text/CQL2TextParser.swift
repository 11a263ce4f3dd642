/// Reads CQL2 text by recursive descent; O(length).
///
/// Keywords are taken in any case. A list of one element in parentheses is told from an expression
/// in parentheses by its place: as an element of a list or an argument of an A_ or other function,
/// `(x)` is a list.
struct CQL2TextParser {
  /// Nesting beyond this is refused, so that no text can exhaust the stack.
  static let greatestDepth = 50
  /// A sum or product of more terms is refused, for the same reason.
  static let greatestChain = 100

  let source: String
  private let tokens: [CQL2Token]
  /// For each opening parenthesis the position after the one that closes it.
  private let closings: [Int: Int]
  private var index = 0
  private var depth = 0

  private init(_ source: String) throws(CQL2Error) {
    self.source = source
    tokens = try CQL2Lexer.tokens(of: source)
    var open: [Int] = []
    var closings: [Int: Int] = [:]
    for (position, token) in tokens.enumerated() {
      if token.kind == .symbol("(") { open.append(position) }
      if token.kind == .symbol(")"), let start = open.popLast() { closings[start] = position + 1 }
    }
    self.closings = closings
  }

  /// The expression that a text holds, and nothing else.
  static func parse(_ source: String) throws(CQL2Error) -> CQL2Expression {
    var parser = try CQL2TextParser(source)
    let expression = try parser.expression()
    guard parser.current.kind == .end else {
      throw parser.unexpected(expression.isOperand ? Self.comparisons : Self.conjunctions)
    }
    return expression
  }

  private static let conjunctions = ["AND", "OR", "the end"]
  private static let comparisons = [
    "a comparison such as =", "LIKE", "BETWEEN", "IN", "IS NULL", "AND", "OR", "the end",
  ]
  private static let operands = ["a property", "a value", "a function", "NOT", "\"(\""]

  // MARK: Conditions

  private mutating func expression() throws(CQL2Error) -> CQL2Expression {
    try chain(.or) { (parser) throws(CQL2Error) in
      try parser.chain(.and) { (parser) throws(CQL2Error) in try parser.negation() }
    }
  }

  private mutating func chain(
    _ joint: CQL2Operator,
    _ part: (inout CQL2TextParser) throws(CQL2Error) -> CQL2Expression
  ) throws(CQL2Error) -> CQL2Expression {
    let offset = current.offset
    var parts = [try part(&self)]
    while take(word: joint.name) { parts.append(try part(&self)) }
    return parts.count == 1 ? parts[0] : CQL2Expression(.operation(joint, parts), offset: offset)
  }

  private mutating func negation() throws(CQL2Error) -> CQL2Expression {
    let offset = current.offset
    guard take(word: "NOT") else { return try predicate() }
    try enter()
    defer { leave() }
    return CQL2Expression(.operation(.not, [try negation()]), offset: offset)
  }

  private mutating func predicate() throws(CQL2Error) -> CQL2Expression {
    let offset = current.offset
    let left = try sum()
    func make(_ kind: CQL2Operator, _ arguments: [CQL2Expression]) -> CQL2Expression {
      CQL2Expression(.operation(kind, arguments), offset: offset)
    }
    if case .symbol(let symbol) = current.kind, let kind = CQL2Operator(rawValue: symbol),
      CQL2Operator.comparisons.contains(kind)
    {
      index += 1
      return make(kind, [left, try sum()])
    }
    if take(word: "IS") {
      let isNegated = take(word: "NOT")
      guard take(word: "NULL") else {
        throw unexpected(isNegated ? ["NULL"] : ["NULL", "NOT NULL"])
      }
      let test = make(.isNull, [left])
      return isNegated ? make(.not, [test]) : test
    }
    let isNegated = isWord("NOT") && ["LIKE", "BETWEEN", "IN"].contains { isWord($0, ahead: 1) }
    if isNegated { index += 1 }
    let test: CQL2Expression
    if take(word: "LIKE") {
      test = make(.like, [left, try sum()])
    } else if take(word: "BETWEEN") {
      let least = try sum()
      guard take(word: "AND") else { throw unexpected(["AND"]) }
      test = make(.between, [left, least, try sum()])
    } else if take(word: "IN") {
      let start = current.offset
      try expect("(")
      var members = [try sum()]
      while take(",") { members.append(try sum()) }
      try expect(")", or: [","])
      test = make(.isIn, [left, CQL2Expression(.array(members), offset: start)])
    } else {
      return left
    }
    return isNegated ? make(.not, [test]) : test
  }

  // MARK: Arithmetic

  private mutating func sum() throws(CQL2Error) -> CQL2Expression {
    try leftChain([.plus, .minus]) { (parser) throws(CQL2Error) in
      try parser.leftChain([.times, .divided, .modulo, .div]) { (parser) throws(CQL2Error) in
        try parser.power()
      }
    }
  }

  private mutating func leftChain(
    _ kinds: [CQL2Operator],
    _ part: (inout CQL2TextParser) throws(CQL2Error) -> CQL2Expression
  ) throws(CQL2Error) -> CQL2Expression {
    let offset = current.offset
    var result = try part(&self)
    var count = 0
    while let kind = kinds.first(where: { isSign($0) }) {
      count += 1
      if count > Self.greatestChain { throw tooDeep() }
      index += 1
      result = CQL2Expression(.operation(kind, [result, try part(&self)]), offset: offset)
    }
    return result
  }

  private func isSign(_ kind: CQL2Operator) -> Bool {
    kind == .div ? isWord("DIV") : current.kind == .symbol(kind.rawValue)
  }

  private mutating func power() throws(CQL2Error) -> CQL2Expression {
    let offset = current.offset
    let base = try factor()
    guard take("^") else { return base }
    try enter()
    defer { leave() }
    let exponent = try power()
    return CQL2Expression(.operation(.power, [base, exponent]), offset: offset)
  }

  /// An operand, or one with a sign: `-x` is `-1 * x`, as CQL2 JSON has no signs.
  private mutating func factor() throws(CQL2Error) -> CQL2Expression {
    let offset = current.offset
    if case .symbol(let sign) = current.kind, sign == "-" || sign == "+" {
      if case .number = tokens[index + 1].kind {
        return CQL2Expression(.number(try signedNumber()), offset: offset)
      }
      if sign == "-" {
        index += 1
        try enter()
        defer { leave() }
        let minusOne = CQL2Expression(.number(-1), offset: offset)
        let operand = try factor()
        return CQL2Expression(.operation(.times, [minusOne, operand]), offset: offset)
      }
    }
    return try operand()
  }

  /// A number with or without a sign.
  mutating func signedNumber() throws(CQL2Error) -> Double {
    let isNegative = take("-")
    if !isNegative { _ = take("+") }
    guard case .number(let value) = current.kind else { throw unexpected(["a number"]) }
    index += 1
    return isNegative ? -value : value
  }

  // MARK: Operands

  private mutating func operand() throws(CQL2Error) -> CQL2Expression {
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
  private mutating func element() throws(CQL2Error) -> CQL2Expression {
    if let end = closings[index] {
      let next = tokens[end].kind
      if next == .symbol(",") || next == .symbol(")") || next == .symbol("]") {
        return try array("(", ")")
      }
    }
    return try expression()
  }

  // MARK: Tokens

  /// Words that are names of properties only in double quotes.
  static let reservedWords: Set<String> = [
    "AND", "OR", "NOT", "LIKE", "BETWEEN", "IN", "IS", "NULL", "TRUE", "FALSE", "DIV",
  ]

  var current: CQL2Token { tokens[index] }

  mutating func advance() { if index + 1 < tokens.count { index += 1 } }

  func isWord(_ word: String, ahead: Int = 0) -> Bool {
    guard index + ahead < tokens.count, case .word(let found) = tokens[index + ahead].kind
    else { return false }
    return found.uppercased() == word
  }

  mutating func take(word: String) -> Bool {
    guard isWord(word) else { return false }
    index += 1
    return true
  }

  mutating func take(_ symbol: String) -> Bool {
    guard current.kind == .symbol(symbol) else { return false }
    index += 1
    return true
  }

  mutating func expect(_ symbol: String, or others: [String] = []) throws(CQL2Error) {
    guard take(symbol) else { throw unexpected(["\"\(symbol)\""] + others) }
  }

  func unexpected(_ expected: [String]) -> CQL2Error {
    CQL2Error("found \(current.description)", at: current.offset, of: source, expected: expected)
  }

  private func tooDeep() -> CQL2Error {
    CQL2Error(
      "the expression is nested more than \(Self.greatestDepth) deep or has a sum or product of "
        + "more than \(Self.greatestChain) terms", at: current.offset, of: source)
  }

  /// Goes one level deeper, or refuses to.
  mutating func enter() throws(CQL2Error) {
    depth += 1
    if depth > Self.greatestDepth { throw tooDeep() }
  }

  mutating func leave() { depth -= 1 }
}

extension CQL2Expression {
  /// Whether something must still be compared with it to make a condition of it.
  fileprivate var isOperand: Bool {
    switch form {
    case .boolean, .function: false
    case .operation(let kind, _): kind.isArithmetic || kind == .casei || kind == .accenti
    default: true
    }
  }
}
