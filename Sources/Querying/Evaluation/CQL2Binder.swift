import NameMatching
import SimpleFeatures

/// Checks the names, types and literals of an expression and makes a condition of it.
struct CQL2Binder {
  private let properties: [CQL2Property]
  private let positions: [String: Int]
  private let source: String
  /// The geometry literals met.
  var literals: [Geometry] = []
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
  func isCondition(_ expression: CQL2Expression) -> Bool {
    switch expression.form {
    case .boolean: true
    case .property(let name): positions[name].map { properties[$0].type == .boolean } ?? false
    case .operation(let kind, _): !kind.isArithmetic && kind != .casei && kind != .accenti
    default: false
    }
  }

  // MARK: Names

  mutating func find(
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

  func unknownFunction(_ name: String, _ expression: CQL2Expression) -> CQL2Error {
    let near = nearestNames(to: name, among: CQL2Operator.functionNames, count: 3, within: 6)
    let names = near.isEmpty ? CQL2Operator.functionNames : near
    return fault(
      "there is no function \(name.quoted); \(near.isEmpty ? "those known" : "the nearest") are "
        + CQL2Error.list(names, last: "and"), expression)
  }

  func fault(_ message: String, _ expression: CQL2Expression) -> CQL2Error {
    if expression.offset == nil {
      return CQL2Error(
        "\(message), in \(CQL2TextWriter.text(of: expression).onOneLine(limit: 100))")
    }
    return CQL2Error(message, at: expression.offset, of: source)
  }
}
