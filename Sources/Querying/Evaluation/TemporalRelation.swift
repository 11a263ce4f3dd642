/// A relation of two times (OGC 21-065r2, temporal functions; J. F. Allen 1983): all of its
/// constraints hold.
struct TemporalRelation: Sendable {
  /// The start and the end of the first time and of the second.
  enum Variable: Int { case start, end, otherStart, otherEnd }

  /// `earlier` + `gap` <= `later`.
  struct Constraint {
    var earlier: Variable
    var later: Variable
    var gap: Int

    /// What holds when this does not.
    var negation: Constraint { Constraint(earlier: later, later: earlier, gap: 1 - gap) }
  }

  let constraints: [Constraint]

  init(_ constraints: [Constraint]...) { self.constraints = constraints.flatMap { $0 } }

  /// What is known of the relation: certain if every start and end that the ranges allow fulfil it,
  /// possible if some do.
  func truth(_ first: CQL2Time, _ second: CQL2Time) -> CQL2Truth {
    let isDays = first.isDays && second.isDays
    let (a, b) = isDays ? (first, second) : (first.inMicroseconds, second.inMicroseconds)
    let ranges = [a.start.range, a.end.range, b.start.range, b.end.range]
    var least = SIMD4<Int>()
    var greatest = SIMD4<Int>()
    for (index, range) in ranges.enumerated() {
      (least[index], greatest[index]) = (range.lowerBound, range.upperBound)
    }
    guard Self.isFeasible([], least, greatest) else { return .null }
    let isPossible = Self.isFeasible(constraints, least, greatest)
    let isCertain =
      isPossible
      && constraints.allSatisfy { !Self.isFeasible([$0.negation], least, greatest) }
    return CQL2Truth(certain: isCertain, possible: isPossible)
  }

  /// Whether some ticks within the bounds fulfil the constraints, and no time ends before it starts.
  ///
  /// Raises the lower bounds until they are consistent; for differences of whole numbers that is
  /// exact. Four bounds settle within four rounds or contradict each other.
  private static func isFeasible(
    _ constraints: [Constraint], _ least: SIMD4<Int>, _ greatest: SIMD4<Int>
  ) -> Bool {
    var least = least
    for _ in 0...4 {
      var isSettled = true
      func apply(_ constraint: Constraint) {
        let bound = least[constraint.earlier.rawValue] + constraint.gap
        if bound > least[constraint.later.rawValue] {
          least[constraint.later.rawValue] = bound
          isSettled = false
        }
      }
      apply(Constraint(earlier: .start, later: .end, gap: 0))
      apply(Constraint(earlier: .otherStart, later: .otherEnd, gap: 0))
      for constraint in constraints { apply(constraint) }
      if isSettled { return (0..<4).allSatisfy { least[$0] <= greatest[$0] } }
    }
    return false
  }

  private static func before(_ earlier: Variable, _ later: Variable) -> [Constraint] {
    [Constraint(earlier: earlier, later: later, gap: 1)]
  }

  private static func notAfter(_ earlier: Variable, _ later: Variable) -> [Constraint] {
    [Constraint(earlier: earlier, later: later, gap: 0)]
  }

  private static func equal(_ one: Variable, _ other: Variable) -> [Constraint] {
    notAfter(one, other) + notAfter(other, one)
  }

  /// The relation of an operator, and whether the operator is its negation; nil for operators that
  /// do not relate times.
  static func relation(of kind: CQL2Operator) -> (relation: TemporalRelation, isNegated: Bool)? {
    let intersects = TemporalRelation(notAfter(.start, .otherEnd), notAfter(.otherStart, .end))
    let equals = TemporalRelation(equal(.start, .otherStart), equal(.end, .otherEnd))
    switch kind {
    case .temporalIntersects: return (intersects, false)
    case .temporalDisjoint: return (intersects, true)
    case .temporalEquals, .equal: return (equals, false)
    case .notEqual: return (equals, true)
    default: break
    }
    let relation: TemporalRelation
    switch kind {
    case .temporalAfter, .greater: relation = TemporalRelation(before(.otherEnd, .start))
    case .temporalBefore, .less: relation = TemporalRelation(before(.end, .otherStart))
    case .greaterOrEqual: relation = TemporalRelation(notAfter(.otherEnd, .start))
    case .lessOrEqual: relation = TemporalRelation(notAfter(.end, .otherStart))
    case .temporalContains:
      relation = TemporalRelation(before(.start, .otherStart), before(.otherEnd, .end))
    case .temporalDuring:
      relation = TemporalRelation(before(.otherStart, .start), before(.end, .otherEnd))
    case .temporalFinishedBy:
      relation = TemporalRelation(before(.start, .otherStart), equal(.end, .otherEnd))
    case .temporalFinishes:
      relation = TemporalRelation(before(.otherStart, .start), equal(.end, .otherEnd))
    case .temporalMeets: relation = TemporalRelation(equal(.end, .otherStart))
    case .temporalMetBy: relation = TemporalRelation(equal(.start, .otherEnd))
    case .temporalOverlappedBy:
      relation = TemporalRelation(
        before(.otherStart, .start), before(.start, .otherEnd), before(.otherEnd, .end))
    case .temporalOverlaps:
      relation = TemporalRelation(
        before(.start, .otherStart), before(.otherStart, .end), before(.end, .otherEnd))
    case .temporalStartedBy:
      relation = TemporalRelation(equal(.start, .otherStart), before(.otherEnd, .end))
    case .temporalStarts:
      relation = TemporalRelation(equal(.start, .otherStart), before(.end, .otherEnd))
    default: return nil
    }
    return (relation, false)
  }
}
