/// Sums, products and powers.
extension CQL2TextParser {
  mutating func sum() throws(CQL2Error) -> CQL2Expression {
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
}
