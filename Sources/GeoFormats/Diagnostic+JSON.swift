public import SimpleFeatures

extension Diagnostic {
  /// The finding as one JSON object on one line, without the line break.
  public func json() throws(NotFiniteError) -> String {
    try PropertyValue.object(properties).json()
  }

  /// The finding as the members of an object: `severity, code, file, line, column, record, value,
  /// reason, action, rejects_row`; what is not known is left out.
  public var properties: Properties {
    var properties: Properties = [
      "severity": .string(severity.rawValue), "code": .string(code), "file": .string(file),
    ]
    properties.append("line", line.map(PropertyValue.integer))
    properties.append("column", text: column)
    properties.append("record", text: record)
    properties.append("value", value.map(PropertyValue.string))
    properties.append("reason", .string(reason))
    properties.append("action", text: action)
    properties.append("rejects_row", .bool(rejectsRow))
    return properties
  }
}
