import GeoFormats
import Incidents

/// The fields that say how many.
struct TollFields<Field: MappedField> {
  var text: Field
  var minimum: Field
  var best: Field
  var maximum: Field
  var isOpen: Field
}

/// How many, as a row gives it; the numbers may be out of order.
struct TollNumbers: Equatable {
  var low: Int?
  var best: Int?
  var high: Int?
  var isOpen = false

  /// As bounds of one source; nil if they are out of order.
  var interval: TollInterval? {
    try? TollInterval(minimum: low, maximum: isOpen ? nil : high, best: best)
  }

  /// As a data set reports it.
  var reported: ReportedToll? {
    try? ReportedToll(low: low, best: best, high: isOpen ? nil : high, isOpen: isOpen)
  }
}

extension MappedRow {
  /// How many: the numbers in columns of their own, and what one text gives beyond them.
  ///
  /// A least number without a greatest is open; a greatest without a least begins at 0.
  mutating func toll(_ fields: TollFields<Field>) -> TollNumbers? {
    let given = people(fields.text)
    var toll = TollNumbers(
      low: count(fields.minimum) ?? given?.minimum, best: count(fields.best) ?? given?.best,
      high: count(fields.maximum) ?? given?.maximum, isOpen: flag(fields.isOpen))
    guard toll != TollNumbers(isOpen: toll.isOpen) else { return nil }
    if toll.high == nil && toll.low != nil { toll.isOpen = true }
    if toll.low == nil && toll.high != nil && toll.best == nil { toll.low = 0 }
    if toll.low == nil && toll.high == nil && !toll.isOpen {
      (toll.low, toll.high) = (toll.best, toll.best)
    }
    let ordered = [toll.low, toll.best, toll.isOpen ? nil : toll.high].compactMap(\.self)
    if zip(ordered, ordered.dropFirst()).contains(where: { $0 > $1 }) {
      doubt(
        "toll-out-of-order", columns[fields.best] == nil ? fields.minimum : fields.best,
        ordered.map(String.init).joined(separator: ", "),
        "least, best and greatest number are not in ascending order",
        action: "killed_min and killed_max are the least and the greatest of them")
      toll.low = ordered.min()
      toll.high = toll.isOpen ? nil : ordered.max()
    }
    return toll
  }

  /// A number of people in words; nil if there is none or, reported, none that can be read.
  mutating func people(_ field: Field) -> TollText? {
    guard let given = text(field) else { return nil }
    switch TollText.read(given) {
    case .toll(let toll):
      if toll.isApproximate {
        doubt(
          "toll-approximate", field, given, "the number is only about right",
          action: "kept as \(toll.best ?? 0)")
      }
      return toll
    case .unknown: return nil
    case .unreadable:
      let isNegative = NumberParser.integer(given).map { $0 < 0 } ?? false
      lose(
        isNegative ? "toll-negative" : "toll-unreadable", field, given,
        isNegative
          ? "a number of people cannot be negative"
          : "not a number such as 24, 24+, at least 24 or 10-15")
      return nil
    }
  }

  private mutating func count(_ field: Field) -> Int? {
    guard let toll = people(field) else { return nil }
    return toll.best ?? toll.minimum ?? toll.maximum
  }
}
