import Foundation
import GeoFormats
import SimpleFeatures
import Topology

/// Answers a filter for one record after the other, on one thread.
///
/// It keeps geometry literals prepared in a GEOS context of its own; see `GEOSContext`.
public final class CQL2Evaluator {
  private let condition: Condition
  let context: GEOSContext
  let literals: [PreparedLiteral]

  init(_ filter: CQL2Filter) throws(TopologyError) {
    condition = filter.condition
    let context = try GEOSContext()
    var literals: [PreparedLiteral] = []
    for geometry in filter.literals {
      literals.append(try PreparedLiteral(geometry, in: context))
    }
    (self.context, self.literals) = (context, literals)
  }

  /// Gives the value of the property at a position of the list that the query was bound to.
  public typealias Values = (Int) -> CQL2Value

  /// What is known of the condition for a record; throws only if GEOS or a footprint fails.
  ///
  /// Values are asked for when they are needed, and more than once if the query names them so.
  public func truth(_ values: Values) throws -> CQL2Truth { try truth(condition, values) }

  private func truth(_ condition: Condition, _ values: Values) throws -> CQL2Truth {
    switch condition {
    case .constant(let truth): return truth
    case .property(let position): return values(position).truth
    case .all(let parts):
      var result = CQL2Truth.yes
      for part in parts {
        result = result.and(try truth(part, values))
        if result == .no { break }
      }
      return result
    case .any(let parts):
      var result = CQL2Truth.no
      for part in parts {
        result = result.or(try truth(part, values))
        if result == .yes { break }
      }
      return result
    case .not(let part): return try !truth(part, values)
    case .same(let first, let second):
      return try truth(first, values).same(as: truth(second, values))
    case .compareNumbers(let kind, let first, let second):
      guard let a = try number(first, values), let b = try number(second, values) else {
        return .null
      }
      return CQL2Truth(Self.compare(kind, a, b))
    case .compareTexts(let kind, let first, let second):
      guard let a = try value(first, values).text, let b = try value(second, values).text else {
        return .null
      }
      return CQL2Truth(Self.compare(kind, a, b))
    case .compareAny(let kind, let first, let second):
      let (a, b) = (try value(first, values), try value(second, values))
      if let a = a.number, let b = b.number { return CQL2Truth(Self.compare(kind, a, b)) }
      guard let a = a.text, let b = b.text else { return .null }
      return CQL2Truth(Self.compare(kind, a, b))
    case .isOneOf(let operand, let texts):
      guard let text = try value(operand, values).text else { return .null }
      return CQL2Truth(texts.contains(text))
    case .like(let operand, let pattern):
      guard let text = try value(operand, values).text else { return .null }
      return CQL2Truth(pattern.matches(text))
    case .isNull(let operand):
      if case .null = try value(operand, values) { return .yes }
      return .no
    case .isNullCondition(let part):
      let truth = try truth(part, values)
      return CQL2Truth(certain: truth == .null, possible: truth.contains(.null))
    case .temporal(let relation, let first, let second):
      guard let a = try value(first, values).time, let b = try value(second, values).time else {
        return .null
      }
      return relation.truth(a, b)
    case .spatial(let relation, let first, let second):
      return try spatial(relation, first, second, values)
    case .list(let kind, let first, let second):
      guard case .list(let a) = try value(first, values),
        case .list(let b) = try value(second, values)
      else { return .null }
      return CQL2Truth(Self.relate(kind, a, b))
    }
  }

  private static func compare<Value: Comparable>(
    _ kind: CQL2Operator, _ a: Value, _ b: Value
  ) -> Bool {
    switch kind {
    case .equal: a == b
    case .notEqual: a != b
    case .less: a < b
    case .greater: a > b
    case .lessOrEqual: a <= b
    default: a >= b
    }
  }

  /// Lists as sets: order and repetition do not count.
  private static func relate(_ kind: CQL2Operator, _ a: [CQL2Value], _ b: [CQL2Value]) -> Bool {
    func holds(_ list: [CQL2Value], all others: [CQL2Value]) -> Bool {
      others.allSatisfy { other in list.contains { $0.isSame(as: other) } }
    }
    return switch kind {
    case .arrayContains: holds(a, all: b)
    case .arrayContainedBy: holds(b, all: a)
    case .arrayEquals: holds(a, all: b) && holds(b, all: a)
    default: a.contains { one in b.contains { $0.isSame(as: one) } }
    }
  }

  // MARK: Values

  private func number(_ operand: Operand, _ values: Values) throws -> Double? {
    switch operand {
    case .constant(.number(let number)): number
    case .property(let position): values(position).number
    default: try value(operand, values).number
    }
  }

  func value(_ operand: Operand, _ values: Values) throws -> CQL2Value {
    switch operand {
    case .constant(let value): return value
    case .property(let position): return values(position)
    case .arithmetic(let kind, let first, let second):
      guard let a = try number(first, values), let b = try number(second, values) else {
        return .null
      }
      let result = Self.calculate(kind, a, b)
      return result.isFinite ? .number(result) : .null
    case .folded(let folding, let operand):
      guard let text = try value(operand, values).text else { return .null }
      return .text(folding.fold(text))
    case .interval(let first, let last):
      let start = try first.map { try value($0, values).time }
      let end = try last.map { try value($0, values).time }
      // A missing value is not an open end.
      if start == .some(nil) || end == .some(nil) { return .null }
      return CQL2Time(from: start ?? nil, to: end ?? nil).map { .time($0) } ?? .null
    case .list(let operands): return .list(try operands.map { try value($0, values) })
    case .condition(let condition):
      switch try truth(condition, values) {
      case .yes: return .boolean(true)
      case .no: return .boolean(false)
      default: return .null
      }
    }
  }

  /// Not finite for a division by zero.
  private static func calculate(_ kind: CQL2Operator, _ a: Double, _ b: Double) -> Double {
    switch kind {
    case .plus: a + b
    case .minus: a - b
    case .times: a * b
    case .divided: a / b
    case .div: (a / b).rounded(.towardZero)
    case .modulo: a.truncatingRemainder(dividingBy: b)
    default: pow(a, b)
    }
  }
}
