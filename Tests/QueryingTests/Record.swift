import Incidents
import Querying
import SimpleFeatures

/// A record of named values for tests.
struct Record {
  var values: [(name: String, type: CQL2Type, value: CQL2Value)]

  /// What is known of a condition on the record.
  func truth(_ text: String) throws -> CQL2Truth {
    let properties = values.map { CQL2Property($0.name, $0.type) }
    let evaluator = try CQL2Query(text: text).bind(to: properties).evaluator()
    return try evaluator.truth { values[$0].value }
  }
}

/// A point somewhere in a footprint.
struct Somewhere: CQL2Place {
  var geometry: Geometry
  var envelope: Envelope { geometry.envelope }
  func footprint() -> Geometry { geometry }
}

extension CQL2Query {
  /// The geometry that a text such as `POINT(1 2)` writes.
  static func geometry(_ text: String) throws -> Geometry? {
    guard
      case .operation(_, let arguments) = try CQL2Query(text: "S_EQUALS(\(text), g)").expression
        .form,
      case .geometry(let literal) = arguments[0].form
    else { return nil }
    return literal.geometry
  }
}
