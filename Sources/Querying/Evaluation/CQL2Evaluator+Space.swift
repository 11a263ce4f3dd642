import SimpleFeatures
import Topology

/// Relations in space.
extension CQL2Evaluator {
  func spatial(
    _ relation: SpatialRelation, _ first: SpatialOperand, _ second: SpatialOperand,
    _ values: Values
  ) throws -> CQL2Truth {
    if case .literal(let position) = second {
      let literal = literals[position]
      guard case .value(let operand) = first else {
        guard case .literal(let other) = first else { return .null }
        return CQL2Truth(try relation.holds(literals[other].geometry, literal))
      }
      switch try value(operand, values) {
      case .geometry(let geometry): return CQL2Truth(try relation.holds(geometry, literal))
      case .place(let place): return try relation.truth(place, literal)
      default: return .null
      }
    }
    guard case .value(let first) = first, case .value(let second) = second else { return .null }
    switch (try value(first, values), try value(second, values)) {
    case (.geometry(let a), .geometry(let b)):
      return CQL2Truth(try relation.holds(a, b, in: context))
    case (.place(let place), .geometry(let geometry)):
      return try relation.truth(place, PreparedLiteral(geometry, in: context))
    case (.geometry(let geometry), .place(let place)):
      return try relation.converse.truth(place, PreparedLiteral(geometry, in: context))
    case (.place(let a), .place(let b)):
      // Where both are open, only places that are apart say anything.
      return a.envelope.intersects(b.envelope) ? [.yes, .no] : CQL2Truth(relation.holdsApart)
    default: return .null
    }
  }
}
