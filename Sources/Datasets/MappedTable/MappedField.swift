/// What a column of a table can be said to hold.
///
/// The raw value is the key in a mapping and, for a table without one, the name of the column.
protocol MappedField: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
  /// Further keys and names for the same.
  var otherNames: [String] { get }
  /// Whether a cell may hold several items, and the field have several columns.
  var isList: Bool { get }
  /// Fields without which this one says nothing.
  var companions: [Self] { get }
}

extension MappedField {
  /// All keys and names of the field.
  var names: [String] { [rawValue] + otherNames }
}
