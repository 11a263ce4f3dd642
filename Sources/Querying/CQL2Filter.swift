import SimpleFeatures
public import Topology

/// A query bound to the properties of the records it is asked of.
public struct CQL2Filter: Sendable {
  let condition: Condition
  let literals: [Geometry]
  /// The positions of the properties that the query names, in ascending order.
  public let propertyPositions: [Int]
}

extension CQL2Query {
  /// Checks the query against the properties of records: an unknown name, values of types that
  /// cannot be compared and a geometry that is not valid are errors. O(size of the query).
  public func bind(to properties: [CQL2Property]) throws(CQL2Error) -> CQL2Filter {
    var binder = CQL2Binder(properties, source: source)
    let condition = try binder.condition(expression)
    return CQL2Filter(
      condition: condition, literals: binder.literals, propertyPositions: binder.used.sorted())
  }
}

extension CQL2Filter {
  /// Makes what answers for records; each thread makes its own.
  public func evaluator() throws(TopologyError) -> CQL2Evaluator { try CQL2Evaluator(self) }
}
