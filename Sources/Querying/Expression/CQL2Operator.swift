/// The operators and functions that the CQL2 standard defines, by their names in CQL2 JSON.
public enum CQL2Operator: String, Hashable, Sendable, CaseIterable {
  case and, or, not
  case equal = "="
  case notEqual = "<>"
  case less = "<"
  case greater = ">"
  case lessOrEqual = "<="
  case greaterOrEqual = ">="
  case like, between
  case isIn = "in"
  case isNull
  case casei, accenti
  case plus = "+"
  case minus = "-"
  case times = "*"
  case divided = "/"
  case modulo = "%"
  case div
  case power = "^"
  case spatialContains = "s_contains"
  case spatialCrosses = "s_crosses"
  case spatialDisjoint = "s_disjoint"
  case spatialEquals = "s_equals"
  case spatialIntersects = "s_intersects"
  case spatialOverlaps = "s_overlaps"
  case spatialTouches = "s_touches"
  case spatialWithin = "s_within"
  case temporalAfter = "t_after"
  case temporalBefore = "t_before"
  case temporalContains = "t_contains"
  case temporalDisjoint = "t_disjoint"
  case temporalDuring = "t_during"
  case temporalEquals = "t_equals"
  case temporalFinishedBy = "t_finishedBy"
  case temporalFinishes = "t_finishes"
  case temporalIntersects = "t_intersects"
  case temporalMeets = "t_meets"
  case temporalMetBy = "t_metBy"
  case temporalOverlappedBy = "t_overlappedBy"
  case temporalOverlaps = "t_overlaps"
  case temporalStartedBy = "t_startedBy"
  case temporalStarts = "t_starts"
  case arrayContainedBy = "a_containedBy"
  case arrayContains = "a_contains"
  case arrayEquals = "a_equals"
  case arrayOverlaps = "a_overlaps"
}

extension CQL2Operator {
  /// Whether it is written with its arguments in parentheses, as `S_WITHIN(a, b)`.
  var isFunction: Bool {
    switch self {
    case .casei, .accenti: true
    default: rawValue.dropFirst().first == "_"
    }
  }

  /// Whether it relates two lists.
  var isArrayRelation: Bool { rawValue.hasPrefix("a_") }

  /// The name in text.
  var name: String { rawValue.uppercased() }

  /// How many arguments it takes.
  var argumentCounts: ClosedRange<Int> {
    switch self {
    case .and, .or: 2...Int.max
    case .not, .isNull, .casei, .accenti: 1...1
    case .between: 3...3
    default: 2...2
    }
  }

  /// The operator of a name in any case; nil for other names.
  init?(name: String) {
    guard let found = Self.byName[name.uppercased()] else { return nil }
    self = found
  }

  private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })

  /// The functions by name.
  static let functionNames = allCases.filter(\.isFunction).map(\.name)
}

extension CQL2Operator {
  static let comparisons: [CQL2Operator] = [
    .equal, .notEqual, .less, .greater, .lessOrEqual, .greaterOrEqual,
  ]

  var isArithmetic: Bool {
    switch self {
    case .plus, .minus, .times, .divided, .modulo, .div, .power: true
    default: false
    }
  }
}
