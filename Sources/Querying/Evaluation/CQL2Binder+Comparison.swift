/// Comparisons, whose sides must be of one type.
extension CQL2Binder {
  mutating func compare(
    _ kind: CQL2Operator, _ left: CQL2Expression, _ right: CQL2Expression
  ) throws(CQL2Error) -> Condition {
    if isCondition(left) || isCondition(right) {
      guard kind == .equal || kind == .notEqual else {
        throw fault("true and false have no order: only = and <> compare them", left)
      }
      let same = Condition.same(try condition(left), try condition(right))
      return kind == .equal ? same : .not(same)
    }
    let (first, firstType) = try operand(left)
    let (second, secondType) = try operand(right)
    for (type, expression) in [(firstType, left), (secondType, right)]
    where type == .geometry || type == .list {
      throw fault(
        "\(type.name) cannot be compared with \(kind.rawValue); use a function such as "
          + (type == .list ? "A_EQUALS" : "S_EQUALS"), expression)
    }
    switch firstType == .any ? secondType : firstType {
    case let type where secondType != .any && secondType != type:
      throw mismatch(left, firstType, right, secondType)
    case .number: return .compareNumbers(kind, first, second)
    case .text: return .compareTexts(kind, first, second)
    case .time:
      for expression in [left, right] {
        guard case .interval = expression.form else { continue }
        throw fault(
          "an interval cannot be compared with \(kind.rawValue); use a function such as "
            + "T_INTERSECTS", expression)
      }
      guard let (relation, isNegated) = TemporalRelation.relation(of: kind) else {
        return .constant(.null)
      }
      let condition = Condition.temporal(relation, first, second)
      return isNegated ? .not(condition) : condition
    default: return .compareAny(kind, first, second)
    }
  }

  private func mismatch(
    _ left: CQL2Expression, _ leftType: CQL2Type, _ right: CQL2Expression, _ rightType: CQL2Type
  ) -> CQL2Error {
    var message = "\(leftType.name) cannot be compared with \(rightType.name)"
    if case .property(let name) = left.form {
      message = "\"\(name)\" is \(leftType.name) and cannot be compared with \(rightType.name)"
    }
    for (expression, wanted) in [(left, rightType), (right, leftType)] {
      switch (expression.form, wanted) {
      case (.text(let text), .number) where CQL2Value.text(text).number != nil:
        message += ": write \(text) without quotes"
      case (.text(let text), .time) where CQL2Instant(text) != nil:
        let name = text.utf8.count == 10 ? "DATE" : "TIMESTAMP"
        message += ": write \(name)('\(text)')"
      case (.number(let number), .text):
        message += ": write '\(CQL2TextWriter.text(of: number))' in quotes"
      default: continue
      }
      return fault(message, expression)
    }
    return fault(message, right)
  }

  mutating func isIn(
    _ value: CQL2Expression, _ list: CQL2Expression
  ) throws(CQL2Error) -> Condition {
    guard case .array(let members) = list.form, !members.isEmpty else {
      throw fault("IN needs a list with one value or more", list)
    }
    var alternatives: [Condition] = []
    var texts: Set<String> = []
    for member in members {
      let alternative = try compare(.equal, value, member)
      if case .compareTexts(_, _, .constant(.text(let text))) = alternative { texts.insert(text) }
      alternatives.append(alternative)
    }
    if texts.count > 0, case .compareTexts(_, let operand, _) = alternatives[0],
      alternatives.allSatisfy({
        if case .compareTexts(_, _, .constant) = $0 { true } else { false }
      })
    {
      return .isOneOf(operand, texts)
    }
    return .any(alternatives)
  }

  mutating func like(
    _ value: CQL2Expression, _ pattern: CQL2Expression
  ) throws(CQL2Error) -> Condition {
    let operand = try operand(value, .text, .like)
    guard case .constant(.text(let text)) = try self.operand(pattern).operand else {
      throw fault("the pattern of LIKE is text in quotes, with CASEI or ACCENTI at most", pattern)
    }
    return .like(operand, LikePattern(text))
  }
}
