import SimpleFeatures

/// Operands and their types.
extension CQL2Binder {
  /// An operand of one type, or of a column whose meaning is not known.
  mutating func operand(
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

  mutating func operand(
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

  mutating func spatialOperand(
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
}
