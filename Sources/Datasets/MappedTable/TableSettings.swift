import Incidents

/// How the values of a table are written, as far as a mapping says it.
struct TableSettings: Sendable {
  /// What stands before the decimals.
  enum DecimalMark: String, CaseIterable, Sendable {
    case point, comma
  }

  /// Which of day and month stands first.
  enum DateOrder: String, CaseIterable, Sendable {
    case dayFirst = "day-first"
    case monthFirst = "month-first"
  }

  /// Which of latitude and longitude stands first in one column that holds both.
  enum CoordinatesOrder: String, CaseIterable, Sendable {
    case latitudeFirst = "lat-lon"
    case longitudeFirst = "lon-lat"
  }

  /// Nil: found from the columns of coordinates.
  var decimal: DecimalMark?
  /// Nil: found from the dates.
  var dateOrder: DateText.Order?
  var coordinatesOrder = CoordinatesOrder.latitudeFirst
  /// What a cell says that stands for nothing.
  var missing: Set<String> = ["n/a", "N/A", "#N/A", "-", "--", "?", "null", "NULL", "nan", "NaN"]

  static let keys = ["decimal", "date_order", "coordinates_order", "missing"]

  init() {}

  init(_ fields: DocumentFields, _ reader: inout DocumentReader) {
    decimal = reader.choice(fields["decimal"], of: DecimalMark.self)
    switch reader.choice(fields["date_order"], of: DateOrder.self) {
    case .dayFirst: dateOrder = .dayFirst
    case .monthFirst: dateOrder = .monthFirst
    case nil: break
    }
    if let order = reader.choice(fields["coordinates_order"], of: CoordinatesOrder.self) {
      coordinatesOrder = order
    }
    if let words = fields["missing"] {
      missing = Set(reader.list(words) { reader, value in reader.textOrNumber(value) })
    }
  }
}
