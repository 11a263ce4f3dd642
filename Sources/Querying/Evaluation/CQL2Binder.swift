import NameMatching
import SimpleFeatures

/// Checks the names, types and literals of an expression and makes a condition of it.
struct CQL2Binder {
  private let properties: [CQL2Property]
  private let positions: [String: Int]
  private let source: String
  /// The geometry literals met.
  private(set) var literals: [Geometry] = []
  /// The positions of the properties met.
  private(set) var used: Set<Int> = []

  init(_ properties: [CQL2Property], source: String) {
    self.properties = properties
    self.source = source
    positions = Dictionary(
      properties.enumerated().map { ($0.element.name, $0.offset) },
      uniquingKeysWith: { first, _ in first })
  }

  // MARK: Conditions

  mutating func condition(_ expression: CQL2Expression) throws(CQL2Error) -> Condition {
    switch expression.form {
    case .boolean(let value): return .constant(CQL2Truth(value))
    case .property(let name):
      let (position, type) = try find(name, expression)
      guard type == .boolean || type == .any else {
        throw fault(
          "\"\(name)\" is \(type.name) and no condition: compare it with something", expression)
      }
      return .property(position)
    case .operation(let kind, let arguments):
      if let condition = try operation(kind, arguments, expression) { return condition }
    case .function(let name, _): throw unknownFunction(name, expression)
    default: break
    }
    throw fault("a condition is needed, such as killed_best >= 10", expression)
  }

  private mutating func conditions(
    _ expressions: [CQL2Expression]
  ) throws(CQL2Error) -> [Condition] {
    var result: [Condition] = []
    for expression in expressions { result.append(try condition(expression)) }
    return result
  }

  /// The condition of an operator; nil for operators that make a value.
  private mutating func operation(
    _ kind: CQL2Operator, _ arguments: [CQL2Expression], _ expression: CQL2Expression
  ) throws(CQL2Error) -> Condition? {
    guard kind.argumentCounts.contains(arguments.count) else {
      throw fault("\(kind.name) does not take \(arguments.count) arguments", expression)
    }
    switch kind {
    case .and: return .all(try conditions(arguments))
    case .or: return .any(try conditions(arguments))
    case .not: return .not(try condition(arguments[0]))
    case .like: return try like(arguments[0], arguments[1])
    case .between:
      return .all([
        try compare(.greaterOrEqual, arguments[0], arguments[1]),
        try compare(.lessOrEqual, arguments[0], arguments[2]),
      ])
    case .isIn: return try isIn(arguments[0], arguments[1])
    case .isNull:
      if isCondition(arguments[0]) { return .isNullCondition(try condition(arguments[0])) }
      return .isNull(try operand(arguments[0]).operand)
    case _ where CQL2Operator.comparisons.contains(kind):
      return try compare(kind, arguments[0], arguments[1])
    case _ where kind.isArrayRelation:
      return .list(
        kind, try operand(arguments[0], .list, kind), try operand(arguments[1], .list, kind))
    default: break
    }
    if let relation = SpatialRelation(kind) {
      let first = try spatialOperand(arguments[0], kind)
      let second = try spatialOperand(arguments[1], kind)
      // A literal stands second, where it is prepared.
      if case .literal = first { return .spatial(relation.converse, second, first) }
      return .spatial(relation, first, second)
    }
    if let (relation, isNegated) = TemporalRelation.relation(of: kind) {
      let condition = Condition.temporal(
        relation, try operand(arguments[0], .time, kind), try operand(arguments[1], .time, kind))
      return isNegated ? .not(condition) : condition
    }
    return nil
  }

  /// Whether an expression can only be a condition.
  private func isCondition(_ expression: CQL2Expression) -> Bool {
    switch expression.form {
    case .boolean: true
    case .property(let name): positions[name].map { properties[$0].type == .boolean } ?? false
    case .operation(let kind, _): !kind.isArithmetic && kind != .casei && kind != .accenti
    default: false
    }
  }

  // MARK: Comparisons

  private mutating func compare(
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

  private mutating func isIn(
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

  private mutating func like(
    _ value: CQL2Expression, _ pattern: CQL2Expression
  ) throws(CQL2Error) -> Condition {
    let operand = try operand(value, .text, .like)
    guard case .constant(.text(let text)) = try self.operand(pattern).operand else {
      throw fault("the pattern of LIKE is text in quotes, with CASEI or ACCENTI at most", pattern)
    }
    return .like(operand, LikePattern(text))
  }

  // MARK: Operands

  /// An operand of one type, or of a column whose meaning is not known.
  private mutating func operand(
    _ expression: CQL2Expression, _ wanted: CQL2Type, _ kind: CQL2Operator
  ) throws(CQL2Error) -> Operand {
    let (operand, type) = try operand(expression)
    guard type == wanted || type == .any else {
      var message = "\(kind.name) needs \(wanted.name)"
      if wanted == .time { message += " or an interval" }
      message += ", and "
      if case .property(let name) = expression.form {
        message += "\"\(name)\""
      } else {
        message += "this"
      }
      message += " is \(type.name)"
      if case .text(let text) = expression.form, wanted == .time, let instant = CQL2Instant(text) {
        message += ": write \(instant.isDate ? "DATE" : "TIMESTAMP")('\(text)')"
      }
      throw fault(message, expression)
    }
    return operand
  }

  private mutating func operand(
    _ expression: CQL2Expression
  ) throws(CQL2Error) -> (operand: Operand, type: CQL2Type) {
    switch expression.form {
    case .property(let name):
      let (position, type) = try find(name, expression)
      return (.property(position), type)
    case .number(let value): return (.constant(.number(value)), .number)
    case .text(let text): return (.constant(.text(text)), .text)
    case .instant(let instant): return (.constant(.time(CQL2Time(instant))), .time)
    case .interval(let start, let end):
      let first = try start.map { (end) throws(CQL2Error) in try intervalEnd(end) }
      let last = try end.map { (end) throws(CQL2Error) in try intervalEnd(end) }
      return (.interval(first, last), .time)
    case .array(let elements):
      var operands: [Operand] = []
      for element in elements { operands.append(try operand(element).operand) }
      return (.list(operands), .list)
    case .geometry, .box:
      guard let geometry = try literal(expression) else { break }
      return (.constant(.geometry(geometry)), .geometry)
    case .operation(.casei, let arguments) where arguments.count == 1:
      return (try folded(.letterCase, arguments[0], .casei), .text)
    case .operation(.accenti, let arguments) where arguments.count == 1:
      return (try folded(.accents, arguments[0], .accenti), .text)
    case .operation(let kind, let arguments) where kind.isArithmetic && arguments.count == 2:
      let first = try operand(arguments[0], .number, kind)
      return (.arithmetic(kind, first, try operand(arguments[1], .number, kind)), .number)
    case .operation, .boolean: return (.condition(try condition(expression)), .boolean)
    case .function(let name, _): throw unknownFunction(name, expression)
    }
    throw fault("this has no value", expression)
  }

  private mutating func intervalEnd(_ end: CQL2Expression) throws(CQL2Error) -> Operand {
    let (operand, type) = try operand(end)
    guard type == .time || type == .any else {
      throw fault("an end of an interval is a date, and this is \(type.name)", end)
    }
    return operand
  }

  private mutating func folded(
    _ folding: TextFolding, _ expression: CQL2Expression, _ kind: CQL2Operator
  ) throws(CQL2Error) -> Operand {
    let operand = try operand(expression, .text, kind)
    if case .constant(.text(let text)) = operand { return .constant(.text(folding.fold(text))) }
    return .folded(folding, operand)
  }

  private mutating func spatialOperand(
    _ expression: CQL2Expression, _ kind: CQL2Operator
  ) throws(CQL2Error) -> SpatialOperand {
    if let geometry = try literal(expression) {
      literals.append(geometry)
      return .literal(literals.count - 1)
    }
    return .value(try operand(expression, .geometry, kind))
  }

  private func literal(_ expression: CQL2Expression) throws(CQL2Error) -> Geometry? {
    do {
      return try expression.literalGeometry()
    } catch {
      throw fault(error.message, expression)
    }
  }

  // MARK: Names

  private mutating func find(
    _ name: String, _ expression: CQL2Expression
  ) throws(CQL2Error) -> (Int, CQL2Type) {
    if let position = positions[name] {
      used.insert(position)
      return (position, properties[position].type)
    }
    let near = nearestNames(to: name, among: properties.map(\.name), count: 3, within: 4)
    var message = "there is no property \(name.quoted)"
    if !near.isEmpty {
      message += "; the nearest names are " + CQL2Error.list(near.map(\.quoted), last: "and")
    }
    let scalars = source.unicodeScalars
    if let offset = expression.offset, scalars.dropFirst(offset).first == "\"" {
      message += "; text stands in single quotes, as '\(name.onOneLine(limit: 40))'"
    }
    throw fault(message, expression)
  }

  private func unknownFunction(_ name: String, _ expression: CQL2Expression) -> CQL2Error {
    let near = nearestNames(to: name, among: CQL2Operator.functionNames, count: 3, within: 6)
    let names = near.isEmpty ? CQL2Operator.functionNames : near
    return fault(
      "there is no function \(name.quoted); \(near.isEmpty ? "those known" : "the nearest") are "
        + CQL2Error.list(names, last: "and"), expression)
  }

  private func fault(_ message: String, _ expression: CQL2Expression) -> CQL2Error {
    if expression.offset == nil {
      return CQL2Error(
        "\(message), in \(CQL2TextWriter.text(of: expression).onOneLine(limit: 100))")
    }
    return CQL2Error(message, at: expression.offset, of: source)
  }
}
