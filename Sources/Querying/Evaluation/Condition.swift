import SimpleFeatures

/// A condition whose names, types and literals have been checked.
indirect enum Condition: Sendable {
  case constant(CQL2Truth)
  case property(Int)
  case all([Condition])
  case any([Condition])
  case not(Condition)
  /// Two conditions with the same answer.
  case same(Condition, Condition)
  case compareNumbers(CQL2Operator, Operand, Operand)
  case compareTexts(CQL2Operator, Operand, Operand)
  /// Two values of columns whose meaning is not known: as numbers if both are, else as text.
  case compareAny(CQL2Operator, Operand, Operand)
  case isOneOf(Operand, Set<String>)
  case like(Operand, LikePattern)
  case isNull(Operand)
  case isNullCondition(Condition)
  case temporal(TemporalRelation, Operand, Operand)
  case spatial(SpatialRelation, SpatialOperand, SpatialOperand)
  case list(CQL2Operator, Operand, Operand)
}

/// A value that is the same for all records, is a property or is made of both.
indirect enum Operand: Sendable {
  case constant(CQL2Value)
  case property(Int)
  case arithmetic(CQL2Operator, Operand, Operand)
  case folded(TextFolding, Operand)
  /// nil is an open end.
  case interval(Operand?, Operand?)
  case list([Operand])
  case condition(Condition)
}

/// A geometry literal by its position in the filter's list, or a value.
enum SpatialOperand: Sendable {
  case literal(Int)
  case value(Operand)
}
