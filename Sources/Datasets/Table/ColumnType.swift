import GeoFormats

/// What the values of one of the input's own columns are written as.
///
/// A type belongs to a column, never to a value: a property that is a number in one feature and text
/// in the next cannot be sorted, coloured or filtered by.
public enum ColumnType: Sendable, Hashable {
  /// Whole numbers, also where the file writes them as `1.0`.
  case integer
  /// Numbers.
  case number
  /// Text.
  case text

  /// The type that all the given values have: text where there is none, where one is no number, or
  /// where a number begins with a zero that would be lost (`007`).
  init(detectedIn values: some Sequence<ArraySlice<UInt8>>) {
    var type: ColumnType?
    for value in values where !value.isEmpty {
      let digits = value.drop { $0 == UInt8(ascii: "-") }
      let hasLostZero =
        digits.first == 0x30 && (digits.dropFirst().first.map { $0 &- 0x30 <= 9 } ?? false)
      if hasLostZero || value.count > 18 || value.contains(0x20) {
        self = .text
        return
      }
      if value.allSatisfy({ $0 &- 0x30 <= 9 || $0 == UInt8(ascii: "-") }),
        NumberParser.integer(value) != nil
      {
        type = type ?? .integer
      } else if NumberParser.double(value) != nil {
        type = .number
      } else {
        self = .text
        return
      }
    }
    self = type ?? .text
  }
}
