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
  let tokens: [CQL2Token]
  /// For each opening parenthesis the position after the one that closes it.
  let closings: [Int: Int]
  var index = 0
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
  static let comparisons = [
    "a comparison such as =", "LIKE", "BETWEEN", "IN", "IS NULL", "AND", "OR", "the end",
  ]
  static let operands = ["a property", "a value", "a function", "NOT", "\"(\""]

  // MARK: Conditions

  mutating func expression() throws(CQL2Error) -> CQL2Expression {
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

  func tooDeep() -> CQL2Error {
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
  var isOperand: Bool {
    switch form {
    case .boolean, .function: false
    case .operation(let kind, _): kind.isArithmetic || kind == .casei || kind == .accenti
    default: true
    }
  }
}
